import type { CDPSession, Frame, Locator, Page } from "playwright-core";
import { type Names, names } from "./names.ts";
import { press } from "./press.ts";
import type { Profile } from "./profile.ts";
import { soon } from "./soon.ts";
import type { Account } from "./stage.ts";
import { Viewer } from "./viewer.ts";

type Place = { x: number; y: number };

/** What a technician fills in; what isn't named stays as the form proposes it. */
export type Asked = {
  mode?: "atConnection" | "atSetup";
  span?: { days: number } | { from: string; through: string } | "unlimited";
  hours?: { opens: string; closes: string };
  zone?: "myTime" | "customersTime";
  reason?: string;
  ticket?: string;
};

export type SessionKindName = "desktop" | "chat-only" | "mobile";

/** The technician at her console: acts in the panel only, by what stands there. */
export class Technician {
  readonly profile: Profile;
  readonly account: Account;
  readonly page: Page;
  readonly names: Names;

  private constructor(profile: Profile, page: Page, account: Account) {
    this.profile = profile;
    this.account = account;
    this.page = page;
    this.names = names[profile.settings.language];
  }

  static async atConsole(profile: Profile, address: string, account: Account): Promise<Technician> {
    const page =
      profile.context.pages().find((open) => open.url() === "about:blank") ?? (await profile.context.newPage());
    await page.goto(address);
    return new Technician(profile, page, account);
  }

  /** The same technician in another page of hers. */
  in(page: Page): Technician {
    return new Technician(this.profile, page, this.account);
  }

  /** Presses the tab button that the extension added to the console. */
  async pressTab(): Promise<void> {
    const { x, y } = await this.tabIsThere();
    await this.page.mouse.click(x, y);
  }

  /**
   * Where the tab button is, once it is there. It stands in a closed shadow root, which only the browser's accessibility
   * tree shows, as it does to a screen reader.
   */
  async tabIsThere(): Promise<Place> {
    const debug = await this.profile.context.newCDPSession(this.page);
    try {
      return await soon(`the console's button "${this.names.panel}"`, () => this.#tab(debug));
    } finally {
      await debug.detach();
    }
  }

  async #tab(debug: CDPSession): Promise<Place | null> {
    const { root } = await debug.send("DOM.getDocument");
    const asked = { nodeId: root.nodeId, role: "button", accessibleName: this.names.panel };
    const found = await debug.send("Accessibility.queryAXTree", asked).catch((error: unknown) => {
      // The document was replaced since: a page that is still loading.
      if (/Could not find node/.test(String(error))) return null;
      throw error;
    });
    const backendNodeId = found?.nodes[0]?.backendDOMNodeId;
    if (backendNodeId === undefined) return null;
    const box = await debug.send("DOM.getBoxModel", { backendNodeId }).catch(() => null);
    const [left, top, right, , , bottom] = box?.model.content ?? [];
    if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null;
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  }

  async openPanel(): Promise<void> {
    await this.pressTab();
    await this.panel();
  }

  /** The panel's frame, once it is there. */
  panel(): Promise<Frame> {
    return soon("the panel", async () => {
      const open = this.page.frames().find((frame) => /panel\.html/.test(frame.url()) && !frame.isDetached());
      return open ?? null;
    });
  }

