import { bounds, line } from "../../shared/bounds.ts";
import type { PageShown } from "../messages.ts";
import type { Texts } from "../texts/en.ts";
import { name as nameOf, type Word, type Words } from "../texts/words.ts";

type ShownReference = PageShown["references"][number];

/** Longer values than this are a console's inner matter, such as a node's id: nobody reads them. */
const readable = 20;

/** Whether a page names anything besides its own address. */
export const isTelling = (page: PageShown | null): boolean =>
  page?.references.some(({ kind }) => kind !== "page") ?? false;

/** Whether two words of a page are about the same thing; the name alone makes no other thing of it. */
export function isSameSubject(one: PageShown | null, other: PageShown | null): boolean {
  const keys = (page: PageShown | null): string => JSON.stringify(page?.references.map(({ key }) => key) ?? []);
  return keys(one) === keys(other) && (isTelling(one) || one?.name === other?.name);
}

/** The reference that a session of this page is kept under: the most telling one. */
export const mainReference = (page: PageShown | null): ShownReference | null => page?.references[0] ?? null;

/** A reference as people call it: "ticket 4711"; where the value is for machines, its kind, and `called` if that is known. */
export function referenceWords({ kind, value }: ShownReference, { page }: Texts, called: string | null = null): Words {
  const said = value.length > readable ? called : value;
  return kind === "page" || said === null ? [page.kindOf[kind]] : [`${page.kindOf[kind]} `, { isolated: said }];
}

/** What the page says in a few words: name, then its most telling reference. Null where it says nothing but an address. */
export function pageWords(page: PageShown, texts: Texts): Words | null {
  const main = mainReference(page);
  const reference = main === null || main.kind === "page" ? [] : referenceWords(main, texts);
  if (page.name === null) return reference.length > 0 ? reference : null;
  const named: Word = nameOf(page.name);
  return reference.length > 0 ? [named, " · ", ...reference] : [named];
}

/** The ticket that a page names, where a request can carry it as it stands. */
export function ticketOf(page: PageShown | null): string | null {
  const value = page?.references.find(({ kind }) => kind === "ticket")?.value;
  return line(bounds.ticket).safeParse(value).data ?? null;
}
