import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../../browsers.mjs";
import type { SceneName } from "./scenes.ts";

/** The Chromium that the tests of the whole extension use. */
export function startChromium(): Promise<Browser> {
  const executablePath = findBrowser("chromium");
  if (executablePath === null) throw new Error("no Chromium here: node test/set-up.mjs test");
  return chromium.launch({ executablePath, args: ["--disable-quic", "--disable-gpu"] });
}

export type Looks = {
  language: "en" | "de" | "en-US";
  width: number;
  height?: number;
  theme?: "light" | "dark";
  /** forced colours, as Windows has them in high contrast */
  forced?: boolean;
  /** device pixels for each pixel */
  scale?: number;
};

export async function contextFor(browser: Browser, looks: Looks): Promise<BrowserContext> {
  const { language, width, height = 600, theme = "light", forced = false, scale = 1 } = looks;
  const context = await browser.newContext({
    locale: { en: "en-GB", de: "de-DE", "en-US": "en-US" }[language],
    viewport: { width, height },
    colorScheme: theme,
    forcedColors: forced ? "active" : "none",
    reducedMotion: "reduce",
    deviceScaleFactor: scale,
  });
  context.setDefaultTimeout(10_000);
  return context;
}

/** As a reader does who has set the browser's font size: 1 is 16 px. */
export const enlarge = (page: Page, times: number): Promise<void> =>
  page.evaluate(
    (size) => {
      document.documentElement.style.fontSize = size;
    },
    `${times * 100}%`,
  );

export const addressOf = (url: string, scene: SceneName): string => `${url}?scene=${scene}`;
