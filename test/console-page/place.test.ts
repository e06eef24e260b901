import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { usualPlace } from "../../extension/console/panel-place.ts";
import { soon } from "../browser/soon.ts";
import { ConsoleGround, type ConsolePage } from "./ground.ts";

let ground: ConsoleGround;
beforeAll(async () => {
  ground = await ConsoleGround.open(inject("stages")[0]?.extension ?? "");
});
afterEach(() => ground.closePages());
afterAll(() => ground?.close());

const places = async (shown: ConsolePage) => (await shown.said("place")).map(({ place }) => place);
const widths = async (shown: ConsolePage) => {
  const { attributes } = (await shown.part("role=separator")) ?? { attributes: {} as Record<string, string> };
  return ["aria-valuemin", "aria-valuenow", "aria-valuemax"].map((name) => Number(attributes[name]));
};

/** Drags from one point to others with the mouse. */
async function drag({ page }: ConsolePage, from: { x: number; y: number }, ...to: { x: number; y: number }[]) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const { x, y } of to) await page.mouse.move(x, y, { steps: 4 });
}

describe("the panel", () => {
  it("is as wide as its inner edge is dragged, within bounds; what is remembered is where it was let go", async () => {
    const shown = await ground.show("<h1>Office PC</h1>");
    await shown.open();
    expect(await widths(shown)).toEqual([320, 400, 640]);
    const edge = await shown.middle("role=separator");
    await drag(shown, edge, { x: edge.x - 100, y: 300 }, { x: edge.x + 300, y: 300 });
    expect((await shown.box("iframe")).width).toBe(320);
    await shown.page.mouse.move(edge.x - 60, 300, { steps: 3 });
    expect((await shown.box("iframe")).width).toBe(460);
    expect(await places(shown)).toEqual([]);
    await shown.page.mouse.up();
    await soon("one place", async () => (await places(shown)).length > 0);
    expect(await places(shown)).toEqual([{ ...usualPlace, width: 460 }]);
    expect(await widths(shown)).toEqual([320, 460, 640]);
  });

  it("is made wider and narrower by keys, and is as it was on the next page and after loading", async () => {
    const shown = await ground.show("<h1>Office PC</h1>");
    await shown.tell({ to: "side", side: "left" });
    await shown.press();
    await shown.panel();
    const { x } = await shown.box("role=separator");
    expect(x).toBeGreaterThan(390);
    const { x: at, y } = await shown.middle("role=separator");
    await shown.page.mouse.click(at, y);
    for (const [key, width] of [
      ["End", 640],
      ["ArrowLeft", 620],
      ["Home", 320],
      ["ArrowRight", 340],
    ] as const) {
      await shown.page.keyboard.press(key);
      expect((await shown.box("iframe")).width).toBe(width);
    }
    await soon("the last place", async () => (await places(shown)).at(-1)?.width === 340);
    const next = await ground.show("<h1>Workshop PC</h1>");
    await soon("the same width on the next page", async () => {
      await next.page.reload();
      await next.box("button");
      return (await widths(next))[1] === 340;
    });
    await next.open();
    expect((await next.box("iframe")).x).toBe(0);
  });

  it.each([0.5, 1, 2, 3])("fits the window at a zoom of %d, and its button with it", async (zoom) => {
    const shown = await ground.show("<h1>Office PC</h1>");
    const [width, height] = [1280 / zoom, 860 / zoom].map(Math.round) as [number, number];
    await shown.page.setViewportSize({ width, height });
    await shown.tell({ to: "side", side: "right" });
    await shown.press();
    await shown.opens();
    const [button, frame] = [await shown.box("button"), await shown.box("iframe")];
    expect(button.x).toBeGreaterThanOrEqual(0);
    expect(button.y).toBeGreaterThanOrEqual(0);
    expect(button.y + button.height).toBeLessThanOrEqual(height + 0.5);
    expect(frame.x + frame.width).toBeCloseTo(width, 0);
    expect(frame.x).toBeGreaterThanOrEqual(button.x + button.width - 1);
    const [least, now, most] = await widths(shown);
    expect(now).toBeLessThanOrEqual(Number(most));
    expect(now).toBeGreaterThanOrEqual(Number(least));
  });
});

