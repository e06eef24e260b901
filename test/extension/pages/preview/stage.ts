import type { Browser, Page } from "playwright-core";
import { addressOf, contextFor, type Looks, startChromium } from "./chromium.ts";
import type { SceneName } from "./scenes.ts";
import { servePreview } from "./serve.ts";

export type Stage = {
  /** a window on a scene, where nothing is left of another */
  show: (scene: SceneName, looks: Looks) => Promise<Page>;
  close: () => Promise<void>;
};

/** The preview, served, and a Chromium to look at it. What goes wrong in a page fails the test that shows it. */
export async function openStage(): Promise<Stage> {
  const [{ url, close }, browser] = await Promise.all([servePreview(), startChromium()]);
  // A new window costs more than all that is looked at in it: one for each kind of reader.
  const windows = new Map<string, Page>();
  return {
    async show(scene, looks) {
      const kind = JSON.stringify({ ...looks, width: 0, height: 0 });
      const page = windows.get(kind) ?? (await openWindow(browser, looks));
      windows.set(kind, page);
      await page.setViewportSize({ width: looks.width, height: looks.height ?? 600 });
      await page.goto(addressOf(url, scene));
      await page.evaluate(async () => {
        const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        // A module that awaits something while it loads is done after the page counts as loaded.
        while (!("preview" in globalThis)) await painted();
        // And what it paints after its first state is painted in the frames that follow.
        await painted();
        await painted();
      });
      return page;
    },
    async close() {
      await browser.close();
      close();
    },
  };
}

async function openWindow(browser: Browser, looks: Looks): Promise<Page> {
  const page = await (await contextFor(browser, looks)).newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  page.on("console", (message) => {
    if (message.type() === "error") throw new Error(message.text());
  });
  return page;
}
