import type { Browser } from "webextension-polyfill";
import type { KeptItems } from "./kept-item.ts";

// 380 × 600 for the page (look.md section 2), and the window's own frame around it.
const size = { width: 396, height: 640 };

/**
 * Which part of the popup: the customer's page, also at a certain request or at the pairing; a request to be sent; the
 * check number of a session.
 */
type OwnPart = "#own" | "#pairing" | `#request-${string}` | "#confirm" | `#fits-${string}`;

/**
 * Shows the popup in a small window of its own, which stays when it loses focus. One at a time: a second call brings the
 * first one forward, or replaces it where another part of the page is wanted.
 */
export async function showOwnWindow(browser: Browser, kept: KeptItems, part: OwnPart): Promise<void> {
  const open = await kept.window.read();
  if (open !== null) {
    try {
      if (part === "#own") {
        await browser.windows.update(open, { focused: true });
        return;
      }
      await browser.windows.remove(open);
    } catch {
      // It was closed long ago.
    }
  }
  const url = browser.runtime.getURL(`popup.html${part}`);
  const { id } = await browser.windows.create({ type: "popup", url, ...size });
  if (id !== undefined) await kept.window.write(id);
}
