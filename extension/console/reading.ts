import { readContract } from "./contract.ts";
import { genericName, genericReference } from "./generic.ts";
import {
  type ConsoleDescription,
  longest,
  type PageContext,
  type PageDescription,
  type Picks,
  type Reference,
  type ReferenceKind,
  type Source,
} from "./page-context.ts";
import { matching, readSource } from "./source.ts";
import { titleOf, type View, viewsOf } from "./views.ts";

export type Reading = { picks: Picks; descriptions: readonly ConsoleDescription[] };
/** What one of those who know something of a page says. */
type Word = Pick<PageContext, "by" | "name" | "references" | "kind">;

/**
 * What a page says it is about. Name and references each come from the first who has them: the console by the contract,
 * the technician who pointed, a description of this console, and last whoever looks at the page; `by` is the first who
 * had either. A page of a described console that none of its kinds fits is about nothing. Bounded; never throws.
 */
export function readPage(page: Document, { picks, descriptions }: Reading): PageContext {
  try {
    const views = viewsOf(page);
    const contract = readContract(page);
    const description =
      descriptions.find(({ known }) => views.some((view) => matching(known, view).length > 0)) ?? null;
    const described = description && describedWord(description, views);
    const words: Word[] = [
      ...(contract ? [{ by: "contract" as const, ...contract }] : []),
      pickedWord(picks, views, described?.references[0]?.kind ?? null),
      described ?? genericWord(views),
    ];
    const speaking = words.find(({ name, references }) => name !== null || references.length > 0);
    return {
      by: speaking?.by ?? (described ? "description" : "generic"),
      console: description?.name ?? null,
      name: words.find(({ name }) => name !== null)?.name ?? null,
      references: words.find(({ references }) => references.length > 0)?.references ?? [],
      kind: words.find(({ kind }) => kind !== null)?.kind ?? null,
    };
  } catch {
    // A page that names its elements after what the browser offers.
    return nothing;
  }
}

/** What is said of a page that is about nothing. */
export const nothing: PageContext = { by: "generic", console: null, name: null, references: [], kind: null };

function pickedWord(picks: Picks, views: readonly View[], usual: ReferenceKind | null): Word {
  const value = picks.reference ? readSource(picks.reference, views, longest.reference) : null;
  return {
    by: "picked",
    name: picks.name ? readSource(picks.name, views, longest.name) : null,
    references:
      value === null ? [] : [{ kind: usual ?? kindOf(value, views), value: value.replace(/^#/, "") || value }],
    kind: null,
  };
}

/** Numbers of tickets look like numbers, on pages that speak of tickets; everything else is how a device is called. */
function kindOf(value: string, views: readonly View[]): ReferenceKind {
  if (/^#\d{1,12}$|^[A-Z][A-Z0-9]{0,9}-\d{1,9}$/.test(value)) return "ticket";
  const about = views.map((view) => `${view.address} ${titleOf(view)}`.slice(0, 2_000)).join(" ");
  const isTicket = /ticket|issue|incident|\bcases?\b|request|vorgang|anfrage|störung/i.test(about);
  return isTicket && /^\d{1,12}$/.test(value) ? "ticket" : "device";
}

function describedWord(description: ConsoleDescription, views: readonly View[]): Word {
  for (const page of description.pages) {
    const about = firstOf(page.about.sources, views, longest.reference);
    if (about === null) continue;
    const references = [{ kind: page.about.kind, value: about }, ...further(page, views)];
    return {
      by: "description",
      name: firstOf(page.name, views, longest.name),
      references: references.filter(({ kind }, index) => references.findIndex((one) => one.kind === kind) === index),
      kind: page.kind ?? null,
    };
  }
  return { by: "description", name: null, references: [], kind: null };
}

const further = (page: PageDescription, views: readonly View[]): Reference[] =>
  (page.also ?? []).flatMap(({ kind, sources }) => {
    const value = firstOf(sources, views, longest.reference);
    return value === null ? [] : [{ kind, value }];
  });

function firstOf(sources: readonly Source[], views: readonly View[], most: number): string | null {
  for (const source of sources) {
    const value = readSource(source, views, most);
    if (value !== null) return value;
  }
  return null;
}

const genericWord = (views: readonly View[]): Word => ({
  by: "generic",
  name: genericName(views),
  references: genericReference(views),
  kind: null,
});
