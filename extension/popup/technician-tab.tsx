import { useAct, usePort } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { ClockNotice, OfflineNotice, Silence } from "../page/notices.tsx";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";
import { Name } from "../page/said.tsx";
import { isOpenSession } from "../panel/session-choice.ts";
import { Sessions } from "../panel/sessions.tsx";
import { SignIn } from "../panel/sign-in.tsx";
import { Computers } from "./computers.tsx";
import { ConsoleRows } from "./console-rows.tsx";
import { useAnswer, useOwnBrowser } from "./own-browser.tsx";
import { consoleAt, ThisConsole } from "./this-console.tsx";

/** The technician's tab of the popup: who is signed in, and an overview. Asking happens in the console's page. */
export function TechnicianTab({ toolbar }: { toolbar: boolean }) {
  const state = usePort("technician");
  const { technicianTab: texts, signIn } = useTexts();
  const out = useAct("sign-out");
  const { currentPage } = useOwnBrowser();
  const address = useAnswer(async () => (toolbar ? currentPage() : undefined));
  if (state === null) return <Silence />;
  const { me, consoles } = state;
  const current = consoleAt(address ?? null, consoles);
  if (me === null) {
    return (
      <>
        <OfflineNotice online={state.online} />
        <div class="main">
          {address !== undefined && <ThisConsole address={address} consoles={consoles} />}
          <SignIn />
          <ConsoleRows consoles={consoles} current={current} />
        </div>
      </>
    );
  }
  const open = state.sessions.filter(isOpenSession);
  return (
    <>
      <OfflineNotice online={state.online} />
      <ClockNotice ahead={state.clockAhead} />
      <div class="main">
        {address !== undefined && <ThisConsole address={address} consoles={consoles} />}
        <section class="section">
          <div class="row-between centred">
            <p class="title">
              <Name text={me.name} />
            </p>
            <Button off={out.busy} onPress={() => void out.run({})}>
              {signIn.out}
            </Button>
          </div>
          <Problem failure={out.failure} />
          <dl class="facts">
            <dt>{texts.organisation}</dt>
            <dd>{me.organisation}</dd>
            <dt>{texts.group}</dt>
            <dd>{me.group?.name ?? texts.noGroup}</dd>
          </dl>
          <p class="note spaced">{texts.where}</p>
        </section>
        <Computers state={{ ...state, me }} />
        {open.length === 0 ? (
          <section class="section">
            <h2>{texts.sessions}</h2>
            <p class="quiet">{texts.noSessions}</p>
          </section>
        ) : (
          <Sessions title={texts.sessions} sessions={open} here={null} />
        )}
        <ConsoleRows consoles={consoles} current={current} />
      </div>
    </>
  );
}
