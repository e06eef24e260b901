import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Where what had the focus goes away with a change, `heir` has it: nobody at the keyboard begins anew at the top. */
export function useKeptFocus(heir: RefObject<HTMLElement | null>, change: unknown): void {
  const before = useRef(change);
  useLayoutEffect(() => {
    if (before.current === change) return;
    before.current = change;
    // In a frame that isn't worked in the focus is the console's.
    if (document.hasFocus() && document.activeElement === document.body) heir.current?.focus();
  }, [change]);
}
