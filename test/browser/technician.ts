import type { CDPSession, Frame, Locator, Page } from "playwright-core";
import { type Names, names } from "./names.ts";
import type { Profile } from "./profile.ts";
import { soon } from "./soon.ts";

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
  readonly page: Page;
  readonly names: Names;

  private constructor(profile: Profile, page: Page) {
    this.profile = profile;
    this.page = page;
    this.names = names[profile.settings.language];
  }

  static async atConsole(profile: Profile, address: string): Promise<Technician> {
    const page =
      profile.context.pages().find((open) => open.url() === "about:blank") ?? (await profile.context.newPage());
    await page.goto(address);
    return new Technician(profile, page);
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
    const { nodes } = await debug.send("Accessibility.queryAXTree", asked);
    const backendNodeId = nodes[0]?.backendDOMNodeId;
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
    await (await this.button(name)).click();
  }

  /** Waits until this text can be read in the panel. */
  async reads(text: string | RegExp): Promise<void> {
    await (await this.panel()).getByText(text).first().waitFor();
  }

  async signIn(email: string, password: string): Promise<void> {
    const panel = await this.panel();
    await panel.getByLabel(this.names.email, { exact: true }).fill(email);
    await panel.getByLabel(this.names.password, { exact: true }).fill(password);
    await this.press(this.names.signIn);
  }

  /** Starts a session and answers with its code. */
  async startSession(kind: SessionKindName = "desktop"): Promise<string> {
    const panel = await this.panel();
    await panel
      .getByRole("group", { name: this.names.kind })
      .getByRole("radio", { name: this.names[kind], exact: true })
      .check();
    await this.press(this.names.startSession);
    return this.readCode();
  }

  async readCode(): Promise<string> {
    return this.#readDigits(this.names.sessionCode);
  }

  async readNumber(): Promise<string> {
    return this.#readDigits(this.names.checkNumber);
  }

  /** Six digits, in groups or not, in what carries this name. */
  async #readDigits(name: string): Promise<string> {
    const text = await (await this.panel()).getByLabel(name).first().innerText();
    const digits = text.replaceAll(/\D/g, "");
    if (digits.length < 6) throw new Error(`"${name}" shows no six digits`);
    return digits;
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
    await this.press(this.names.request);
    await this.reads(this.names.waiting);
  }

  /** Presses a button of a row and, where it asks once more, says yes. */
  async revoke(): Promise<void> {
    const panel = await this.panel();
    await panel
      .getByRole("button", { name: new RegExp(`^${this.names.revoke}`) })
      .first()
      .click();
    await panel.getByRole("button", { name: this.names.yesRevoke }).click();
  }
}
