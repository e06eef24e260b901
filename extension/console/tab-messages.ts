import { z } from "zod";
import { sessionKind } from "../../shared/policy.ts";
import { longest, type PageContext, type Picked, type Picks, type Source } from "./page-context.ts";
import { type PanelPlace, panelWidth } from "./panel-place.ts";

// What the tab in a console's page and the background say to each other. The tab runs in a stranger's page: the browser
// says from which tab and origin it speaks, and everything else of it is read here and permits nothing.

/** Tab to background. Only `here` is answered. */
export type TabMessage =
  /** once, when the page has loaded: is this a console? */
  | { tab: "here" }
  /** she moved the panel or its button */
  | { tab: "place"; place: PanelPlace }
  /** what the page is about; only while the panel is open or the page keeps the contract, and only when it changed */
  | { tab: "page"; context: PageContext }
  /** she pointed at something; null: she let it be */
  | { tab: "picked"; what: Picked; source: Source | null };

/** The answer to `here`; null: not a console, and the tab leaves nothing behind. */
export type TabHere = { place: PanelPlace; picks: Picks } | null;

/**
 * Background to tab. What concerns one console alone names its `origin`: by the time that it comes, the tab may show
 * another console's page, which takes none of it.
 */
export type ToTab =
  /** the keyboard shortcut */
  | { to: "toggle" }
  | { to: "close" }
  /** the panel asks whether it is seen as it should be: `mark` is given back into the tab's own frame, or not at all */
  | { to: "look"; mark: string }
  /** the console was removed: everything of the extension leaves the page */
  | { to: "leave"; origin: string }
  /** say again what the page is about: the background has just been woken */
  | { to: "read" }
  | { to: "side"; side: PanelPlace["side"] }
  | { to: "pick"; what: Picked }
  | { to: "picks"; origin: string; picks: Picks }
  /** what became of a request, for a page that keeps the contract */
  | { to: "news"; origin: string; news: RequestNews };

/** What a console hears of a request that was made in a session of the reference that it named: no name, no id, no terms. */
export type RequestNews = {
  reference: string;
  state: "pending" | "approved" | "denied" | "withdrawn" | "lapsed";
  /** epoch milliseconds */
  at: number;
};

const said = (most: number) => z.string().min(1).max(most);
const selector = said(1_000);
const match = said(200).optional();
const sourceShape: z.ZodType<Source> = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("text"), selector, match }),
  z.strictObject({ from: z.literal("attribute"), selector, attribute: said(100), match }),
  z.strictObject({ from: z.literal("title"), match }),
  z.strictObject({ from: z.literal("address"), match: said(200) }),
]) as z.ZodType<Source>;
export const picksShape = z.strictObject({
  name: sourceShape.exactOptional(),
  reference: sourceShape.exactOptional(),
});
export const placeShape = z.strictObject({
  side: z.enum(["left", "right"]),
  width: z.int().min(panelWidth.least).max(panelWidth.most),
  top: z.number().min(0).max(100),
});
const reference = z.strictObject({
  kind: z.enum(["device", "ticket", "session", "page"]),
  value: said(longest.reference),
});
const contextShape = z.strictObject({
  by: z.enum(["contract", "picked", "description", "generic"]),
  console: said(100).nullable(),
  name: said(longest.name).nullable(),
  references: z.array(reference).max(4),
  kind: sessionKind.nullable(),
});
export const tabMessage = z.discriminatedUnion("tab", [
  z.strictObject({ tab: z.literal("here") }),
  z.strictObject({ tab: z.literal("place"), place: placeShape }),
  z.strictObject({ tab: z.literal("page"), context: contextShape }),
  z.strictObject({ tab: z.literal("picked"), what: z.enum(["name", "reference"]), source: sourceShape.nullable() }),
]);
