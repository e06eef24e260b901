import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Picked } from "../console/page-context.ts";
import type { PageShown, TechnicianSession, TechnicianState } from "../messages.ts";
import { useAct, usePort } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Icon, Logo } from "../page/icon.tsx";
import { ClockNotice, OfflineNotice, Silence } from "../page/notices.tsx";
import { useReader } from "../page/reader.tsx";
import { Name } from "../page/said.tsx";
import { AboutLine } from "./about-line.tsx";
import { YourAccess } from "./access.tsx";
import { ActiveSession, LastAnswer } from "./active-session.tsx";
import { Computers } from "./computers.tsx";
import { useFollowed } from "./followed.ts";
import { RequestForm } from "./form.tsx";
import { KnownComputers } from "./known-computers.tsx";
import { MovePanel } from "./move-panel.tsx";
import { FailedIntroduction, NumberPage } from "./number.tsx";
import { chooseSession, isOpenSession, type SignedIn } from "./session-choice.ts";
import { SessionCode } from "./session-code.tsx";
import { Sessions } from "./sessions.tsx";
import { SignIn } from "./sign-in.tsx";
import { SignedInAs } from "./signed-in-as.tsx";
import { Start } from "./start.tsx";
import { createWork, WorkProvider } from "./work.tsx";

/** The panel: a page of the extension in a frame of the console's. It holds no state and no key. */
export function Panel() {
  const state = usePort("technician");
  const { panel, close: closeText } = useReader().texts;
  const close = useAct("close-panel");
  const [shown, setShown] = useState<string | null>(null);
  const isSignedIn = state !== null && state.me !== null;
  return (
    <main>
      <section class="page" aria-labelledby="panel-title">
        <header class="top">
          <Logo />
          <h1 class="name" id="panel-title">
            {panel}
          </h1>
          <span class="right">{isSignedIn && shown !== null && <Name text={shown} />}</span>
          <span class="icons">
            {state?.side != null && <MovePanel side={state.side} />}
            <button type="button" class="icon-btn" aria-label={closeText} onClick={() => void close.run({})}>
              <Icon of="close" />
            </button>
          </span>
        </header>
        {state === null ? <Silence /> : <Content state={state} onShown={setShown} />}
      </section>
    </main>
  );
}

type ContentProps = { state: TechnicianState; onShown: (computer: string | null) => void };

function Content({ state, onShown }: ContentProps) {
  const { me } = state;
  return (
    <>
      <OfflineNotice online={state.online} />
      <ClockNotice ahead={state.clockAhead} />
      {me === null ? (
        <div class="main">
          <SignIn />
        </div>
      ) : (
        <Desk state={{ ...state, me }} onShown={onShown} />
      )}
    </>
  );
}

/** Which session the panel shows, on which page of the console, and when it goes along with the page. */
function Desk({ state, onShown }: { state: SignedIn; onShown: ContentProps["onShown"] }) {
  const { computers: texts } = useReader().texts;
  const [place, go] = useState<"page" | "computers">("page");
  const [chosen, choose] = useState<string | null>(null);
  const [pointing, point] = useState<Picked | null>(null);
  /** the sessions that there were when another was about to be started */
  const [before, setBefore] = useState<readonly string[] | null>(null);
  const newest = useRef(state);
  newest.current = state;
  const work = useMemo(
    () =>
      createWork(() => {
        setBefore(newest.current.sessions.map(({ id }) => id));
        return () => setBefore(null);
      }),
    [],
  );
  const content = useRef<HTMLDivElement>(null);
  const link = useRef<HTMLSpanElement>(null);
  const shown = useRef<string | null>(null);
  function isWorking(): boolean {
    const isIn = document.hasFocus() && (content.current?.contains(document.activeElement) ?? false);
    const isTyped = work.starting || (work.drafts.get(shown.current ?? "")?.typed ?? false);
    const isChosen = newest.current.sessions.some((session) => session.id === chosen && isOpenSession(session));
    return isIn || isTyped || isChosen || (pointing !== null && state.page?.by !== "picked");
  }
  const { word, held, isBehind, show } = useFollowed(state.page, isWorking);
  const of = (id: string | null) => chooseSession({ ...state, page: held }, id);
  const choice = of(chosen);
  shown.current = choice.shown?.id ?? null;
  // Back from a session that was chosen leads what leads to a page that went on.
  const isAway = shown.current !== (of(null).shown?.id ?? null);
  const name = choice.shown?.computer?.name ?? null;
  useLayoutEffect(() => onShown(place === "page" ? name : null), [onShown, place, name]);
  const begun =
    before &&
    state.sessions.find(
      (session) => !before.includes(session.id) && session.origin === state.console && isOpenSession(session),
    );
  useLayoutEffect(() => {
    if (!begun) return;
    setBefore(null);
    choose(of(null).shown?.id === begun.id ? null : begun.id);
  }, [begun?.id]);

  if (place === "computers") {
    return (
      <Computers
        state={state}
        onBack={() => {
          go("page");
          requestAnimationFrame(() => link.current?.querySelector("button")?.focus());
        }}
      />
    );
  }
  return (
    <WorkProvider value={work}>
      <AboutLine
        page={word}
        isElsewhere={isBehind || isAway}
        hasGoneOn={isBehind}
        onShow={() => {
          choose(null);
          show();
        }}
        pointing={pointing}
        onPoint={point}
      >
        <span ref={link}>
          <Button kind="link" onPress={() => go("computers")}>
            {texts.link}
          </Button>
        </span>
      </AboutLine>
      <div ref={content}>
        <Screen key={choice.shown?.id ?? "none"} state={state} page={held} choice={choice} choose={choose} />
      </div>
    </WorkProvider>
  );
}

type Choice = ReturnType<typeof chooseSession>;
type ScreenProps = { state: SignedIn; page: PageShown | null; choice: Choice; choose: (id: string) => void };

function Screen({ state, page, choice, choose }: ScreenProps) {
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
