import { beforeAll, describe, expect, it } from "vitest";
import { AttackGround } from "./attack-ground.ts";
import { useStage } from "./test-stage.ts";

// A page that keeps a technician from seeing what she presses, or lays her press on what she doesn't mean.

const stage = useStage("kept");
let ground: AttackGround;
beforeAll(async () => {
  ground = await AttackGround.open(stage());
  await ground.renew();
});

/** An element of the page's over everything, through which a press falls. */
const over = (style: string, how = "document.documentElement.append(it)") => `
  const it = document.createElement("div");
  it.style.cssText = "position: fixed; inset: 0; z-index: 2147483647; margin: 0; border: 0; pointer-events: none; " + ${JSON.stringify(style)};
  ${how};
  lasting.push(() => it.remove());`;
/** A style sheet of the page's, which its own policy can't keep out. */
const styled = (css: string) => `
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(${JSON.stringify(css)});
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  lasting.push(() => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet); });`;
const popover = `it.popover = "manual"; it.style.width = "100vw"; it.style.height = "100vh"; document.body.append(it); it.showPopover()`;
/**
 * The extension's element stands in the browser's top layer, out of reach of the page's styles. A page can take it out of
 * there, and keep the extension from noticing.
 */
const lowered = `
  const deaf = (event) => event.stopImmediatePropagation();
  for (const kind of ["toggle", "beforetoggle"]) addEventListener(kind, deaf, true);
  lasting.push(() => { for (const kind of ["toggle", "beforetoggle"]) removeEventListener(kind, deaf, true); });
  const lower = () => { if (host.matches(":popover-open")) host.hidePopover(); };
  lower();
  const again = setInterval(lower, 5);
  lasting.push(() => { clearInterval(again); if (!host.matches(":popover-open")) host.showPopover(); });`;

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
    expect(await ground.look()).not.toBe(before);
    expect(await ground.press()).not.toBe("sent");
    await ground.sendsWithoutIt();
  });
});
