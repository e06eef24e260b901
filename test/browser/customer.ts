import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { type Names, names } from "./names.ts";
import type { Profile } from "./profile.ts";
import { soon } from "./soon.ts";
import { openingsIn } from "./technician.ts";

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

  /** Waits until this text can no longer be read in the popup. */
  async readsNoMore(text: string | RegExp): Promise<void> {
    const shown = this.page.getByText(text).filter({ visible: true });
    await soon(`no more "${text}"`, async () => (await shown.count()) === 0);
  }

  /** A red page, which nothing else looks like. */
  async seesWarning(text: string): Promise<void> {
    await this.page.getByRole("alert").filter({ hasText: text }).first().waitFor();
  }

  /** Goes from whatever stands there to *My computer*. */
  async goHome(): Promise<void> {
    const home = this.page.getByRole("heading", { name: this.names.accessGiven });
    const done = this.button(this.names.myComputer);
    await home.or(done).first().waitFor();
    if (await done.isVisible()) await done.click();
    await home.waitFor();
  }

  async joinFurther(code: string, computer: string): Promise<void> {
    await this.goHome();
    await this.press(this.names.joinSession);
    await this.join(code, computer);
  }

  async join(code: string, computer: string): Promise<void> {
    await this.page.getByRole("textbox", { name: this.names.sessionCode, exact: true }).fill(code);
    await this.page.getByRole("textbox", { name: this.names.computerName, exact: true }).fill(computer);
    await this.press(this.names.join);
  }

  /** Waits until the check number can be typed. */
  async isAskedForNumber(): Promise<void> {
    await this.page.getByRole("textbox", { name: this.names.checkNumber, exact: true }).waitFor();
  }

  /** Types the check number, which is looked at as soon as the sixth digit stands there. */
  async typeNumber(number: string): Promise<void> {
    const field = this.page.getByRole("textbox", { name: this.names.checkNumber, exact: true });
    await soon("an empty field for the check number", async () => (await field.inputValue()) === "");
    await field.pressSequentially(number);
  }

  /** Opens a request from the list of those that wait. */
  async readRequest(): Promise<void> {
    await this.row(this.names.read).click();
  }

  /** The question that a request puts, as its heading says it. */
  async question(): Promise<string> {
    await this.button(this.names.ok).waitFor();
    return this.page.getByRole("heading", { level: 1 }).innerText();
  }

  /** The next openings, each in his clock and in the technician's. */
  openings(): Promise<string[][]> {
    return openingsIn(this.page, this.names);
  }

  /** Presses OK, once the screen has stood still long enough to be answered. */
  async approve(): Promise<void> {
    await this.press(this.names.ok);
    await this.button(this.names.ok).waitFor({ state: "hidden" });
  }

  async deny(reason?: string): Promise<void> {
    if (reason !== undefined) {
      await this.page.getByRole("textbox", { name: this.names.denyReason, exact: true }).fill(reason);
    }
    await this.press(this.names.deny);
    await this.button(this.names.ok).waitFor({ state: "hidden" });
  }

  /** Reads that the request that stood here can no longer be answered. */
  async seesRequestGone(): Promise<void> {
    await this.reads(this.names.requestOver);
  }

  /** Goes back from a request to *My computer* and leaves the session that he is in. */
  async leave(): Promise<void> {
    await this.press(this.names.back);
    await this.row(this.names.leave).click();
  }

  /** Finds the access among what was given, with buttons to pause and revoke it. */
  async seesAccess(): Promise<void> {
    await this.goHome();
    await this.row(this.names.pause).waitFor();
    await this.row(this.names.revoke).waitFor();
  }

  async pause(): Promise<void> {
    await this.row(this.names.pause).click();
    await this.row(this.names.resume).waitFor();
    await this.reads(this.names.pausedByYou);
  }

  async resume(): Promise<void> {
    await this.row(this.names.resume).click();
    await this.row(this.names.pause).waitFor();
  }

  /** Revokes the first access in the list, and says yes when asked once more. */
  async revoke(): Promise<void> {
    const row = this.row(this.names.revoke);
    const name = (await row.getAttribute("aria-label")) ?? "";
    await row.click();
    await this.press(this.names.yesRevoke);
    await this.button(name).waitFor({ state: "hidden" });
  }

  /** Reads this of an access that has ended, opening the list of those that have. */
  async endedReads(text: string): Promise<void> {
    await this.goHome();
    await this.page
      .getByText(new RegExp(`^${this.names.ended} \\(`))
      .first()
      .click();
    await this.reads(text);
  }

  async rename(computer: string): Promise<void> {
    await this.goHome();
    await this.row(this.names.rename).click();
    await this.page.getByRole("textbox", { name: this.names.computerName, exact: true }).fill(computer);
    await this.press(this.names.save);
  }

  /** Saves the doorkeeper that the extension carries, and answers where it lies and the command that stands beside it. */
  async saveDoorkeeper(folder: string): Promise<{ file: string; command: string }> {
    await this.goHome();
    await this.press(this.names.setUpDoorkeeper);
    const save = this.page.getByRole("link", { name: this.names.saveDoorkeeper, exact: true });
    const saved = this.page.waitForEvent("download");
    await save.or(this.button(this.names.saveDoorkeeper)).first().click();
    const file = join(folder, (await saved).suggestedFilename());
    await (await saved).saveAs(file);
    const command = await this.page.getByText(/^node doorkeeper\.mjs /).innerText();
    return { file, command: command.trim() };
  }

  /** Types the credentials for his own computer below the question. */
  async fillCredentials({ userName, password }: { userName: string; password: string }): Promise<void> {
    await this.page.getByRole("textbox", { name: this.names.userName, exact: true }).fill(userName);
    await this.page.getByLabel(this.names.password, { exact: true }).fill(password);
  }

  /** A button of a row: its name begins with what it does and says whom it concerns. */
  row(name: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^${name}:`) }).first();
  }
}
