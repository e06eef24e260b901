import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PageShown, TechnicianSession } from "../../../extension/messages.ts";
import { press } from "../../browser/press.ts";
import type { Preview } from "./preview/main.tsx";
import type { SceneName } from "./preview/scenes.ts";
import { openStage, type Stage } from "./preview/stage.ts";

declare const preview: Preview;

const soon = { timeout: 10_000 };
let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const show = async (scene: SceneName, height = 900): Promise<void> => {
  page = await stage.show(scene, { language: "en", width: 400, height });
};
const sent = (): Promise<unknown[]> => page.evaluate(() => preview.sent);
const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const field = (name: string) => page.getByRole("textbox", { name, exact: true });
const radio = (name: string) => page.getByRole("radio", { name, exact: true });
const search = () => page.getByRole("searchbox", { name: "Search by name" });
const heading = (name: string) => page.getByRole("heading", { name, exact: true });
const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");

/** What the page says from now on: in place of what it said before. */
const says = (changes: Partial<PageShown>): Promise<void> =>
  page.evaluate((said) => {
    const { page: before } = preview.posted("technician") ?? {};
    if (before) preview.post("technician", { page: { ...before, ...said } });
  }, changes);
const about = (kind: "device" | "ticket", value: string): Partial<PageShown> => ({
  name: `${kind} ${value} itself`,
  references: [{ kind, value, key: `${kind}:${value}` }],
  computers: [],
});

describe("what the page says", () => {
  test("stands in one line, and what it may be told better is folded away", async () => {
    await show("panel-page");
    const line = button("The page says: vm · device");
    expect(await line.getAttribute("aria-expanded")).toBe("false");
    expect(await button("Point at the name").count()).toBe(0);
    await line.click();
    expect(await line.getAttribute("aria-expanded")).toBe("true");
    expect(await button("Forget what I pointed at").count()).toBe(0);
    await press(button("Point at the name"));
    await page.getByText("Now press on it in the page.").waitFor();
    await press(button("Point at the reference"));
    await says({ by: "picked" });
    await press(button("Forget what I pointed at"));
    expect(await sent()).toEqual([
      { act: "pick", what: "name" },
      { act: "pick", what: "reference" },
      { act: "forget-picks" },
    ]);
  });

  test("of a page that says nothing but its address there is nothing to read, only to point at", async () => {
    await show("panel-page-address");
    expect(await page.getByText("The page says").count()).toBe(0);
    await button("Point at what this page is about").click();
    await button("Point at the reference").waitFor();
  });

  test("markup and marks that turn text around stay text, and the line as high as any", async () => {
    await show("panel-page");
    const height = async () => (await page.locator(".about").boundingBox())?.height;
    const before = await height();
    await show("panel-page-hostile");
    expect(await height()).toBe(before);
    expect(await page.locator(".page script").count()).toBe(0);
    expect(await page.locator(".says bdi").first().textContent()).toContain("<script>alert(1)</script>");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
  });

  test("decides what kind of session is proposed, until somebody chooses", async () => {
    await show("panel-page");
    expect(await radio("Desktop").isChecked()).toBe(true);
    await says({ kind: "chat-only" });
    await expect.poll(() => radio("Chat only").isChecked(), soon).toBe(true);
    await radio("Mobile").click();
    await says({ kind: "desktop", name: "now" });
    await button(/^The page says: now/).waitFor();
    expect(await radio("Mobile").isChecked()).toBe(true);
  });

  test("the focus isn't lost when what was pointed at is forgotten", async () => {
    await show("panel-page");
    await says({ by: "picked" });
    await button(/^The page says/).click();
    await button("Forget what I pointed at").focus();
    await page.keyboard.press("Enter");
    await says({ by: "generic" });
    await expect.poll(focused, soon).toMatch(/^The page says/);
  });

  test("the panel is moved to the other side, and back", async () => {
    await show("panel-page");
    await button("Move to the left side").click();
    await page.evaluate(() => preview.post("technician", { side: "left" }));
    await button("Move to the right side").click();
    expect(await sent()).toEqual([
      { act: "move-panel", side: "left" },
      { act: "move-panel", side: "right" },
    ]);
  });
});

