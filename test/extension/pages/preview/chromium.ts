import { type Browser, type BrowserContext, chromium } from "playwright-core";
import type { SceneName } from "./scenes.ts";

/** Debian's Chromium, or the one that the environment names. */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env["WHILEAWAY_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });

export type Looks = {
  language: "en" | "de" | "en-US";
  width: number;
  height?: number;
  theme?: "light" | "dark";
  /** of the browser's own font size, 1 = 16 px */
  text?: number;
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

export const addressOf = (url: string, scene: SceneName): string => `${url}?scene=${scene}`;
