import { timeOf } from "../../shared/clock-words.ts";
import { isKnownZone, readingAt } from "../../shared/zone.ts";
import type { TechnicianSession } from "../messages.ts";
import { Button } from "../page/button.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { useSeenAct } from "./seen-act.ts";

const minute = 60_000;

/** Which session this is, what time it is at the customer's, and its end. */
export function SessionHead({ session, pending }: { session: TechnicianSession; pending: boolean }) {
  const reader = useReader();
  const { session: texts, number } = reader.texts;
  const end = useSeenAct("end-session", session.id);
  const { computer, introduction } = session;
  const facts = [
    session.kind === "desktop" ? null : texts.kindOf[session.kind],
    introduction.step === "done" ? texts.checked(timeOf(introduction.checkedAt, reader)) : null,
    useThere(computer?.zone),
  ];
  return (
    <section class="section">
      <div class="row-between centred">
        <div>
          <h2>
            <Say words={texts.with(computer?.name ?? "")} />
          </h2>
          <p class="small">{facts.filter((fact) => fact !== null).join(" · ")}</p>
        </div>
        <Button place={end.place} off={end.busy} onPress={() => void end.run({ session: session.id })}>
          {texts.end}
        </Button>
      </div>
      {pending && <p class="small spaced">{texts.endLapses}</p>}
      {computer?.online === false && (
        <p class="note spaced" role="status">
          <Say words={texts.offline(computer.name)} />
        </p>
      )}
      {introduction.step === "elsewhere" && <p class="note spaced">{texts.elsewhere}</p>}
      {introduction.step === "done" && introduction.number !== null && (
        <p class="small spaced">
          <Say words={number.asked(`${introduction.number.slice(0, 3)} ${introduction.number.slice(3)}`)} />
        </p>
      )}
      <Problem failure={end.failure} />
    </section>
  );
}

/** "there 14:33, 1 h ahead"; null where the clock there isn't known or reads the same. */
function useThere(zone: string | undefined): string | null {
  const reader = useReader();
  const now = useNow();
  const { session } = reader.texts;
  if (zone === undefined || !isKnownZone(zone)) return null;
  const ahead = readingAt(zone, now) - readingAt(reader.zone, now);
  if (ahead === 0) return null;
  const minutes = Math.abs(ahead) / minute;
  const there = session.there(timeOf(now, { ...reader, zone }));
  return `${there}, ${ahead > 0 ? session.ahead(minutes) : session.behind(minutes)}`;
}
