import type { Browser } from "webextension-polyfill";
import { createTurns } from "../../shared/turns.ts";
import { done, refused } from "../background/half.ts";
import type { KeptItems } from "../background/kept-item.ts";
import { admits, patternFor } from "../match-pattern.ts";
import type { Outcome, TechnicianState } from "../messages.ts";

/** How many consoles a technician may add. */
const most = 100;
/** How long a console that she wants waits for the browser's own prompt to be answered, ms. */
const patience = 10 * 60_000;
/** Before the origin, in the names of the scripts that are registered with the browser. */
const registeredAs = "console ";
const script = "console-tab.js";

type Given = {
  browser: Browser;
  kept: KeptItems;
  /** match patterns of the consoles that were built in */
  preset: string[];
  /** a console isn't one any more: its tabs are told, and what was remembered of it is forgotten */
  left(origin: string): Promise<void>;
  changed(): void;
  now(): number;
};
export type ConsoleList = ReturnType<typeof createConsoleList>;

/**
 * The consoles. An origin is one where it was built in, or where the technician added it and the browser permits exactly
 * that: a permission alone, however wide, makes none, and neither does a list that the browser doesn't stand behind.
 */
export function createConsoleList(given: Given) {
  const { browser, kept, preset, now } = given;
  // What is kept and what the browser has registered change together.
  const turn = createTurns();

  const added = async (): Promise<string[]> => (await kept.consoles.read()) ?? [];
  const patternOf = (origin: string): string => patternFor(origin, browser.runtime.getURL("/"));
  const isPreset = (address: string): boolean => preset.some((pattern) => admits(pattern, address));
  const isPermitted = (origin: string): Promise<boolean> =>
    browser.permissions.contains({ origins: [patternOf(origin)] });

  /** What the extension was installed with, its server's address too: Firefox would let it go, and the server with it. */
  const isInstalled = (origin: string): boolean =>
    (browser.runtime.getManifest().host_permissions ?? []).some((pattern) => admits(pattern, `${origin}/`));

  /** Origin of the console whose page has this address; null where it is no console's. */
  async function at(address: string | null): Promise<string | null> {
    if (address === null || !URL.canParse(address)) return null;
    const { origin } = new URL(address);
    if (isPreset(address)) return origin;
    return (await added()).includes(origin) && (await isPermitted(origin)) ? origin : null;
  }

  async function list(): Promise<TechnicianState["consoles"]> {
    const own = await Promise.all((await added()).map(async (origin) => ({ origin, is: await isPermitted(origin) })));
    return [
      ...preset.map((pattern) => ({ origin: pattern, preset: true })),
      ...own.filter(({ origin, is }) => is && !isPreset(`${origin}/`)).map(({ origin }) => ({ origin, preset: false })),
    ];
  }

  /** The tabs that show pages of this origin, as far as the browser lets us know them. */
  async function tabsOf(origin: string): Promise<number[]> {
    const tabs = await browser.tabs.query({ url: patternOf(origin) });
    // Firefox's pattern names no port.
    return tabs.flatMap(({ id, url }) => (id !== undefined && isOf(origin, url) ? [id] : []));
  }

  async function register(origin: string): Promise<void> {
    const once = { id: registeredAs + origin, js: [script], matches: [patternOf(origin)] };
    await browser.scripting.registerContentScripts([
      { ...once, allFrames: false, runAt: "document_idle", persistAcrossSessions: true },
    ]);
    const injecting = (await tabsOf(origin)).map((tabId) =>
      browser.scripting.executeScript({ target: { tabId }, files: [script] }),
    );
    // A tab that is just closing, or isn't loaded, has its script when it is loaded again.
    await Promise.allSettled(injecting);
  }

  const registered = async (): Promise<string[]> =>
    (await browser.scripting.getRegisteredContentScripts())
      .map(({ id }) => id)
      .filter((id) => id.startsWith(registeredAs));

  async function keep(origin: string): Promise<Outcome> {
    const before = await added();
    if (!before.includes(origin)) {
      if (before.length >= most) return refused("too-many-consoles");
      await kept.consoles.write([...before, origin]);
    }
    await kept.wantedConsole.forget();
    if (!(await registered()).includes(registeredAs + origin)) await register(origin);
    given.changed();
    return done;
  }

  async function drop(origin: string): Promise<void> {
    const rest = (await added()).filter((one) => one !== origin);
    await kept.consoles.write(rest);
    await given.left(origin);
    if ((await registered()).includes(registeredAs + origin)) {
      await browser.scripting.unregisterContentScripts({ ids: [registeredAs + origin] });
    }
    given.changed();
  }

  /** Makes what is kept, permitted and registered one again: at every start, and when permissions came or went. */
  const settle = (): Promise<void> =>
    turn(async () => {
      for (const origin of await added()) if (!(await isPermitted(origin))) await drop(origin);
      const names = (await added()).map((origin) => registeredAs + origin);
      const there = await registered();
      const stray = there.filter((id) => !names.includes(id));
      if (stray.length > 0) await browser.scripting.unregisterContentScripts({ ids: stray });
      for (const name of names) if (!there.includes(name)) await register(name.slice(registeredAs.length));
    });

  return {
    at,
    list,
    tabsOf,
    settle,

    /**
     * Wants a console, whether or not the browser has been asked already: where it permits it now, the console is there;
     * else it will be once the browser says yes, though nobody asks again (`granted`). Until then `not-here`.
     */
    add: (origin: string): Promise<Outcome> =>
      turn(async () => {
        if (isPreset(`${origin}/`)) return done;
        await kept.wantedConsole.write({ origin, at: now() });
        return (await isPermitted(origin)) ? keep(origin) : refused("not-here");
      }),

    /** The browser has permitted something: the console that is waited for, perhaps. */
    async granted(): Promise<void> {
      await turn(async () => {
        const wanted = await kept.wantedConsole.read();
        const isAwaited = wanted !== null && wanted.at <= now() && now() < wanted.at + patience;
        if (isAwaited && (await isPermitted(wanted.origin))) await keep(wanted.origin);
      });
      await settle();
    },

    /** Takes a console out, or the wish for one; what the browser permits is given back with it. */
    remove: (origin: string): Promise<Outcome> =>
      turn(async () => {
        const wanted = await kept.wantedConsole.read();
        if (wanted?.origin === origin) await kept.wantedConsole.forget();
        if (!(await added()).includes(origin)) return done;
        await drop(origin);
        const isNeeded = (await added()).some((other) => patternOf(other) === patternOf(origin));
        if (!isNeeded && !isInstalled(origin)) await browser.permissions.remove({ origins: [patternOf(origin)] });
        return done;
      }),
  };
}

const isOf = (origin: string, url: string | undefined): boolean =>
  url !== undefined && URL.canParse(url) && new URL(url).origin === origin;
