import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { soon } from "../browser/soon.ts";
import { ConsoleGround, type ConsolePage } from "./ground.ts";

let ground: ConsoleGround;
beforeAll(async () => {
  ground = await ConsoleGround.open(inject("stages")[0]?.extension ?? "");
});
afterEach(() => ground.closePages());
afterAll(() => ground?.close());

const window = { width: 1280, height: 860 };

/** The button is at the edge of the window, the panel opens beside it from top to bottom, and what is in it can be pressed. */
async function works(shown: ConsolePage): Promise<void> {
  const button = await shown.box("button");
  expect(Math.round(button.x + button.width)).toBe(window.width);
  expect(button.width).toBeGreaterThan(30);
  expect(button.width).toBeLessThan(50);
  const panel = await shown.open();
  const { x, y, width, height } = await shown.box("iframe");
  expect([x, y, width, height].map(Math.round)).toEqual([880, 0, 400, 860]);
  await panel.getByRole("textbox").first().fill("typed");
  await shown.press();
  await shown.closes();
}

describe("the tab works on a console", () => {
  it.each([
    ["that lets nothing be loaded", "default-src 'none'; frame-src 'none'; style-src 'none'; form-action 'none'"],
    ["that wants trusted types", "require-trusted-types-for 'script'; trusted-types 'none'"],
    ["that is a sandbox of its own origin", "sandbox allow-scripts allow-same-origin; default-src 'none'"],
  ])("%s", async (_, policy) => {
    await works(await ground.show({ body: "<h1>Office PC</h1>", headers: { "content-security-policy": policy } }));
  });

  it("that isolates itself from every other origin", async () => {
    const headers = {
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "fullscreen=(), clipboard-write=()",
    };
    await works(await ground.show({ body: "<h1>Office PC</h1>", headers }));
  });

  it.each([
    ["takes every style away", "* { all: unset !important } body * { display: none !important }"],
    ["displays nothing at all", "* { all: unset !important; display: none !important }"],
    [
      "moves and shrinks its root",
      "html { transform: translate(40px, 90px) scale(.5) !important; perspective: 100px }",
    ],
    [
      "makes its root transparent and blurs it",
      "html { opacity: 0 !important; filter: blur(9px); visibility: hidden }",
    ],
    [
      "contains its root",
      "html { contain: strict; width: 30px; height: 30px; overflow: hidden; clip-path: inset(50%) }",
    ],
    ["leaves its root unrendered", "html { content-visibility: hidden }"],
    ["zooms its root", "html { zoom: 2 }"],
    ["makes its root small", "html { zoom: .25 }"],
    [
      "aims at our element",
      "html > div, [data-whileaway], [popover] { display: none !important; opacity: 0 !important; inset: 40% !important; transform: scale(.1) !important; position: static !important; pointer-events: none !important; zoom: 3 !important }",
    ],
    ["lays itself over everything", "body > div { position: fixed; inset: 0; z-index: 2147483647; background: red }"],
    [
      "registers the names of properties",
      "@property --width { syntax: '<length>'; inherits: false; initial-value: 1px } * { direction: rtl !important; writing-mode: vertical-lr !important }",
    ],
  ])("that %s", async (_, css) => {
    await works(await ground.show(`<style>${css}</style><h1>Office PC</h1><div>cover</div>`));
  });

  it("that is written from right to left", async () => {
    await works(await ground.show("<!doctype html><html dir=rtl><h1>מחשב</h1>"));
  });

  it.each([
    ["without a body", "<!doctype html><script>document.body.remove()</script>"],
    [
      "of frames",
      "<!doctype html><html><frameset cols='30%,70%'><frame src='/left'><frame src='/right'></frameset></html>",
    ],
    [
      "whose names hide the document's own",
      "<img name=documentElement><img name=head><form name=querySelector></form><img name=body><img name=createElement><img name=activeElement><h1>Office PC</h1>",
    ],
  ])("%s", async (_, body) => {
    ground.serve("/left", { body: "<h2>List</h2>" });
    ground.serve("/right", { body: "<h1>Workshop PC</h1>" });
    const shown = await ground.show(body);
    await works(shown);
    expect(await shown.tabs()).toBe(1);
  });

  it("that is XHTML", async () => {
    const body = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><h1>Office PC</h1></body></html>`;
    await works(await ground.show({ body, type: "application/xhtml+xml" }));
  });

  it("with a frame of its own, in which there is no second tab", async () => {
    ground.serve("/inner", { body: "<h1>Inner</h1>" });
    const shown = await ground.show("<iframe src=/inner></iframe>");
    await works(shown);
    expect(await shown.tabs()).toBe(1);
  });
});

it.each([
  ["a drawing", "image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"><text y="20">Office PC</text></svg>`],
  ["data", "application/xml", "<devices><device>Office PC</device></devices>"],
  ["text", "text/plain", "Office PC"],
])("a console's address that shows %s has no tab and no error", async (_, type, body) => {
  const shown = await ground.show({ body, type });
  const errors: string[] = [];
  shown.page.on("pageerror", (error) => errors.push(error.message));
  await shown.injectAgain();
  expect(await shown.tabs()).toBe(0);
  expect(await shown.said("here")).toEqual([]);
  expect(errors).toEqual([]);
});

describe("the tab comes back", () => {
  it.each([
    ["removed", "document.querySelector('[data-whileaway]').remove()"],
    ["put elsewhere", "document.body.append(document.querySelector('[data-whileaway]'))"],
    ["taken out of the top layer", "document.querySelector('[data-whileaway]').hidePopover()"],
    [
      "made inert and hidden",
      "Object.assign(document.querySelector('[data-whileaway]'), { inert: true, hidden: true })",
    ],
    ["made no popover", "document.querySelector('[data-whileaway]').removeAttribute('popover')"],
  ])("that a page has %s", async (_, attack) => {
    const shown = await ground.show(
      "<h1>Office PC</h1><div style='position:fixed;inset:0;z-index:2147483647'>cover</div>",
    );
    await shown.box("button");
    await shown.page.evaluate(attack);
    await soon("the tab as it was", () =>
      shown.page.evaluate(() => {
        const host = document.documentElement.lastElementChild;
        return host?.matches("[data-whileaway]:popover-open") === true && host.attributes.length === 2;
      }),
    );
    await works(shown);
  });
});

describe("the tab is there once", () => {
  it("however often it is put into a page", async () => {
    const shown = await ground.show("<h1>Office PC</h1>");
    const panel = await shown.open();
    await panel.getByRole("textbox").first().fill("typed");
    await shown.injectAgain();
    await shown.injectAgain();
    expect(await shown.tabs()).toBe(1);
    expect(await shown.isOpen()).toBe(true);
    expect(await panel.getByRole("textbox").first().inputValue()).toBe("typed");
  });

  it("and not at all once the console was removed: no element, no listener; and again when it is added again", async () => {
    const shown = await ground.show("<h1>Office PC</h1>");
    await shown.open();
    expect((await shown.leftBehind()).listeners).toContain("window focusin");
    await shown.tell({ to: "leave", origin: "http://elsewhere.localhost" });
    expect(await shown.tabs()).toBe(1);
    await shown.tell({ to: "leave", origin: ground.origin });
    await soon("no tab", async () => (await shown.tabs()) === 0);
    expect(await shown.leftBehind()).toEqual({ listeners: [], marks: 0 });
    await shown.page.evaluate(() => document.documentElement.append(document.createElement("p")));
    expect(await shown.tabs()).toBe(0);
    await shown.injectAgain();
    await works(shown);
  });
});
