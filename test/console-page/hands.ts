import type { Locator, Page } from "playwright-core";
import { soon } from "../browser/soon.ts";

/** How long somebody reads before pressing what signs. */
const reading = 950;

/** The hands of somebody at a browser: real mouse presses and keys, each of them counted, and no scrolling. */
export class Hands {
  readonly #page: Page;
  #steps = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  /** mouse presses and keys so far */
  get steps(): number {
    return this.#steps;
  }

  /** Presses something that is in view already. */
  async click(what: Locator, how?: "read first"): Promise<void> {
    await what.waitFor();
    const place = await soon("something in view to press", async () => {
      const box = await what.boundingBox();
      const { width, height } = this.#page.viewportSize() ?? { width: 0, height: 0 };
      const isInView = box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
      return isInView ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
    });
    await this.#page.mouse.move(place.x - 30, place.y, { steps: 3 });
    if (how) await this.#read();
    await this.clickAt(place);
  }

  async clickAt({ x, y }: { x: number; y: number }): Promise<void> {
    await this.#page.mouse.move(x, y);
    this.#steps += 1;
    await this.#page.mouse.down();
    await this.#page.mouse.up();
  }

  async key(name: string): Promise<void> {
    await this.#read();
    this.#steps += 1;
    await this.#page.keyboard.press(name);
  }

  async #read(): Promise<void> {
    const until = performance.now() + reading;
    await soon("the end of reading", async () => performance.now() > until);
  }
}
