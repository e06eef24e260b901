import type { Permissions, Scripting, Tabs } from "webextension-polyfill";
import { admits } from "../../extension/match-pattern.ts";

type Listener = (...told: never[]) => unknown;
type Registered = Scripting.RegisteredContentScript;

function event() {
  const listeners = new Set<Listener>();
  return {
    addListener: (listener: Listener) => void listeners.add(listener),
    removeAllListeners: () => listeners.clear(),
    tell(...what: unknown[]): void {
      for (const listener of listeners) listener(...(what as never[]));
    },
  };
}

/** The parts of a browser that concern consoles and their tabs, which WXT's fake browser leaves out. */
export function consoleBrowser(preset: string[]) {
  const permitted = new Set<string>();
  const scripts = new Map<string, Registered>();
  const tabs = new Map<number, string>();
  const sent: { tab: number; message: unknown }[] = [];
  const injected: number[] = [];
  const events = { added: event(), removed: event(), tabRemoved: event(), command: event() };
  const counts = { popups: 0 };

  const matches = (pattern: string, url: string): boolean =>
    pattern === "*://*/*" ? /^https?:/.test(url) : admits(pattern, url);
  const covers = (wanted: string): boolean => [...permitted, ...preset].some((one) => matches(one, wanted));
  /** as browsers do, a tab's address is told only where the extension may be on it */
  const told = (id: number): Tabs.Tab => {
    const url = tabs.get(id) ?? "";
    return { id, ...(covers(url) ? { url } : {}) } as Tabs.Tab;
  };

  const fakes = {
    permissions: {
      contains: async ({ origins = [] }: Permissions.AnyPermissions) => origins.every(covers),
      async remove({ origins = [] }: Permissions.AnyPermissions) {
        for (const origin of origins) permitted.delete(origin);
        events.removed.tell({ origins });
        return true;
      },
      onAdded: events.added,
      onRemoved: events.removed,
    },
    scripting: {
      getRegisteredContentScripts: async () => [...scripts.values()],
      async registerContentScripts(fresh: Registered[]) {
        for (const script of fresh) {
          if (scripts.has(script.id)) throw new Error("there already");
          scripts.set(script.id, script);
        }
      },
      async unregisterContentScripts({ ids = [] }: Scripting.ContentScriptFilter) {
        for (const id of ids) if (!scripts.delete(id)) throw new Error("not there");
      },
      async executeScript({ target }: Scripting.ScriptInjection) {
        if (!covers(tabs.get(target.tabId) ?? "")) throw new Error("not permitted");
        injected.push(target.tabId);
        return [];
      },
    },
    tabs: {
      async query({ url }: { url?: string }) {
        const all = [...tabs.keys()].map(told);
        return url === undefined ? all : all.filter((tab) => tab.url !== undefined && matches(url, tab.url));
      },
      async sendMessage(tab: number, message: unknown, options: { frameId?: number }) {
        if (!tabs.has(tab) || options.frameId !== 0) throw new Error("nobody listens");
        sent.push({ tab, message: structuredClone(message) });
      },
      onRemoved: events.tabRemoved,
    },
    commands: { onCommand: events.command },
    action: {
      async openPopup() {
        counts.popups += 1;
      },
    },
  };
  return {
    fakes,
    stop(): void {
      for (const one of Object.values(events)) one.removeAllListeners();
    },
    permitted,
    scripts,
    injected,
    counts,
    open: (id: number, url: string) => void tabs.set(id, url),
    close(id: number): void {
      tabs.delete(id);
      events.tabRemoved.tell(id, {});
    },
    /** what a tab was sent, the oldest first */
    sentTo: (tab: number) => sent.filter((one) => one.tab === tab).map(({ message }) => message),
    /** she said yes, at the prompt or in the browser's settings */
    permit(pattern: string): void {
      permitted.add(pattern);
      events.added.tell({ origins: [pattern] });
    },
    /** she took it back in the browser's settings */
    forbid(pattern: string): void {
      permitted.delete(pattern);
      events.removed.tell({ origins: [pattern] });
    },
    press: (command: string, tab: number) => events.command.tell(command, told(tab)),
  };
}
