import type { PageShown, TechnicianSession } from "../messages.ts";
import { useReader } from "../page/reader.tsx";
import { YourAccess } from "./access.tsx";
import { ActiveSession, LastAnswer } from "./active-session.tsx";
import { RequestForm } from "./form.tsx";
import { KnownComputers } from "./known-computers.tsx";
import { FailedIntroduction, NumberPage } from "./number.tsx";
import type { chooseSession, SignedIn } from "./session-choice.ts";
import { SessionCode } from "./session-code.tsx";
import { Sessions } from "./sessions.tsx";
import { SignedInAs } from "./signed-in-as.tsx";
import { Start } from "./start.tsx";

type Choice = ReturnType<typeof chooseSession>;
type Props = { state: SignedIn; page: PageShown | null; choice: Choice; choose: (id: string) => void };

/** The session that was chosen for this page of the console, as far as it is; without one, what is known here and a start. */
export function ChosenSession({ state, page, choice, choose }: Props) {
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
  const known = shown === null && page !== null ? page.computers : [];
  return (
    <>
      {shown?.state === "active" && !failed ? (
        <ActiveSession state={state} session={shown} page={page} />
      ) : (
        <div class="main">
          {failed && <FailedIntroduction because={failed.because} />}
          {!shown && last && <LastAnswer state={state} session={last} />}
          {page !== null && known.length > 0 && <KnownComputers state={state} page={page} />}
          {shown && !failed ? (
            <SessionCode session={shown} />
          ) : (
            <Start key={JSON.stringify(page?.references)} lapsed={!failed && last?.state === "lapsed"} page={page} />
          )}
          {!failed && <ClosedForm state={state} session={shown} />}
          {state.grants.length > 0 && <YourAccess state={state} without={known} />}
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
