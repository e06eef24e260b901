import type { CDPSession } from "playwright-core";
import type { Profile } from "../browser/profile.ts";
import { soon } from "../browser/soon.ts";
import type { Display } from "./display.ts";

type Named = { role: string; name: string; backend: number };
type Ask = (method: string, params?: Record<string, unknown>) => Promise<unknown>;

/**
 * The popup that hangs from the toolbar's button. The driver has no page for it, as for a window of its own: it is read
 * through the browser's accessibility tree, and pressed by the mouse on the screen. Nobody is attached to it while it is
 * pressed, because a popup that is debugged stays open where a person's would close.
 */
export class ToolbarPopup {
  readonly #profile: Profile;
  readonly #display: Display;

  constructor(profile: Profile, display: Display) {
    this.#profile = profile;
    this.#display = display;
  }

  /** Opens it by its keyboard command; the window with the console's page has the focus. */
  async open(keys: string): Promise<void> {
    await soon("the toolbar's popup", async () => {
      if (await this.isOpen()) return true;
      await this.#display.press(keys);
      return soon("it", () => this.isOpen(), 2_000).catch(() => null);
    });
  }

  async isOpen(): Promise<boolean> {
    return this.#withBrowser(async (browser) => (await this.#target(browser)) !== null);
  }

  async #withBrowser<Answer>(use: (browser: CDPSession) => Promise<Answer>): Promise<Answer> {
    const browser = await this.#profile.context.browser()?.newBrowserCDPSession();
    if (browser === undefined) throw new Error("the browser is closed");
    try {
      return await use(browser);
    } finally {
      await browser.detach();
    }
  }

  async #target(browser: CDPSession): Promise<string | null> {
    const { targetInfos } = await browser.send("Target.getTargets");
    return targetInfos.find(({ type, url }) => type === "page" && /\/popup\.html$/.test(url))?.targetId ?? null;
  }

  /** Answers null where the popup isn't open, or closes meanwhile. */
  async #ask<Answer>(use: (ask: Ask) => Promise<Answer | null>): Promise<Answer | null> {
    return this.#withBrowser(async (browser) => {
      const targetId = await this.#target(browser);
      if (targetId === null) return null;
      const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: false });
      const waiting = new Map<number, { done: (answer: unknown) => void; failed: (error: Error) => void }>();
      const gone = () => {
        for (const { failed } of waiting.values()) failed(new Error("the popup closed"));
      };
      browser.on("Target.detachedFromTarget", gone);
      browser.on("Target.receivedMessageFromTarget", ({ message }) => {
        const { id, result, error } = JSON.parse(message);
        if (error) waiting.get(id)?.failed(new Error(error.message));
        else waiting.get(id)?.done(result);
      });
      let id = 0;
      const ask: Ask = (method, params = {}) => {
        id += 1;
        const own = id;
        return new Promise((done, failed) => {
          waiting.set(own, { done, failed });
          browser
            .send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id: own, method, params }) })
            .catch(failed);
        });
      };
      try {
        return await use(ask);
      } catch {
        return null;
      } finally {
        await browser.send("Target.detachFromTarget", { sessionId }).catch(() => {});
      }
    });
  }

  /** All that a screen reader would find. */
  async #all(ask: Ask): Promise<Named[]> {
    const answer = await ask("Accessibility.getFullAXTree");
    const nodes = isRecord(answer) && Array.isArray(answer.nodes) ? answer.nodes.filter(isRecord) : [];
    return nodes.flatMap(({ ignored, role, name, backendDOMNodeId: backend }) => {
      if (ignored === true || !isRecord(role) || !isRecord(name) || typeof backend !== "number") return [];
      return [{ role: String(role.value), name: String(name.value), backend }];
    });
  }

  /** Whether this can be read now. */
  async reads(text: string | RegExp): Promise<boolean> {
    const found = await this.#ask(async (ask) => (await this.#all(ask)).some(({ name }) => fits(name, text)));
    return found === true;
  }

  /** Clicks on what has this role and name, once it is there and stands still. */
  async press(role: string, name: string | RegExp): Promise<void> {
    let before = "";
    const place = await soon(`the popup's ${role} "${name}"`, async () => {
      const found = await this.#ask((ask) => this.#place(ask, role, name));
      const stands = found !== null && before === JSON.stringify(found);
      before = JSON.stringify(found);
      return stands ? found : null;
    });
    await this.#display.click(place.x, place.y);
  }

  async #place(ask: Ask, role: string, name: string | RegExp): Promise<{ x: number; y: number } | null> {
    const one = (await this.#all(ask)).find((node) => node.role === role && fits(node.name, name));
    if (one === undefined) return null;
    const backendNodeId = one.backend;
    await ask("DOM.scrollIntoViewIfNeeded", { backendNodeId });
    const box = await ask("DOM.getBoxModel", { backendNodeId });
    const corners = isRecord(box) && isRecord(box.model) && Array.isArray(box.model.content) ? box.model.content : [];
    const [left, top, right, , , bottom] = corners.map(Number);
    const screen = await ask("Runtime.evaluate", { expression: "[screenX, screenY]", returnByValue: true });
    const at =
      isRecord(screen) && isRecord(screen.result) && Array.isArray(screen.result.value) ? screen.result.value : [];
    const [x, y] = at.map(Number);
    if ([left, top, right, bottom, x, y].some((number) => number === undefined || Number.isNaN(number))) return null;
    const middle = (one = 0, other = 0, shift = 0) => shift + (one + other) / 2;
    return { x: middle(left, right, x), y: middle(top, bottom, y) };
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const fits = (name: string, wanted: string | RegExp): boolean =>
  typeof wanted === "string" ? name === wanted : wanted.test(name);
