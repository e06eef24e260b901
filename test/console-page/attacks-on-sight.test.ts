import { beforeAll, describe, expect, it } from "vitest";
import { refusal } from "../browser/press.ts";
import { soon } from "../browser/soon.ts";
import { useStage } from "../browser/test-stage.ts";
import { AttackGround } from "./attack-ground.ts";
import { lowered, over, popover, styled } from "./hiding.ts";

// A page that keeps a technician from seeing what she presses, or lays her press on what she doesn't mean.

const stage = useStage("kept");
let ground: AttackGround;
beforeAll(async () => {
  ground = await AttackGround.open(stage());
  await ground.renew();
});

/** A script that lets nothing else of the page run, its drawing included, for so many milliseconds. */
const stuck = (time: number) =>
  `setTimeout(() => { const until = performance.now() + ${time}; while (performance.now() < until); }, 100);`;

describe("nothing is sent by a press on a panel", () => {
  it.each([
    ["that an element covers", over("background: #fff", popover)],
    [
      "that an element covers by its shadow alone",
      over("inset: auto 430px 60px auto; width: 2px; height: 2px; box-shadow: 200px 0 0 195px #fff", popover),
    ],
    ["that is blurred from behind an element", over("backdrop-filter: blur(12px)", popover)],
    [
      "that a backdrop covers",
      `${over("inset: auto auto 0 0; height: 8px", popover.replaceAll("100v", "1v"))} ${styled("::backdrop { background: #fff; pointer-events: none }")}`,
    ],
    [
      "that a frame of the page's covers",
      over(
        "background: #fff; width: 100vw; height: 100vh",
        `it.attachShadow({ mode: "open" }).append(Object.assign(document.createElement("iframe"), { style: "width: 100vw; height: 100vh; border: 0; pointer-events: none" })); ${popover}`,
      ),
    ],
    [
      "that a change of view covers",
      `${styled("::view-transition { pointer-events: none; background: #fff } ::view-transition-group(*) { animation-duration: 30s } ::view-transition-old(root), ::view-transition-new(root) { display: none }")} const change = document.startViewTransition(() => {}); change.ready.catch(() => {}); lasting.push(() => change.skipTransition());`,
    ],
    ["that is faded", `${lowered} ${styled("html { opacity: 0.05 }")}`],
    ["that is filtered", `${lowered} ${styled("html { filter: contrast(0) }")}`],
    ["that is turned", `${lowered} ${styled("html { transform: rotate(3deg); height: 100vh }")}`],
    [
      "that is made small",
      `${lowered} ${styled("html { transform: scale(0.3); transform-origin: 100% 100%; height: 100vh }")}`,
    ],
    ["that is cut", `${lowered} ${styled("html { clip-path: inset(0 500px 0 0) }")}`],
  ])("%s", async (_, attack) => {
    const before = await ground.look();
    await ground.run(attack);
    await ground.read();
    // The attack is one: what she sees there isn't what she saw before.
    expect((await ground.look()) === before).toBe(false);
    expect(await ground.press()).not.toBe("sent");
    await ground.sendsWithoutIt();
  });

  it("that an animation covers while the page keeps itself from being drawn", async () => {
    await ground.run(lowered);
    await ground.aim();
    await ground.read();
    const spot = await ground.button();
    const before = await ground.look(spot);
    const comes = styled("@keyframes comes { 0%, 4% { transform: translateX(100vw) } 4.1%, 100% { transform: none } }");
    const cover = over("background: #fff; will-change: transform; animation: comes 10s linear both");
    await ground.run(`${comes} ${cover} ${stuck(4_000)}`);
    await soon("a panel that is covered", async () => (await ground.look(spot)) !== before);
    await ground.read();
    expect(await ground.press(spot)).not.toBe("sent");
    expect((await ground.look(spot)) === before).toBe(false);
    await ground.sendsWithoutIt();
  });

  it("that jumps under a pointer that was about to press something else", async () => {
    await ground.run(lowered);
    await ground.aim();
    const before = await ground.button();
    const target = { x: before.x - 420, y: before.y };
    await ground.page.mouse.move(target.x, target.y, { steps: 3 });
    await ground.read();
    await ground.run(styled("html { transform: translateX(-420px); height: 100vh }"));
    // The button is there now, in full view, and lies under the pointer.
    expect((await ground.button()).x).toBeCloseTo(target.x, 0);
    expect(await ground.press(target)).not.toBe("sent");
    await ground.sendsWithoutIt();
  });
});

describe("a page that moves the panel under a pointer that rests in it", () => {
  it("has nothing sent by a press that was about to be another one", async () => {
    await ground.aim();
    const before = await ground.button();
    const target = { x: before.x - 170, y: before.y };
    await ground.page.mouse.move(target.x, target.y, { steps: 3 });
    await ground.read();
    // What scrolls a page stands beside all of it, the top layer too, and is as wide as the page likes.
    await ground.run(styled("html { overflow-y: scroll } html::-webkit-scrollbar { width: 170px }"));
    expect((await ground.button()).x).toBeCloseTo(target.x, 0);
    expect(await ground.press(target)).toMatch(refusal);
    await ground.sendsWithoutIt();
  });
});

describe("the panel stays as it is, and a press is hers, on a page that", () => {
  it.each([
    [
      "fades everything",
      styled("html, body, [data-whileaway] { opacity: 0.05 !important }"),
      "getComputedStyle(document.body).opacity",
      "0.05",
    ],
    [
      "transforms everything",
      styled("html, [data-whileaway] { transform: translateX(-40px) scale(0.5) !important }"),
      "document.documentElement.getBoundingClientRect().width < innerWidth",
      true,
    ],
    [
      "selects everything, in a colour that hides what it covers",
      `${styled("::selection { background: rgb(255 255 255 / 99%) }")} getSelection().selectAllChildren(document.documentElement); lasting.push(() => getSelection().removeAllRanges());`,
      "getSelection().toString().length > 100",
      true,
    ],
    [
      "gives the extension's element attributes of its own",
      `host.inert = true; host.hidden = true; host.setAttribute("style", "display: none !important"); host.className = "x"; window.dressed = host.outerHTML;`,
      "window.dressed.includes('inert') && !document.querySelector('[data-whileaway]').inert",
      true,
    ],
    [
      "animates the extension's element",
      `const fade = host.animate([{ opacity: 0.05, transform: "scale(0.2)" }, { opacity: 0.06, transform: "none" }], { duration: 60_000 }); lasting.push(() => fade.cancel());`,
      "document.getAnimations().length > 0",
      true,
    ],
  ])("%s", async (_, attack, proof, is) => {
    await ground.aim();
    await ground.read();
    const before = await ground.look();
    await ground.run(attack);
    await ground.read();
    expect(await ground.page.evaluate(proof)).toBe(is);
    expect((await ground.look()) === before).toBe(true);
    await ground.sends();
    await ground.end();
  });

  it("makes everything small", async () => {
    await ground.aim();
    const before = await ground.button();
    await ground.run(styled("html, [data-whileaway] { zoom: 0.2 !important }"));
    await ground.read();
    expect(await ground.page.evaluate("document.documentElement.currentCSSZoom < 0.3")).toBe(true);
    // As large as before and at its edge; laid out anew, so scrolled to its top.
    const after = await ground.button();
    expect(Math.abs(Math.round(after.x - before.x))).toBe(0);
    const panel = await ground.technician.panel();
    expect(await panel.evaluate(() => Math.round(devicePixelRatio * 100))).toBe(100);
    await ground.sends();
    await ground.end();
  });
});
