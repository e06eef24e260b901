import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";

type Scene = { who: string; what: string; page?: Page };

/** Runs the steps of a story one after the other, says when each was seen to happen, and keeps a picture of it. */
export class Timeline {
  readonly #from = Date.now();
  readonly #folder: string | null;
  readonly #say: (line: string) => void;
  #seen = 0;
  #failed: string | null = null;

  /** @param folder where the pictures go; null takes none */
  constructor(folder: string | null, say: (line: string) => void) {
    this.#folder = folder;
    this.#say = say;
  }

  /** Empties the folder of the pictures of an earlier run. */
  async begin(): Promise<void> {
    if (this.#folder === null) return;
    await rm(this.#folder, { recursive: true, force: true });
    await mkdir(this.#folder, { recursive: true });
  }

  /** One step: `act` does it and resolves only once it was seen to happen. Throws what `act` throws, after saying it. */
  async step<Seen>({ who, what, page }: Scene, act: () => Promise<Seen>): Promise<Seen> {
    try {
      const seen = await act();
      this.#seen += 1;
      this.#say(`${this.#clock()}  ${who.padEnd(10)}  ${what}`);
      await this.#picture(page, what);
      return seen;
    } catch (error) {
      this.#failed = what;
      this.#say(`${this.#clock()}  ${who.padEnd(10)}  NOT SEEN: ${what}`);
      this.#seen += 1;
      await this.#picture(page, `failed ${what}`).catch(() => {});
      throw error;
    }
  }

  async #picture(page: Page | undefined, what: string): Promise<void> {
    if (this.#folder === null || !page) return;
    const number = String(this.#seen).padStart(2, "0");
    const name = what
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, 60);
    await page.screenshot({ path: join(this.#folder, `${number}-${name}.png`), animations: "disabled" });
  }

  #clock(): string {
    const seconds = (Date.now() - this.#from) / 1000;
    return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${(seconds % 60).toFixed(1).padStart(4, "0")}`;
  }

  get failed(): string | null {
    return this.#failed;
  }

  get seen(): number {
    return this.#seen;
  }
}
