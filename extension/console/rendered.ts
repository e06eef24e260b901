import { rootOf } from "./document.ts";

/**
 * Has the page's root rendered where a style of the page's leaves it out: nothing in it, ours included, would be seen. The
 * page's own content stays as it is. Answers how to undo it.
 */
export function keepRendered(page: Document, host: Element) {
  let changed: { root: HTMLElement; property: string }[] = [];
  return {
    look(): void {
      const root = rootOf(page);
      if (root === null || !host.isConnected || host.checkVisibility()) return;
      const { display, contentVisibility } = getComputedStyle(root);
      const set = (property: string, value: string): void => {
        root.style.setProperty(property, value, "important");
        changed.push({ root, property });
      };
      if (display === "none") set("display", "block");
      if (contentVisibility === "hidden") set("content-visibility", "visible");
    },
    undo(): void {
      for (const { root, property } of changed) root.style.removeProperty(property);
      changed = [];
    },
  };
}
