import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import type { ConsoleDescription, PageContext, Picks } from "../../extension/console/page-context.ts";
import { soon } from "../browser/soon.ts";
import { ConsoleGround } from "./ground.ts";
import { readIn, readingScript } from "./reading-page.ts";

let ground: ConsoleGround;
let script: string;
let bare: Page;
beforeAll(async () => {
  ground = await ConsoleGround.open(inject("stages")[0]?.extension ?? "");
  script = await readingScript();
  bare = (await ground.show("", "/devices/17")).page;
});
afterEach(async () => {
  await ground.closePages(bare);
});
afterAll(() => ground?.close());

/** What is read of a page that shows this, under `/devices/17`. */
async function read(
  html: string,
  reading: { picks?: Picks; descriptions?: ConsoleDescription[] } = {},
): Promise<PageContext> {
  await bare.setContent(html);
  return readIn(bare, script, reading);
}
const page17 = [{ kind: "page", value: "/devices/17" }];

describe("what a page that nobody described is about", () => {
  it.each([
    ["its only heading", "<title>x · Desk</title><h1>Office PC</h1>", "Office PC"],
    ["its heading without a state", "<h1>Office PC <span class='state on'>online</span></h1>", "Office PC"],
    [
      "its heading without buttons and drawings",
      "<h1><svg><title>pc</title></svg> Office PC <button>Edit</button></h1>",
      "Office PC",
    ],
    ["its heading, if that is nothing but a badge", "<h1><span class=badge>Office PC</span></h1>", "Office PC"],
    ["its heading over several lines", "<h1>Office<br>PC\n\n <small>3</small></h1>", "Office PC 3"],
    [
      "the only heading that is seen",
      "<h1 hidden>No</h1><h1 style='visibility:hidden'>No</h1><h1 style='opacity:0'>No</h1><h1 style='position:absolute;width:1px;height:1px;overflow:hidden'>No</h1><div style='display:none'><h1>No</h1></div><h1>Office PC</h1>",
      "Office PC",
    ],
    [
      "what is seen of its heading",
      "<h1>Office <span style='display:none'>hidden</span>PC<script>1</script></h1>",
      "Office PC",
    ],
    ["the first part of its title", "<title>(2) Office PC - Workshop - Desk</title>", "Office PC"],
    [
      "the part of its title that is one of its headings",
      "<title>Desk | Office PC | Berlin</title><h1>Berlin office</h1><h1>Office PC</h1>",
      "Office PC",
    ],
    ["its title, where its heading is too long", `<title>Office PC</title><h1>${"x".repeat(201)}</h1>`, "Office PC"],
    ["its heading as long as may be", `<h1>${"x".repeat(200)}</h1>`, "x".repeat(200)],
    ["its name without what can't be seen", "<h1>\u202eOffice\u200b\u0007 \u2066PC\u00ad\ufeff</h1>", "Office PC"],
    ["nothing", "<p>text</p>", null],
  ])("is %s", async (_, html, name) => {
    expect(await read(html)).toEqual({ by: "generic", console: null, name, references: page17, kind: null });
  });

  it("is under its address nothing, if that is too long", async () => {
    const shown = await ground.show("<h1>Office PC</h1>", `/${"x".repeat(400)}`);
    expect((await readIn(shown.page, script)).references).toEqual([]);
  });
});

describe("the contract", () => {
  const metas = (all: Record<string, string>) =>
    Object.entries(all)
      .map(([name, content]) => `<meta name="whileaway:${name}" content="${content}">`)
      .join("");

  it("goes before everything else, the device first", async () => {
    const html = `<head>${metas({ ticket: "4711", computer: " Office\n PC ", device: "17", kind: "chat-only" })}</head><h1>Other</h1>`;
    const references = [
      { kind: "device", value: "17" },
      { kind: "ticket", value: "4711" },
    ];
    const expected = { by: "contract", console: null, name: "Office PC", references, kind: "chat-only" };
    expect(await read(html)).toEqual(expected);
    const picks: Picks = { name: { from: "text", selector: "h1" }, reference: { from: "text", selector: "h1" } };
    expect(await read(html, { picks })).toEqual(expected);
  });

  it.each([
    ["empty", metas({ device: " " }), []],
    ["too long", metas({ device: "x".repeat(401) }), []],
    ["as long as may be", metas({ device: "x".repeat(400) }), [{ kind: "device", value: "x".repeat(400) }]],
    ["said twice", metas({ device: "1" }) + metas({ device: "2" }), [{ kind: "device", value: "1" }]],
    ["of another name", metas({ devices: "1" }), []],
  ])("a device that is %s", async (_, head, references) => {
    const context = await read(`<head>${head}</head>`);
    expect(context.references).toEqual(references.length > 0 ? references : page17);
  });

  it("counts in the head alone, and a kind that isn't one is none", async () => {
    expect(await read(`<body>${metas({ device: "17", kind: "desktop" })}<h1>Office PC</h1>`)).toMatchObject({
      by: "generic",
      kind: null,
    });
    expect(await read(`<head>${metas({ device: "17", kind: "phone" })}</head>`)).toMatchObject({
      by: "contract",
      kind: null,
    });
  });
});

