import { createCalm } from "../background/calm.ts";
import type { Snapshot } from "../background/snapshot.ts";
import { oneLine } from "../console/one-line.ts";
import type { PageContext, Reference } from "../console/page-context.ts";
import type { RequestNews } from "../console/tab-messages.ts";
import type { PageShown } from "../messages.ts";
import type { ConsoleList } from "./console-list.ts";
import type { KnownComputers } from "./known-computers.ts";
import { referenceKey } from "./reference-key.ts";
import { isRecent, newsFor } from "./request-news.ts";

/** A page that says something new all the time is heard this often, ms. */
const rest = 300;
/** A panel that is opened waits so long for what it is about, ms: nobody sees it, and nothing jumps. */
const blink = 150;
/** references that a page has named and a session may still be started with */
const remembered = 20;

type Keyed = Reference & { key: string };
type Page = {
  origin: string;
  context: PageContext;
  references: Keyed[];
  /** keys that this page has named, the newest last */
  named: string[];
  /** what it was told last of each reference */
  told: Map<string, string>;
};
type Said = { address: string; document: number; context: PageContext };
type Given = {
  consoles: Pick<ConsoleList, "at">;
  known: Pick<KnownComputers, "of" | "heard">;
  snapshot(): Snapshot | null;
  tell(tab: number, origin: string, news: RequestNews): void;
  changed(): void;
  now(): number;
};
export type ConsolePages = ReturnType<typeof createConsolePages>;

/**
 * What the pages of consoles say that they are about: the newest word of each tab, in memory alone. It is a stranger's
 * word, told to the panel in that very tab and to nobody else.
 */
export function createConsolePages(given: Given) {
  const pages = new Map<number, Page>();
  // Counted up with every page that a tab loads: what the one before it said comes too late.
  const documents = new Map<number, number>();
  const openings = new Map<number, { said: () => void; over: Promise<void> }>();
  const documentOf = (tab: number): number => documents.get(tab) ?? 0;

  const take = createCalm<number, Said>(rest, async (tab, { address, document, context }) => {
    const origin = await given.consoles.at(address);
    const references: Keyed[] = [];
    for (const said of context.references) {
      const reference = { kind: said.kind, value: oneLine(said.value) };
      if (reference.value !== "") references.push({ ...reference, key: await referenceKey(reference) });
    }
    if (origin === null || document !== documentOf(tab)) return;
    const before = pages.get(tab);
    const settled = { ...context, name: oneLine(context.name ?? "") || null };
    const keys = references.map(({ key }) => key);
    const named = [...new Set([...keys, ...(before?.named.toReversed() ?? [])])].slice(0, remembered).toReversed();
    const told = before?.told ?? new Map<string, string>();
    pages.set(tab, { origin, context: settled, references, named, told });
    openings.get(tab)?.said();
    given.changed();
  });

  const computersOf = (origin: string, references: Keyed[]): string[] =>
    given.known.of(
      origin,
      references.map(({ key }) => key),
      given.snapshot(),
    );

  /** What a panel in this tab shows first is known now. */
  async function known(tab: number, origin: string): Promise<void> {
    const references = pages.get(tab)?.references ?? [];
    computersOf(origin, references);
    await given.known.heard(
      origin,
      references.map(({ key }) => key),
    );
  }

  return {
    /** Another page was loaded in a tab. */
    begin(tab: number): void {
      documents.set(tab, documentOf(tab) + 1);
      pages.delete(tab);
      openings.delete(tab);
    },
    leave(tab: number): void {
      openings.delete(tab);
      documents.delete(tab);
      pages.delete(tab);
    },
    say(tab: number, address: string, context: PageContext): void {
      take(tab, { address, document: documentOf(tab), context });
    },
    /** A console isn't one any more. */
    forget(origin: string): void {
      for (const [tab, page] of pages) if (page.origin === origin) pages.delete(tab);
    },

    /** Whether this tab's page has named a reference by this key. */
    hasNamed: (tab: number | null, origin: string, key: string): boolean => {
      const page = tab === null ? undefined : pages.get(tab);
      return page?.origin === origin && page.named.includes(key);
    },

    /**
     * Before the first that a panel in this page is told: once the page has said its word and the computers are known that
     * belong to it, else after a blink. What comes later makes the panel jump.
     */
    opening(tab: number | null, origin: string): Promise<void> {
      if (tab === null) return Promise.resolve();
      const before = openings.get(tab);
      if (before !== undefined) return before.over;
      const { promise: word, resolve: said } = Promise.withResolvers<void>();
      if (pages.has(tab)) said();
      const over = Promise.race([
        word.then(() => known(tab, origin)),
        new Promise<void>((resolve) => setTimeout(resolve, blink)),
      ]);
      openings.set(tab, { said, over });
      return over;
    },

    /** For the panel of this tab, in a page of this origin. */
    shown(tab: number | null, origin: string): PageShown | null {
      const page = tab === null ? undefined : pages.get(tab);
      if (page?.origin !== origin) return null;
      const { by, console, name, kind } = page.context;
      const { references } = page;
      return { by, console, name, kind, references, computers: computersOf(origin, references) };
    },

    /** Tells the pages that keep the contract what became of requests in sessions of what they name now. */
    tellNews(): void {
      const snapshot = given.snapshot();
      if (snapshot === null) return;
      for (const [tab, page] of pages) {
        if (page.context.by !== "contract") continue;
        for (const news of newsFor(page, snapshot)) {
          const before = page.told.get(news.reference);
          const word = `${news.state} ${news.at}`;
          page.told.set(news.reference, word);
          const isNews = before === undefined ? isRecent(news, given.now()) : before !== word;
          if (isNews) given.tell(tab, page.origin, news);
        }
      }
    },
  };
}
