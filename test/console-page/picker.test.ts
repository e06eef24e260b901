import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { soon } from "../browser/soon.ts";
import { ConsoleGround, type ConsolePage } from "./ground.ts";

let ground: ConsoleGround;
beforeAll(async () => {
  ground = await ConsoleGround.open(inject("stages")[0]?.extension ?? "");
});
afterEach(() => ground.closePages());
afterAll(() => ground?.close());

/** A page of a console whose headings say nothing; `number` differs from page to page. */
const device = (name: string, number: number): string => `
  <style>body { font: 16px sans-serif } section { height: 260px; overflow: auto }</style>
  <nav><a href="#x">Home</a></nav>
  <main id=app-${number}>
    <div class="css-1x2y3z bar"><span class="crumb active">Devices</span></div>
    <dl class="facts"><dt>Name</dt><dd class="device-name is-new">${name}</dd><dt>Number</dt><dd><b>Device no. ${number}</b></dd></dl>
    <section id=list><p style="height: 900px">A long text</p></section>
    <button id=danger onclick="window.pressed = (window.pressed ?? 0) + 1">Restart</button>
  </main>
  <script>for (const kind of ["click", "pointerdown", "mousedown", "keydown"]) document.addEventListener(kind, ({ target }) => (window.heard ??= []).push(kind + " " + target.nodeName));</script>`;

const reads = (shown: ConsolePage, text: string) =>
  soon(`"${text}" beside what is pointed at`, async () => (await shown.part("role=status"))?.text === text);

async function middleOf(shown: ConsolePage, selector: string): Promise<{ x: number; y: number }> {
  const box = await shown.page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} isn't there`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

