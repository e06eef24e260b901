import { useId } from "preact/hooks";
import { describe } from "../../shared/describe.ts";
import type { CustomerGrant } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { asGrant, GrantStatus, isOver } from "../page/grant-status.tsx";
import { Icon } from "../page/icon.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Revoke } from "../page/revoke.tsx";
import { Name } from "../page/said.tsx";
import type { Settled } from "../page/settled.ts";
import { doorkeeperFile } from "../pair-command.ts";
import { weekOf } from "../week/week.ts";
import { WeekInLine } from "../week/week-in-line.tsx";
import { TerminalCommand } from "./terminal-command.tsx";

/** `still`: whether the rows stand where they stood; *Resume* is a yes, and is only taken then. */
type Props = {
  grants: CustomerGrant[];
  computer: string;
  still: Settled;
  /** somebody is connected: nothing is resumed meanwhile */
  connected: boolean;
};

/** The customer's own ledger: what he signed, with the means to stop it. */
export function AccessGiven({ grants, computer, still, connected }: Props) {
  const { popup } = useReader().texts;
  const now = useNow();
  const newest = [...grants].sort((a, b) => b.approvedAt - a.approvedAt);
  const over = newest.filter((grant) => isOver(grant, now));
  const live = newest.filter((grant) => !over.includes(grant));
  const row = (grant: CustomerGrant) => (
    <GivenRow key={grant.id} grant={grant} computer={computer} now={now} still={still} connected={connected} />
  );
  return (
    <section class="section">
      <h2>{popup.given}</h2>
      {live.length === 0 ? <p class="quiet">{popup.noneGiven}</p> : <ul class="rows">{live.map(row)}</ul>}
      {over.length > 0 && (
        <details>
          <summary>{popup.over(over.length)}</summary>
          <ul class="rows">{over.slice(0, 50).map(row)}</ul>
        </details>
      )}
    </section>
  );
}

type RowProps = Omit<Props, "grants"> & { grant: CustomerGrant; now: number };

/** What makes a no certain though nothing is heard of the computer; a yes needs no such thing. */
function certainCommand({ id, revokedAt, pausedAt }: CustomerGrant): string | null {
  if (revokedAt !== null) return `node ${doorkeeperFile} revoke ${id}`;
  return pausedAt === null ? null : `node ${doorkeeperFile} pause`;
}

function GivenRow({ grant, computer, now, still, connected }: RowProps) {
  const reader = useReader();
  const { popup } = reader.texts;
  const pause = useAct("pause");
  const resume = useAct("resume");
  const revoke = useAct("revoke");
  const id = useId();
  const paused = grant.pausedAt !== null;
  const held = paused && connected;
  const over = isOver(grant, now);
  const terms = describe(grant.terms, grant.approvedAt, reader, now);
  const what = `${computer}, ${terms}`;
  const { name, organisation } = grant.technician;
  const week = weekOf({ grant: asGrant(grant, now), at: now, zone: reader.zone, other: null, begin: "today" });
  const act = paused ? resume : pause;
  const button = paused ? popup.resume : popup.pause;
  return (
    <li>
      <p class="title">
        <Name text={`${name}, ${organisation}`} />
      </p>
      <p>{terms}</p>
      {!over && week.open && <WeekInLine week={week} paused={paused} />}
      <GrantStatus grant={grant} at={now} shownTo="customer" />
      <Known grant={grant} over={over} />
      {!over && (
        <div class="btns">
          <Button
            name={popup.rowName(button, name, what)}
            off={act.busy || held || (paused && !still.settled)}
            describedBy={held ? id : undefined}
            onPress={() => {
              if (!paused || still.holds()) void act.run({ grant: grant.id });
            }}
          >
            {button}
          </Button>
          <Revoke act={revoke} grant={grant.id} who={name} what={what} kind="stop" />
        </div>
      )}
      {held && !over && (
        <p class="small spaced" id={id}>
          {popup.connectedNot}
        </p>
      )}
      <Problem failure={act.failure} />
    </li>
  );
}

/** Who knows of the newest decision, and where it is enforced. */
function Known({ grant, over }: { grant: CustomerGrant; over: boolean }) {
  const { popup } = useReader().texts;
  if (grant.computerKnows === null) {
    if (!grant.told) return <p class="small indent">{popup.serverWaits}</p>;
    return over ? null : <p class="small indent">{popup.byConsole}</p>;
  }
  if (!grant.computerKnows || !grant.told) {
    const certain = certainCommand(grant);
    if (certain === null) return <p class="small indent">{popup.computerWaits}</p>;
    return (
      <p class="small indent">
        {popup.computerWaitsFor} <TerminalCommand>{certain}</TerminalCommand>
      </p>
    );
  }
  return (
    <div class="status small">
      <Icon of="tick" />
      <span>{popup.computerKnows}</span>
    </div>
  );
}
