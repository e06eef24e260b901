import { arrive } from "../browser/meet.ts";
import { soon } from "../browser/soon.ts";
import type { Stage } from "../browser/stage.ts";
import type { Technician } from "../browser/technician.ts";
import type { Display } from "./display.ts";
import { wentRight } from "./focus-ring.ts";
import { ToolbarPopup } from "./toolbar-popup.ts";

/** The inside of the browser's prompt, which hangs from the top of the window. */
const prompt = { x: 428, y: 100, width: 400, height: 190 };
const showHere = "Show the panel on this console";

declare const chrome: {
  permissions: {
    contains(what: { origins: string[] }): Promise<boolean>;
    remove(what: { origins: string[] }): Promise<boolean>;
  };
  commands: { getAll(): Promise<{ name?: string; shortcut?: string }[]> };
  scripting: { getRegisteredContentScripts(): Promise<{ id: string }[]> };
};

/** The technician before her own screen: a browser with a window, its toolbar, and the prompts that it puts itself. */
export class Workplace {
  readonly technician: Technician;
  readonly display: Display;
  readonly popup: ToolbarPopup;

  private constructor(technician: Technician, display: Display) {
    this.technician = technician;
    this.display = display;
    this.popup = new ToolbarPopup(technician.profile, display);
  }

  /** @param flags of this browser alone, such as the certificate that it takes for this test */
  static async open(stage: Stage, display: Display, flags: string[] = []): Promise<Workplace> {
    const windows = { left: 0, width: 1280 };
    // Else the browser lays a question of its own over the page after every sign-in: whether to save the password.
    const switches = ["--enable-automation", ...flags];
    const technician = await stage.technician({ windows, display: display.name, flags: switches });
    await technician.page.bringToFront();
    return new Workplace(technician, display);
  }

  /**
   * Adds the console whose page is shown, as a technician does it: the toolbar's popup, *Technician*, the button, and
   * the browser's own prompt.
   */
  async addConsole(): Promise<void> {
    const { technician } = this;
    const origin = new URL(technician.page.url()).origin;
    const given = () => soon("the permission", () => this.has(origin), 3_000).catch(() => false);
    // A prompt that wasn't answered as it should be is closed by its *Deny*: three times at most.
    for (let turn = 1; turn <= 3; turn += 1) {
      await this.#answerPrompt(() => this.#allow());
      if (await given()) return void (await technician.tabIsThere());
    }
    throw new Error("the browser's prompt wasn't answered with yes");
  }

  /** Presses the button, and says no when the browser asks. */
  async refuseConsole(): Promise<void> {
    await this.#answerPrompt(async () => {});
  }

  /** Adds a console that the browser permitted once before: it doesn't ask a second time. */
  async addAgain(): Promise<void> {
    await this.#pressShow();
    await this.technician.tabIsThere();
  }

  async #pressShow(): Promise<void> {
    await this.technician.page.bringToFront();
    await this.popup.open(await this.#keys("_execute_action"));
    await this.popup.press("tab", this.technician.names.technician);
    await this.popup.press("button", showHere);
  }

  /** @param choose moves the focus in the prompt to the answer */
  async #answerPrompt(choose: () => Promise<void>): Promise<void> {
    await this.technician.page.bringToFront();
    const bright = await this.#brightness();
    const isAsked = async (): Promise<boolean> => (await this.#brightness()) < bright * 0.8;
    const isThere = async () => (await isAsked()) && (await this.display.brightness(prompt.x, 240)) > 750;
    // A toolbar's popup may close before a click that comes while it is still growing.
    await soon("the browser's prompt", async () => {
      if (!(await isAsked())) await this.#pressShow();
      return soon("it", isThere, 3_000).catch(() => null);
    });
    await choose();
    // It takes no answer while it is quite new, so that nobody gives one by mistake.
    await soon("the prompt answered", async () => {
      await this.display.press("Return");
      return soon("it", async () => !(await isAsked()), 700).catch(() => null);
    });
  }