describe("on the page of a computer that is known", () => {
  test("its access comes first, then a session for this page, then all else", async () => {
    await show("panel-page-known");
    await page
      .getByText("Office PC was in a session that belongs to this page. The page calls this computer vm.")
      .waitFor();
    const order = await page.getByRole("button", { name: /^(Connect|Start session|Show)/ }).allTextContents();
    expect(order).toEqual(["Connect", "Connect", "Start session", "Connect", "Show"]);
    const names = page.getByRole("button", { name: /^Connect: Office PC/ });
    // The newest approval first, as in every list.
    await press(names.first());
    expect(await sent()).toMatchObject([{ act: "open-viewer", grant: `${"a".repeat(21)}A` }]);
  });

  test("a session belongs to it, unless that is unticked", async () => {
    await show("panel-page-known");
    const belongs = page.getByRole("checkbox", { name: "This session will belong to" });
    await page.getByText("device vm").waitFor();
    await press(button("Start session"));
    await belongs.click();
    await press(button("Start session"));
    expect(await sent()).toEqual([
      { act: "start-session", kind: "desktop", reference: expect.stringMatching(/^device:/) },
      { act: "start-session", kind: "desktop", reference: null },
    ]);
  });

  test("the session that was just started is shown, also where it belongs to no page", async () => {
    await show("panel-page-known");
    await page.getByRole("checkbox", { name: "This session will belong to" }).click();
    await press(button("Start session"));
    await started({ reference: null, state: "waiting", computer: null, code: "482913" });
    await heading("Give the customer this code").waitFor();
  });

  test("one that somebody else started, or a press that failed, changes nothing here", async () => {
    await show("panel-page-known");
    await page.evaluate(() => preview.answer("start-session", { ok: false, code: "no-server" }));
    await press(button("Start session"));
    await page.getByRole("alert").waitFor();
    await started({ reference: "device:elsewhere", state: "waiting", computer: null });
    await button("Show: Nobody has joined yet").waitFor();
    expect(await button("Start session").count()).toBe(1);
  });
});

/** Another session of this console, as the background tells of it. */
const started = (changes: Partial<TechnicianSession>): Promise<void> =>
  page.evaluate((more) => {
    const { sessions = [] } = preview.posted("technician") ?? {};
    const [like] = sessions;
    if (like) preview.post("technician", { sessions: [...sessions, { ...like, id: "new", ...more }] });
  }, changes);

