import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** `unknown`: this browser can't say whether something lies over the page (Firefox). */
export type Seen = "yes" | "no" | "unknown";

// Not in TypeScript's library: IntersectionObserver, version 2.
type Version2 = IntersectionObserverInit & { trackVisibility: boolean; delay: number };
const hasVersion2 = (): boolean =>
  typeof IntersectionObserverEntry !== "undefined" && "isVisible" in IntersectionObserverEntry.prototype;
const isVisible = (entry: IntersectionObserverEntry): boolean => "isVisible" in entry && entry.isVisible === true;

/**
 * Whether a person can really see an element: the browser says that nothing lies over it, it is wholly in view and isn't
 * made transparent by the page around the frame. A console that hides the panel under something of its own gets no click.
 */
export function useSeen(element: RefObject<HTMLElement | null>): Seen {
  const [seen, setSeen] = useState<Seen>(hasVersion2() ? "no" : "unknown");
  useEffect(() => {
    if (!hasVersion2() || element.current === null) return;
    const options: Version2 = { threshold: [0, 0.5, 0.95, 1], trackVisibility: true, delay: 100 };
    const observer = new IntersectionObserver((entries) => {
      const last = entries.at(-1);
      if (last) setSeen(isVisible(last) && last.intersectionRatio >= 0.95 ? "yes" : "no");
    }, options);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return seen;
}