describe("the tab button", () => {
  it("moves along its edge and over to the other one by dragging, which is no click", async () => {
    const shown = await ground.show("<h1>Office PC</h1>");
    const from = await shown.middle("button");
    await drag(shown, from, { x: from.x, y: 700 });
    expect(await places(shown)).toEqual([]);
    await shown.page.mouse.up();
    expect((await shown.middle("button")).y).toBeCloseTo(700, 0);
    expect(await shown.isOpen()).toBe(false);
    await drag(shown, await shown.middle("button"), { x: 100, y: 2_000 });
    await shown.page.mouse.up();
    const low = await shown.box("button");
    expect([low.x, Math.round(low.y + low.height)]).toEqual([0, 860]);
    expect(await shown.isOpen()).toBe(false);
    const all = await soon("two places", async () => {
      const said = await places(shown);
      return said.length === 2 ? said : null;
    });
    expect(all[1]).toMatchObject({ side: "left", top: 100 });
    await shown.press();
    await shown.opens();
  });

  it("moves by arrow keys, is told of once they are let go, and is pressed by Enter", async () => {
    const shown = await ground.show("<h1>Office PC</h1>");
    await shown.tell({ to: "side", side: "right" });
    await shown.press();
    await shown.press();
    await shown.closes();
    const { y } = await shown.box("button");
    await shown.page.keyboard.press("Home");
    expect((await shown.box("button")).y).toBe(0);
    await shown.page.keyboard.down("ArrowDown");
    expect((await shown.box("button")).y).toBeGreaterThan(5);
    const told = (await places(shown)).length;
    await shown.page.keyboard.up("ArrowDown");
    await soon("a place", async () => (await places(shown)).length > told);
    await shown.page.keyboard.press("ArrowLeft");
    expect((await shown.box("button")).x).toBe(0);
    expect(y).toBeGreaterThan(0);
    await shown.page.keyboard.press("Enter");
    await shown.opens();
  });

  it("is moved and pressed by no event of the page's", async () => {
    const shown = await ground.show("<h1>Office PC</h1>");
    const before = await shown.box("button");
    await shown.page.evaluate(() => {
      const host = document.querySelector("[data-whileaway]");
      for (const kind of ["pointerdown", "mousedown", "pointermove", "pointerup", "click", "keydown", "keyup"]) {
        const init = { bubbles: true, composed: true, clientX: 1270, clientY: 430, key: "Enter", button: 0 };
        const Kind = kind.startsWith("key") ? KeyboardEvent : kind === "click" ? MouseEvent : PointerEvent;
        host?.dispatchEvent(new Kind(kind, init));
        document.dispatchEvent(new Kind(kind, init));
      }
    });
    expect(await shown.box("button")).toEqual(before);
    expect(await shown.isOpen()).toBe(false);
  });
});

