import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** What says where one is, in the order in which it is read. */
const said = "h2, legend, [role=status]";

/**
 * What is pressed often goes away with what it did, and the focus with it. Then what came in its place has the focus, so that
 * it is read aloud and the Tab key goes on from there: its heading, or what it says of its state. Where nothing of that
 * kind came, it is the first in `whole`.
 */
export function useLostFocus(whole: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const place = whole.current;
    if (place === null) return;
    let last: EventTarget | null = null;
    const focused = ({ target }: FocusEvent): void => {
      last = target;
    };
    const watch = new MutationObserver((changes) => {
      // In a frame that isn't worked in the focus is the console's.
      if (!(last instanceof Element) || last.isConnected || !document.hasFocus()) return;
      if (document.activeElement !== document.body) return;
      const came = new Set(changes.flatMap(({ addedNodes }) => [...addedNodes]));
      const isNew = (one: Element): boolean => [...came].some((node) => node.contains(one));
      const all = [...place.querySelectorAll<HTMLElement>(said)].filter(({ textContent }) => textContent !== "");
      const heir = all.find(isNew) ?? all[0];
      if (heir === undefined) return;
      heir.tabIndex = -1;
      heir.focus();
    });
    place.addEventListener("focusin", focused);
    watch.observe(place, { childList: true, subtree: true });
    return () => {
      watch.disconnect();
      place.removeEventListener("focusin", focused);
    };
  }, [whole]);
}
