import { useRef, useState } from "preact/hooks";
import { readDate } from "../../shared/calendar.ts";
import { dateWords, dayTimeOf, timeOf } from "../../shared/clock-words.ts";
import { describe, question } from "../../shared/describe.ts";
import { readTerms } from "../../shared/read-terms.ts";
import { isKnownZone, placeOf } from "../../shared/zone.ts";
import type { CustomerGrant, CustomerRequest } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Field } from "../page/field.tsx";
import { GrantStatus, isOver } from "../page/grant-status.tsx";
import { Icon } from "../page/icon.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Revoke } from "../page/revoke.tsx";
import { Name, Pieces, Say } from "../page/said.tsx";
import { OpeningsTable } from "../week/openings-table.tsx";
import { weekOf } from "../week/week.ts";
import { WeekStrip } from "../week/week-strip.tsx";
import { Heading } from "./heading.tsx";
import { PageTop } from "./page-top.tsx";
import { useSettled } from "./settled.ts";

export type Verified = Extract<CustomerRequest, { verified: true }>;
type Props = {
  request: Verified;
  computer: string;
  grants: CustomerGrant[];
  onBack: () => void;
  /** true from the press on, false when it came to nothing */
  onAnswering: (answering: boolean) => void;
  onAnswered: (answer: "approved" | "denied") => void;
};

/** One question, then the proof: everything here is painted from the bytes that the technician signed. */
export function RequestPage({ request, computer, grants, onBack, onAnswering, onAnswered }: Props) {
  const reader = useReader();
  const { decide } = reader.texts;
  const now = useNow();
  const { technician, terms } = request;
  const names = { technician: technician.name, computer };
  const asked = question(terms, now, names, reader, now);
  const already = grants.filter((grant) => grant.technician.key === technician.key && !isOver(grant, now));
  const approve = useAct("approve");
  const deny = useAct("deny");
  const denyReason = useRef("");
  // What is decided on: when any of it changes, the buttons stand still.
  const shown = JSON.stringify([request.id, request.painted, asked, already.map(({ id }) => id)]);
  const settled = useSettled(shown);
  // The customer's credentials go to a doorkeeper alone; a click can't stand for them.
  const impossible = terms.credentialMode === "at-setup";
  const off = !settled || approve.busy || deny.busy || request.sending;
  return (
    <div class="page">
      <PageTop
        title={decide.title}
        right={
          <>
            <Name text={computer} /> · {decide.asked(timeOf(request.askedAt, reader))}
          </>
        }
        onBack={onBack}
      />
      <main class="main">
        <section class="section">
          <Heading>
            <Pieces pieces={asked} names={[technician.name, computer]} />
          </Heading>
          <p class="means">
            <Say words={decide.means(technician.name)} />
          </p>
          <div class="who">
            <Icon of="tick" />
            <div>
              <Name text={`${technician.name}, ${technician.organisation}`} />
              <span class="small">{decide.checked(dayTimeOf(technician.checkedAt, reader, now))}</span>
            </div>
          </div>
        </section>
        <RequestWeek request={request} now={now} />
        <OpeningsTable
          grant={{ terms, approvedAt: now }}
          at={now}
          other={technician.zone}
          otherTitle={reader.texts.openings.technician}
        />
        <Facts request={request} />
        {already.length > 0 && <Already grants={already} name={technician.name} computer={computer} now={now} />}
        <DenyReason onInput={(text) => (denyReason.current = text)} />
      </main>
      <footer class="foot">
        <p class="small">{decide.stop}</p>
        {impossible && (
          <p class="small" id="impossible">
            {decide.atSetupNot}
          </p>
        )}
        <Problem failure={approve.failure ?? deny.failure} />
        {request.sending && (
          <p class="small" role="status">
            {decide.sending}
          </p>
        )}
        <div class="btns even">
          <Button
            kind="act"
            big
            off={off || impossible || readTerms(terms) === null}
            describedBy={impossible ? "impossible" : undefined}
            onPress={async () => {
              onAnswering(true);
              const answer = await approve.run({ request: request.id, painted: request.painted });
              if (answer.ok) onAnswered("approved");
              else onAnswering(false);
            }}
          >
            {decide.ok}
          </Button>
          <Button
            big
            off={off}
            onPress={async () => {
              onAnswering(true);
              const answer = await deny.run({ request: request.id, reason: denyReason.current.trim() });
              if (answer.ok) onAnswered("denied");
              else onAnswering(false);
            }}
          >
            {decide.deny}
          </Button>
        </div>
      </footer>
    </div>
  );
}

