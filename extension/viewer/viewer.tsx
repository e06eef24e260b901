import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { timeOf } from "../../shared/clock-words.ts";
import type { TechnicianGrant, ViewerState } from "../messages.ts";
import { usePort } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { GrantStatus, isOver } from "../page/grant-status.tsx";
import { Logo } from "../page/icon.tsx";
import { opensNothing } from "../page/may-visit.ts";
import { ClockNotice, OfflineNotice, Silence } from "../page/notices.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Name, Say } from "../page/said.tsx";
import { Bar } from "./bar.tsx";
import { Closing } from "./closing.tsx";
import { ComputerScreen, type Controls } from "./screen.tsx";
import { Start } from "./start.tsx";
import type { Stage, Visiting } from "./visit.ts";
import { WhyNot } from "./why.tsx";

type Held = ViewerState & { grant: TechnicianGrant };

/** `viewer.html#<grant>`: the start of a visit, the visit, and what became of it. */
export function Viewer({ visit }: { visit: Visiting }) {
  const state = usePort("viewer");
  const stage = useStage(visit);
  const { viewer } = useReader().texts;
  const grant = state?.grant ?? null;
  const computer = grant?.computer.name;
  useEffect(() => {
    if (computer !== undefined) document.title = viewer.title(computer);
  }, [computer, viewer]);
  useLeaving(visit, stage);
  // A visit goes on while the background starts anew or the server is away.
  const [last, setLast] = useState<Held | null>(null);
  const held = state !== null && grant !== null ? { ...state, grant } : null;
  useEffect(() => {
    if (held !== null) setLast(held);
  }, [state]);
  const shown = held ?? last;
  if (shown !== null && (stage.at === "open" || stage.at === "reconnecting")) {
    return <Visit state={shown} stage={stage} visit={visit} />;
  }
  return (
    <main>
      <section class="page" aria-labelledby="viewer-title">
        <header class="top">
          <Logo />
          <h1 class="name" id="viewer-title">
            {viewer.region}
          </h1>
          <span class="right">{computer && <Name text={computer} />}</span>
        </header>
        {state === null && shown === null ? (
          <Silence />
        ) : (
          <Page state={state} held={stage.at === "start" ? held : shown} stage={stage} visit={visit} />
        )}
      </section>
    </main>
  );
}

function useStage(visit: Visiting): Stage {
  const [stage, setStage] = useState(visit.stage());
  useEffect(() => visit.watch(() => setStage(visit.stage())), [visit]);
  return stage;
}

/** The browser asks before a tab with a running visit is closed; a tab that is closed ends the visit. */
function useLeaving(visit: Visiting, { at }: Stage): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (at === "open" || at === "reconnecting") event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    window.addEventListener("pagehide", visit.leave);
    return () => {
      window.removeEventListener("beforeunload", ask);
      window.removeEventListener("pagehide", visit.leave);
    };
  }, [visit, at]);
}

type PageProps = { state: ViewerState | null; held: Held | null; stage: Stage; visit: Visiting };

function Page({ state, held, stage, visit }: PageProps) {
  const { viewer } = useReader().texts;
  return (
    <>
      {state !== null && <OfflineNotice online={state.online} />}
      {state !== null && <ClockNotice ahead={state.clockAhead} />}
      {held === null ? (
        <div class="main">
          <section class="section">
            {/* Nobody knows what there is before the server has said it; the notice above says that it is away. */}
            {state?.online && <p class="quiet">{state.signedIn ? viewer.noGrant : viewer.signedOut}</p>}
          </section>
        </div>
      ) : stage.at === "over" ? (
        <Over held={held} stage={stage} visit={visit} />
      ) : (
        (stage.at === "start" || stage.at === "knocking" || stage.at === "signing-in") && (
          <Start
            state={held}
            stage={stage}
            onConnect={(block) => void visit.connect(block)}
            onCancel={() => void visit.end().then(visit.again)}
          />
        )
      )}
    </>
  );
}

type OverProps = { held: Held; stage: Extract<Stage, { at: "over" }>; visit: Visiting };

function Over({ held, stage, visit }: OverProps) {
  const { viewer } = useReader().texts;
  const { computer, terms } = held.grant;
  const now = useNow();
  const over = isOver(held.grant, now);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (over) heading.current?.focus();
  }, [over]);
  return (
    <div class="main">
      <section class="section stack loose">
        <h2 class="question" ref={heading} tabIndex={-1}>
          <Say words={viewer.overHeading(computer.name)} />
        </h2>
        <div role="status">
          <WhyNot why={stage.why} atSetup={terms.credentialMode === "at-setup"} />
        </div>
        {!opensNothing(held) && <GrantStatus grant={held.grant} at={now} shownTo="technician" />}
        {!over && (
          <div class="btns">
            <Button focused onPress={visit.again}>
              {viewer.again}
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}

type VisitProps = { state: Held; stage: Extract<Stage, { at: "open" | "reconnecting" }>; visit: Visiting };

/** The bar above, the screen below it; nothing lies over the screen. */
function Visit({ state, stage, visit }: VisitProps) {
  const reader = useReader();
  const { viewer } = reader.texts;
  const [controls, setControls] = useState<Controls | null>(null);
  const [keyboard, setKeyboard] = useState(false);
  const { name } = state.grant.computer;
  const toBar = useCallback(() => document.querySelector<HTMLElement>(".vbtns button")?.focus(), []);
  const until = stage.at === "open" ? earlier(stage.until, stage.closesAt) : null;
  return (
    <main class="visit">
      <Bar
        computer={name}
        zone={state.computer?.zone ?? null}
        open={stage.at === "open" ? { until, controls } : null}
        keyboard={keyboard}
        onEnd={() => void visit.end()}
      />
      {stage.at === "open" && <Closing until={until} computer={name} />}
      {stage.at === "open" ? (
        <ComputerScreen
          screen={stage.screen}
          computer={name}
          onControls={setControls}
          onKeyboard={setKeyboard}
          onLeave={toBar}
          onBroken={() => void visit.broken()}
        />
      ) : (
        <div class="screen away" role="status">
          <p>
            <b>{viewer.reconnecting}</b>
          </p>
          <p>{viewer.reconnectingUntil(timeOf(stage.until, reader))}</p>
        </div>
      )}
    </main>
  );
}

const earlier = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other);
