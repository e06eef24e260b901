import type { Page } from "playwright-core";
import { type Names, names } from "./names.ts";
import type { Profile } from "./profile.ts";
import { soon } from "./soon.ts";

/** The tab in which a technician sees and operates the customer's screen. */
export class Viewer {
  readonly page: Page;
  readonly names: Names;

  constructor(profile: Profile, page: Page) {
    this.page = page;
    this.names = names[profile.settings.language];
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Types an administrator's credentials, where they are asked for. */
  async fill(userName: string, password: string): Promise<void> {
    await this.page.getByLabel(this.names.userName, { exact: true }).fill(userName);
    await this.page.getByLabel(this.names.password, { exact: true }).fill(password);
  }

  /** Presses *Connect* as soon as it can be pressed. */
  async connect(): Promise<void> {
    const button = this.page.getByRole("button", { name: this.names.connect, exact: true });
    await soon("Connect", async () => (await button.getAttribute("aria-disabled")) !== "true");
    await button.click();
  }

  /** Waits until the screen is there and was painted on: more than one colour. */
  async seesScreen(patience = 40_000): Promise<void> {
    const controls = this.page.getByRole("button", { name: this.names.ctrlAltDel, exact: true, disabled: false });
    await controls.waitFor({ timeout: patience });
    await soon("a painted screen", () =>
      this.page.evaluate(() => {
        const canvas = document.querySelector("canvas");
        if (!canvas?.width) return false;
        const painted = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
        if (!painted) return false;
        const colours = new Set<number>();
        for (let at = 0; at + 2 < painted.length; at += 4 * 97)
          colours.add(((painted[at] ?? 0) << 16) | ((painted[at + 1] ?? 0) << 8) | (painted[at + 2] ?? 0));
        return colours.size > 1;
      }),
    );
  }

  /** Types into the terminal, which stands in the upper left of the screens of the tests. */
  async type(text: string): Promise<void> {
    await this.page.locator("canvas").click({ position: { x: 200, y: 150 } });
    await this.page.keyboard.type(text, { delay: 15 });
    await this.page.keyboard.press("Enter");
  }

  async end(): Promise<void> {
    await this.page.getByRole("button", { name: this.names.end, exact: true }).click();
  }
}
