import { useRef } from "preact/hooks";
import { dayTimeOf, timeOf } from "../../shared/clock-words.ts";
import { question } from "../../shared/describe.ts";
import { readTerms } from "../../shared/read-terms.ts";
import { isKnownZone } from "../../shared/zone.ts";
import type { CustomerDoor, CustomerGrant } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { isOver } from "../page/grant-status.tsx";
import { Icon } from "../page/icon.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Name, Pieces, Say } from "../page/said.tsx";
import { useSettled } from "../page/settled.ts";
import { OpeningsTable } from "../week/openings-table.tsx";
import { Already } from "./already.tsx";
import { useApproval } from "./approval.ts";
import { CredentialFields } from "./credentials.tsx";
import { DenyReason } from "./deny-reason.tsx";
import { Heading } from "./heading.tsx";
import { PageTop } from "./page-top.tsx";
import type { Verified } from "./place.ts";
import { RequestFacts } from "./request-facts.tsx";
import { RequestWeek } from "./request-week.tsx";

type Props = {
  request: Verified;
  computer: string;
  grants: CustomerGrant[];
  /** the doorkeeper of this computer */
  door: CustomerDoor | null;
  /** somebody is connected: nothing that opens is approved meanwhile */
  connected: boolean;
  /** a toolbar popup closes when it loses focus: nothing is typed into it */
  toolbar: boolean;
  onBack: () => void;
  /** true from the press on, false when it came to nothing */
  onAnswering: (answering: boolean) => void;
  onAnswered: (answer: "approved" | "denied") => void;
};

/** One question, then the proof: everything here is painted from the bytes that the technician signed. */
export function RequestPage({ request, computer, grants, door, connected, toolbar, ...on }: Props) {
  const { onBack, onAnswering, onAnswered } = on;
  const reader = useReader();
  const { decide } = reader.texts;
  const now = useNow();
  const { technician, terms } = request;
  const names = { technician: technician.name, computer };
  const asked = question(terms, now, names, reader, now);
  const already = grants.filter((grant) => grant.technician.key === technician.key && !isOver(grant, now));
  const approve = useApproval(request, toolbar);
  const deny = useAct("deny");
  const denyReason = useRef("");
  // What is decided on: when any of it changes, the buttons stand still.
  const shown = JSON.stringify([
    request.id,
    request.painted,
    request.credentials,
    request.atDoor,
    technician,
    asked,
    already.map(({ id, pausedAt }) => [id, pausedAt]),
  ]);
  const still = useSettled(shown);
  // The customer's credentials go to a doorkeeper alone; a click can't stand for them.
  const untried = request.credentials !== "none" && !request.atDoor;
  const impossible = untried
    ? door === null
      ? decide.atSetupNot
      : decide.notAtDoorNot
    : connected
      ? decide.connectedNot
      : null;
  const off = !still.settled || approve.busy || deny.busy || request.sending;
  const isWindows = door?.system === "win";
  const typing = request.credentials !== "none" && impossible === null;
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
          other={technician.zone !== null && isKnownZone(technician.zone) ? technician.zone : null}
          otherTitle={reader.texts.openings.technician}
        />
        <RequestFacts request={request} isWindows={isWindows} />
        {already.length > 0 && <Already grants={already} name={technician.name} computer={computer} now={now} />}
        {typing && !toolbar && (
          <CredentialFields
            credentials={approve.credentials}
            request={request}
            computer={computer}
            isWindows={isWindows}
            busy={approve.busy || request.sending}
          />
        )}
        <DenyReason onInput={(text) => (denyReason.current = text)} />
      </main>
      <footer class="foot">
        <p class="small">{decide.stop}</p>
        {typing && toolbar && <p class="small">{decide.ownWindow}</p>}
        {impossible !== null && (
          <p class="small" id="impossible">
            {impossible}
          </p>
        )}
        <Problem failure={approve.failure ?? deny.failure} />
        {request.sending && (
          <p class="small" role="status">
            {request.atDoor ? decide.sendingDoor : decide.sending}
          </p>
        )}
        <div class="btns even">
          <Button
            kind="act"
            big
            off={off || impossible !== null || readTerms(terms) === null}
            describedBy={impossible === null ? undefined : "impossible"}
            onPress={async () => {
              if (!still.holds() || !approve.isReady()) return;
              onAnswering(true);
              const given = await approve.run();
              if (given) onAnswered("approved");
              else onAnswering(false);
            }}
          >
            {decide.ok}
          </Button>
          <Button
            big
            off={off}
            onPress={async () => {
              if (!still.holds()) return;
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
