import type { RefObject } from "preact";
import { useEffect, useMemo } from "preact/hooks";

/** `unknown`: this browser can't say whether something lies over the page (Firefox). */
export type Seen = "yes" | "no" | "unknown";

// Not in TypeScript's library: IntersectionObserver, version 2.
type Version2 = IntersectionObserverInit & { trackVisibility: boolean; delay: number };
const hasVersion2 = (): boolean =>
  typeof IntersectionObserverEntry !== "undefined" && "isVisible" in IntersectionObserverEntry.prototype;
const isVisible = (entry: IntersectionObserverEntry): boolean => "isVisible" in entry && entry.isVisible === true;

/** The browser reports what it sees at most ten times a second; after scrolling it takes a moment longer. */
const delay = 100;
const patience = 600;

/**
 * Whether a person can really see an element: the browser says that nothing lies over it, it is wholly in view and isn't
 * made transparent by the page around the frame. A console that hides the panel under something of its own gets no click.
 * Answers a function that asks now, and waits a moment for a yes.
 */
export function useSeen(element: RefObject<HTMLElement | null>): () => Promise<Seen> {
  const watch = useMemo(createWatch, []);
  useEffect(() => {
    if (!hasVersion2() || element.current === null) return;
    const options: Version2 = { threshold: [0, 0.5, 0.95, 1], trackVisibility: true, delay };
    const observer = new IntersectionObserver((entries) => {
      const last = entries.at(-1);
      if (last) watch.report(isVisible(last) && last.intersectionRatio >= 0.95);
    }, options);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, watch]);
  return watch.ask;
}

function createWatch() {
  let seen = false;
  let waiting: (() => void)[] = [];
  return {
    report(now: boolean): void {
      seen = now;
      if (seen) for (const go of waiting.splice(0)) go();
    },
    async ask(): Promise<Seen> {
      if (!hasVersion2()) return "unknown";
      if (!seen) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          setTimeout(resolve, patience);
        });
        waiting = [];
      }
      return seen ? "yes" : "no";
    },
  };
}
