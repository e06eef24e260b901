import { useState } from "preact/hooks";
import { describe } from "../../shared/describe.ts";
import { placeOf } from "../../shared/zone.ts";
import type { TechnicianGrant, TechnicianState } from "../messages.ts";
import { Button } from "../page/button.tsx";
import { asGrant, GrantStatus, isOver } from "../page/grant-status.tsx";
import { opensNothing } from "../page/may-visit.ts";
import { useNow, useReader } from "../page/reader.tsx";
import { Revoke } from "../page/revoke.tsx";
import { Name } from "../page/said.tsx";
import { weekOf } from "../week/week.ts";
import { WeekInLine } from "../week/week-in-line.tsx";
import { useConnect } from "./connect-button.tsx";
import { ConnectStatus } from "./connect-status.tsx";
import { useSeenAct } from "./seen-act.ts";

type Given = Pick<TechnicianState, "grants" | "computers" | "connections" | "me">;
/** `first`: the computer whose rows stand above all others. `without`: computers that stand elsewhere already. */
type Props = { state: Given; first?: string | undefined; without?: readonly string[] };

/** The order of grants in lists. */
export const newestFirst = (one: TechnicianGrant, other: TechnicianGrant): number => other.approvedAt - one.approvedAt;

/** Everything that customers have approved for this technician; what is over stands folded below. */
export function YourAccess({ state, first, without = [] }: Props) {
  const { texts, zone, language } = useReader();
  const { access } = texts;
  const now = useNow();
  const isFirst = (grant: TechnicianGrant): number => Number(grant.computer.id === first);
  const newest = [...state.grants].sort((a, b) => isFirst(b) - isFirst(a) || newestFirst(a, b));
  const over = newest.filter((grant) => isOver(grant, now));
  const live = newest.filter((grant) => !over.includes(grant) && !without.includes(grant.computer.id));
  if (live.length === 0 && over.length === 0 && without.length > 0) return null;
  return (
    <section class="section">
      <h2>
        {access.title}
        {live.length > 0 && <span class="small">{access.yourTime(placeOf(zone, language))}</span>}
      </h2>
      {live.length === 0 ? <p class="quiet">{access.none}</p> : <GrantRows grants={live} state={state} />}
      {over.length > 0 && (
        <details>
          <summary>{access.over(over.length)}</summary>
          <GrantRows grants={over} state={state} />
        </details>
      )}
    </section>
  );
}

/** As many rows as are painted at once; a computer is found in the list of all. */
const page = 20;

/** Grants as rows: terms, week, status, *Connect* and *Revoke*. */
export function GrantRows({ grants, state }: { grants: TechnicianGrant[]; state: Given }) {
  const { computers } = useReader().texts;
  const now = useNow();
  const [most, setMost] = useState(page);
  return (
    <>
      <ul class="rows">
        {grants.slice(0, most).map((grant) => (
          <GrantRow key={grant.id} grant={grant} state={state} now={now} />
        ))}
      </ul>
      {grants.length > most && (
        <Button kind="link" onPress={() => setMost(most + page)}>
          {computers.more(Math.min(grants.length - most, page))}
        </Button>
      )}
    </>
  );
}

function GrantRow({ grant, state, now }: { grant: TechnicianGrant; state: Given; now: number }) {
  const reader = useReader();
  const revoke = useSeenAct("revoke-as-technician", grant.id);
  const over = isOver(grant, now);
  const terms = describe(grant.terms, grant.approvedAt, reader, now);
  const week = weekOf({ grant: asGrant(grant, now), at: now, zone: reader.zone, other: null, begin: "today" });
  const { name } = grant.computer;
  const computer = state.computers.find(({ id }) => id === grant.computer.id) ?? null;
  const hasWeek = !over && week.open && !opensNothing({ grant, computer });
  const connect = useConnect({ grant, computer, state, terms, now });
  return (
    <li>
      <div class="row-between top-aligned">
        <div>
          <p class="title">
            <Name text={name} />
          </p>
          <p>{terms}</p>
        </div>
        {!over && connect.button}
      </div>
      {hasWeek && <WeekInLine week={week} paused={grant.pausedAt !== null} />}
      <div class="row-between top-aligned">
        {over ? (
          <GrantStatus grant={grant} at={now} shownTo="technician" />
        ) : (
          <ConnectStatus grant={grant} computer={computer} now={now} reason={connect.reason} />
        )}
        {!over && (
          <Revoke act={revoke} place={revoke.place} grant={grant.id} who={name} what={terms} kind="link stop" />
        )}
      </div>
      {!over && connect.below}
    </li>
  );
}
