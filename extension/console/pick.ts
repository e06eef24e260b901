import { longest, type Picked, type Source } from "./page-context.ts";
import { selectorFor } from "./selector.ts";
import { matching, readSource } from "./source.ts";
import { isVisible, textOf } from "./text.ts";
import { titleOf, type View } from "./views.ts";

/** What a reference looks like beside other words: "Ticket #4711: …", "Case DESK-42". */
const patterns = [
  "#(\\d{1,12})(?!\\d)",
  "\\b([A-Z][A-Z0-9]{1,9}-\\d{1,9})\\b",
  "(?:^|[^\\d.,:])(\\d{2,12})(?![\\d.,:]*\\d)",
];

/** What would be taken of an element; null where nothing can be. */
export function takenFrom(element: Element, what: Picked): { value: string; match?: string } | null {
  // The whole page is no name, however little is on it.
  if (/^(?:html|body)$/.test(element.localName) || !isVisible(element)) return null;
  const text = textOf(element);
  if (text === "" || text.length > longest[what]) return null;
  if (what === "name" || !/\s/.test(text)) return { value: text };
  for (const match of patterns) {
    const value = new RegExp(match).exec(text)?.[1];
    if (value !== undefined) return { value, match };
  }
  return { value: text };
}

/** How to find the same again, on this page and on others of the console; null where it can't be said. */
export function sourceOf(element: Element, what: Picked, views: readonly View[]): Source | null {
  const taken = takenFrom(element, what);
  const view = views.find(({ root }) => root.contains(element));
  if (taken === null || view === undefined) return null;
  const [page] = views;
  const words = `${page?.address} ${view.address} ${titleOf(view)} ${taken.value}`;
  const means = (selector: string): boolean => {
    const found = matching(selector, view);
    return found.length === 1 && found[0] === element;
  };
  const selector = selectorFor(element, words, means);
  if (selector === null) return null;
  const source: Source = { from: "text", selector, ...(taken.match === undefined ? {} : { match: taken.match }) };
  // Read as it will be read, frames and all.
  return readSource(source, views, longest[what]) === taken.value ? source : null;
}
