import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { stillFor } from "../page/settled.ts";

/**
 * What has just come to another place takes no presses of a pointer until a person can have seen it there: the console's
 * page decides what is `shown`, and it sees the pointer on its way into the panel. Keys aren't concerned: nothing moves
 * while the focus is in the panel.
 */
export function useStill(place: RefObject<HTMLElement | null>, shown: string): void {
  const before = useRef(shown);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null || shown === before.current) return;
    before.current = shown;
    // Set here and not with the next painting: a press may come before it.
    element.style.pointerEvents = "none";
    const again = (): void => {
      element.style.pointerEvents = "";
    };
    const timer = setTimeout(again, stillFor);
    return () => {
      clearTimeout(timer);
      again();
    };
  }, [shown]);
}
