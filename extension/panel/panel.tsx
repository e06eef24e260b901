import { useState } from "preact/hooks";
import type { TechnicianSession, TechnicianState } from "../messages.ts";
import { useAct, usePort } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { isOver } from "../page/grant-status.tsx";
import { Icon, Logo } from "../page/icon.tsx";
import { ClockNotice, OfflineNotice, Silence } from "../page/notices.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Name, Say } from "../page/said.tsx";
import { YourAccess } from "./access.tsx";
import { ActiveBanner } from "./active-banner.tsx";
import { Answer, Waiting } from "./asked.tsx";
import { RequestForm } from "./form.tsx";
import { FailedIntroduction, NumberPage } from "./number.tsx";
import { chooseSession, isOpenSession } from "./session-choice.ts";
import { SessionCode } from "./session-code.tsx";
import { SessionHead } from "./session-head.tsx";
import { Sessions } from "./sessions.tsx";
import { SignIn } from "./sign-in.tsx";
import { Start } from "./start.tsx";

type SignedIn = TechnicianState & { me: NonNullable<TechnicianState["me"]> };

/** The panel: a page of the extension in a frame of the console's. It holds no state and no key. */
export function Panel() {
  const state = usePort("technician");
  const { panel } = useReader().texts;
  const close = useAct("close-panel");
  const [chosen, setChosen] = useState<string | null>(null);
  const choice = state?.me ? chooseSession(state, chosen) : null;
  const computer = choice?.shown?.computer;
  return (
    <main>
      <section class="page" aria-labelledby="panel-title">
        <header class="top">
          <Logo />
          <h1 class="name" id="panel-title">
            {panel}
          </h1>
          <span class="right">{computer && <Name text={computer.name} />}</span>
          <button
            type="button"
            class="icon-btn"
            aria-label={useReader().texts.close}
            onClick={() => void close.run({})}
          >
            <Icon of="close" />
          </button>
        </header>
        {state === null ? <Silence /> : <Content state={state} choose={setChosen} choice={choice} />}
      </section>
    </main>
  );
}

type Choice = ReturnType<typeof chooseSession>;
type ContentProps = { state: TechnicianState; choice: Choice | null; choose: (id: string) => void };

function Content({ state, choice, choose }: ContentProps) {
  const { me } = state;
  return (
    <>
      <OfflineNotice online={state.online} />
      <ClockNotice ahead={state.clockAhead} />
      {me === null || choice === null ? (
        <div class="main">
          <SignIn />
        </div>
      ) : (
        <Screen key={choice.shown?.id ?? "none"} state={{ ...state, me }} choice={choice} choose={choose} />
      )}
    </>
  );
}

type ScreenProps = { state: SignedIn; choice: Choice; choose: (id: string) => void };

function Screen({ state, choice, choose }: ScreenProps) {
  const { texts } = useReader();
  const { shown, others, last } = choice;
  const sessions = (
    <Sessions
      title={shown ? texts.session.others : texts.session.all}
      sessions={others}
      here={state.console}
      onShow={choose}
    />
  );
  if (shown?.state === "meeting" && shown.introduction.step !== "failed") {
    return <NumberPage session={shown}>{sessions}</NumberPage>;
  }
  const failed = shown?.introduction.step === "failed" ? shown.introduction : null;
  return (
    <>
      {shown?.state === "active" && !failed ? (
        <ActiveSession state={state} session={shown} />
      ) : (
        <div class="main">
          {failed && <FailedIntroduction because={failed.because} />}
          {shown && !failed ? <SessionCode session={shown} /> : <Start lapsed={!failed && last?.state === "lapsed"} />}
          {!shown && last && <LastAnswer state={state} session={last} />}
          {!failed && <ClosedForm state={state} session={shown} />}
          {state.grants.length > 0 && <YourAccess grants={state.grants} />}
        </div>
      )}
      <div class="main tail">
        {sessions}
        <SignedInAs state={state} />
      </div>
    </>
  );
}

/** The form outside of an active session: in its place, closed, with the reason above. */
function ClosedForm({ state, session }: { state: SignedIn; session: TechnicianSession | null }) {
  return <RequestForm session={session} computer={null} technician={state.me.name} policy={state.me.policy} />;
}

/** What became of a request that ended together with its session. */
function LastAnswer({ state, session }: { state: SignedIn; session: TechnicianSession }) {
  const request = newestRequest(state, session);
  return request && !isOpenSession(session) ? <Answer request={request} /> : null;
}

function newestRequest({ requests }: SignedIn, { id }: TechnicianSession) {
  return requests.filter(({ sessionId }) => sessionId === id).sort((a, b) => b.askedAt - a.askedAt)[0];
}

function ActiveSession({ state, session }: { state: SignedIn; session: TechnicianSession }) {
  const { request: texts } = useReader().texts;
  const now = useNow();
  const [more, setMore] = useState<string | null>(null);
  const request = newestRequest(state, session);
  const pending = request?.state === "pending";
  const granted = state.grants.find((grant) => grant.requestId === request?.id && !isOver(grant, now));
  const computer = session.computer;
  // "Ask for more access" is over once a newer request exists.
  const asking = !pending && (!granted || more === granted.id);
  const grants = [...state.grants].sort((a, b) => Number(ofThis(b.computer.id)) - Number(ofThis(a.computer.id)));
  return (
    <>
      {granted && <ActiveBanner grant={granted} session={session} />}
      <div class="main">
        {!granted && <SessionHead session={session} pending={pending} />}
        {pending && request && <Waiting request={request} />}
        {request && !granted && <Answer request={request} />}
        {asking && computer && (
          <RequestForm
            session={session}
            computer={{ name: computer.name, zone: computer.zone, paired: computer.door !== null }}
            technician={state.me.name}
            policy={state.me.policy}
          />
        )}
        {granted && !asking && (
          <section class="section">
            <div class="btns even">
              <Button onPress={() => setMore(granted.id)}>{texts.more}</Button>
            </div>
          </section>
        )}
        {grants.length > 0 && <YourAccess grants={grants} />}
      </div>
    </>
  );

  function ofThis(id: string): boolean {
    return id === computer?.id;
  }
}

function SignedInAs({ state: { me } }: { state: SignedIn }) {
  const { signIn } = useReader().texts;
  const act = useAct("sign-out");
  return (
    <section class="section">
      <div class="row-between centred">
        <span class="small">
          <Say words={signIn.as(me.name, me.organisation)} />
        </span>
        <Button kind="link" off={act.busy} onPress={() => void act.run({})}>
          {signIn.out}
        </Button>
      </div>
      <Problem failure={act.failure} />
    </section>
  );
}