describe("pointing at something on a page", () => {
  it("shows what would be taken, takes it at a click that the page doesn't get, and gives the focus back to the panel", async () => {
    const shown = await ground.show(device("Office PC", 17));
    const panel = await shown.open();
    await shown.page.evaluate(() => Reflect.deleteProperty(window, "heard"));
    await shown.tell({ to: "pick", what: "name" });
    const name = await middleOf(shown, ".device-name");
    await shown.page.mouse.move(name.x, name.y);
    await reads(shown, "Office PC");
    const [outline, element] = [
      await shown.box("class=outline"),
      await shown.page.locator(".device-name").boundingBox(),
    ];
    expect(outline.y).toBeCloseTo(element?.y ?? -1, 0);
    const danger = await middleOf(shown, "#danger");
    await shown.page.mouse.move(danger.x, danger.y);
    await shown.page.mouse.move(name.x, name.y);
    await shown.page.mouse.click(name.x, name.y);
    await soon("what was picked", async () => (await shown.said("picked")).length > 0);
    expect(await shown.said("picked")).toEqual([
      { tab: "picked", what: "name", source: { from: "text", selector: "dd.device-name" } },
    ]);
    expect(await shown.page.evaluate(() => [Reflect.get(window, "pressed"), Reflect.get(window, "heard")])).toEqual([
      undefined,
      undefined,
    ]);
    expect(await shown.isOpen()).toBe(true);
    await soon("the focus in the panel", () => panel.evaluate(() => document.hasFocus()));
    expect(await shown.part("role=application")).toBeNull();
    // The page is the page's again.
    await shown.page.mouse.click(danger.x, danger.y);
    expect(await shown.page.evaluate(() => Reflect.get(window, "pressed"))).toBe(1);
  });

  it("takes a number out of other words, and finds the next page's with it", async () => {
    const shown = await ground.show(device("Office PC", 1_744));
    await shown.open();
    await shown.tell({ to: "pick", what: "reference" });
    const at = await middleOf(shown, "dd b");
    await shown.page.mouse.move(at.x, at.y);
    await reads(shown, "1744");
    await shown.page.mouse.click(at.x, at.y);
    const source = await soon("what was picked", async () => (await shown.said("picked")).at(-1)?.source ?? null);
    const next = await ground.show(device("Workshop PC", 2_009));
    const { origin } = new URL(next.page.url());
    await next.tell({ to: "picks", origin, picks: { reference: source } });
    // What she pointed at on another console says nothing about this one.
    await next.tell({ to: "picks", origin: "https://desk.example", picks: { name: { from: "title" } } });
    await next.open();
    await next.saysPage({ by: "picked", references: [{ kind: "device", value: "2009" }] });
  });

  it("works by keys, is said to assistive technology, and lets it be at Escape", async () => {
    const shown = await ground.show(device("Office PC", 17));
    await shown.open();
    await shown.page.evaluate(() => Reflect.deleteProperty(window, "heard"));
    await shown.tell({ to: "pick", what: "name" });
    expect((await shown.part("role=application"))?.attributes["aria-label"]).toBe(
      "Point at the name of the computer or the customer",
    );
    await reads(shown, "Home");
    for (const [key, text] of [
      ["ArrowRight", "Devices"],
      ["ArrowRight", "Name"],
      ["ArrowRight", "Office PC"],
      ["ArrowUp", "Name Office PC Number Device no. 17"],
      ["ArrowDown", "Name"],
      ["ArrowRight", "Office PC"],
      ["ArrowRight", "Number"],
      ["ArrowLeft", "Office PC"],
    ] as const) {
      await shown.page.keyboard.press(key);
      await reads(shown, text);
    }
    await shown.page.keyboard.press("Enter");
    await soon("what was picked", async () => (await shown.said("picked")).length > 0);
    await shown.tell({ to: "pick", what: "reference" });
    // Also from where the console had the focus.
    await shown.page.focus("#danger");
    await shown.page.keyboard.press("Escape");
    await soon("that it was let be", async () => (await shown.said("picked")).length > 1);
    expect(
      (await shown.said("picked")).map(({ what, source }) => [what, source && "selector" in source && source.selector]),
    ).toEqual([
      ["name", "dd.device-name"],
      ["reference", null],
    ]);
    expect(await shown.isOpen()).toBe(true);
    expect(await shown.page.evaluate(() => Reflect.get(window, "heard"))).toBeUndefined();
  });

  it("is possible in a frame of the console's own, and scrolls what lies under the pointer", async () => {
    ground.serve("/content", { body: device("Archive server", 9) });
    const shown = await ground.show(
      "<body style='margin:30px'><iframe src=/content style='width:1100px;height:700px'></iframe>",
    );
    await shown.open();
    await shown.tell({ to: "pick", what: "name" });
    const frame = shown.page.frameLocator("iframe[src='/content']");
    const box = await frame.locator(".device-name").boundingBox();
    const list = await frame.locator("#list").boundingBox();
    await shown.page.mouse.move((list?.x ?? 0) + 50, (list?.y ?? 0) + 50);
    await shown.page.mouse.wheel(0, 120);
    await soon("a list that was scrolled", () => frame.locator("#list").evaluate((element) => element.scrollTop > 0));
    await shown.page.mouse.click((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
    const source = await soon("what was picked", async () => (await shown.said("picked")).at(-1)?.source ?? null);
    await shown.tell({ to: "picks", origin: new URL(shown.page.url()).origin, picks: { name: source } });
    await shown.saysPage({ by: "picked", name: "Archive server" });
  });

  it("is done by no event of the page's", async () => {
    const shown = await ground.show(device("Office PC", 17));
    await shown.open();
    await shown.tell({ to: "pick", what: "name" });
    await shown.page.evaluate(() => {
      const host = document.querySelector("[data-whileaway]");
      const init = { bubbles: true, composed: true, clientX: 60, clientY: 60, key: "Enter" };
      for (const target of [host, document, window]) {
        target?.dispatchEvent(new PointerEvent("pointermove", init));
        target?.dispatchEvent(new MouseEvent("click", init));
        target?.dispatchEvent(new KeyboardEvent("keydown", init));
      }
    });
    await shown.page.keyboard.press("Escape");
    await soon("that it was let be", async () => (await shown.said("picked")).length > 0);
    expect(await shown.said("picked")).toEqual([{ tab: "picked", what: "name", source: null }]);
  });
});
