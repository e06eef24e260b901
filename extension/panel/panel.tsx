import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { TechnicianState } from "../messages.ts";
import { useAct, usePort } from "../page/background.tsx";
import { Icon, Logo } from "../page/icon.tsx";
import { ClockNotice, OfflineNotice, Silence } from "../page/notices.tsx";
import { useReader } from "../page/reader.tsx";
import { Name } from "../page/said.tsx";
import { Desk } from "./desk.tsx";
import { useLostFocus } from "./lost-focus.ts";
import { MovePanel } from "./move-panel.tsx";
import { SightProvider } from "./sight.tsx";
import { SignIn } from "./sign-in.tsx";

/** The panel: a page of the extension in a frame of the console's. It holds no state and no key. */
export function Panel() {
  const state = usePort("technician");
  const { panel, close: closeText } = useReader().texts;
  const close = useAct("close-panel");
  useUnusedEscape(() => void close.run({}));
  const [shown, setShown] = useState<string | null>(null);
  const whole = useRef<HTMLElement>(null);
  useLostFocus(whole);
  const isSignedIn = state !== null && state.me !== null;
  return (
    <main ref={whole}>
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
        <SightProvider>{state === null ? <Silence /> : <Content state={state} onShown={setShown} />}</SightProvider>
      </section>
    </main>
  );
}

/** Escape that nothing in the page has taken for itself. What was typed stays in the frame, which is only hidden. */
function useUnusedEscape(does: () => void): void {
  const newest = useRef(does);
  newest.current = does;
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      // One that is held down has led back from something just now.
      const isUnused = !event.defaultPrevented && !event.isComposing && !event.repeat;
      if (event.key === "Escape" && event.isTrusted && isUnused) newest.current();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
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
