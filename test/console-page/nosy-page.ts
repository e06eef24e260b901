import type { Page } from "playwright-core";

declare global {
  interface Window {
    heard: string[];
  }
}

/** What happens to a page while somebody types, and what a page that listens could tell from. */
export const telling =
  /^(?:key|input|beforeinput|change|composition|textInput|paste|copy|cut|drag|drop|message|pointermove|wheel)/;

/** Makes a page listen to everything that could tell it what somebody types, before anything else hears it. */
export async function listenToAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.heard = [];
    const kinds = ["keydown", "keyup", "keypress", "input", "beforeinput", "change", "paste", "copy", "cut", "message"];
    kinds.push("compositionstart", "compositionupdate", "compositionend", "textInput", "selectionchange");
    kinds.push("dragstart", "dragenter", "dragover", "drop", "pointermove", "wheel", "messageerror", "storage");
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
