import type { CDPSession, Frame, Locator, Page } from "playwright-core";
import type { Customer } from "../browser/customer.ts";
import { arrive, meet, meetAgain } from "../browser/meet.ts";
import { refusal } from "../browser/press.ts";
import { soon } from "../browser/soon.ts";
import type { Stage } from "../browser/stage.ts";
import type { Technician } from "../browser/technician.ts";
import { granted, paired } from "../browser/visit.ts";

type Spot = { x: number; y: number };

/** How long a panel must have stood still before a press counts, and what the browser takes to say so. */
const standsStill = 950;

/** The server takes ten requests of one session, so that nobody is pestered. */
const mostAsked = 9;

/** What the panel says of a press that sends nothing. */
const refusals = new RegExp(`${refusal.source}|window that has opened`);

/** What a press came to: a request, or what the panel said instead; null where it said nothing. */
export type Outcome = "sent" | string | null;

/**
 * A console's page that attacks, and a technician with an active session on it: she has just typed into the panel, so
 * that nothing but her press is left. What was sent is read from the server's own history, never from the screen.
 */
export class AttackGround {
  readonly technician: Technician;
  readonly customer: Customer;
  readonly page: Page;
  readonly #stage: Stage;
  readonly #computer: string;
  #asked = 0;

  private constructor(stage: Stage, technician: Technician, customer: Customer, computer: string) {
    this.#stage = stage;
    this.technician = technician;
    this.customer = customer;
    this.page = technician.page;
    this.#computer = computer;
  }

  static async open(stage: Stage): Promise<AttackGround> {
    const technician = await stage.technician({ bars: true });
    const customer = await stage.customer();
    await arrive(technician);
    await meet(technician, customer);
    return new AttackGround(stage, technician, customer, await stage.administrator.computer("Office PC"));
  }

  /** The same without a session, and with access to the customer's computer, whose doorkeeper lets her in. */
  static async openGranted(stage: Stage): Promise<AttackGround> {
    const pair = await paired(stage);
    await granted(pair);
    const { technician, customer } = pair;
    return new AttackGround(stage, technician, customer, await stage.administrator.computer("Office PC"));
  }

