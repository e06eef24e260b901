import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, launch, type Page } from "puppeteer-core";
import { z } from "zod";
import { findBrowser } from "../browsers.mjs";
import { soon } from "./soon.ts";
import { berlin } from "./stage.ts";

type Node = {
  sharedId?: string | undefined;
  value?: { children?: Node[] | undefined; shadowRoot?: Node | null | undefined } | undefined;
};
const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    sharedId: z.string().optional(),
    value: z.object({ children: z.array(node).optional(), shadowRoot: node.nullable().optional() }).optional(),
  }),
);
const evaluated = z.object({ result: z.object({ result: node }) });
const trees = z.object({ result: z.object({ contexts: z.array(z.object({ context: z.string(), url: z.string() })) }) });
const located = z.object({ result: z.object({ nodes: z.array(z.object({ sharedId: z.string() })) }) });

// Firefox gives an extension's pages an address of chance, unless it finds one chosen already.
const extensionId = "whileaway@whileaway.example";
const uuid = "6f9a3a52-5d0c-4d6e-9a53-3f1b0c6f2a10";

/** puppeteer's line to the browser, which its types keep to themselves. */
type Line = { send(method: string, parameters: object): Promise<unknown> };
const lineOf = (browser: Browser): Line => (browser as unknown as { connection: Line }).connection;

/** Firefox with the extension installed, driven over WebDriver BiDi. */
export class Firefox {
  readonly browser: Browser;
  readonly #folder: string;

  private constructor(browser: Browser, folder: string) {
    this.browser = browser;
    this.#folder = folder;
  }

  /** Opens one of the extension's own pages. Over BiDi such a page loads, but its loading is never announced. */
  async extensionPage(path: string): Promise<Page> {
    const page = await this.browser.newPage();
    void page.goto(`moz-extension://${uuid}/${path}`).catch(() => {});
    return page;
  }

  static async open(extension: string): Promise<Firefox> {
    const executablePath = findBrowser("firefox");
    if (executablePath === null) throw new Error("no Firefox here: node test/set-up.mjs test");
    const folder = await mkdtemp(join(tmpdir(), "whileaway-firefox-"));
    const browser = await launch({
      browser: "firefox",
      executablePath,
      headless: true,
      extraPrefsFirefox: { "extensions.webextensions.uuids": JSON.stringify({ [extensionId]: uuid }) },
      userDataDir: folder,
      env: { ...process.env, TZ: berlin },
    });
    await browser.installExtension(extension);
    return new Firefox(browser, folder);
  }

  /** Presses a button that stands in a closed shadow root, found by role and name as the browser computes them. */
  async pressHidden(page: Page, name: string): Promise<void> {
    const line = lineOf(this.browser);
    const tree = trees.parse(await line.send("browsingContext.getTree", {}));
    const context = tree.result.contexts.find(({ url }) => url === page.url())?.context;
    const sharedId = await soon(`a button "${name}"`, async () => {
      const shadow = shadowRootIn(
        evaluated.parse(
          await line.send("script.evaluate", {
            expression: "document.documentElement",
            target: { context },
            awaitPromise: false,
            serializationOptions: { includeShadowTree: "all", maxDomDepth: 6 },
          }),
        ).result.result,
      );
      if (shadow?.sharedId === undefined) return null;
      const found = await line.send("browsingContext.locateNodes", {
        context,
        locator: { type: "accessibility", value: { role: "button", name } },
        startNodes: [{ sharedId: shadow.sharedId }],
      });
      return located.parse(found).result.nodes[0]?.sharedId ?? null;
    });
    const origin = { type: "element", element: { sharedId } };
    const actions = [
      { type: "pointerMove", x: 0, y: 0, origin },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ];
    await line.send("input.performActions", { context, actions: [{ type: "pointer", id: "mouse", actions }] });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const shadowRootIn = (one: Node): Node | null =>
  one.value?.shadowRoot ?? (one.value?.children ?? []).map(shadowRootIn).find((found) => found !== null) ?? null;
