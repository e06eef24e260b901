import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useMemo, useState } from "preact/hooks";
import { type Refused, useAct } from "../page/background.tsx";
import { isVouchedFor } from "./vouched.ts";

// Not in TypeScript's library: IntersectionObserver, version 2.
type Version2 = IntersectionObserverInit & { trackVisibility: boolean; delay: number };
const hasVersion2 = (): boolean =>
  typeof IntersectionObserverEntry !== "undefined" && "isVisible" in IntersectionObserverEntry.prototype;
const isSeen = (entry: IntersectionObserverEntry): boolean =>
  "isVisible" in entry && entry.isVisible === true && entry.intersectionRatio >= 0.95;

/** The browser reports what it sees at most ten times a second; after scrolling it takes a moment longer. */
const delay = 100;
const patience = 600;

/** `soon`: it is seen, but was not yet when a person would have begun to press. */
export type Counted = "yes" | "soon" | "no";

/** What is said of a press that doesn't count. */
export const refusalOf = (seen: string): Refused | null =>
  seen === "no" ? { ok: false, code: "covered" } : seen === "soon" ? { ok: false, code: "too-soon" } : null;

/** For how long something has been seen without a break. */
export type Watch = {
  report(seen: boolean): void;
  /** from now on anew, if it is seen */
  restart(): void;
  stop(): void;
  /** Whether a press at this moment counts, once the browser's newest report has come. */
  ask(): Promise<Counted>;
};

/** `least`: how long it must have been seen before a press, ms. `onReady` hears whether it has. */
export function createWatch(least: number, onReady: (ready: boolean) => void = () => {}): Watch {
  let since: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: (() => void)[] = [];
  function count(): void {
    since = performance.now();
    onReady(false);
    clearTimeout(timer);
    timer = setTimeout(() => onReady(true), least + 20);
  }
  function stop(): void {
    since = null;
    clearTimeout(timer);
    onReady(false);
  }
  return {
    stop,
    report(seen) {
      if (!seen) stop();
      else if (since === null) {
        count();
        for (const go of waiting.splice(0)) go();
      }
    },
    restart() {
      if (since !== null) count();
    },
    async ask() {
      const [pressed, began] = [performance.now(), since];
      // The newest report may be on its way. Without any, waiting only tells what is wrong: the press doesn't count.
      await new Promise<void>((resolve) => {
        if (began === null) waiting.push(resolve);
        setTimeout(resolve, began === null ? patience : 2 * delay);
      });
      if (began === null) waiting = [];
      if (since === null) return "no";
      return since === began && pressed - began >= least ? "yes" : "soon";
    },
  };
}

/**
 * Says of each move and press of a pointer whether the panel has moved under it since the one before: further than the
 * pointer did on the screen, however small the browser draws the page.
 */
function createFooting(): (pointer: PointerEvent) => boolean {
  const smallest = 0.25;
  const slack = 4;
  const isFar = (within: number, onScreen: number): boolean => Math.abs(within) > Math.abs(onScreen) / smallest + slack;
  let before: Pick<PointerEvent, "clientX" | "clientY" | "screenX" | "screenY"> | null = null;
  return ({ clientX, clientY, screenX, screenY }) => {
    const from = before ?? { clientX, clientY, screenX, screenY };
    before = { clientX, clientY, screenX, screenY };
    return (
      isFar(clientX - from.clientX, screenX - from.screenX) || isFar(clientY - from.clientY, screenY - from.screenY)
    );
  };
}

export type Sight = {
  /** whether this browser knows what lies over a page; Firefox doesn't */
  knows: boolean;
  /** Tells `watch` whether all these elements are seen at once, until what it answers is called. */
  follow(places: readonly Element[], watch: Watch): () => void;
  /** Whether the tab in the console's page says that this panel is its own, and that the page draws. */
  isVouchedFor(): Promise<boolean>;
  /** How long the focus has been in the panel, ms; without end where a pointer that comes from somewhere pressed last. */
  focusedFor(): number;
  /** What was said by another of these is taken back. */
  onlySays(say: (refused: Refused | null) => void): void;
  start(): () => void;
};

/**
 * What a person can see of the panel, asked of the browser once for all of it: nothing lies over an element, it is wholly
 * in view, and the page around the frame doesn't make it transparent. Where the browser doesn't know, it is taken for seen.
 * Everything counts anew when the panel comes under the pointer or moves there, and when its content moves by itself.
 */
