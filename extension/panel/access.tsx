import { useId } from "preact/hooks";
import { describe } from "../../shared/describe.ts";
import { placeOf } from "../../shared/zone.ts";
import type { TechnicianGrant } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { asGrant, GrantStatus, isOver } from "../page/grant-status.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Revoke } from "../page/revoke.tsx";
import { Name } from "../page/said.tsx";
import { weekOf } from "../week/week.ts";
import { WeekInLine } from "../week/week-in-line.tsx";

/** Everything that customers have approved for this technician; what is over stands folded below. */
export function YourAccess({ grants }: { grants: TechnicianGrant[] }) {
  const { texts, zone, language } = useReader();
  const { access } = texts;
  const now = useNow();
  const newest = [...grants].sort((a, b) => b.approvedAt - a.approvedAt);
  const over = newest.filter((grant) => isOver(grant, now));
  const live = newest.filter((grant) => !over.includes(grant));
  const row = (grant: TechnicianGrant) => <GrantRow key={grant.id} grant={grant} now={now} />;
  return (
    <section class="section">
      <h2>
        {access.title}
        {live.length > 0 && <span class="small">{access.yourTime(placeOf(zone, language))}</span>}
      </h2>
      {live.length === 0 ? <p class="quiet">{access.none}</p> : <ul class="rows">{live.map(row)}</ul>}
      {over.length > 0 && (
        <details>
          <summary>{access.over(over.length)}</summary>
          <ul class="rows">{over.slice(0, 20).map(row)}</ul>
        </details>
      )}
    </section>
  );
}

function GrantRow({ grant, now }: { grant: TechnicianGrant; now: number }) {
  const reader = useReader();
  const { access } = reader.texts;
  const id = useId();
  const revoke = useAct("revoke-as-technician");
  const over = isOver(grant, now);
  const terms = describe(grant.terms, grant.approvedAt, reader, now);
  const week = weekOf({ grant: asGrant(grant, now), at: now, zone: reader.zone, other: null, begin: "today" });
  const { name } = grant.computer;
  return (
    <li>
      <div class="row-between top-aligned">
        <div>
          <p class="title">
            <Name text={name} />
          </p>
          <p>{terms}</p>
        </div>
        {!over && (
          <Button off name={access.connectName(name, terms)} describedBy={`${id}-why`}>
            {access.connect}
          </Button>
        )}
      </div>
      {!over && week.open && <WeekInLine week={week} paused={grant.pausedAt !== null} />}
      <div class="row-between top-aligned">
        <div>
          <GrantStatus grant={grant} at={now} shownTo="technician" />
          {!over && (
            <div id={`${id}-why`} class="indent">
              <p>{whyNot(grant)}</p>
              {grant.receipt === null && grant.mine && grant.held && <p class="small">{access.byConsole}</p>}
            </div>
          )}
        </div>
        {!over && <Revoke act={revoke} grant={grant.id} who={name} what={terms} kind="link stop" />}
      </div>
    </li>
  );

  function whyNot({ mine, held, receipt }: TechnicianGrant): string {
    if (!mine) return access.otherBrowser;
    if (!held) return access.notHeld;
    return receipt === null ? access.noDoorkeeper : access.notYet;
  }
}
