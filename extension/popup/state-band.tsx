import { accessAt } from "../../shared/access-window.ts";
import { dayTimeOf } from "../../shared/clock-words.ts";
import type { CustomerConnection, CustomerGrant } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { asGrant, isOver } from "../page/grant-status.tsx";
import { isToday, momentOf } from "../page/moment.ts";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { doorkeeperFile } from "../pair-command.ts";
import { TerminalCommand } from "./terminal-command.tsx";

type Props = { grants: CustomerGrant[]; computer: string | null; connection: CustomerConnection | null };

/** Top of *My computer*: who is connected, or that nobody is and when it opens next. */
export function StateBand({ grants, computer, connection }: Props) {
  return connection === null ? (
    <Nobody grants={grants} computer={computer} />
  ) : (
    <Connected key={connection.id} connection={connection} />
  );
}

/** While somebody is connected the whole band is yellow, and ending it is one press away. */
function Connected({ connection: { id, who, since, until } }: { connection: CustomerConnection }) {
  const reader = useReader();
  const { visits } = reader.texts;
  const now = useNow();
  const act = useAct("end-visit");
  const moment = (instant: number): string => momentOf(instant, reader, now);
  const ends = (instant: number): string =>
    (isToday(instant, reader, now) ? visits.endsAt : visits.endsOn)(moment(instant));
  return (
    <div class="banner open" role="status">
      <div class="status">
        <span class="lamp" aria-hidden="true" />
        <b class="state">{who === null ? visits.somebody : <Say words={visits.connected(who)} />}</b>
      </div>
      <p class="indent">
        {visits.sinceTime(moment(since))} {until === null ? visits.endsNot : ends(until)}
      </p>
      <div class="btns indent">
        <Button kind="act" off={act.busy} onPress={() => void act.run({ connection: id })}>
          {visits.end}
        </Button>
      </div>
      {act.failure && (
        <div class="indent spaced">
          <Problem failure={act.failure} />
          <p class="small">
            {visits.certain} <TerminalCommand>{`node ${doorkeeperFile} end`}</TerminalCommand>
          </p>
        </div>
      )}
    </div>
  );
}

function Nobody({ grants, computer }: { grants: CustomerGrant[]; computer: string | null }) {
  const reader = useReader();
  const { popup } = reader.texts;
  const now = useNow();
  const known = grants.map((grant) => ({ grant, access: accessAt(asGrant(grant, now), now) }));
  const open = known.find(({ access }) => access.open);
  const next = known
    .flatMap(({ grant, access }) =>
      !access.open && access.opensAt !== null ? [{ grant, opensAt: access.opensAt }] : [],
    )
    .sort((a, b) => a.opensAt - b.opensAt)[0];
  const live = grants.filter((grant) => !isOver(grant, now));
  const allPaused = live.length > 0 && live.every(({ pausedAt }) => pausedAt !== null);
  return (
    <div class="banner" role="status">
      <div class="status">
        <span class={open ? "lamp open" : "lamp"} aria-hidden="true" />
        <b class="state">{popup.nobody}</b>
      </div>
      {computer !== null && (
        <p class="quiet indent">
          {open?.access.open ? (
            <Say words={popup.openNow(computer, open.grant.technician.name, untilWords(open.access.until))} />
          ) : next ? (
            <Say words={popup.nextOpen(computer, dayTimeOf(next.opensAt, reader, now), next.grant.technician.name)} />
          ) : (
            <Say words={allPaused ? popup.allClosed(computer) : popup.nobodyMay(computer)} />
          )}
        </p>
      )}
    </div>
  );

  function untilWords(until: number | null): string | null {
    return until === null ? null : dayTimeOf(until, reader, now);
  }
}