  /** Goes on to *Allow*, which stands right of *Deny* in the browser's prompt. */
  async #allow(): Promise<void> {
    await soon("the focus on the right", async () => {
      const before = await this.display.still(prompt);
      await this.display.press("Tab");
      return wentRight(before, await this.display.still(prompt), prompt.width);
    });
  }

  /** Opens or closes the panel by its keyboard command. */
  async pressShortcut(): Promise<void> {
    await this.technician.page.bringToFront();
    await this.display.press(await this.#keys("open-panel"));
  }

  /** Waits until no panel is shown, opened or not before. */
  async panelIsClosed(): Promise<void> {
    const { page } = this.technician;
    await soon("the panel closed", async () => {
      const frame = page.frames().find((one) => /panel\.html/.test(one.url()));
      if (frame === undefined) return true;
      return frame.evaluate(() => document.documentElement.getClientRects().length === 0 || innerWidth === 0);
    });
  }

  /** What the browser gave a command of ours, which isn't always what the manifest suggests: it keeps its own. */
  async #keys(command: string): Promise<string> {
    const background = await this.technician.profile.background();
    const commands = await background.evaluate(() => chrome.commands.getAll());
    const shortcut = commands.find(({ name }) => name === command)?.shortcut;
    if (!shortcut) throw new Error(`the browser gave no keys to ${command}`);
    return shortcut.toLowerCase();
  }

  /** Of the window's title bar, which goes dark with all else of the window while the browser's prompt is there. */
  #brightness(): Promise<number> {
    return this.display.brightness(700, 14);
  }

  /** Whether the browser permits the extension to be in pages of this origin. */
  async has(origin: string): Promise<boolean> {
    const background = await this.technician.profile.background();
    return background.evaluate((one) => chrome.permissions.contains({ origins: [`${one}/*`] }), origin);
  }

  /** Removes it in the popup's list of consoles. */
  async removeConsole(origin: string): Promise<void> {
    await this.technician.page.bringToFront();
    await this.popup.open(await this.#keys("_execute_action"));
    await this.popup.press("tab", this.technician.names.technician);
    await this.popup.press("button", `Remove: ${origin.replace(/^https:\/\//, "")}`);
    await soon("the permission taken back", async () => !(await this.has(origin)));
    await this.display.press("Escape");
  }

  /** Takes the permission back as the browser's own settings do: the extension isn't asked, only told. */
  async forbid(origin: string): Promise<void> {
    const background = await this.technician.profile.background();
    await background.evaluate((one) => chrome.permissions.remove({ origins: [`${one}/*`] }), origin);
  }

  /** Waits until the page shows nothing of the extension, nor holds anything of it, nor would the next one. */
  async isGone(): Promise<void> {
    const { page, profile } = this.technician;
    await page.waitForLoadState("load");
    const debug = await profile.context.newCDPSession(page);
    try {
      // Closed roots, which the page itself couldn't see.
      const roots = async (): Promise<number> => {
        const { root } = await debug.send("DOM.getDocument", { depth: -1, pierce: true });
        return JSON.stringify(root).split('"shadowRootType":"closed"').length - 1;
      };
      await soon("no root of the extension's in the page", async () => (await roots()) === 0);
    } finally {
      await debug.detach();
    }
    const frames = () => page.frames().filter((frame) => frame.url().startsWith("chrome-extension:"));
    await soon("no frame of the extension's", async () => frames().length === 0);
    const background = await profile.background();
    const scripts = await background.evaluate(() => chrome.scripting.getRegisteredContentScripts());
    if (scripts.length > 0) throw new Error(`still registered: ${scripts.map(({ id }) => id).join(", ")}`);
  }

  /**
   * Loads the page once more and sees that no script of the extension's is in it. In a tab of its own: where a script once
   * was, the browser keeps an empty world for the next.
   */
  async isUntouched(): Promise<void> {
    await this.isGone();
    const { profile, page: own } = this.technician;
    const page = await profile.context.newPage();
    await page.goto(own.url());
    const debug = await profile.context.newCDPSession(page);
    const worlds: string[] = [];
    debug.on("Runtime.executionContextCreated", ({ context }) => worlds.push(`${context.origin} ${context.name}`));
    // Answered once all of them were told.
    await debug.send("Runtime.enable");
    await page.close();
    const strange = worlds.filter((world) => world.startsWith("chrome-extension:"));
    if (worlds.length === 0 || strange.length > 0) throw new Error(`in the page: ${strange.join(", ")}`);
    await own.bringToFront();
  }

  /** Opens the panel by its tab button and signs in. */
  async arrive(): Promise<void> {
    await arrive(this.technician);
  }
}
