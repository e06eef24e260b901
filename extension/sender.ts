import type { Browser, Runtime } from "webextension-polyfill";
import type { Page } from "./act-shapes.ts";
import { admits } from "./match-pattern.ts";

/** Who speaks to the background, as the browser says and never as the speaker says. */
export type Sender = {
  page: Page;
  /** origin of the console that the page is framed in; null outside of one */
  console: string | null;
  tab: number | null;
  /** the page stands in a private window */
  isPrivate: boolean;
};

const pages: Record<string, Page> = { "/panel.html": "panel", "/popup.html": "popup", "/viewer.html": "viewer" };

/** Null for everybody but the extension's own pages: other extensions, web pages, content scripts. */
export function readSender(sender: Runtime.MessageSender, browser: Browser, consoles: string[]): Sender | null {
  if (sender.id !== browser.runtime.id || sender.url === undefined || !URL.canParse(sender.url)) return null;
  const { protocol, host, pathname } = new URL(sender.url);
  const own = new URL(browser.runtime.getURL("/"));
  const page = Object.hasOwn(pages, pathname) ? pages[pathname] : undefined;
  if (protocol !== own.protocol || host !== own.host || page === undefined) return null;
  const standing = page === "panel" ? sender.tab?.url : undefined;
  const isConsole = standing !== undefined && consoles.some((pattern) => admits(pattern, standing));
  return {
    page,
    console: isConsole ? new URL(standing).origin : null,
    tab: sender.tab?.id ?? null,
    isPrivate: sender.tab?.incognito === true,
  };
}
