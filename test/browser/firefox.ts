import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, launch, type Page } from "puppeteer-core";
import { z } from "zod";
import { findBrowser } from "../browsers.mjs";
import { soon } from "./soon.ts";
import { berlin } from "./stage.ts";

// What WebDriver BiDi answers, as far as it is used here.
type Context = { context: string; url: string; children?: Context[] | null | undefined };
const context: z.ZodType<Context> = z.lazy(() =>
  z.object({ context: z.string(), url: z.string(), children: z.array(context).nullish() }),
);
const trees = z.object({ result: z.object({ contexts: z.array(context) }) });
type Node = {
  sharedId?: string | undefined;
  value?: { children?: Node[] | undefined; shadowRoot?: Node | null | undefined } | undefined;
};
const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    sharedId: z.string().optional(),
    value: z.object({ children: z.array(node).optional(), shadowRoot: node.nullish() }).optional(),
  }),
);
const evaluated = z.object({ result: z.object({ result: node }) });
const said = z.object({
  result: z.union([
    z.object({ type: z.literal("success"), result: z.object({ value: z.string() }) }),
    z.object({ type: z.literal("exception"), exceptionDetails: z.object({ text: z.string() }) }),
  ]),
});
const located = z.object({ result: z.object({ nodes: z.array(z.object({ sharedId: z.string() })) }) });

/** puppeteer's line to the browser, which its types keep to themselves. Its own pages don't see an extension's frames. */
type Line = { send(method: string, parameters: object): Promise<unknown> };
const lineOf = (browser: Browser): Line => (browser as unknown as { connection: Line }).connection;

// Firefox gives an extension's pages an address of chance, unless it finds one chosen already.
const extensionId = "whileaway@whileaway.example";
const uuid = "6f9a3a52-5d0c-4d6e-9a53-3f1b0c6f2a10";

/** Firefox with the extension installed, driven over WebDriver BiDi. */
export class Firefox {
  readonly #browser: Browser;
  readonly #line: Line;
  readonly #folder: string;

  private constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#line = lineOf(browser);
    this.#folder = folder;
  }

  /** @param display the screen for a window to look at; otherwise headless */
  static async open(extension: string, display?: string): Promise<Firefox> {
    const executablePath = findBrowser("firefox");
    if (executablePath === null) throw new Error("no Firefox here: node test/set-up.mjs test");
    const folder = await mkdtemp(join(tmpdir(), "whileaway-firefox-"));
    const browser = await launch({
      browser: "firefox",
      executablePath,
      headless: display === undefined,
      userDataDir: folder,
      defaultViewport: null,
      // Without it Firefox lets no driver go to an extension's pages.
      args: ["--remote-allow-system-access", "--width=1280", "--height=860"],
      extraPrefsFirefox: { "extensions.webextensions.uuids": JSON.stringify({ [extensionId]: uuid }) },
      env: { ...process.env, TZ: berlin, LANGUAGE: "en", ...(display === undefined ? {} : { DISPLAY: display }) },
    });
    await browser.installExtension(extension);
    return new Firefox(browser, folder);
  }

  async visit(address: string): Promise<void> {
    await (await this.#browser.newPage()).goto(address);
  }

  /** The page that the browser's window began with. */
  async firstPage(): Promise<Page> {
    const [page] = await this.#browser.pages();
    if (page === undefined) throw new Error("no page is open");
    return page;
  }

  /** Opens one of the extension's own pages. Over BiDi such a page loads, but its loading is never announced. */
  async visitExtension(path: string): Promise<void> {
    const page = await this.#browser.newPage();
    void page.goto(`moz-extension://${uuid}/${path}`).catch(() => {});
  }

  /** Runs the body of an asynchronous function in a page of the extension, opened for this alone. */
  async askExtension(body: string): Promise<unknown> {
    const page = await this.#browser.newPage();
    void page.goto(`moz-extension://${uuid}/viewer.html`).catch(() => {});
    const where = await soon("a page of the extension", () => this.#contextAt(/viewer\.html$/));
    try {
      return await this.#ask(where, body);
    } finally {
      await page.close();
    }
  }

  /** Runs the body of an asynchronous function in the browser's own window. */
  async askBrowser(body: string): Promise<unknown> {
    const answer = await this.#line.send("browsingContext.getTree", { "moz:scope": "chrome" });
    const where = trees.parse(answer).result.contexts.find(({ url }) => url.endsWith("/browser.xhtml"));
    if (where === undefined) throw new Error("the browser has no window");
    return this.#ask(where.context, body);
  }

  async #ask(where: string, body: string): Promise<unknown> {
    const answer = await this.#line.send("script.evaluate", {
      expression: `(async () => { ${body} })().then((answer) => JSON.stringify(answer ?? null))`,
      target: { context: where },
      awaitPromise: true,
    });
    const { result } = said.parse(answer);
    if (result.type === "exception") throw new Error(result.exceptionDetails.text);
    return JSON.parse(result.result.value);
  }

  /** Waits until a page or frame whose address is like this shows an element of this role and name. */
  async shows(address: RegExp, role: string, name: string): Promise<void> {
    await soon(`${role} "${name}" in ${address}`, async () => {
      const where = await this.#contextAt(address);
      return where !== null && (await this.#find(where, role, name)) !== null;
    });
  }

  /** Presses a button that stands in a closed shadow root, found by role and name as the browser computes them. */
  async pressHidden(address: RegExp, name: string): Promise<void> {
    const { where, sharedId } = await soon(`a button "${name}"`, async () => {
      const where = await this.#contextAt(address);
      const root = where && (await this.#closedRoot(where));
      const sharedId = root && (await this.#find(where, "button", name, root));
      return sharedId ? { where, sharedId } : null;
    });
    const origin = { type: "element", element: { sharedId } };
    const actions = [
      { type: "pointerMove", x: 0, y: 0, origin },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ];
    await this.#line.send("input.performActions", {
      context: where,
      actions: [{ type: "pointer", id: "mouse", actions }],
    });
  }

  async #contextAt(address: RegExp): Promise<string | null> {
    const { contexts } = trees.parse(await this.#line.send("browsingContext.getTree", {})).result;
    const all = (ones: Context[]): Context[] => ones.flatMap((one) => [one, ...all(one.children ?? [])]);
    return all(contexts).find(({ url }) => address.test(url))?.context ?? null;
  }

  async #find(where: string, role: string, name: string, within?: string): Promise<string | null> {
    const found = await this.#line.send("browsingContext.locateNodes", {
      context: where,
      locator: { type: "accessibility", value: { role, name } },
      ...(within === undefined ? {} : { startNodes: [{ sharedId: within }] }),
    });
    return located.parse(found).result.nodes[0]?.sharedId ?? null;
  }

  async #closedRoot(where: string): Promise<string | null> {
    const document = await this.#line.send("script.evaluate", {
      expression: "document.documentElement",
      target: { context: where },
      awaitPromise: false,
      serializationOptions: { includeShadowTree: "all", maxDomDepth: 6 },
    });
    return shadowRootIn(evaluated.parse(document).result.result)?.sharedId ?? null;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const shadowRootIn = (one: Node): Node | null =>
  one.value?.shadowRoot ?? (one.value?.children ?? []).map(shadowRootIn).find((found) => found !== null) ?? null;
