import { useId } from "preact/hooks";
import type { Computer } from "../../shared/records.ts";
import type { TechnicianGrant, TechnicianState } from "../messages.ts";
import { Button } from "../page/button.tsx";
import { whyNoVisit } from "../page/may-visit.ts";
import { momentOf } from "../page/moment.ts";
import { Problem } from "../page/problem.tsx";
import { useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { useSeenAct } from "./seen-act.ts";

type Props = {
  grant: TechnicianGrant;
  /** as the server lists it; null where it no longer does */
  computer: Computer | null;
  state: Pick<TechnicianState, "connections" | "me">;
  terms: string;
  now: number;
};

/**
 * *Connect*, which opens the viewer; where it can't be used it stays in its place, and `reason` says what is missing.
 * `below` holds the visit that is running.
 */
export function useConnect({ grant, computer, state, terms, now }: Props) {
  const reader = useReader();
  const { access } = reader.texts;
  const id = useId();
  const running = state.connections.filter((one) => one.state === "open");
  const visit = running.find(({ grantId }) => grantId === grant.id);
  const open = useSeenAct("open-viewer", `${grant.id} ${visit?.id}`);
  const end = useSeenAct("end-connection", visit?.id ?? "");
  const busy = running.some((one) => one.computer.id === grant.computer.id) ? access.busy : null;
  const given = { grant, computer, policy: state.me?.policy ?? null };
  const why = visit === undefined ? (whyNoVisit(given, reader.texts, now) ?? busy) : null;
  const { name } = grant.computer;

  const button = (
    <Button
      name={(visit === undefined ? access.connectName : access.showVisitName)(name, terms)}
      place={open.place}
      off={why !== null || open.busy}
      describedBy={why === null ? undefined : `${id}-why`}
      onPress={() => void open.run({ grant: grant.id })}
    >
      {visit === undefined ? access.connect : access.showVisit}
    </Button>
  );
  const reason = why !== null && why !== "" && (
    <div id={`${id}-why`}>
      <p>
        <Say words={why} />
      </p>
      {grant.held && grant.door === null && <p class="small">{access.byConsole}</p>}
    </div>
  );
  const below = (
    <>
      {visit !== undefined && (
        <div class="note spaced row-between centred">
          <p>{access.visiting(momentOf(visit.openedAt ?? visit.askedAt, reader, now))}</p>
          <Button
            name={access.endName(name)}
            place={end.place}
            off={end.busy}
            onPress={() => void end.run({ connection: visit.id })}
          >
            {access.end}
          </Button>
        </div>
      )}
      <Problem failure={open.failure ?? end.failure} />
    </>
  );
  return { button, reason, below };
}