describe("the panel goes along with the page", () => {
  test("while nobody works in it", async () => {
    await show("panel-page-ticket");
    await heading("Session with Office PC").waitFor();
    await says(about("device", "17"));
    await heading("Start a session").waitFor();
    await says(about("ticket", "4711"));
    await heading("Session with Office PC").waitFor();
  });

  test("and stays with what was typed, until it is asked to go; nothing typed is lost", async () => {
    await show("panel-page-ticket");
    await field("Reason").fill("Updates");
    await says(about("device", "17"));
    await page.getByText("This page is about device 17 itself · device 17").waitFor();
    expect(await page.locator(".about [role=status]").textContent()).toBe("The page is about something else now.");
    expect(await field("Reason").inputValue()).toBe("Updates");
    await button(/^Show: device 17/).click();
    await heading("Start a session").waitFor();
    await expect.poll(focused, soon).toContain("The page says: device 17");
    await button("Show: Office PC").click();
    await heading("Session with Office PC").waitFor();
    expect(await field("Reason").inputValue()).toBe("Updates");
  });

  test("and stays with the session that was chosen", async () => {
    await show("panel-page-known");
    await button("Show: Reception PC").click();
    await says(about("ticket", "1"));
    await button(/^Show: ticket 1/).waitFor();
    await heading("Session with Reception PC").waitFor();
  });

  test("from a chosen session one comes back to what the page is about", async () => {
    await show("panel-page-known");
    await button("Show: Reception PC").click();
    await heading("Session with Reception PC").waitFor();
    await button("Show: vm · device").click();
    await heading("Start a session").waitFor();
    await button("The page says: vm · device").waitFor();
  });

  test("and with a number that is read aloud", async () => {
    await show("panel-number");
    await page.evaluate(() => {
      const { sessions = [] } = preview.posted("technician") ?? {};
      const references = [{ kind: "device" as const, value: "1", key: "device:1" }];
      preview.post("technician", {
        sessions: sessions.map((session) => ({ ...session, reference: "device:1" })),
        page: { by: "contract", console: null, name: "vm", kind: null, references, computers: [] },
      });
    });
    await says(about("device", "2"));
    await button(/^Show: device 2/).waitFor();
    expect(await heading("Read to the customer").count()).toBe(1);
  });

  test("and what has the focus keeps it", async () => {
    await show("panel-page-ticket");
    await field("Reason").fill("Updates");
    await button(/^The page says/).focus();
    await says(about("device", "17"));
    await page.getByText("This page is about device 17 itself").waitFor();
    expect(await focused()).toContain("This page is about device 17 itself");
  });

  test("and while somebody points at something else on the page, but not with what was pointed at", async () => {
    await show("panel-page");
    await button(/^The page says/).click();
    await press(button("Point at the reference"));
    await says(about("device", "flicker"));
    await page.getByText("This page is about").waitFor();
    await page.getByText("Now press on it in the page.").waitFor();
    await says({ ...about("device", "17"), by: "picked" });
    await page.getByRole("button", { name: /^The page says: device 17/ }).waitFor();
  });

  test("a page that changes its word ten times a second moves nothing, takes no focus and is announced once at most", async () => {
    await show("panel-page-ticket");
    await field("Reason").focus();
    const box = await field("Reason").boundingBox();
    const announced = await page.evaluate(async () => {
      const before = preview.posted("technician")?.page;
      let count = 0;
      const statuses = new MutationObserver((changes) => {
        count += changes.filter(({ target }) => target.parentElement?.closest("[role=status]") !== null).length;
      });
      statuses.observe(document.body, { subtree: true, childList: true, characterData: true });
      for (let turn = 0; turn < 25 && before; turn += 1) {
        const value = String(turn);
        const references = [{ kind: "device" as const, value, key: `device:${value}` }];
        preview.post("technician", { page: { ...before, name: `PC ${"W".repeat(turn * 8)}`, references } });
        await new Promise((passed) => setTimeout(passed, 100));
      }
      statuses.disconnect();
      return count;
    });
    expect(announced).toBeLessThanOrEqual(1);
    expect(await field("Reason").boundingBox()).toEqual(box);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    await page.keyboard.type("Updates");
    expect(await field("Reason").inputValue()).toBe("Updates");
  });

  test("nor does it where nobody works yet: the panel waits until it stands still", async () => {
    await show("panel-page-ticket");
    const turns = await page.evaluate(async () => {
      const before = preview.posted("technician")?.page;
      let gone = 0;
      const form = new MutationObserver((changes) => {
        gone += changes.filter(({ removedNodes }) => removedNodes.length > 0).length;
      });
      const whole = document.querySelector(".about + div");
      if (whole && before) form.observe(whole, { childList: true });
      for (let turn = 0; turn < 20 && before; turn += 1) {
        const other = { ...before, references: [{ kind: "device" as const, value: "17", key: "device:17" }] };
        preview.post("technician", { page: turn % 2 === 0 ? other : before });
        await new Promise((passed) => setTimeout(passed, 100));
      }
      form.disconnect();
      return gone;
    });
    expect(turns).toBeLessThanOrEqual(2);
    await heading("Session with Office PC").waitFor();
  });
});

