import type { Browser, Runtime } from "webextension-polyfill";
import { createTurns } from "../../shared/turns.ts";
import { createCalm } from "../background/calm.ts";
import { done } from "../background/half.ts";
import type { ConsoleMemory, KeptItems } from "../background/kept-item.ts";
import type { Picked, Picks } from "../console/page-context.ts";
import { type PanelPlace, usualPlace } from "../console/panel-place.ts";
import { type TabHere, type TabMessage, type ToTab, tabMessage } from "../console/tab-messages.ts";
import type { Outcome } from "../messages.ts";
import type { ConsoleList } from "./console-list.ts";
import type { ConsolePages } from "./console-pages.ts";

/** How often a tab's place is kept while it is moved, ms. */
const rest = 500;
/** consoles that are remembered, the ones that were changed last */
const most = 200;

type Given = {
  browser: Browser;
  kept: KeptItems;
  consoles: Pick<ConsoleList, "at" | "tabsOf">;
  pages: Pick<ConsolePages, "begin" | "say">;
  changed(): void;
};
type Speaker = { tab: number; address: string };

/**
 * The tabs in the pages of consoles, and what is remembered of each console: where the panel stands and what she pointed
 * at. A tab runs in a stranger's page and may send four messages (extension/console/tab-messages.ts), none of them an act.
 */
export function createConsoleTabs({ browser, kept, consoles, pages, changed }: Given) {
  const turn = createTurns();

  const memoryOf = async (origin: string): Promise<ConsoleMemory> => (await kept.consoleMemory.read())?.[origin] ?? {};
  /** `said`: where a tab said it, whose console may be gone when its turn comes: then nothing of it is kept. */
  const remember = (origin: string, what: ConsoleMemory, said?: string): Promise<void> =>
    turn(async () => {
      if (said !== undefined && (await consoles.at(said)) !== origin) return;
      const all = (await kept.consoleMemory.read()) ?? {};
      const next = { ...all[origin], ...what };
      if (JSON.stringify(next) === JSON.stringify(all[origin] ?? {})) return;
      const others = Object.entries(all).filter(([other]) => other !== origin);
      await kept.consoleMemory.write(Object.fromEntries([...others.slice(1 - most), [origin, next]]));
      changed();
    });

  async function send(tab: number, message: ToTab): Promise<Outcome> {
    // Nobody listens in a tab without the script, or none that is still there.
    await browser.tabs.sendMessage(tab, message, { frameId: 0 }).catch(() => {});
    return done;
  }
  async function sendPicks(origin: string, picks: Picks): Promise<void> {
    await Promise.all((await consoles.tabsOf(origin)).map((tab) => send(tab, { to: "picks", origin, picks })));
  }

  const place = createCalm<string, { said: string; place: PanelPlace }>(rest, (origin, { said, place: value }) =>
    remember(origin, { place: value }, said),
  );

  async function here({ tab, address }: Speaker): Promise<TabHere> {
    pages.begin(tab);
    const origin = await consoles.at(address);
    if (origin === null) return null;
    const memory = await memoryOf(origin);
    return { place: memory.place ?? usualPlace, picks: memory.picks ?? {} };
  }

  /** Taken only from the tab in which she was asked to point, once. */
  async function picked(
    { tab, address }: Speaker,
    { what, source }: Extract<TabMessage, { tab: "picked" }>,
  ): Promise<void> {
    const origin = await consoles.at(address);
    const awaited = await kept.picking.read();
    if (origin === null || awaited?.tab !== tab || awaited.origin !== origin || awaited.what !== what) return;
    await kept.picking.forget();
    if (source === null) return;
    const picks = { ...(await memoryOf(origin)).picks, [what]: source };
    await remember(origin, { picks }, address);
    await sendPicks(origin, picks);
  }

  return {
    send,

    /** Hears a message that comes from none of the extension's own pages; the answer to `here`, undefined to all else. */
    hear(message: unknown, sender: Runtime.MessageSender): Promise<TabHere> | undefined {
      const read = tabMessage.safeParse(message);
      if (!read.success) return undefined;
      const speaker = readSpeaker(sender, browser);
      // Who speaks for no tab is told at once that it is nobody's console: after silence it would ask again.
      if (speaker === null) return read.data.tab === "here" ? Promise.resolve(null) : undefined;
      switch (read.data.tab) {
        case "here":
          return here(speaker);
        case "page":
          pages.say(speaker.tab, speaker.address, read.data.context);
          return undefined;
        case "place": {
          const moved = { said: speaker.address, place: read.data.place };
          void consoles.at(speaker.address).then((origin) => origin !== null && place(origin, moved));
          return undefined;
        }
        case "picked":
          void picked(speaker, read.data).catch(() => {});
          return undefined;
      }
    },

    sideIn: async (origin: string): Promise<PanelPlace["side"]> => ((await memoryOf(origin)).place ?? usualPlace).side,

    async move(origin: string, tab: number, side: PanelPlace["side"]): Promise<Outcome> {
      const before = (await memoryOf(origin)).place ?? usualPlace;
      await remember(origin, { place: { ...before, side } });
      return send(tab, { to: "side", side });
    },

    async pick(origin: string, tab: number, what: Picked): Promise<Outcome> {
      await kept.picking.write({ tab, origin, what });
      return send(tab, { to: "pick", what });
    },

    async forgetPicks(origin: string): Promise<Outcome> {
      await remember(origin, { picks: {} });
      await sendPicks(origin, {});
      return done;
    },

    /** Everything of the extension leaves this console's pages, and nothing is remembered of it. */
    async leave(origin: string): Promise<void> {
      await turn(async () => {
        const { [origin]: gone, ...others } = (await kept.consoleMemory.read()) ?? {};
        if (gone !== undefined) await kept.consoleMemory.write(others);
        if ((await kept.picking.read())?.origin === origin) await kept.picking.forget();
      });
      // Without the permission the browser no longer says which tabs they are.
      const tabs = await browser.tabs.query({});
      await Promise.all(tabs.map(({ id }) => id !== undefined && send(id, { to: "leave", origin })));
    },

    read: (tab: number) => send(tab, { to: "read" }),

    /** A background that was just woken knows nothing of what the pages are about. */
    async readAll(): Promise<void> {
      for (const { id, url } of await browser.tabs.query({})) {
        if (id !== undefined && (await consoles.at(url ?? null)) !== null) await send(id, { to: "read" });
      }
    },
  };
}

/** What both browsers, or Chromium alone, say of a speaker, and the polyfill's types don't. */
type Sender = Runtime.MessageSender & { origin?: unknown; documentLifecycle?: unknown };

/**
 * Our script in the topmost frame of a tab, as the browser says. A page that the console itself has put into a sandbox
 * speaks for nobody's origin, and one that was only loaded ahead isn't the tab's page yet.
 */
function readSpeaker(sender: Sender, browser: Browser): Speaker | null {
  const { id, frameId, url, origin, tab, documentLifecycle = "active" } = sender;
  if (id !== browser.runtime.id || frameId !== 0 || tab?.id === undefined) return null;
  if (documentLifecycle !== "active") return null;
  if (url === undefined || !URL.canParse(url)) return null;
  if (origin !== undefined && origin !== new URL(url).origin) return null;
  return { tab: tab.id, address: url };
}
