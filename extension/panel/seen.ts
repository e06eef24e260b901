import type { RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useAct } from "../page/background.tsx";
import { isVouchedFor } from "./vouched.ts";

/**
 * `soon`: it is seen, but was not yet when a person would have begun to press. `unknown`: nobody can say here whether it
 * is seen, since this browser doesn't know what lies over a page (Firefox), since the frame is lower than what is shown, or
 * since the tab doesn't vouch for it.
 */
export type Seen = "yes" | "soon" | "no" | "unknown";

// Not in TypeScript's library: IntersectionObserver, version 2.
type Version2 = IntersectionObserverInit & { trackVisibility: boolean; delay: number };
const hasVersion2 = (): boolean =>
  typeof IntersectionObserverEntry !== "undefined" && "isVisible" in IntersectionObserverEntry.prototype;
const isVisible = (entry: IntersectionObserverEntry): boolean => "isVisible" in entry && entry.isVisible === true;

/** How long without a break it must have been seen before the press: longer than a double click takes. */
const seenFor = 700;
/** How long a pointer that is about to press may rest. */
const restsFor = 1_500;
/** The browser reports what it sees at most ten times a second; after scrolling it takes a moment longer. */
const delay = 100;
const patience = 600;

type Place = RefObject<HTMLElement | null>;
/** `ready`: a press would count now. `ask` says at the press whether it does. */
type Sight = { ready: boolean; ask: () => Promise<Seen> };

/**
 * Whether a person can really see one or two elements, both at once: the browser says that nothing lies over them, they
 * are wholly in view and aren't made transparent by the page around the frame, and so it was all the time that a person
 * needs to look. A console that hides the panel, or uncovers it between two clicks, gets no press.
 */
export function useSeen(first: Place, second: Place = first): Sight {
  const [ready, setReady] = useState(!hasVersion2());
  const watch = useMemo(() => createWatch(setReady), []);
  const look = useAct("look");
  /** presses in a row for which the tab didn't vouch */
  const unvouched = useRef(0);
  useEffect(() => {
    const places = [first.current, second.current].filter((place) => place !== null);
    if (!hasVersion2() || places.length === 0) return;
    const inSight = new Map<Element, boolean>(places.map((place) => [place, false]));
    const options: Version2 = { threshold: [0, 0.5, 0.95, 1], trackVisibility: true, delay };
    const observer = new IntersectionObserver((entries) => {
      // One by one: a moment of cover among them is a break.
      for (const entry of entries) {
        inSight.set(entry.target, isVisible(entry) && entry.intersectionRatio >= 0.95);
        watch.report([...inSight.values()].every(Boolean));
      }
    }, options);
    for (const place of inSight.keys()) observer.observe(place);
    const pointer = createPointer();
    // Another window may have lain over this one, of which the browser says nothing. A pointer that has been moving here
    // shows that none did: then it is only the press itself that brings the focus from the console into the panel.
    const focused = (): void => {
      if (!pointer.isHere()) watch.restart();
    };
    window.addEventListener("focus", focused);
    // Nor does it say that the page has moved this frame under a pointer that was about to press something else.
    const came = ({ isTrusted, pointerType }: PointerEvent): void => {
      if (isTrusted && pointerType === "mouse") watch.restart();
    };
    const root = document.documentElement;
    root.addEventListener("pointerenter", came);
    document.addEventListener("pointermove", pointer.moved);
    document.addEventListener("visibilitychange", watch.restart);
    return () => {
      observer.disconnect();
      watch.stop();
      window.removeEventListener("focus", focused);
      root.removeEventListener("pointerenter", came);
      document.removeEventListener("pointermove", pointer.moved);
      document.removeEventListener("visibilitychange", watch.restart);
    };
  }, [first, second, watch]);
  return {
    ready,
    ask: async () => {
      if (!hasVersion2() || isTooTall(first.current, second.current)) return "unknown";
      const [vouched, seen] = await Promise.all([isVouchedFor(look.run), watch.ask()]);
      unvouched.current = vouched ? 0 : unvouched.current + 1;
      if (seen !== "yes" || vouched) return seen;
      // A page that was only busy is calm at the next press.
      return unvouched.current === 1 ? "soon" : "unknown";
    },
  };
}

/** Whether the frame is too low for both elements to be seen at once, as with large text. */
function isTooTall(first: HTMLElement | null, second: HTMLElement | null): boolean {
  const boxes = [first, second].filter((place) => place !== null).map((place) => place.getBoundingClientRect());
  const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
  return height > window.innerHeight;
}

/** Whether the pointer has been moving over this page, up to now and for as long as a person needs to look. */
function createPointer() {
  let since = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    moved({ isTrusted }: PointerEvent): void {
      if (!isTrusted) return;
      const now = performance.now();
      if (now - last > restsFor) since = now;
      last = now;
    },
    isHere: (): boolean => performance.now() - last <= restsFor && performance.now() - since >= seenFor,
  };
}

function createWatch(onReady: (ready: boolean) => void) {
  let since: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: (() => void)[] = [];
  function count(): void {
    since = performance.now();
    onReady(false);
    clearTimeout(timer);
    timer = setTimeout(() => onReady(true), seenFor + 20);
  }
  function stop(): void {
    since = null;
    clearTimeout(timer);
    onReady(false);
  }
  return {
    stop,
    report(seen: boolean): void {
      if (!seen) stop();
      else if (since === null) {
        count();
        for (const go of waiting.splice(0)) go();
      }
    },
    restart(): void {
      if (since !== null) count();
    },
    async ask(): Promise<Seen> {
      const [pressed, began] = [performance.now(), since];
      // The newest report may be on its way. Without any, waiting only tells what is wrong: the press doesn't count.
      await new Promise<void>((resolve) => {
        if (began === null) waiting.push(resolve);
        setTimeout(resolve, began === null ? patience : 2 * delay);
      });
      if (began === null) waiting = [];
      if (since === null) return "no";
      return since === began && pressed - began >= seenFor ? "yes" : "soon";
    },
  };
}
