import type { Frame, Locator } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { press, refusal } from "../browser/press.ts";
import { soon } from "../browser/soon.ts";
import { useStage } from "../browser/test-stage.ts";
import { AttackGround } from "./attack-ground.ts";
import { lowered, over, popover, styled } from "./hiding.ts";

// A page that has a technician press what gives nobody access, and yet does something.

const stage = useStage("kept");
let ground: AttackGround;
beforeAll(async () => {
  ground = await AttackGround.openGranted(stage());
});

const viewers = () => ground.technician.profile.context.pages().filter((page) => page.url().includes("viewer.html"));
/** Leaves the connection's pages: one that is open already is only brought to the front. */
async function leaveViewers(): Promise<void> {
  await Promise.all(viewers().map((page) => page.close()));
  await ground.page.bringToFront();
}
afterEach(leaveViewers);

const named = (panel: Frame, name: RegExp | string): Locator =>
  panel.getByRole("button", { name, exact: typeof name === "string" }).first();

type Act = {
  /** what is there to be pressed, after what leads to it */
  button: (panel: Frame) => Promise<Locator>;
  /** how often it has been done */
  done: () => Promise<number>;
};
const acts: [string, Act][] = [
  [
    "Connect",
    {
      button: async (panel) => named(panel, /^Connect: Office PC/),
      done: async () => viewers().length,
    },
  ],
  [
    "Start session",
    {
      button: async (panel) => {
        if ((await named(panel, "End session").count()) > 0) await press(named(panel, "End session"));
        return named(panel, "Start session");
      },
      done: () => ground.happened("session-started"),
    },
  ],
  [
    "End session",
    {
      button: async (panel) => {
        if ((await named(panel, "End session").count()) === 0) await press(named(panel, "Start session"));
        return named(panel, "End session");
      },
      done: () => ground.happened("session-over"),
    },
  ],
  [
    "Yes, revoke",
    {
      button: async (panel) => {
        const yes = named(panel, "Yes, revoke");
        if ((await yes.count()) === 0) await named(panel, /^Revoke: Office PC/).click();
        return yes;
      },
      done: () => ground.happened("grant-revoked"),
    },
  ],
];

const attacks: [string, string][] = [
  ["covered", over("background: #fff", popover)],
  ["faded", `${lowered} ${styled("html { opacity: 0.05 }")}`],
  ["elsewhere", `${lowered} ${styled("html { transform: translateX(-60px); height: 100vh }")}`],
];

/** What a press of a real mouse came to: what was done, or that the panel has said why not. */
async function pressed(panel: Frame, spot: { x: number; y: number }, { done }: Act): Promise<"done" | "refused"> {
  const before = await done();
  await ground.click(spot);
  return soon("what a press came to", async () => {
    if ((await done()) > before) return "done";
    return (await panel.getByRole("alert").filter({ hasText: refusal }).count()) > 0 ? "refused" : null;
  });
}

describe("a page that says something else of itself right before a press", () => {
  it("has nothing pressed that has only come then", async () => {
    const { page } = ground;
    const panel = await ground.technician.panel();
    const connect = named(panel, /^Connect: Office PC/);
    const [, act] = acts[0] ?? [];
    if (act === undefined) throw new Error("no act");
    const known = "was in a session that belongs to this page";
    const elsewhere = `const meta = Object.assign(document.createElement("meta"), { name: "whileaway:device", content: "99" });
      document.head.append(meta);
      lasting.push(() => meta.remove());`;
    await ground.technician.reads(known);
    await ground.aim(connect);
    const spot = await ground.button(connect);
    const outcome = await soon("a press right after the page's word", async () => {
      // Whoever works in the panel keeps what is there.
      await page.getByLabel("Notes").click();
      await page.mouse.move(spot.x - 40, spot.y);
      await ground.run(elsewhere);
      await ground.technician.readsNoMore(known);
      await ground.read();
      const within = panel.evaluate(
        (text) =>
          new Promise<number>((pressedAfter) => {
            let came = 0;
            const watch = new MutationObserver(() => {
              if (came === 0 && document.body.textContent?.includes(text)) came = performance.now();
            });
            watch.observe(document.body, { childList: true, subtree: true, characterData: true });
            const pressed = (): void => {
              document.removeEventListener("click", pressed, true);
              watch.disconnect();
              pressedAfter(came === 0 ? Number.POSITIVE_INFINITY : performance.now() - came);
            };
            document.addEventListener("click", pressed, true);
          }),
        known,
      );
      await ground.end();
      await ground.technician.reads(known);
      const what = await pressed(panel, await ground.button(connect), act);
      await leaveViewers();
      return (await within) < 400 ? what : null;
    });
    expect(outcome).toBe("refused");
    const before = await act.done();
    await press(connect);
    await soon("what the same press does without it", async () => (await act.done()) === before + 1);
  });
});

describe("a page that takes the pointer's picture away", () => {
  it("takes none away in the panel, and one that it paints over the panel covers it", async () => {
    const panel = await ground.technician.panel();
    const [, act] = acts[1] ?? [];
    if (act === undefined) throw new Error("no act");
    const start = await act.button(panel);
    await ground.run(styled("html, body, div, [data-whileaway] { cursor: none !important }"));
    expect(await ground.page.evaluate("getComputedStyle(document.body).cursor")).toBe("none");
    const cursors = await panel.evaluate(() =>
      [...document.querySelectorAll("*")].map((one) => getComputedStyle(one).cursor),
    );
    expect(cursors).not.toContain("none");
    await ground.aim(start);
    await ground.run(over("inset: 300px 100px auto auto; width: 12px; height: 18px; background: #000", popover));
    await ground.read();
    expect(await pressed(panel, await ground.button(start), act)).toBe("refused");
    await ground.end();
  });
});

describe("nothing is done by a press on a panel that is covered, faded, or has just been moved under the pointer", () => {
  it.each(acts)("%s", async (_, act) => {
    const panel = await ground.technician.panel();
    const button = await act.button(panel);
    for (const [how, attack] of attacks) {
      await ground.aim(button);
      const spot = await ground.button(button);
      const before = await ground.look(spot);
      if (how === "elsewhere") await ground.page.mouse.move(spot.x - 500, spot.y);
      await ground.read();
      await ground.run(attack);
      if (how !== "elsewhere") await ground.read();
      expect((await ground.look(spot)) === before, how).toBe(false);
      expect(await pressed(panel, await ground.button(button), act), how).toBe("refused");
      await ground.end();
    }
    await ground.aim(button);
    const before = await act.done();
    await press(button);
    await soon("what the same press does without it", async () => (await act.done()) === before + 1);
  });
});
