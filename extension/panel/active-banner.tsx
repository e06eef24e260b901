import { dayTimeOf } from "../../shared/clock-words.ts";
import type { TechnicianGrant, TechnicianSession } from "../messages.ts";
import { Button } from "../page/button.tsx";
import { Icon } from "../page/icon.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { useSeenAct } from "./seen-act.ts";

/** The customer has approved: what was asked for is there, and the session isn't needed for it any more. */
export function ActiveBanner({ grant, session }: { grant: TechnicianGrant; session: TechnicianSession }) {
  const reader = useReader();
  const { request, session: sessionTexts } = reader.texts;
  const now = useNow();
  const end = useSeenAct("end-session", session.id);
  return (
    <div class="banner">
      <div class="status" role="status">
        <Icon of="tick" />
        <div>
          <p>
            <b>{request.approved}</b>
          </p>
          <p class="small">{request.approvedHow(dayTimeOf(grant.approvedAt, reader, now), grant.confirmed)}</p>
        </div>
      </div>
      <div class="btns indent">
        <Button place={end.place} off={end.busy} onPress={() => void end.run({ session: session.id })}>
          {sessionTexts.end}
        </Button>
      </div>
      <Problem failure={end.failure} />
    </div>
  );
}
