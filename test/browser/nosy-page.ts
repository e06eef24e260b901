import type { Page } from "playwright-core";

declare global {
  interface Window {
    heard: string[];
  }
}

/** Makes a page listen to everything that could tell it what somebody types, before anything else hears it. */
export async function listenToAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.heard = [];
    const kinds = ["keydown", "keyup", "keypress", "input", "beforeinput", "change", "paste", "copy", "message"];
    kinds.push("compositionstart", "compositionupdate", "compositionend", "textInput", "selectionchange");
    for (const kind of kinds) {
      window.addEventListener(
        kind,
        (event) => {
          const what = event instanceof KeyboardEvent ? event.key : event instanceof MessageEvent ? event.data : "";
          window.heard.push(`${kind} ${what}`);
        },
        { capture: true },
      );
    }
  });
}

/** What it has heard so far, as `kind what`. */
export const whatWasHeard = (page: Page): Promise<string[]> => page.evaluate(() => window.heard);
