import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Picked } from "../console/page-context.ts";
import type { TechnicianSession } from "../messages.ts";
import { Button } from "../page/button.tsx";
import { useTexts } from "../page/reader.tsx";
import { AboutLine } from "./about-line.tsx";
import { AllComputers } from "./all-computers.tsx";
import { ChosenSession } from "./chosen-session.tsx";
import { useFollowed } from "./followed.ts";
import { chooseSession, isOpenSession, type SignedIn } from "./session-choice.ts";
import { createWork, WorkProvider } from "./work.tsx";

type Props = { state: SignedIn; onShown: (computer: string | null) => void };

/** Which session the panel shows, on which page of the console, and when it goes along with the page. */
export function Desk({ state, onShown }: Props) {
  const { computers: texts } = useTexts();
  const [place, go] = useState<"page" | "computers">("page");
  const [chosen, choose] = useState<string | null>(null);
  const [pointing, point] = useState<Picked | null>(null);
  const { begin, begun, seen } = useBegun(state);
  const work = useMemo(() => createWork(begin), []);
  const content = useRef<HTMLDivElement>(null);
  const link = useRef<HTMLSpanElement>(null);
  const shown = useRef<TechnicianSession | null>(null);
  function isWorking(): boolean {
    // Who was only led to a heading works on nothing yet.
    const at = document.activeElement;
    const isIn = document.hasFocus() && (content.current?.contains(at) ?? false) && !at?.matches("[tabindex='-1']");
    const isTyped = work.starting || (work.drafts.get(shown.current?.id ?? "")?.typed ?? false);
    const isChosen = shown.current !== null && shown.current.id === chosen;
    // A number is read aloud, by somebody who may be looking at something else.
    const isRead = shown.current?.state === "meeting";
    return isIn || isTyped || isChosen || isRead || (pointing !== null && state.page?.by !== "picked");
  }
  const { word, held, isBehind, show } = useFollowed(state.page, isWorking);
  const of = (id: string | null) => chooseSession({ ...state, page: held }, id);
  const choice = of(chosen);
  shown.current = choice.shown;
  // Back from a session that was chosen leads what leads to a page that went on.
  const isAway = choice.shown !== of(null).shown;
  const name = choice.shown?.computer?.name ?? null;
  useLayoutEffect(() => onShown(place === "page" ? name : null), [onShown, place, name]);
  useLayoutEffect(() => {
    if (begun === null) return;
    seen();
    choose(of(null).shown?.id === begun ? null : begun);
  }, [begun]);

  if (place === "computers") {
    return (
      <AllComputers
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
        <ChosenSession key={choice.shown?.id ?? "none"} state={state} page={held} choice={choice} choose={choose} />
      </div>
    </WorkProvider>
  );
}

/** The session that was started here just now (`begun`, an id), once it is there; null before `begin` and after `seen`. */
function useBegun(state: SignedIn) {
  const [before, setBefore] = useState<readonly string[] | null>(null);
  const newest = useRef(state);
  newest.current = state;
  const isNew = (session: TechnicianSession): boolean =>
    before !== null && !before.includes(session.id) && session.origin === state.console && isOpenSession(session);
  const seen = (): void => setBefore(null);
  function begin(): () => void {
    setBefore(newest.current.sessions.map(({ id }) => id));
    return seen;
  }
  return { begin, seen, begun: state.sessions.find(isNew)?.id ?? null };
}