describe("what she pointed at", () => {
  it.each([
    ["4711", "<title>Ticket</title>", { kind: "ticket", value: "4711" }],
    ["4711", "<title>Device</title>", { kind: "device", value: "4711" }],
    ["#4711", "", { kind: "ticket", value: "4711" }],
    ["DESK-42", "", { kind: "ticket", value: "DESK-42" }],
    ["office-pc", "<title>Ticket</title>", { kind: "device", value: "office-pc" }],
  ])("a reference %s in %s is of its kind", async (text, title, reference) => {
    const picks: Picks = { reference: { from: "text", selector: "b" } };
    expect(await read(`${title}<b>${text}</b>`, { picks })).toMatchObject({ by: "picked", references: [reference] });
  });

  it.each([
    ["isn't there", "<h1>Office PC</h1>"],
    ["is hidden", "<h1>Office PC</h1><b hidden>Other</b>"],
    ["is empty", "<h1>Office PC</h1><b> </b>"],
    ["is too long", `<h1>Office PC</h1><b>${"x".repeat(201)}</b>`],
  ])("that %s leaves the page as it is", async (_, html) => {
    const picks: Picks = { name: { from: "text", selector: "b" } };
    expect(await read(html, { picks })).toMatchObject({ by: "generic", name: "Office PC" });
  });

  it("with a selector or a pattern that is none is nothing", async () => {
    const picks: Picks = { name: { from: "text", selector: "b >>" }, reference: { from: "address", match: "(" } };
    expect(await read("<h1>Office PC</h1>", { picks })).toMatchObject({ by: "generic", name: "Office PC" });
  });
});

describe("a described console", () => {
  const described: ConsoleDescription = {
    name: "Device Desk",
    evidence: { version: "1", seen: "2026-11-22", note: "the sample console" },
    known: "a.brand",
    pages: [
      {
        about: { kind: "device", sources: [{ from: "address", match: "^/devices/([a-z0-9-]+)" }] },
        also: [{ kind: "ticket", sources: [{ from: "text", selector: "li", match: "Ticket: (\\d+)" }] }],
        name: [{ from: "text", selector: "h1" }],
        kind: "desktop",
      },
    ],
  };
  const brand = "<a class=brand>Device Desk</a>";

  it("is read as described, a row told by its label", async () => {
    const html = `${brand}<h1>Office PC</h1><ul><li>Site: Berlin<li>Ticket: 4711</ul>`;
    expect(await read(html, { descriptions: [described] })).toEqual({
      by: "description",
      console: "Device Desk",
      name: "Office PC",
      references: [
        { kind: "device", value: "17" },
        { kind: "ticket", value: "4711" },
      ],
      kind: "desktop",
    });
  });

  it("is about nothing where none of its pages fits", async () => {
    const pages = described.pages.map((page) => ({
      ...page,
      about: { kind: "ticket" as const, sources: [{ from: "address" as const, match: "^/tickets/(\\d+)" }] },
    }));
    expect(await read(`${brand}<h1>Devices</h1>`, { descriptions: [{ ...described, pages }] })).toEqual({
      by: "description",
      console: "Device Desk",
      name: null,
      references: [],
      kind: null,
    });
  });

  it("isn't another one", async () => {
    expect(await read("<h1>Office PC</h1>", { descriptions: [described] })).toMatchObject({
      by: "generic",
      console: null,
    });
  });

  it("gives a pattern no more than 2,000 characters", async () => {
    const long = `${" ".repeat(10)}${"x".repeat(2_100)}end`;
    const picks: Picks = {
      name: { from: "text", selector: "p", match: "(end)$" },
      reference: { from: "text", selector: "p", match: "^(x{3})" },
    };
    const context = await read(`<p>${long}</p>`, { picks });
    expect([context.name, context.references[0]?.value]).toEqual([null, "xxx"]);
  });
});

it("an odd page is read without an error, and no more of it than may be", async () => {
  const odd = [
    "<form id=f><input name=checkVisibility><input name=getAttribute><input name=ownerDocument></form><h1>Office PC</h1>",
    "<img name=documentElement><img name=head><img name=title><img name=defaultView><form name=location></form><h1>Office PC</h1>",
    "<object data='about:blank'></object><iframe src='data:text/html,<h1>x</h1>'></iframe><h1>Office PC</h1>",
  ];
  for (const html of odd) expect(await read(html)).toMatchObject({ name: "Office PC" });
  // Deep, wide, and with a heading of a million characters.
  await bare.setContent("<h1></h1>");
  await bare.evaluate(() => {
    const head = document.querySelector("h1");
    for (let index = 0; head && index < 20_000; index += 1) head.append(document.createElement("i"), "x".repeat(50));
  });
  expect((await readIn(bare, script)).name).toBeNull();
});

