import { createServer, type Server } from "node:http";
import type { CDPSession, Frame, Page } from "playwright-core";
import type { PageContext } from "../../extension/console/page-context.ts";
import type { TabMessage, ToTab } from "../../extension/console/tab-messages.ts";
import { names } from "../browser/names.ts";
import { Profile, type ProfileSettings } from "../browser/profile.ts";
import { soon } from "../browser/soon.ts";
import { listen } from "../demo/listen.ts";

// The part of the browser's own interface that is asked inside the extension's background.
declare const chrome: {
  runtime: {
    onMessage: { addListener(listener: (message: unknown, sender: { tab?: { url?: string } }) => void): void };
  };
  tabs: {
    query(what: object): Promise<{ id?: number; url?: string }[]>;
    sendMessage(tab: number, message: unknown): Promise<unknown>;
  };
  scripting: { executeScript(what: { target: { tabId: number }; files: string[] }): Promise<unknown> };
};
declare global {
  /** inside the background: what tabs have said to it, and on which pages */
  var tabsSaid: { url: string; message: unknown }[] | undefined;
}

type Served = { body: string | Buffer; type?: string; headers?: Record<string, string> };
type Box = { x: number; y: number; width: number; height: number };
type Node = {
  backendNodeId: number;
  nodeName: string;
  attributes?: string[];
  children?: Node[];
  shadowRoots?: Node[];
  nodeValue: string;
};

/** One browser with the extension, and a console that shows whatever page a test needs. No server of ours is needed. */
export class ConsoleGround {
  readonly profile: Profile;
  readonly origin: string;
  readonly #server: Server;
  readonly #served: Map<string, Served>;
  #pages = 0;

  private constructor(profile: Profile, server: Server, port: number, served: Map<string, Served>) {
    this.profile = profile;
    this.#server = server;
    this.origin = `http://console.localhost:${port}`;
    this.#served = served;
  }

