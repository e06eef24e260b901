import { longestLine, oneLine } from "./one-line.ts";
import type { Source } from "./page-context.ts";
import { isVisible, textOf } from "./text.ts";
import { titleOf, type View } from "./views.ts";

/** Elements that are looked at for one selector. */
const most = 50;

/** What stands there, in one line; null where there is nothing, or more than `longest` characters. */
export function readSource(source: Source, views: readonly View[], longest: number): string | null {
  for (const view of views) {
    for (const found of foundIn(source, view)) {
      const value = oneLine(taken(found, source.match));
      if (value !== "" && value.length <= longest) return value;
    }
  }
  return null;
}

/** All that may be meant, the first first: with a pattern each element that there is, until it fits one. */
function* foundIn(source: Source, view: View): Generator<string> {
  if (source.from === "title") return yield oneLine(titleOf(view));
  if (source.from === "address") return yield view.address.slice(0, longestLine);
  for (const element of matching(source.selector, view)) {
    const text =
      source.from === "attribute"
        ? oneLine(element.getAttribute(source.attribute) ?? "")
        : isVisible(element)
          ? textOf(element)
          : "";
    if (text === "") continue;
    yield text;
    if (source.match === undefined) return;
  }
}

export function matching(selector: string, { root }: View): Element[] {
  try {
    const found = root.querySelectorAll(selector);
    return Array.from({ length: Math.min(found.length, most) }, (_, index) => found.item(index));
  } catch {
    // Not a selector that this browser knows.
    return [];
  }
}

/** The first group of what matches, or all of it where the pattern has none. */
function taken(text: string, match: string | undefined): string {
  if (match === undefined) return text;
  try {
    const found = new RegExp(match).exec(text.slice(0, longestLine));
    return found ? (found[1] ?? (found.length === 1 ? found[0] : "")) : "";
  } catch {
    return "";
  }
}
