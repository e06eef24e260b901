import type { Locator, Page } from "playwright-core";
import { type Names, names } from "./names.ts";
import type { Profile } from "./profile.ts";

/** The customer at his computer: acts in the extension's popup only, by what stands there. */
export class Customer {
  readonly profile: Profile;
  readonly page: Page;
  readonly names: Names;

  private constructor(profile: Profile, page: Page) {
    this.profile = profile;
    this.page = page;
    this.names = names[profile.settings.language];
  }

  static async atPopup(profile: Profile): Promise<Customer> {
    return new Customer(profile, await profile.extensionPage("popup.html"));
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  /** Waits until this text can be read in the popup. */
  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async join(code: string, computer: string): Promise<void> {
    await this.page.getByLabel(this.names.sessionCode).fill(code);
    await this.page.getByLabel(this.names.computerName, { exact: true }).fill(computer);
    await this.press(this.names.join);
  }

  /** Types the check number, which is looked at as soon as the sixth digit stands there. */
  async typeNumber(number: string): Promise<void> {
    await this.page.getByLabel(this.names.checkNumber).fill(number);
  }

  /** The question that a request puts, as its heading says it. */
  async question(): Promise<string> {
    const heading = this.page.getByRole("heading", { level: 1 });
    await this.button(this.names.ok).waitFor();
    return heading.innerText();
  }

  /** Presses OK once the screen lets itself be answered. */
  async approve(): Promise<void> {
    await this.press(this.names.ok);
  }

  async deny(reason?: string): Promise<void> {
    if (reason !== undefined) await this.page.getByLabel(this.names.denyReason, { exact: true }).fill(reason);
    await this.press(this.names.deny);
  }

  /** A button of a row, by its first word. */
  row(name: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^${name}`) }).first();
  }

  async revoke(): Promise<void> {
    await this.row(this.names.revoke).click();
    await this.button(this.names.yesRevoke).click();
  }
}
