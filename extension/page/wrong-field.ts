import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Brings the first field that is wrong before the eyes, and the cursor to it, whenever one of `said` changes. */
export function useWrongField(within: RefObject<HTMLElement | null>, said: unknown[]): void {
  useLayoutEffect(() => {
    // What is wrong stands below the field, and the foot of a page may lie over both.
    const field = within.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: "center" });
  }, said);
}