  /**
   * The page as it was before any attack, the panel open with the request's foot in view, the pointer over it and the
   * focus inside it.
   */
  async renew(): Promise<void> {
    await this.page.goto(this.#stage.console.address("office-pc"));
    await this.technician.openPanel();
    await this.technician.canRequest();
    const panel = await this.technician.panel();
    await panel.getByLabel(this.technician.names.reason, { exact: true }).click();
    await this.page.keyboard.type(".");
    await this.aim();
  }

  /** Brings a button into view, *Request* if not said otherwise, and rests the pointer beside it. */
  async aim(at?: Locator): Promise<void> {
    await (at ?? (await this.technician.request())).evaluate((button) => button.scrollIntoView({ block: "center" }));
    const { x, y } = await this.button(at);
    await this.page.mouse.move(x - 40, y - 4, { steps: 3 });
  }

  /**
   * Runs something in the page itself, as the console's own script would. It has `host`, the extension's element, and
   * `lasting`, to which it adds what ends it.
   */
  run(attack: string): Promise<unknown> {
    return this.page.evaluate(`(() => {
      const host = document.querySelector("[data-whileaway]");
      const lasting = (window.lasting ??= []);
      ${attack}
    })()`);
  }

  /** Ends what was run. */
  async end(): Promise<void> {
    await this.page.evaluate("for (const end of (window.lasting ?? []).splice(0)) end()");
  }

  /** Waits as long as somebody who reads before she presses. */
  async read(): Promise<void> {
    const until = performance.now() + standsStill;
    await soon("a panel that stood still", async () => performance.now() > until);
  }

  /** The middle of a button, *Request* if not said otherwise, where it now really is, however the page shifts or scales it. */
  async button(of?: Locator): Promise<Spot> {
    const panel = await this.technician.panel();
    const within = await (of ?? (await this.technician.request())).evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2, frame: innerWidth };
    });
    const frame = await (await panel.frameElement()).boundingBox();
    if (frame === null) throw new Error("the panel isn't laid out");
    const scale = frame.width / within.frame;
    return { x: frame.x + within.x * scale, y: frame.y + within.y * scale };
  }

  /** How often this event stands in the server's history of itself and of this computer. */
  async happened(event: string): Promise<number> {
    const chains = await Promise.all(
      ["server", this.#computer].map((chain) => this.#stage.administrator.history(chain)),
    );
    return chains.flat().filter((entry) => entry.includes(`"event":"${event}"`)).length;
  }

  /** How many sessions the server has ever started. */
  sessions(): Promise<number> {
    return this.happened("session-started");
  }

  /**
   * Where the extension's own script finds the panel's page: an address that is made anew with every start of the browser,
   * and that no page is told. Asked in the script's own world, which only the browser's tools reach.
   */
  async addressInside(): Promise<string> {
    const debug = await this.technician.profile.context.newCDPSession(this.page);
    const worlds: number[] = [];
    debug.on("Runtime.executionContextCreated", ({ context }) => {
      if (context.origin.startsWith("chrome-extension:")) worlds.push(context.id);
    });
    await debug.send("Runtime.enable");
    const contextId = worlds[0];
    if (contextId === undefined) throw new Error("nothing of the extension has run here");
    const { result } = await debug.send("Runtime.evaluate", {
      contextId,
      expression: "chrome.runtime.getURL('panel.html')",
    });
    await debug.detach();
    return String(result.value);
  }

  /** The panel's page in a frame of the page's own. */
  async framed(): Promise<Frame> {
    const own = await this.technician.panel();
    return soon("a panel in a frame of the page's own", async () => {
      const others = this.page.frames().filter((frame) => /panel\.html/.test(frame.url()) && frame !== own);
      return others[0] ?? null;
    });
  }

  /** Windows of the extension's own that a press has opened. */
  windows(): Page[] {
    return this.technician.profile.context.pages().filter((page) => page.url().includes("popup.html"));
  }

  async closeWindows(): Promise<void> {
    await Promise.all(this.windows().map((page) => page.close()));
  }

  /** Opens the panel in another page of a console: she is signed in there too. */
  async openPanelIn(page: Page): Promise<void> {
    const elsewhere = this.technician.in(page);
    await elsewhere.openPanel();
    await elsewhere.reads(this.technician.account.name);
  }

  /** Presses with a real mouse, where the button is if not said otherwise, and waits for what comes of it. */
  async press(at?: Spot): Promise<Outcome> {
    const before = await this.sent();
    await this.click(at ?? (await this.button()));
    const panel = await this.technician.panel();
    const said = panel.locator("[role=status], [role=alert]").filter({ hasText: refusals });
    const until = performance.now() + 1_500;
    return soon("what a press came to", async () => {
      if ((await this.sent()) > before) return { is: "sent" };
      const text = (await said.allInnerTexts()).at(-1);
      if (text !== undefined) return { is: text };
      return performance.now() > until ? { is: null } : null;
    }).then(({ is }) => is);
  }

  /** A real press of the mouse, on whatever stands there. */
  async click({ x, y }: Spot): Promise<void> {
    const debug = await this.technician.profile.context.newCDPSession(this.page);
    await click(debug, x, y);
    await debug.detach();
  }

  /** The control: the attack is over, and the very same press does send. */
  async sendsWithoutIt(): Promise<void> {
    await this.end();
    await this.sends();
  }

  /** Such a press does send, at the second try at the latest. The request is taken back. */
  async sends(): Promise<void> {
    await this.aim();
    const outcome = await soon("a request that is sent", async () => {
      await this.read();
      return (await this.press()) === "sent";
    });
    if (!outcome) throw new Error("nothing was sent");
    await this.technician.withdraw();
    this.#asked += 1;
    if (this.#asked % mostAsked === 0) await this.#meetAnew();
    await this.technician.canRequest();
    await this.aim();
  }

  /** How many requests the server has ever had for this computer. */
  sent(): Promise<number> {
    return this.happened("request-asked");
  }

  async #meetAnew(): Promise<void> {
    await this.technician.press(this.technician.names.endSession);
    await meetAgain(this.technician, this.customer);
  }

  /**
   * A picture of what a technician sees where the button is: the browser's own, which needs no help of the page's. Not of
   * the sentence above, whose time goes on.
   */
  async look(at?: Spot): Promise<string> {
    const { x, y } = at ?? (await this.button());
    const debug = await this.technician.profile.context.newCDPSession(this.page);
    const clip = { x: x - 150, y: y - 20, width: 300, height: 40, scale: 1 };
    const { data } = await debug.send("Page.captureScreenshot", { clip, optimizeForSpeed: true });
    await debug.detach();
    return data;
  }
}

async function click(debug: CDPSession, x: number, y: number): Promise<void> {
  const at = { x, y };
  await debug.send("Input.dispatchMouseEvent", { type: "mouseMoved", ...at });
  await debug.send("Input.dispatchMouseEvent", { type: "mousePressed", button: "left", clickCount: 1, ...at });
  await debug.send("Input.dispatchMouseEvent", { type: "mouseReleased", button: "left", clickCount: 1, ...at });
}