describe("the ticket of the page", () => {
  test("stands in the form, and says where it comes from", async () => {
    await show("panel-page-ticket");
    expect(await field("Ticket").inputValue()).toBe("4711");
    await page.getByText("From the page").waitFor();
  });

  test("never comes back into a field in which somebody typed", async () => {
    await show("panel-page-ticket");
    await field("Ticket").fill("");
    await says({ name: "again" });
    await button(/^The page says: again/).waitFor();
    expect(await field("Ticket").inputValue()).toBe("");
    expect(await page.getByText("From the page").count()).toBe(0);
  });

  test("isn't proposed in a session of another page", async () => {
    await show("panel-page-known");
    await says(about("ticket", "4711"));
    await button(/^The page says: ticket 4711/).waitFor();
    await button("Show: Reception PC").click();
    expect(await field("Ticket").inputValue()).toBe("");
  });
});

describe("as last time", () => {
  const request = () => button("Request unattended access");

  test("from the page to a request that is sent: open, Use, Request", async () => {
    await show("panel-page-ticket", 600);
    await button(/^Use: as last time, Every night/).click();
    await expect.poll(focused, soon).toBe("Request unattended access");
    for (const seen of [request(), page.getByText("May Anna Berg connect to Office PC")]) {
      const box = await seen.boundingBox();
      expect(box && box.y >= 0 && box.y + box.height <= 600).toBe(true);
    }
    await expect
      .poll(async () => {
        if ((await sent()).length === 0) await page.keyboard.press("Enter");
        return sent();
      }, soon)
      .toMatchObject([
        {
          act: "request",
          ticket: "4711",
          terms: {
            credentialMode: "at-connection",
            span: { kind: "days", days: 7 },
            hours: [{ opens: "20:00", closes: "06:00" }],
            zone: "Europe/Berlin",
          },
        },
      ]);
  });

  test("leads to what is still to be typed", async () => {
    await show("panel-page-ticket");
    await page.evaluate(() => {
      const { me } = preview.posted("technician") ?? {};
      if (me) preview.post("technician", { me: { ...me, policy: { ...me.policy, reasonRequired: true } } });
    });
    await button(/^Use/).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), soon).toBe("TEXTAREA");
  });

  test("a key that is held down doesn't go on to the next button", async () => {
    await show("panel-page-ticket");
    await button(/^Use/).focus();
    await page.keyboard.down("Enter");
    await expect.poll(focused, soon).toBe("Request unattended access");
    const clicks = await page.evaluateHandle(() => {
      const counted = { clicks: 0 };
      document.addEventListener("click", () => (counted.clicks += 1), { capture: true });
      return counted;
    });
    await page.keyboard.down("Enter");
    await page.keyboard.up("Enter");
    expect(await clicks.jsonValue()).toEqual({ clicks: 0 });
  });

  test("isn't offered any more once something was filled in", async () => {
    await show("panel-page-ticket");
    await button(/^Use/).waitFor();
    await field("Reason").fill("Updates");
    expect(await button(/^Use/).count()).toBe(0);
  });
});

describe("Escape", () => {
  const closes = () => expect.poll(sent, soon).toEqual([{ act: "close-panel" }]);

  test("closes the panel from within, and leaves what was typed", async () => {
    await show("panel-page-ticket");
    await field("Reason").fill("Updates");
    await page.keyboard.press("Escape");
    await closes();
    expect(await field("Reason").inputValue()).toBe("Updates");
  });

  test("leads out of a question and out of the computers first, however long it is held", async () => {
    await show("panel-connect");
    await button(/^Revoke: Office PC/)
      .first()
      .click();
    await page
      .getByRole("group", { name: /^Revoke: Office PC/ })
      .first()
      .waitFor();
    await page.keyboard.down("Escape");
    await page.keyboard.down("Escape");
    await page.keyboard.up("Escape");
    await button(/^Revoke: Office PC/)
      .first()
      .waitFor();
    await button("Computers").click();
    await search().fill("pc");
    await page.keyboard.press("Escape");
    expect(await search().inputValue()).toBe("");
    await page.keyboard.press("Escape");
    await expect.poll(focused, soon).toBe("Computers");
    expect(await sent()).toEqual([]);
    await page.keyboard.press("Escape");
    await closes();
  });
});