describe("opening and closing", () => {
  it("by the shortcut leads the focus into the panel, and back to where it was", async () => {
    const shown = await ground.show("<input id=search><h1>Office PC</h1>");
    await shown.page.focus("#search");
    await shown.tell({ to: "toggle" });
    const panel = await shown.panel();
    await soon("the focus in the panel", () => panel.evaluate(() => document.hasFocus()));
    await shown.tell({ to: "toggle" });
    await shown.closes();
    expect(await shown.page.evaluate(() => document.activeElement?.id)).toBe("search");
  });

  it("by Escape on its button or edge works; Escape in the console is the console's", async () => {
    const shown = await ground.show("<input id=search>");
    await shown.open();
    await shown.page.focus("#search");
    await shown.page.keyboard.press("Escape");
    expect(await shown.isOpen()).toBe(true);
    const { x, y } = await shown.middle("role=separator");
    await shown.page.mouse.click(x, y);
    await shown.page.keyboard.press("Escape");
    await shown.closes();
  });

  it("by Escape in the panel itself works too; what was typed is there when it is opened again", async () => {
    const shown = await ground.show("<input id=search>");
    await shown.page.focus("#search");
    await shown.tell({ to: "toggle" });
    const panel = await shown.panel();
    await panel.getByRole("textbox").first().fill("anna");
    await soon("the focus in the panel", () => panel.evaluate(() => document.hasFocus()));
    await shown.page.keyboard.press("Escape");
    await shown.closes();
    expect(await shown.page.evaluate(() => document.activeElement?.id)).toBe("search");
    const again = await shown.open();
    expect(await again.getByRole("textbox").first().inputValue()).toBe("anna");
  });

  it("works where a console wants the focus for a window of its own", async () => {
    const shown = await ground.show(`<div id=own><input id=one></div><script>
      document.addEventListener("focusin", ({ target }) => { if (!own.contains(target)) one.focus(); }, true);
      own.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget) one.focus(); });
    </script>`);
    await shown.page.focus("#one");
    const panel = await shown.open();
    await panel.getByRole("textbox").first().click();
    await shown.page.keyboard.type("anna");
    expect(await panel.getByRole("textbox").first().inputValue()).toBe("anna");
    const { x, y } = await shown.middle("role=separator");
    await shown.page.mouse.click(x, y);
    await shown.page.keyboard.press("End");
    await soon("a wide panel", async () => (await shown.box("iframe")).width === 640);
  });
});

describe("above the page", () => {
  it("a dialog of the console's that wants an answer gets it, and the panel is there again afterwards", async () => {
    const shown =
      await ground.show(`<dialog style="position:fixed;inset:0;width:100vw;height:100vh;max-width:none;max-height:none">
      <button onclick="this.textContent='answered'" style="position:absolute;right:10px;top:400px;width:300px;height:60px">answer</button></dialog>`);
    const panel = await shown.open();
    await shown.page.evaluate(() => document.querySelector("dialog")?.showModal());
    // Where the frame was, the browser takes a moment to see that nothing of it is to be pressed now.
    await soon("an answer", async () => {
      await shown.page.mouse.click(1120, 430);
      return (await shown.page.textContent("dialog button")) === "answered";
    });
    // Asked for meanwhile the panel doesn't lie over it.
    await shown.tell({ to: "toggle" });
    await shown.tell({ to: "toggle" });
    await shown.opens();
    expect(await shown.front()).toBe("DIALOG");
    await shown.page.evaluate(() => document.querySelector("dialog")?.close());
    await panel.getByRole("textbox").first().click();
    await shown.page.keyboard.type("anna");
    expect(await panel.getByRole("textbox").first().inputValue()).toBe("anna");
  });

  it("a part of the page that fills the screen has it alone, until she asks for the panel", async () => {
    const shown = await ground.show("<div id=screen style='background:#eee'>screen</div>");
    await shown.box("button");
    const at = () => shown.page.evaluate(() => document.elementFromPoint(innerWidth - 10, innerHeight / 2)?.id ?? "");
    await shown.page.mouse.click(300, 300);
    await shown.page.evaluate(() => document.querySelector("#screen")?.requestFullscreen());
    await soon("the screen alone", async () => (await at()) === "screen");
    await shown.tell({ to: "toggle" });
    const panel = await shown.panel();
    await soon("the panel beside it", async () => (await at()) === "");
    await panel.getByRole("textbox").first().click();
    await shown.tell({ to: "toggle" });
    await shown.closes();
    // The whole page in it keeps its tab.
    await shown.page.mouse.click(300, 300);
    await shown.page.evaluate(() => document.documentElement.requestFullscreen());
    await soon("the tab on the whole page", async () => (await at()) === "");
    await shown.press();
    await shown.opens();
  });

  it("on paper nothing of it is seen", async () => {
    const shown = await ground.show("<h1>Office PC</h1>");
    await shown.box("button");
    await shown.page.emulateMedia({ media: "print" });
    expect((await shown.part("button"))?.box ?? null).toBeNull();
    await shown.page.emulateMedia({ media: "screen" });
    await shown.box("button");
  });
});