function RequestWeek({ request: { terms, technician }, now }: { request: Verified; now: number }) {
  const reader = useReader();
  const { week: texts } = reader.texts;
  const other = technician.zone !== null && isKnownZone(technician.zone) ? technician.zone : null;
  const week = weekOf({ grant: { terms, approvedAt: now }, at: now, zone: reader.zone, other, begin: "opening" });
  const place = placeOf(reader.zone, reader.language);
  const first = dateWords(readDate(week.rows[0]?.date ?? ""), reader.language, "short", false);
  if (!week.open) {
    return (
      <section class="section">
        <h2>{texts.title}</h2>
        <p>{texts.never}</p>
      </section>
    );
  }
  return (
    <section class="section">
      <h2>
        {texts.title}
        <span class="small">{week.later ? texts.from(first) : texts.now(timeOf(now, reader))}</span>
      </h2>
      <WeekStrip
        week={week}
        zone={reader.zone}
        whose={texts.yourTime}
        other={other}
        othersWhose={texts.technician}
        caption={week.later ? texts.captionFrom(first, place) : texts.caption(place)}
      />
    </section>
  );
}

function Facts({ request: { terms, reason, ticket } }: { request: Verified }) {
  const { decide } = useReader().texts;
  return (
    <section class="section">
      <dl class="facts">
        <dt>{decide.signsInWith}</dt>
        <dd>{terms.credentialMode === "at-connection" ? decide.atConnection : decide.atSetup}</dd>
        {reason !== "" && (
          <>
            <dt>{decide.reason}</dt>
            <dd class="typed">
              <bdi>{reason}</bdi>
            </dd>
          </>
        )}
        {ticket !== "" && (
          <>
            <dt>{decide.ticket}</dt>
            <dd>
              <bdi>{ticket}</bdi>
            </dd>
          </>
        )}
        <dt>{decide.where}</dt>
        <dd>{decide.whereConsole}</dd>
      </dl>
    </section>
  );
}

type AlreadyProps = { grants: CustomerGrant[]; name: string; computer: string; now: number };

/** Grants are never added up: what this technician may do already stays beside what is asked. */
function Already({ grants, name, computer, now }: AlreadyProps) {
  const reader = useReader();
  const { decide } = reader.texts;
  return (
    <section class="section">
      <h2>
        <span>
          <Say words={decide.already(name)} />
        </span>
      </h2>
      <ul class="rows">
        {grants.map((grant) => (
          <AlreadyRow key={grant.id} grant={grant} computer={computer} now={now} />
        ))}
      </ul>
    </section>
  );
}

function AlreadyRow({ grant, computer, now }: { grant: CustomerGrant; computer: string; now: number }) {
  const reader = useReader();
  const act = useAct("revoke");
  const terms = describe(grant.terms, grant.approvedAt, reader, now);
  return (
    <li class="row-between top-aligned">
      <div>
        <p>{terms}</p>
        <GrantStatus grant={grant} at={now} shownTo="customer" />
      </div>
      <Revoke act={act} grant={grant.id} who={grant.technician.name} what={`${computer}, ${terms}`} kind="stop" />
    </li>
  );
}

/** Beside the decision and never before it: one press denies, with or without a reason. */
export function DenyReason({ onInput }: { onInput: (text: string) => void }) {
  const { decide } = useReader().texts;
  const [text, setText] = useState("");
  return (
    <section class="section">
      <Field
        label={decide.denyReason}
        hint={decide.denyReasonHint}
        lines={2}
        value={text}
        onInput={(typed) => {
          setText(typed);
          onInput(typed);
        }}
      />
    </section>
  );
}
