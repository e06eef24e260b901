import type { Browser } from "webextension-polyfill";
import type { Session } from "../../shared/records.ts";
import type { KeptItems } from "../background/kept-item.ts";
import type { Snapshot } from "../background/snapshot.ts";
import type { TechnicianState } from "../messages.ts";
import { createConsoleList } from "./console-list.ts";
import { createConsolePages } from "./console-pages.ts";
import { createConsoleTabs } from "./console-tabs.ts";
import { createKnownComputers } from "./known-computers.ts";

type Given = {
  browser: Browser;
  kept: KeptItems;
  /** match patterns of the consoles that were built in */
  preset: string[];
  snapshot(): Snapshot | null;
  /** her sessions of this origin and reference; null: nobody is signed in, or the server didn't answer */
  sessionsAbout(origin: string, reference: string): Promise<Session[] | null>;
  changed(): void;
  now(): number;
};
export type Consoles = ReturnType<typeof createConsoles>;

/** The technician's consoles: which they are, what their pages are about, and the tabs of ours in these pages. */
export function createConsoles({ browser, kept, preset, snapshot, sessionsAbout, changed, now }: Given) {
  const known = createKnownComputers({ ask: sessionsAbout, now, changed });
  const list = createConsoleList({
    ...{ browser, kept, preset, changed, now },
    async left(origin) {
      pages.forget(origin);
      await tabs.leave(origin);
    },
  });
  const pages = createConsolePages({
    consoles: list,
    known,
    tell: (tab, origin, news) => void tabs.send(tab, { to: "news", origin, news }),
    ...{ snapshot, changed, now },
  });
  const tabs = createConsoleTabs({ browser, kept, consoles: list, pages, changed });

  return {
    list,
    pages,
    tabs,

    /** What a page of ours is told of consoles. `at`: the origin in whose page it stands; null: in none. */
    async shown(
      tab: number | null,
      at: string | null,
    ): Promise<Pick<TechnicianState, "console" | "page" | "side" | "consoles">> {
      const here = at === null ? null : { page: pages.shown(tab, at), side: await tabs.sideIn(at) };
      return { console: at, page: here?.page ?? null, side: here?.side ?? null, consoles: await list.list() };
    },
  };
}