describe("all computers", () => {
  /** Presses Enter, again where that was too soon, until so many acts were sent. */
  const enter = (acts: number) =>
    expect
      .poll(async () => {
        if ((await sent()).length < acts) await page.keyboard.press("Enter");
        return (await sent()).length;
      }, soon)
      .toBe(acts);
  const rows = () => page.locator(".computers .title").allTextContents();

  test("are one press away, those that are open first, and one comes back", async () => {
    await show("panel-connect");
    await button("Computers").click();
    await expect.poll(() => search().evaluate((field) => field === document.activeElement), soon).toBe(true);
    expect(await rows()).toEqual(["Office PC", "Reception PC", "Night PC", "Lobby PC", "Workshop PC"]);
    await page.getByText("Doorkeeper offline · customer's browser online").waitFor();
    await page.getByText("Closed, opens today 19:00").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(focused, soon).toBe("Computers");
  });

  test("are found by name; Enter connects to the first, arrow keys lead to the others", async () => {
    await show("panel-connect");
    await button("Computers").click();
    await search().fill("pc off");
    expect(await rows()).toEqual(["Office PC"]);
    await enter(1);
    expect(await sent()).toMatchObject([{ act: "open-viewer" }]);
    await page.keyboard.press("Escape");
    expect(await search().inputValue()).toBe("");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const label = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    expect(await label()).toMatch(/^Connect: Reception PC/);
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowUp");
    expect(await label()).toMatch(/^Connect: Office PC/);
    await enter(2);
  });

  test("a name that nothing holds is said to be so, and what was typed stays text", async () => {
    await show("panel-connect");
    await button("Computers").click();
    await search().fill("<b>x</b>");
    await page.getByText("No computer's name contains <b>x</b>.").waitFor();
  });

  test("of a thousand only as many are painted as can be read", async () => {
    await show("panel-connect");
    await page.evaluate(() => {
      const { grants = [], computers = [] } = preview.posted("technician") ?? {};
      const [grant, computer] = [grants[0], computers[0]];
      if (!grant || !computer) return;
      const numbers = Array.from({ length: 1_000 }, (_, number) => `PC ${number}`);
      preview.post("technician", {
        computers: numbers.map((name) => ({ ...computer, id: name, name })),
        grants: numbers.map((name) => ({ ...grant, id: name, computer: { ...grant.computer, id: name, name } })),
      });
    });
    await button("Computers").click();
    expect((await rows()).length).toBe(30);
    await button("Show 30 more").click();
    expect((await rows()).length).toBe(60);
    await search().fill("999");
    expect(await rows()).toEqual(["PC 999"]);
  });

  test("stand in the popup too, where every approval can be revoked", async () => {
    await show("popup-technician");
    await page.getByRole("tab", { name: "Technician" }).click();
    await search().waitFor();
    await page.getByText("Every approval, to read and to revoke").click();
    await button(/^Revoke: Office PC/)
      .first()
      .click();
    await button("Yes, revoke").click();
    expect(await sent()).toMatchObject([{ act: "revoke-as-technician" }]);
  });

  test("none yet: a sentence says what will appear here", async () => {
    await show("panel-page");
    await button("Computers").click();
    await page.getByText("None yet. Computers that customers let you visit appear here.").waitFor();
    expect(await search().count()).toBe(0);
  });
});
