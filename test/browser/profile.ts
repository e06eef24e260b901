import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page, type Worker } from "playwright-core";
import { findBrowser } from "../browsers.mjs";
import type { Language } from "./names.ts";

// The part of the browser's own interface that is asked inside the extension's background.
declare const chrome: {
  notifications: { getAll(): Promise<Record<string, boolean>> };
  action: { getBadgeText(of: Record<never, never>): Promise<string> };
  windows: { create(how: Record<string, unknown>): Promise<unknown> };
};

export type ProfileSettings = {
  /** folder of the built extension */
  extension: string;
  language: Language;
  /** the zone in which this browser's clock is read */
  zone: string;
  scheme?: "light" | "dark";
  /** with windows to look at, this many pixels from the left; otherwise headless */
  windows?: { left: number; width: number } | null;
  /** the screen that the windows are on, where it isn't the machine's own */
  display?: string;
  /** further switches of this browser's command line */
  flags?: string[];
  /** with bars by which pages are scrolled, as people have them */
  bars?: boolean;
};

const acceptLanguage = { en: "en-US,en", de: "de-DE,de" };

/** One person's Chromium with the extension in it, its profile in a folder of its own. */
export class Profile {
  readonly settings: ProfileSettings;
  readonly #folder: string;
  #context: BrowserContext;

  private constructor(settings: ProfileSettings, folder: string, context: BrowserContext) {
    this.settings = settings;
    this.#folder = folder;
    this.#context = context;
  }

  static async open(settings: ProfileSettings): Promise<Profile> {
    const folder = await mkdtemp(join(tmpdir(), "whileaway-profile-"));
    return new Profile(settings, folder, await launch(settings, folder));
  }

  get context(): BrowserContext {
    return this.#context;
  }

  /** Chromium names an unpacked extension by the path that it lies at. */
  get #extensionOrigin(): string {
    const digest = createHash("sha256").update(this.settings.extension).digest("hex").slice(0, 32);
    return `chrome-extension://${[...digest].map((digit) => "abcdefghijklmnop"[Number.parseInt(digit, 16)]).join("")}`;
  }

  /** One of the extension's own pages: in a small window as from a notification, headless in a page of that size. */
  async extensionPage(path: string): Promise<Page> {
    const size = { width: 380, height: 600 };
    const { windows } = this.settings;
    if (windows) {
      const opened = this.#context.waitForEvent("page");
      const how = { url: path, type: "popup", left: windows.left, top: 0, width: size.width + 16, height: 760 };
      await (await this.background()).evaluate((one) => chrome.windows.create(one), how);
      return opened;
    }
    const page = await this.#context.newPage();
    await page.setViewportSize(size);
    await page.goto(`${this.#extensionOrigin}/${path}`);
    return page;
  }

  /** The running background; waits for it where it is just starting. */
  async background(): Promise<Worker> {
    const running = this.#context.serviceWorkers().find((worker) => worker.url().startsWith(this.#extensionOrigin));
    return running ?? (await this.#context.waitForEvent("serviceworker"));
  }

  /** Titles and texts of the notifications that the extension shows now. */
  async notifications(): Promise<string[]> {
    const background = await this.background();
    return background.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
  }

  /** What stands on the toolbar button. */
  async badge(): Promise<string> {
    const background = await this.background();
    return background.evaluate(() => chrome.action.getBadgeText({}));
  }

  /** Stops the background as the browser does after half a minute of silence. */
  async stopBackground(): Promise<void> {
    const [page] = this.#context.pages();
    if (page === undefined) throw new Error("no page is open");
    const debug = await this.#context.newCDPSession(page);
    const stopped = new Promise<void>((done) => {
      debug.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
        if (versions.some(({ runningStatus }) => runningStatus === "stopped")) done();
      });
    });
    await debug.send("ServiceWorker.enable");
    await debug.send("ServiceWorker.stopAllWorkers");
    await stopped;
    await debug.detach();
  }

  /** Closes the browser; what it kept stays. */
  async leave(): Promise<void> {
    await this.#context.close();
  }

  /** Kills the browser, as the system does that runs out of memory. */
  async kill(): Promise<void> {
    const gone = new Promise((done) => this.#context.once("close", done));
    // Every process of it names the folder of its profile.
    execFileSync("pkill", ["-KILL", "-f", this.#folder]);
    await gone;
  }

  /** Opens a browser that was left. */
  async comeBack(): Promise<void> {
    this.#context = await launch(this.settings, this.#folder);
  }

  /** Closes the browser and opens it again with what it kept. */
  async restart(): Promise<void> {
    await this.leave();
    await this.comeBack();
  }

  async close(): Promise<void> {
    await this.#context.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function launch(settings: ProfileSettings, folder: string): Promise<BrowserContext> {
  const program = findBrowser("chromium");
  if (program === null) throw new Error("no Chromium here: node test/set-up.mjs test");
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: program,
    headless: !settings.windows,
    // Whoever started the browsers closes them.
    handleSIGINT: false,
    // The language and the zone of the whole browser, its background included; a driver's emulation stops at pages.
    args: [
      `--disable-extensions-except=${settings.extension}`,
      `--load-extension=${settings.extension}`,
      `--lang=${settings.language}`,
      `--accept-lang=${acceptLanguage[settings.language]}`,
      "--disable-quic",
      ...(settings.flags ?? []),
      ...(settings.windows
        ? [`--window-position=${settings.windows.left},0`, `--window-size=${settings.windows.width},860`]
        : []),
    ],
    env: {
      ...process.env,
      TZ: settings.zone,
      LANGUAGE: settings.language,
      ...(settings.display === undefined ? {} : { DISPLAY: settings.display }),
    },
    colorScheme: settings.scheme ?? "light",
    ...(settings.bars ? { ignoreDefaultArgs: ["--hide-scrollbars"] } : {}),
    ...(settings.windows ? { viewport: null } : { viewport: { width: 1280, height: 860 } }),
  });
  context.setDefaultTimeout(40_000);
  return context;
}
