import type { SessionKind } from "../../shared/policy.ts";

// What a console's page says it is about, and how that is found. All of it is a stranger's word: it is shown, bounded and
// escaped, it chooses what stands first in the panel, and it permits nothing (design.md section 5).

/** `page`: nothing better is known than the page's own address. */
export type ReferenceKind = "device" | "ticket" | "session" | "page";
/** How the console itself calls a thing: a device's id, a ticket's number. */
export type Reference = { kind: ReferenceKind; value: string };

/** Longest name and reference, in characters, that are taken from a page; what is longer counts as absent. */
export const longest = { name: 200, reference: 400 } as const;

export type PageContext = {
  /** the first who says a name or a reference: the console by the contract (docs/consoles.md), the technician who pointed
   *  at it, a description of this console, or the generic one */
  by: "contract" | "picked" | "description" | "generic";
  /** name of the description that knows the page; null where none does */
  console: string | null;
  /** of the computer or the customer */
  name: string | null;
  /** at most one of each kind, the most telling first */
  references: Reference[];
  /** null: the page says nothing of it */
  kind: SessionKind | null;
};

/**
 * Where on a page something stands. `match`: a regular expression whose first group is taken, where the page shows more
 * than what is meant. `text` and `attribute`: the first element (for `text` one that is rendered) that has some and that
 * `match` fits, so that a row can be told from its neighbours by its label; white space inside counts as one space,
 * and states and badges inside a heading aren't its text. `address`: path, query and fragment.
 */
export type Source =
  | { from: "text"; selector: string; match?: string }
  | { from: "attribute"; selector: string; attribute: string; match?: string }
  | { from: "title"; match?: string }
  | { from: "address"; match: string };

/** How to read the pages of one console. Data alone: one file per console in extension/consoles/. */
export type ConsoleDescription = {
  name: string;
  /** the version that was really run, the day, and what was seen there */
  evidence: { version: string; seen: string; note: string };
  /** a selector that this console's pages match and others don't */
  known: string;
  /** the first kind of page whose `about` can be read is the one */
  pages: readonly PageDescription[];
};
export type PageDescription = {
  /** must be found for the page to be of this kind: the reference */
  about: { kind: ReferenceKind; sources: readonly Source[] };
  /** further references that may be there */
  also?: readonly { kind: ReferenceKind; sources: readonly Source[] }[];
  /** the first source that is there */
  name: readonly Source[];
  kind?: SessionKind;
};

/** What the technician pointed at, once for each console. */
export type Picked = "name" | "reference";
export type Picks = Partial<Record<Picked, Source>>;