function createSight(look: (ask: { mark: string }) => Promise<unknown>): Sight {
  const knows = hasVersion2();
  const reports = new Map<Element, (seen: boolean) => void>();
  const watches = new Set<Watch>();
  const options: Version2 = { threshold: [0, 0.5, 0.95, 1], trackVisibility: true, delay };
  // One by one: a moment of cover among them is a break.
  const observer = knows
    ? new IntersectionObserver((entries) => {
        for (const entry of entries) reports.get(entry.target)?.(isSeen(entry));
      }, options)
    : null;
  let focusedAt = Number.NEGATIVE_INFINITY;
  let isAiming = true;
  let says: ((refused: Refused | null) => void) | null = null;
  const restart = (): void => {
    for (const watch of watches) watch.restart();
  };
  return {
    knows,
    follow(places, watch) {
      const seen = new Map(places.map((place) => [place, !knows]));
      for (const place of places) {
        reports.set(place, (is) => {
          seen.set(place, is);
          watch.report([...seen.values()].every(Boolean));
        });
        observer?.observe(place);
      }
      watches.add(watch);
      if (!knows) watch.report(true);
      return () => {
        for (const place of places) {
          observer?.unobserve(place);
          reports.delete(place);
        }
        watches.delete(watch);
        watch.stop();
      };
    },
    isVouchedFor: () => isVouchedFor(look),
    focusedFor: () => (isAiming ? Number.POSITIVE_INFINITY : performance.now() - focusedAt),
    onlySays(say) {
      if (says !== say) says?.(null);
      says = say;
    },
    start() {
      const ending = new AbortController();
      const on = { signal: ending.signal };
      const first = { ...on, capture: true };
      // The browser doesn't say that the page has moved this frame under a pointer that was about to press something else,
      const came = ({ isTrusted, pointerType }: PointerEvent): void => {
        if (isTrusted && pointerType === "mouse") restart();
      };
      // nor that another window lay over this one, which took the keys, or the finger, which is nowhere before it presses.
      const focused = (): void => {
        focusedAt = performance.now();
      };
      const pressed = (event: KeyboardEvent | PointerEvent): void => {
        if (event.isTrusted) isAiming = "pointerType" in event && event.pointerType !== "touch";
      };
      // nor that it has moved this frame under a pointer that rests in it. Two fingers are two places.
      const hasMoved = createFooting();
      const pointed = (event: PointerEvent): void => {
        if (event.isTrusted && event.pointerType !== "touch" && hasMoved(event)) restart();
      };
      document.documentElement.addEventListener("pointerenter", came, on);
      document.addEventListener("pointermove", pointed, first);
      document.addEventListener("pointerdown", pointed, first);
      window.addEventListener("focus", focused, on);
      document.addEventListener("keydown", pressed, first);
      document.addEventListener("pointerdown", pressed, first);
      document.addEventListener("visibilitychange", restart, on);
      window.addEventListener("resize", restart, on);
      // What she does herself may move what stands below.
      const moved = new PerformanceObserver((list) => {
        if (list.getEntries().some((entry) => "hadRecentInput" in entry && entry.hadRecentInput === false)) restart();
      });
      moved.observe({ type: "layout-shift" });
      return () => {
        ending.abort();
        moved.disconnect();
        observer?.disconnect();
      };
    },
  };
}

/** Of the panel; null in the extension's own windows, over which no page lays anything. */
export const SightContext = createContext<Sight | null>(null);

/** The panel's one sight, for all that is pressed in it. */
export function SightProvider({ children }: { children: ComponentChildren }) {
  const look = useAct("look");
  const sight = useMemo(() => createSight(look.run), []);
  useEffect(() => sight.start(), [sight]);
  return <SightContext.Provider value={sight}>{children}</SightContext.Provider>;
}

/** What is said of the panel's last press where it didn't count: one thing at a time, whatever else was pressed before. */
export function useRefusal(): [Refused | null, (refused: Refused | null) => void] {
  const sight = useContext(SightContext);
  const [refused, setRefused] = useState<Refused | null>(null);
  function say(next: Refused | null): void {
    sight?.onlySays(setRefused);
    setRefused(next);
  }
  return [refused, say];
}
