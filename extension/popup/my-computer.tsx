import { useState } from "preact/hooks";
import { timeOf } from "../../shared/clock-words.ts";
import type { CustomerRequest, CustomerState } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Field } from "../page/field.tsx";
import { ClockNotice, OfflineNotice } from "../page/notices.tsx";
import { Problem } from "../page/problem.tsx";
import { useReader } from "../page/reader.tsx";
import { Name } from "../page/said.tsx";
import { useSettled } from "../page/settled.ts";
import { AccessGiven } from "./access-given.tsx";
import { CustomerSessionSection } from "./customer-session.tsx";
import { Doorkeeper, PasswordSwitch } from "./doorkeeper.tsx";
import { History } from "./history.tsx";
import { Join } from "./join.tsx";
import { isOpenSession, type Place, type Standing } from "./place.ts";
import { StateBand } from "./state-band.tsx";
import { Unseen } from "./unseen.tsx";
import { Visits } from "./visits.tsx";

type Props = { state: CustomerState; standing: Standing; go: (place: Place) => void };

/** The customer's home: who may connect, who asks, what was given, what happened. */
export function MyComputer({ state, standing, go }: Props) {
  const { popup } = useReader().texts;
  const { computer, grants, requests } = state;
  const open = state.sessions.filter(isOpenSession);
  const name = computer?.name ?? state.proposedName;
  // Whatever changes above the rows moves them too.
  const still = useSettled(JSON.stringify(state));
  return (
    <>
      <OfflineNotice online={state.online || computer === null} />
      <ClockNotice ahead={state.clockAhead} />
      <StateBand grants={grants} computer={computer?.name ?? null} connection={state.connection} />
      {computer === null && open.length === 0 ? (
        <Join state={state} onJoined={() => go({ at: "home" })} />
      ) : (
        <div class="main">
          <h1 class="vh">{popup.myComputer}</h1>
          <Unseen grants={grants} />
          {open.map((session) => (
            <CustomerSessionSection key={session.id} session={session} onCheck={() => go({ at: "check", session })} />
          ))}
          <section class="section">
            <h2>{popup.requests}</h2>
            {requests.length === 0 ? (
              <p class="quiet">{popup.noRequests}</p>
            ) : (
              <ul class="rows">
                {requests.map((request) => (
                  <RequestRow key={request.id} request={request} onRead={() => go({ at: "request", request })} />
                ))}
              </ul>
            )}
          </section>
          <AccessGiven grants={grants} computer={name} still={still} connected={state.connection !== null} />
          <Visits visits={state.visits} missing={state.missing} paired={state.door !== null} />
          <PasswordSwitch on={state.asksPassword} paired={state.door !== null} />
          {computer !== null && <Doorkeeper state={state} standing={standing} onSetUp={() => go({ at: "pairing" })} />}
          <History />
          <ThisComputer name={name} onJoin={() => go({ at: "join" })} />
        </div>
      )}
    </>
  );
}

function RequestRow({ request, onRead }: { request: CustomerRequest; onRead: () => void }) {
  const reader = useReader();
  const { popup, decide } = reader.texts;
  const name = request.verified ? request.technician.name : request.claimedName;
  return (
    <li class="row-between centred">
      <div>
        <p class="title">{request.verified ? <Name text={name} /> : popup.unchecked}</p>
        <p class="small">{decide.asked(timeOf(request.askedAt, reader))}</p>
      </div>
      <Button kind="act" name={popup.readName(name)} onPress={onRead}>
        {popup.read}
      </Button>
    </li>
  );
}

/** The computer's name, which the customer may change, and the way into another session. */
function ThisComputer({ name, onJoin }: { name: string; onJoin: () => void }) {
  const { popup, join, cancel } = useReader().texts;
  const act = useAct("rename-computer");
  const [typed, setTyped] = useState<string | null>(null);
  if (typed === null) {
    return (
      <section class="section">
        <div class="row-between centred">
          <span class="small">
            <Name text={name} />{" "}
            <Button kind="link" name={popup.renameName(name)} onPress={() => setTyped(name)}>
              {popup.rename}
            </Button>
          </span>
          <Button kind="link" onPress={onJoin}>
            {popup.joinLink}
          </Button>
        </div>
      </section>
    );
  }
  async function save(): Promise<void> {
    if (typed === null || typed.trim() === "") return;
    const answer = await act.run({ name: typed.trim() });
    if (answer.ok) setTyped(null);
  }
  return (
    <section class="section">
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={join.name}
          value={typed}
          onInput={setTyped}
          error={typed.trim() === "" ? join.nameMissing : null}
        />
        <div class="btns">
          <Button kind="act" submit off={act.busy}>
            {popup.save}
          </Button>
          <Button onPress={() => setTyped(null)}>{cancel}</Button>
        </div>
        <Problem failure={act.failure} />
      </form>
    </section>
  );
}