describe("a console whose content stands in frames", () => {
  it("is read there, in the frame that shows most of it", async () => {
    ground.serve("/list", { body: "<h1>Devices</h1>" });
    ground.serve("/device", { body: "<title>Office PC</title><h1>Office PC</h1>" });
    const frames = "<frameset cols='20%,80%'><frame src='/list'><frame src='/device?id=17'></frameset>";
    const shown = await ground.show(`<html>${frames}</html>`);
    await shown.tell({ to: "toggle" });
    await shown.saysPage({ name: "Office PC", references: [{ kind: "page", value: "/device?id=17" }] });
    const frame = shown.page.frames().find((one) => one.url().includes("/device"));
    await frame?.goto(ground.serve("/device-2", { body: "<h1>Workshop PC</h1>" }));
    await shown.saysPage({ name: "Workshop PC", references: [{ kind: "page", value: "/device-2" }] });
  });
});

describe("the tab in a console", () => {
  it("reads the page once the panel is open, and again whenever it has changed, also its address alone", async () => {
    const shown = await ground.show("<title>Office PC · Desk</title><h1>Office PC</h1>");
    await shown.box("button");
    expect(await shown.said("page")).toEqual([]);
    await shown.open();
    const { pathname } = new URL(shown.page.url());
    await shown.saysPage({ name: "Office PC", references: [{ kind: "page", value: pathname }] });
    await shown.page.evaluate(() => {
      const head = document.querySelector("h1");
      if (head) head.textContent = "Workshop PC";
    });
    await shown.saysPage({ name: "Workshop PC" });
    await shown.page.evaluate(() => history.replaceState(null, "", "?device=2"));
    await shown.saysPage({ references: [{ kind: "page", value: `${pathname}?device=2` }] });
    // What changes nothing is not said again; asked for, it is.
    const count = (await shown.said("page")).length;
    await shown.page.evaluate(() => document.body.append("more"));
    await shown.tell({ to: "read" });
    await soon("the same again", async () => (await shown.said("page")).length > count);
    await shown.tell({ to: "toggle" });
    await shown.closes();
    await shown.page.evaluate(() => document.querySelector("h1")?.replaceChildren("Reception PC"));
    await shown.tell({ to: "read" });
    expect((await shown.said("page")).length).toBe(count + 1);
  });

  it("reads a page that keeps the contract with the panel closed, and says when it gives it up", async () => {
    const shown = await ground.show("<head></head><h1>Office PC</h1>");
    await shown.box("button");
    await shown.page.evaluate(() => {
      document.head.insertAdjacentHTML("beforeend", '<meta name="whileaway:device" content="17">');
    });
    await shown.saysPage({ by: "contract", references: [{ kind: "device", value: "17" }] });
    await shown.page.evaluate(() => document.querySelector("meta")?.setAttribute("content", "18"));
    await shown.saysPage({ by: "contract", references: [{ kind: "device", value: "18" }] });
    await shown.page.evaluate(() => document.querySelector("meta")?.remove());
    await shown.saysPage({ references: [], name: null });
  });

  it("tells the console what became of a request, in text that the page's own scripts can read", async () => {
    const shown = await ground.show(`<head><meta name="whileaway:device" content="17"></head><script>
      heard = []; document.addEventListener("whileaway", ({ detail }) => heard.push(detail));</script>`);
    await shown.saysPage({ by: "contract" });
    const news = { reference: "device:17", state: "approved" as const, at: 1_766_327_400_000 };
    const { origin } = new URL(shown.page.url());
    await shown.tell({ to: "news", origin, news: { ...news, reference: "device:18" } });
    // Of a console that was in this tab before, or was gone back from: another console may call its devices alike.
    await shown.tell({ to: "news", origin: "https://desk.example", news: { ...news, state: "denied" } });
    await shown.tell({ to: "news", origin, news });
    expect(await shown.page.evaluate(() => Reflect.get(window, "heard"))).toEqual([JSON.stringify(news)]);
  });

  it("reads a page that never rests more and more seldom, and says little of one that lies all the time", async () => {
    const shown = await ground.show("<h1>0</h1><p></p>");
    await shown.open();
    await shown.saysPage({ name: "0" });
    const from = performance.now();
    await shown.page.evaluate(() => {
      const [head, text] = [document.querySelector("h1"), document.querySelector("p")];
      let turn = 0;
      const flood = () => {
        turn += 1;
        for (let index = 0; index < 20; index += 1) text?.replaceChildren(String(index));
        head?.replaceChildren(String(turn));
        history.replaceState(null, "", `?${turn}`);
        if (turn < 400) setTimeout(flood, 10);
        else head?.replaceChildren("rests");
      };
      flood();
    });
    await soon(
      "the end of the flood",
      () => shown.page.evaluate(() => document.querySelector("h1")?.textContent === "rests"),
      60_000,
    );
    const count = (await shown.said("page")).length;
    expect(count).toBeGreaterThan(1);
    // Read at every change it would be five times as many.
    expect(count).toBeLessThan((performance.now() - from) / 600);
    await shown.saysPage({ name: "rests" });
  });
});
