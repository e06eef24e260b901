import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { SceneName } from "./scenes.ts";

/** Debian's Chromium, or the one that the environment names. */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.WHILEAWAY_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });

export type Looks = {
  language: "en" | "de" | "en-US";
  width: number;
  height?: number;
  theme?: "light" | "dark";
};

export const contextFor = (
  browser: Browser,
  { language, width, height = 600, theme = "light" }: Looks,
): Promise<BrowserContext> =>
  browser.newContext({
    locale: { en: "en-GB", de: "de-DE", "en-US": "en-US" }[language],
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: "reduce",
    deviceScaleFactor: 1.5,
  });

/** As a reader does who has set the browser's font size: 1 is 16 px. */
export const enlarge = (page: Page, times: number): Promise<void> =>
  page.evaluate(
    (size) => {
      document.documentElement.style.fontSize = size;
    },
    `${times * 100}%`,
  );

export const addressOf = (url: string, scene: SceneName): string => `${url}?scene=${scene}`;