  static async open(extension: string, settings: Partial<ProfileSettings> = {}): Promise<ConsoleGround> {
    const served = new Map<string, Served>();
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://console.localhost").pathname;
      const one = served.get(path);
      response.writeHead(one ? 200 : 404, { "content-type": one?.type ?? "text/html; charset=utf-8", ...one?.headers });
      response.end(one?.body ?? "");
    });
    const port = await listen(server);
    const profile = await Profile.open({ extension, language: "en", zone: "Europe/Berlin", ...settings });
    return new ConsoleGround(profile, server, port, served);
  }

  /** Serves something under a path of this console. */
  serve(path: string, served: Served): string {
    this.#served.set(path, served);
    return this.origin + path;
  }

  /** Opens a page of this console. */
  async show(served: Served | string, path?: string): Promise<ConsolePage> {
    this.#pages += 1;
    const one = typeof served === "string" ? { body: served } : served;
    const page = await this.profile.context.newPage();
    const address = this.serve(path ?? `/page-${this.#pages}`, one);
    await this.listen();
    await page.goto(address);
    return new ConsolePage(this, page, await this.profile.context.newCDPSession(page));
  }

  /** Hears what tabs say to the background. */
  async listen(): Promise<void> {
    const background = await this.profile.background();
    await background.evaluate(() => {
      if (globalThis.tabsSaid) return;
      globalThis.tabsSaid = [];
      chrome.runtime.onMessage.addListener((message, sender) => {
        globalThis.tabsSaid?.push({ url: sender.tab?.url ?? "", message });
      });
    });
  }

  /** Closes every page but an empty one, and the one to keep. */
  async closePages(kept?: Page): Promise<void> {
    const open = this.profile.context.pages().filter((page) => page !== kept && page.url() !== "about:blank");
    await Promise.all(open.map((page) => page.close()));
  }

  async close(): Promise<void> {
    await this.profile.close();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

/** A page of the console, with the tab in it. */
export class ConsolePage {
  readonly page: Page;
  readonly #ground: ConsoleGround;
  readonly #debug: CDPSession;

  constructor(ground: ConsoleGround, page: Page, debug: CDPSession) {
    this.#ground = ground;
    this.page = page;
    this.#debug = debug;
  }

  /** The elements in the tab's closed root, flat; [] without a tab. Only the browser's own tools see them. */
  async #inside(): Promise<Node[]> {
    const { root } = await this.#debug.send("DOM.getDocument", { depth: -1, pierce: true });
    const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];
    const hosts = flat(root).filter((node) => node.attributes?.includes("data-whileaway"));
    return hosts.flatMap((host) => (host.shadowRoots ?? []).flatMap(flat));
  }

  /** How many tabs there are. */
  async tabs(): Promise<number> {
    return (await this.#inside()).filter(({ nodeName }) => nodeName.toLowerCase() === "button").length;
  }

  /** An element of the tab's: `button`, `iframe`, or by an attribute, `role=separator`. */
  async part(which: string): Promise<{ box: Box | null; attributes: Record<string, string>; text: string } | null> {
    const [name = "", value] = which.split("=");
    const attributesOf = ({ attributes = [] }: Node): Record<string, string> =>
      Object.fromEntries(attributes.flatMap((one, index) => (index % 2 ? [] : [[one, attributes[index + 1] ?? ""]])));
    const node = (await this.#inside()).find((one) =>
      value === undefined ? one.nodeName.toLowerCase() === name : attributesOf(one)[name] === value,
    );
    if (node === undefined) return null;
    const texts = (one: Node): string => one.nodeValue + (one.children ?? []).map(texts).join("");
    return { box: await this.#box(node), attributes: attributesOf(node), text: texts(node) };
  }

  async #box({ backendNodeId }: Node): Promise<Box | null> {
    const box = await this.#debug.send("DOM.getBoxModel", { backendNodeId }).catch(() => null);
    const [x, y, right, , , bottom] = box?.model.border ?? [];
    if (x === undefined || y === undefined || right === undefined || bottom === undefined) return null;
    return { x, y, width: right - x, height: bottom - y };
  }

  async box(which: string): Promise<Box> {
    return soon(`"${which}" of the tab`, async () => (await this.part(which))?.box ?? null);
  }

  async middle(which: string): Promise<{ x: number; y: number }> {
    const { x, y, width, height } = await this.box(which);
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** Presses the tab button with the mouse. */
  async press(): Promise<void> {
    const { x, y } = await this.middle("button");
    await this.page.mouse.click(x, y);
  }

  /** Opens the panel: its sign-in can be typed into. */
  async open(): Promise<Frame> {
    await this.press();
    return this.panel();
  }

  async panel(): Promise<Frame> {
    const frame = await soon(
      "the panel",
      async () => this.page.frames().find((one) => /panel\.html/.test(one.url())) ?? null,
    );
    await frame.getByLabel(names.en.email, { exact: true }).waitFor();
    return frame;
  }

  /** The element in front of all others in the browser's top layer. */
  async front(): Promise<string> {
    await this.#debug.send("DOM.getDocument", { depth: 0 });
    const { nodeIds } = await this.#debug.send("DOM.getTopLayerElements");
    const described = nodeIds.map(
      async (nodeId) => (await this.#debug.send("DOM.describeNode", { nodeId })).node.nodeName,
    );
    return (await Promise.all(described)).filter((name) => !name.startsWith("::")).at(-1) ?? "";
  }

  async isOpen(): Promise<boolean> {
    return (await this.part("button"))?.attributes["aria-expanded"] === "true";
  }

  async opens(): Promise<void> {
    await soon("an open panel", () => this.isOpen());
  }

  async closes(): Promise<void> {
    await soon("a closed panel", async () => !(await this.isOpen()));
  }

  /** Runs the extension's script in this page once more, as the background does after a grant. */
  async injectAgain(): Promise<void> {
    const background = await this.#ground.profile.background();
    await background.evaluate(async (url) => {
      const tab = (await chrome.tabs.query({})).find((one) => one.url === url)?.id ?? -1;
      await chrome.scripting.executeScript({ target: { tabId: tab }, files: ["console-tab.js"] });
    }, this.page.url());
  }

  /** What the extension's script has left in its own world of this page: listeners of the window, and marks of its own. */
  async leftBehind(): Promise<{ listeners: string[]; marks: number }> {
    const worlds: number[] = [];
    const seen = ({ context }: { context: { id: number; origin: string } }): void => {
      if (context.origin.startsWith("chrome-extension:")) worlds.push(context.id);
    };
    this.#debug.on("Runtime.executionContextCreated", seen);
    await this.#debug.send("Runtime.enable");
    const contextId = worlds[0];
    if (contextId === undefined) throw new Error("nothing of the extension has run here");
    const listeners: string[] = [];
    for (const expression of ["window", "document", "document.documentElement", "navigation"]) {
      const { result } = await this.#debug.send("Runtime.evaluate", { contextId, expression });
      if (result.objectId === undefined) continue;
      const found = await this.#debug.send("DOMDebugger.getEventListeners", { objectId: result.objectId });
      listeners.push(...found.listeners.map(({ type }) => `${expression} ${type}`));
    }
    const expression = "Reflect.ownKeys(globalThis).filter((key) => String(key) === 'Symbol(whileaway)').length";
    const marks = await this.#debug.send("Runtime.evaluate", { contextId, expression, returnByValue: true });
    this.#debug.off("Runtime.executionContextCreated", seen);
    await this.#debug.send("Runtime.disable");
    return { listeners, marks: Number(marks.result.value) };
  }

  /** What the background says to this page's tab. */
  async tell(message: ToTab): Promise<void> {
    const background = await this.#ground.profile.background();
    await background.evaluate(
      async ({ url, message }) => {
        const tabs = await chrome.tabs.query({});
        for (const { id, url: at } of tabs)
          if (id !== undefined && at === url) await chrome.tabs.sendMessage(id, message);
      },
      { url: this.page.url(), message },
    );
  }

  /** What this page's tab has said to the background so far. */
  async said<Kind extends TabMessage["tab"]>(kind: Kind): Promise<Extract<TabMessage, { tab: Kind }>[]> {
    const background = await this.#ground.profile.background();
    const all = await background.evaluate(() => globalThis.tabsSaid ?? []);
    const here = new URL(this.page.url()).pathname;
    return all
      .filter(({ url }) => URL.canParse(url) && new URL(url).pathname === here)
      .map(({ message }) => message as TabMessage)
      .filter((message): message is Extract<TabMessage, { tab: Kind }> => message.tab === kind);
  }

  /** Waits until the newest that the tab said of its page is like this. */
  async saysPage(expected: Partial<PageContext>): Promise<void> {
    let newest: PageContext | undefined;
    await soon(`the page told as ${JSON.stringify(expected)}`, async () => {
      newest = (await this.said("page")).at(-1)?.context;
      const own = Object.entries(newest ?? {}).filter(([key]) => key in expected);
      return newest !== undefined && sorted(Object.fromEntries(own)) === sorted(expected);
    }).catch((error) => {
      throw new Error(`${error.message}; it was ${JSON.stringify(newest)}`);
    });
  }
}

const sorted = (value: object): string =>
  JSON.stringify(Object.fromEntries(Object.entries(value).sort(([one], [other]) => one.localeCompare(other))));
