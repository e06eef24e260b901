import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enlarge } from "./preview/chromium.ts";
import { screens } from "./preview/screens.ts";
import { axe } from "./preview/serve.ts";
import { openStage, type Stage } from "./preview/stage.ts";

const patience = 60_000;

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ url: axe });
  const results = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'], preload: false })");
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** Elements that stick out of the page to the right. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  });

/** Words of controls and headings that are cut off by their own box. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("button, h1, h2, th, td, legend, label")]
      .filter((element) => !element.closest(".vh") && element.scrollWidth > element.clientWidth + 1)
      .filter((element) => element.clientWidth > 0 && getComputedStyle(element).display !== "inline")
      .map((element) => element.outerHTML.slice(0, 120)),
  );

/** What can be pressed and is lower than 34 px; in the rows of a strip 24. */
const tooLow = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("button, summary, .box, label.choice, label.pick")]
      .filter((element) => element.getBoundingClientRect().height > 0)
      .filter((element) => element.getBoundingClientRect().height < (element.closest(".week") ? 24 : 34))
      .filter((element) => !element.closest(".secret"))
      .map((element) => element.outerHTML.slice(0, 120)),
  );

/** Looks at every screen in one language; a file for each, since two browsers do it in half the time. */
export function lookAtScreens(language: "en" | "de"): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, patience);
  afterAll(() => stage.close());

  test.each(screens)(
    "$name has no violation, fits 320 pixels, and can be pressed",
    async ({ scene, steps }) => {
      const page = await stage.show(scene, { language, width: 320, theme: language === "en" ? "light" : "dark" });
      await steps?.(page, language === "de");
      expect(await violations(page)).toEqual([]);
      expect(await sticksOut(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
      expect(await tooLow(page)).toEqual([]);
      await page.setViewportSize({ width: 380, height: 600 });
      await enlarge(page, 2);
      expect(await sticksOut(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
    },
    patience,
  );
}
