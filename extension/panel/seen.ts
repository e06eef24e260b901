import type { RefObject } from "preact";
import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { createWatch, SightContext } from "./sight.tsx";

/**
 * `soon`: it is seen, but was not yet when a person would have begun to press. `unknown`: nobody can say here whether it
 * is seen, since this browser doesn't know what lies over a page (Firefox), since the frame is lower than what is shown, or
 * since the tab doesn't vouch for it.
 */
export type Seen = "yes" | "soon" | "no" | "unknown";

/** How long what is signed must have been seen without a break before the press: longer than a double click takes. */
const seenFor = 700;
/** How long a pointer that is about to press may rest. */
const restsFor = 1_500;

type Place = RefObject<HTMLElement | null>;
/** `ready`: a press would count now. `ask` says at the press whether it does. */
type Seeing = { ready: boolean; ask: () => Promise<Seen> };

/**
 * Whether a person can really see two elements, both at once, and could all the time that a person needs to look. A console
 * that hides the panel, uncovers it between two clicks, or changes what it has put there (`means`), gets no press.
 */
export function useSeen(first: Place, second: Place, means: string | null): Seeing {
  const sight = useContext(SightContext);
  const [ready, setReady] = useState(false);
  const watch = useMemo(() => createWatch(seenFor, setReady), []);
  /** presses in a row for which the tab didn't vouch */
  const unvouched = useRef(0);
  useEffect(() => {
    const places = [first.current, second.current].filter((place) => place !== null);
    if (sight === null || places.length === 0) return;
    const stop = sight.follow(places, watch);
    const pointer = createPointer();
    // Another window may have lain over this one, of which the browser says nothing. A pointer that has been moving here
    // shows that none did: then it is only the press itself that brings the focus from the console into the panel.
    const focused = (): void => {
      if (!pointer.isHere()) watch.restart();
    };
    window.addEventListener("focus", focused);
    document.addEventListener("pointermove", pointer.moved);
    return () => {
      stop();
      window.removeEventListener("focus", focused);
      document.removeEventListener("pointermove", pointer.moved);
    };
  }, [first, second, sight, watch]);
  useLayoutEffect(() => watch.restart(), [means, watch]);
  return {
    ready,
    ask: async () => {
      if (sight === null || !sight.knows || isTooTall(first.current, second.current)) return "unknown";
      const [vouched, seen] = await Promise.all([sight.isVouchedFor(), watch.ask()]);
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
