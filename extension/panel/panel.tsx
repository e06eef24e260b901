import { useState } from "preact/hooks";
import type { TechnicianSession, TechnicianState } from "../messages.ts";
import { useAct, usePort } from "../page/background.tsx";
import { Icon, Logo } from "../page/icon.tsx";
import { ClockNotice, OfflineNotice, Silence } from "../page/notices.tsx";
import { useReader } from "../page/reader.tsx";
import { Name } from "../page/said.tsx";
import { YourAccess } from "./access.tsx";
import { ActiveSession, LastAnswer } from "./active-session.tsx";
import { RequestForm } from "./form.tsx";
import { FailedIntroduction, NumberPage } from "./number.tsx";
import { chooseSession, type SignedIn } from "./session-choice.ts";
import { SessionCode } from "./session-code.tsx";
import { Sessions } from "./sessions.tsx";
import { SignIn } from "./sign-in.tsx";
import { SignedInAs } from "./signed-in-as.tsx";
import { Start } from "./start.tsx";

/** The panel: a page of the extension in a frame of the console's. It holds no state and no key. */
export function Panel() {
  const state = usePort("technician");
  const { panel, close: closeText } = useReader().texts;
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
          <button type="button" class="icon-btn" aria-label={closeText} onClick={() => void close.run({})}>
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
          {!shown && last && <LastAnswer state={state} session={last} />}
          {shown && !failed ? <SessionCode session={shown} /> : <Start lapsed={!failed && last?.state === "lapsed"} />}
          {!failed && <ClosedForm state={state} session={shown} />}
          {state.grants.length > 0 && <YourAccess state={state} />}
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
