import type { Browser, Runtime } from "webextension-polyfill";
import type { Page } from "./act-shapes.ts";

/** Who speaks to the background, as the browser says and never as the speaker says. */
export type Sender = {
  page: Page;
  /** of the page that a panel is framed in, which may be a console or not; null where the browser doesn't say, and for
   *  every other page */
  standsIn: string | null;
  tab: number | null;
  /** the page stands in a private window */
  isPrivate: boolean;
};

const pages: Record<string, Page> = { "/panel.html": "panel", "/popup.html": "popup", "/viewer.html": "viewer" };

/** Null for everybody but the extension's own pages: other extensions, web pages, content scripts. */
export function readSender(sender: Runtime.MessageSender, browser: Browser): Sender | null {
  if (sender.id !== browser.runtime.id || sender.url === undefined || !URL.canParse(sender.url)) return null;
  const { protocol, host, pathname } = new URL(sender.url);
  const own = new URL(browser.runtime.getURL("/"));
  const page = Object.hasOwn(pages, pathname) ? pages[pathname] : undefined;
  if (protocol !== own.protocol || host !== own.host || page === undefined) return null;
  return {
    page,
    standsIn: page === "panel" ? (sender.tab?.url ?? null) : null,
    tab: sender.tab?.id ?? null,
    isPrivate: sender.tab?.incognito === true,
  };
}
