import { oneLine } from "./one-line.ts";
import { longest, type Reference } from "./page-context.ts";
import { isVisible, textOf } from "./text.ts";
import { titleOf, type View } from "./views.ts";

// What a page of a console that nobody described is about, as far as a stranger could tell who looks at it.

/** The name that the page gives itself; null where it has none. */
export function genericName(views: readonly View[]): string | null {
  const heads = views.map((view) => headings(view));
  const only = heads.find((one) => one.length === 1)?.[0];
  const name = only ?? tellingPart(views, heads.flat());
  return name !== undefined && name !== "" && name.length <= longest.name ? name : null;
}

/** The page's address: of the frame that shows most of it, where one does. */
export function genericReference(views: readonly View[]): Reference[] {
  const [page, ...framed] = views;
  const value = oneLine((framed[0] ?? page)?.address ?? "");
  return value !== "" && value.length <= longest.reference ? [{ kind: "page", value }] : [];
}

const headings = ({ root }: View): string[] =>
  [...root.querySelectorAll("h1")]
    .slice(0, 20)
    .filter(isVisible)
    .map(textOf)
    .filter((text) => text !== "" && text.length <= longest.name);

/** Of a title's parts the one that the page shows as a heading, too; else the first: consoles put their own name last. */
function tellingPart(views: readonly View[], heads: string[]): string | undefined {
  const title = views.map((view) => oneLine(titleOf(view))).findLast((text) => text !== "");
  // "(3) Office PC": how many messages there are.
  const parts = title?.replace(/^\(\d{1,4}\+?\) */, "").split(/ +[-–—|·•»:]+ +/) ?? [];
  return parts.find((part) => heads.includes(part)) ?? parts.find((part) => part !== "");
}