  async button(name: string): Promise<Locator> {
    return (await this.panel()).getByRole("button", { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await press(await this.button(name));
  }

  /** Waits until this text can be read in the panel. */
  async reads(text: string | RegExp): Promise<void> {
    await (await this.panel()).getByText(text).first().waitFor();
  }

  /** Waits until this text can no longer be read in the panel. */
  async readsNoMore(text: string | RegExp): Promise<void> {
    const shown = (await this.panel()).getByText(text).filter({ visible: true });
    await soon(`no more "${text}"`, async () => (await shown.count()) === 0);
  }

  /** A red page, which nothing else looks like. */
  async seesWarning(text: string): Promise<void> {
    await (await this.panel()).getByRole("alert").filter({ hasText: text }).first().waitFor();
  }

  /** Reads this of an access that has ended, opening the list of those that have. */
  async endedReads(text: string): Promise<void> {
    const panel = await this.panel();
    await panel
      .getByText(new RegExp(`^${this.names.ended} \\(`))
      .first()
      .click();
    await this.reads(text);
  }

  /** Whether the console shows the tab button now. */
  async showsTab(): Promise<boolean> {
    await this.page.waitForLoadState("networkidle");
    const debug = await this.profile.context.newCDPSession(this.page);
    try {
      return (await this.#tab(debug)) !== null;
    } finally {
      await debug.detach();
    }
  }

  async signIn(): Promise<void> {
    const { email, password } = this.account;
    const panel = await this.panel();
    await panel.getByLabel(this.names.email, { exact: true }).fill(email);
    await panel.getByLabel(this.names.password, { exact: true }).fill(password);
    await this.press(this.names.signIn);
    await (await this.button(this.names.startSession)).waitFor();
  }

  /** Starts a session and answers with its code. */
  async startSession(kind: SessionKindName = "desktop"): Promise<string> {
    const panel = await this.panel();
    const kinds = panel.getByRole("group", { name: this.names.kind, exact: true });
    await kinds.getByRole("radio", { name: this.names[kind], exact: true }).check();
    await this.press(this.names.startSession);
    return this.readCode();
  }

  readCode(): Promise<string> {
    return this.#digits(this.names.sessionCode);
  }

  /** The code that is shown after `code` was given up. */
  readOtherCode(code: string): Promise<string> {
    return soon("another session code", async () => {
      const shown = await this.readCode();
      return shown === code ? null : shown;
    });
  }

  readNumber(): Promise<string> {
    return this.#digits(this.names.checkNumber);
  }

  /** Digits as they are spoken: one by one, under their name. */
  async #digits(name: string): Promise<string> {
    const text = await (await this.panel()).getByRole("group", { name, exact: true }).innerText();
    const spoken = /(?:\b\d ){5,7}\d\b/.exec(text);
    if (spoken === null) throw new Error(`"${name}" shows no digits`);
    return spoken[0].replaceAll(" ", "");
  }

  /** The sentence that the customer will read. */
  async preview(): Promise<string> {
    const label = (await this.panel()).getByText(this.names.willRead, { exact: true });
    return label.locator("xpath=following-sibling::p[1]").innerText();
  }

  /** The next openings, each in her clock and in the customer's. */
  async openings(): Promise<string[][]> {
    return openingsIn(await this.panel(), this.names);
  }

  async request(): Promise<Locator> {
    return this.button(this.names.request);
  }

  /** Waits until a request can't be sent: the button is off or isn't there, and nothing is sent by pressing it. */
  async cantRequest(): Promise<void> {
    const button = await this.request();
    await soon("no way to send a request", async () => {
      if ((await button.count()) === 0) return true;
      return (await button.getAttribute("aria-disabled")) === "true";
    });
  }

  async canRequest(): Promise<void> {
    const button = await this.request();
    await soon("a way to send a request", async () => {
      return (await button.count()) > 0 && (await button.getAttribute("aria-disabled")) !== "true";
    });
  }

  /** Waits until the session is active. */
  async isActive(): Promise<void> {
    await (await this.panel()).getByText(this.names.sessionWith).first().waitFor();
  }

  async fill(asked: Asked): Promise<void> {
    const panel = await this.panel();
    const own = this.names;
    const radio = (group: string, name: string) =>
      panel.getByRole("group", { name: group, exact: true }).getByRole("radio", { name, exact: true }).check();
    const duration = panel.getByRole("group", { name: own.duration, exact: true });
    if (asked.mode) await radio(own.credentials, own[asked.mode]);
    if (asked.span === "unlimited") await radio(own.duration, own.unlimited);
    else if (asked.span && "days" in asked.span) {
      await radio(own.duration, own.days);
      await duration.getByRole("spinbutton").fill(String(asked.span.days));
    } else if (asked.span) {
      await radio(own.duration, own.dates);
      await duration.getByLabel(own.dateFrom, { exact: true }).fill(asked.span.from);
      await duration.getByLabel(own.dateThrough, { exact: true }).fill(asked.span.through);
    }
    if (asked.hours) {
      await panel.getByRole("checkbox", { name: own.certainHours }).check();
      const hours = panel.getByRole("group", { name: own.hours, exact: true });
      await hours.getByLabel(own.opens, { exact: true }).first().fill(asked.hours.opens);
      await hours.getByLabel(own.closes, { exact: true }).first().fill(asked.hours.closes);
    }
    if (asked.zone) await radio(own.zone, own[asked.zone]);
    if (asked.reason !== undefined) await panel.getByLabel(own.reason, { exact: true }).fill(asked.reason);
    if (asked.ticket !== undefined) await panel.getByLabel(own.ticket, { exact: true }).fill(asked.ticket);
  }

  /** Fills in the form and sends the request. */
  async ask(asked: Asked = {}): Promise<void> {
    await this.fill(asked);
    await this.send();
  }

  /** Presses *Request unattended access*: the request waits for its answer. */
  async send(): Promise<void> {
    await this.press(this.names.request);
    await this.reads(this.names.waiting);
  }

  /** Presses *It fits*: the session is active. */
  async itFits(): Promise<void> {
    await this.press(this.names.itFits);
    await this.isActive();
  }

  async withdraw(): Promise<void> {
    await press((await this.panel()).getByRole("button", { name: new RegExp(`^${this.names.withdraw}`) }));
    await this.reads(this.names.withdrawn);
  }

  /** Reads that access was approved and that this computer has no doorkeeper: *Connect* is there and can't be pressed. */
  async seesWhyNoConnection(): Promise<void> {
    const panel = await this.panel();
    const connect = panel.getByRole("button", { name: new RegExp(`^${this.names.connect}:`) }).first();
    await connect.waitFor();
    await soon("that Connect can't be pressed", async () => (await connect.getAttribute("aria-disabled")) === "true");
    await this.reads(this.names.noDoorkeeper);
  }

  /** Presses *Connect* of the first access that it can be pressed for: the viewer opens in a tab of its own. */
  async openViewer(): Promise<Viewer> {
    const panel = await this.panel();
    const connect = panel.getByRole("button", { name: new RegExp(`^${this.names.connect}:`), disabled: false });
    await connect.first().waitFor();
    const opened = this.profile.context.waitForEvent("page", (page) => page.url().includes("viewer.html"));
    await press(connect.first());
    return new Viewer(this.profile, await opened);
  }

  /** Revokes the first access in the list, and says yes when asked once more. */
  async revoke(): Promise<void> {
    const panel = await this.panel();
    await panel
      .getByRole("button", { name: new RegExp(`^${this.names.revoke}:`) })
      .first()
      .click();
    await this.press(this.names.yesRevoke);
  }
}

/** The rows of the table of openings: the reader's clock first. */
export async function openingsIn(page: Page | Frame, names: Names): Promise<string[][]> {
  const own = page.getByRole("columnheader", { name: new RegExp(`^${names.yourTime},`) });
  const rows = await page.getByRole("table").filter({ has: own }).getByRole("row").all();
  const cells = await Promise.all(rows.map((row) => row.getByRole("cell").allInnerTexts()));
  return cells.filter((row) => row.length > 0);
}

/** Whether two read the same question. A number of days ends at the minute in which it is looked at, so that may differ. */
export const sameQuestion = (one: string, other: string): boolean => timeless(one) === timeless(other);
const timeless = (question: string): string => question.replaceAll(/\s+/g, " ").replace(/\d\d:\d\d(?=\D*$)/, "");
