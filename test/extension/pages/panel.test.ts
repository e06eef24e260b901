import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
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

const show = async (scene: SceneName): Promise<void> => {
  page = await stage.show(scene, { language: "en", width: 400, height: 900 });
};
const sent = (): Promise<unknown[]> => page.evaluate(() => preview.sent);
const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const field = (name: string) => page.getByRole("textbox", { name, exact: true });
const radio = (name: string) => page.getByRole("radio", { name, exact: true });
const reads = (text: string | RegExp) => page.getByText(text).first().waitFor();
const request = () => button("Request unattended access");
const send = (): Promise<void> => press(request());

describe("sign-in", () => {
  beforeEach(() => show("panel-signed-out"));

  test("sends email and password, and nothing before both are typed", async () => {
    await button("Sign in").click();
    await reads("Type your email.");
    await reads("Type your password.");
    expect(await sent()).toEqual([]);
    await field("Email").fill(" anna@contoso.example ");
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await expect
      .poll(async () => {
        if ((await sent()).length === 0) await page.keyboard.press("Enter");
        return (await sent()).length;
      }, soon)
      .toBe(1);
    await reads("Email or password isn't right.");
    expect(await sent()).toEqual([{ act: "sign-in", email: "anna@contoso.example", password: "correct horse" }]);
  });

  test("shows and hides the password", async () => {
    const password = page.getByLabel("Password", { exact: true });
    await button("Show password").click();
    expect(await password.getAttribute("type")).toBe("text");
    await button("Hide password").click();
    expect(await password.getAttribute("type")).toBe("password");
  });
});

describe("sessions", () => {
  test("a session of the chosen kind is started", async () => {
    await show("panel-no-session");
    await radio("Chat only").click();
    await press(button("Start session"));
    expect(await sent()).toEqual([{ act: "start-session", kind: "chat-only", reference: null }]);
  });

  test("its code is shown in two groups and spoken digit by digit", async () => {
    await show("panel-code");
    const code = page.getByRole("group", { name: "Session code", exact: true });
    expect((await code.innerText()).replace(/\s+/g, " ")).toContain("482 913 4 8 2 9 1 3");
    await reads("It works once, until 13:40.");
  });

  test("the number fits, or it doesn't", async () => {
    await show("panel-number");
    await press(button("It doesn't fit"));
    await button("It fits").click();
    await expect.poll(sent, soon).toMatchObject([
      { act: "fits", fits: false },
      { act: "fits", fits: true },
    ]);
  });

  test("a press on New code isn't lost where the number comes under it", async () => {
    await show("panel-exchanging");
    const pressed = await button("New code").elementHandle();
    await page.evaluate(() => {
      const [session] = preview.posted("technician")?.sessions ?? [];
      const introduction = { step: "number", number: "130404" } as const;
      if (session) preview.post("technician", { sessions: [{ ...session, introduction }] });
    });
    await page.getByRole("heading", { name: "Read to the customer" }).waitFor();
    expect(await pressed?.evaluate(({ isConnected }) => isConnected)).toBe(true);
  });

  test("an introduction that failed is a warning, and another session can be started", async () => {
    await show("panel-number-failed");
    await page.getByRole("alert").filter({ hasText: "somebody may be listening" }).waitFor();
    expect(await button("Start session").count()).toBe(1);
    expect(await request().count()).toBe(0);
  });

  test("another session is shown when it is chosen", async () => {
    await show("panel-sessions");
    await button("Show: Reception PC").click();
    await page.getByRole("heading", { name: "Read to the customer" }).waitFor();
    await button("Show: Office PC").click();
    await page.getByRole("heading", { name: "Session with Office PC" }).waitFor();
  });
});

describe("the form", () => {
  test("as it comes it asks for one day, when connecting, in the customer's time", async () => {
    await show("panel-form");
    await send();
    expect((await sent())[0]).toMatchObject({
      act: "request",
      terms: {
        credentialMode: "at-connection",
        span: { kind: "days", days: 1 },
        hours: [],
        zone: "Europe/Berlin",
      },
      reason: "",
      ticket: "",
    });
  });

  test("everything that is filled in is asked for", async () => {
    await show("panel-form");
    await radio("Date range").click();
    await page.getByLabel("From", { exact: true }).fill("2026-10-21");
    await page.getByLabel("Through", { exact: true }).fill("2026-10-30");
    await page.getByRole("checkbox", { name: "Only at certain hours" }).click();
    const hours = page.getByRole("group", { name: "Hours", exact: true });
    const [opens, closes] = [hours.getByLabel("From"), hours.getByLabel("To", { exact: true })];
    await opens.fill("8pm");
    await closes.fill("6");
    await closes.blur();
    expect([await opens.inputValue(), await closes.inputValue()]).toEqual(["20:00", "06:00"]);
    await page.getByRole("checkbox", { name: "Saturdays", exact: true }).click();
    await page.getByRole("checkbox", { name: "Sundays", exact: true }).click();
    await radio("My local time").click();
    await field("Reason").fill("Install updates\nat night");
    await field("Ticket").fill("4711");
    await send();
    expect((await sent())[0]).toMatchObject({
      terms: {
        span: { kind: "dates", from: "2026-10-21", through: "2026-10-30" },
        hours: [{ opens: "20:00", closes: "06:00", weekdays: ["mon", "tue", "wed", "thu", "fri"] }],
        zone: "Europe/Lisbon",
      },
      reason: "Install updates\nat night",
      ticket: "4711",
    });
  });

  test("several entries of hours, each with its own weekdays; one can be removed", async () => {
    await show("panel-form");
    await radio("Unlimited").click();
    await page.getByRole("checkbox", { name: "Only at certain hours" }).click();
    await button("Add hours").click();
    const second = page.getByRole("group", { name: "Entry 2" });
    await second.getByRole("button", { name: "All day" }).click();
    for (const day of ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays"]) {
      await second.getByRole("checkbox", { name: day }).click();
    }
    await button("Remove: entry 1").click();
    await send();
    expect((await sent())[0]).toMatchObject({
      terms: { hours: [{ opens: "00:00", closes: "24:00", weekdays: ["sat", "sun"] }] },
    });
  });

  test("the time zone is asked for only where the two clocks read differently", async () => {
    await show("panel-form");
    expect(await page.getByRole("group", { name: "Time zone" }).count()).toBe(1);
    await show("panel-form-same-zone");
    expect(await page.getByRole("group", { name: "Time zone" }).count()).toBe(0);
  });

  test("the sentence that the customer will read follows what is filled in", async () => {
    await show("panel-form");
    const said = page.locator(".note").filter({ hasText: "The customer will read" });
    expect((await said.innerText()).replace(/\s+/g, " ")).toContain(
      "May Anna Berg connect to Office PC at any time, until Wednesday 21 October, 14:35?",
    );
    await radio("Unlimited").click();
    expect((await said.innerText()).replace(/\s+/g, " ")).toContain("at any time, with no end date?");
  });

  test("a field that nobody has touched doesn't shout; pressing says what is missing and goes there", async () => {
    await show("panel-form-strict");
    expect(await page.locator('[aria-invalid="true"]').count()).toBe(0);
    expect(await request().getAttribute("aria-disabled")).toBe("true");
    await request().click({ force: true });
    await reads("Type a reason: your administrator wants one with every request.");
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), soon).toBe("TEXTAREA");
    expect(await sent()).toEqual([]);
    await field("Reason").fill("Updates");
    await field("Ticket").fill("4711");
    await send();
  });

  test.each([
    ["On setup", "Your administrator has set that technicians enter administrator credentials"],
    ["Unlimited", "Your administrator doesn't allow unlimited access."],
  ])("%s can't be had, stays in its place and says why", async (name, why) => {
    await show("panel-form-strict");
    const choice = radio(name);
    expect(await choice.getAttribute("aria-disabled")).toBe("true");
    await choice.click({ force: true });
    expect(await choice.isChecked()).toBe(false);
    await choice.focus();
    const described = await choice.evaluate((input) =>
      (input.getAttribute("aria-describedby") ?? "")
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent)
        .join(" "),
    );
    expect(described).toContain(why);
  });

  test("more days than the administrator allows: the reason stands at the field", async () => {
    await show("panel-form-strict");
    await page.getByRole("spinbutton", { name: "Days" }).fill("31");
    await page.locator(".error", { hasText: "Your administrator allows 30 days at most." }).waitFor();
    await page.getByRole("spinbutton", { name: "Days" }).fill("30");
    expect(await page.locator(".error", { hasText: "30 days" }).count()).toBe(0);
  });

  test("a setting that changes counts at once", async () => {
    await show("panel-form");
    await radio("Unlimited").click();
    expect(await request().getAttribute("aria-disabled")).toBeNull();
    await page.evaluate(() => {
      const { me } = preview.posted("technician") ?? {};
      if (me) preview.post("technician", { me: { ...me, policy: { ...me.policy, unlimitedAllowed: false } } });
    });
    await reads("Your administrator doesn't allow unlimited access.");
    expect(await request().getAttribute("aria-disabled")).toBe("true");
    expect(await radio("Unlimited").isChecked()).toBe(true);
  });

  test("text with characters that nobody sees isn't sent", async () => {
    await show("panel-form");
    await field("Reason").fill("up\u202edates");
    await reads("Leave out invisible characters.");
    await request().click({ force: true });
    expect(await sent()).toEqual([]);
  });

  test.each([
    ["panel-no-session", "A request needs an active session"],
    ["panel-code", "A request needs an active session"],
    ["panel-chat-only", "No request can be sent in a chat-only session."],
    ["panel-mobile", "No request can be sent in a mobile session"],
    ["panel-not-permitted", "Your group isn't permitted to use unattended access."],
  ] as const)("%s: closed, with the reason", async (scene, why) => {
    await show(scene);
    await reads(why);
    expect(await request().getAttribute("aria-disabled")).toBe("true");
    for (const choice of ["When connecting", "Days", "Date range"]) {
      expect(await radio(choice).getAttribute("aria-disabled")).toBe("true");
    }
    await request().click({ force: true });
    expect((await sent()).filter((one) => JSON.stringify(one).includes('"request"'))).toEqual([]);
  });
});

describe("a click that nobody made", () => {
  test("a script's click sends nothing", async () => {
    await show("panel-pending");
    for (const name of [/^Withdraw/, "End session", "Sign out"]) {
      await button(name).evaluate((element) => element instanceof HTMLElement && element.click());
    }
    expect(await sent()).toEqual([]);
  });

  test("something that lies over the button keeps the request back", async () => {
    await show("panel-form");
    await request().scrollIntoViewIfNeeded();
    await veil("0");
    await request().click();
    await reads("Something lies over this panel. Move it away, then press again.");
    expect(await sent()).toEqual([]);
  });

  test("and so does something that lies over the sentence alone", async () => {
    await show("panel-form");
    await request().scrollIntoViewIfNeeded();
    const sentence = await page.getByText("The customer will read").boundingBox();
    await veil(`${sentence?.y ?? 0}px 0 auto`);
    await request().click();
    await reads("Something lies over this panel.");
    expect(await sent()).toEqual([]);
  });

  test("a press counts only after the button was seen for as long as two clicks take", async () => {
    await show("panel-form");
    await request().scrollIntoViewIfNeeded();
    await veil("0");
    await request().click();
    await reads("Something lies over this panel.");
    await page.evaluate(() => document.querySelector("#veil")?.remove());
    await request().click();
    await reads("That was pressed before it could be read. Press again.");
    expect(await sent()).toEqual([]);
    await expect
      .poll(async () => {
        await request().click();
        return sent();
      }, soon)
      .toMatchObject([{ act: "request" }]);
  });

  test.each(["number", "buttons"] as const)("It fits counts only where nothing lies over the %s", async (what) => {
    await show("panel-number");
    const place = what === "number" ? page.getByRole("group", { name: "Check number" }) : button("It fits");
    const box = await place.boundingBox();
    await veil(`${box?.y ?? 0}px 0 auto`);
    await button("It fits").click({ force: true });
    await reads("Something lies over this panel.");
    expect(await button("It fits").getAttribute("aria-disabled")).toBe("true");
    expect(await sent()).toEqual([]);
    await page.evaluate(() => document.querySelector("#veil")?.remove());
    await button("It fits").click();
    await expect.poll(sent, soon).toMatchObject([{ act: "fits", fits: true }]);
  });

  test("a script says of no number that it fits", async () => {
    await show("panel-number");
    await expect.poll(() => button("It fits").getAttribute("aria-disabled"), soon).toBe(null);
    await button("It fits").evaluate((element) => element instanceof HTMLElement && element.click());
    await press(button("It doesn't fit"));
    expect(await sent()).toMatchObject([{ act: "fits", fits: false }]);
  });

  test("where the browser can't say what is seen, a window of the extension's own asks once more", async () => {
    await showBlind("panel-form");
    await request().click();
    await reads("Sent to the window that has opened");
    expect(await sent()).toMatchObject([{ act: "confirm-request", terms: { span: { kind: "days", days: 1 } } }]);
    await page.close();
  });

  test("so it does where the tab around the panel doesn't vouch for it, at the second press", async () => {
    await show("panel-form");
    await page.evaluate(() => {
      preview.vouches = false;
    });
    await expect
      .poll(async () => {
        await request().click();
        return sent();
      }, soon)
      .toMatchObject([{ act: "confirm-request" }]);
    await reads("Sent to the window that has opened");
  });

  test("and asks there whether the number fits", async () => {
    await showBlind("panel-number");
    await button("It fits").click();
    await reads("A window has opened: say there whether it fits.");
    const acts = await sent();
    expect(acts).toHaveLength(1);
    expect(acts).toMatchObject([{ act: "confirm-fits" }]);
    await page.close();
  });

  test("so it does where the frame is too low for number and buttons at once", async () => {
    await show("panel-number");
    await page.setViewportSize({ width: 400, height: 120 });
    await button("It fits").click({ force: true });
    await expect.poll(sent, soon).toMatchObject([{ act: "confirm-fits" }]);
  });
});

/** Lets clicks through, as a page does that wants to steal one. */
async function veil(inset: string): Promise<void> {
  await page.evaluate((where) => {
    const cover = document.createElement("div");
    cover.id = "veil";
    const style = { position: "fixed", inset: where, height: where === "0" ? "auto" : "20px", zIndex: "9" };
    Object.assign(cover.style, style, { background: "#eee8", pointerEvents: "none" });
    document.body.append(cover);
  }, inset);
}

/** As in Firefox, which knows only the first version of what says whether something is seen. */
async function showBlind(scene: SceneName): Promise<void> {
  await show(scene);
  const blind = await page.context().newPage();
  await blind.addInitScript(() => {
    Reflect.deleteProperty(IntersectionObserverEntry.prototype, "isVisible");
  });
  await blind.goto(page.url());
  page = blind;
}

describe("what became of it", () => {
  test("waiting: withdraw, and what ending the session means", async () => {
    await show("panel-pending");
    await reads("Waiting for the customer's answer");
    await reads("A request that is still waiting lapses when the session ends.");
    expect(await request().count()).toBe(0);
    await press(button(/^Withdraw/));
    expect(await sent()).toMatchObject([{ act: "withdraw" }]);
  });

  test("the answer arrives by itself", async () => {
    await show("panel-pending");
    await page.evaluate(() => {
      const { requests = [] } = preview.posted("technician") ?? {};
      preview.post("technician", {
        requests: requests.map((one) => ({ ...one, state: "denied" as const, answerReason: "Not today" })),
      });
    }, soon);
    await reads("The customer denied the request");
    await reads("Not today");
    expect(await request().count()).toBe(1);
  });

  test("approved: the session can be ended, and more can be asked for", async () => {
    await show("panel-active");
    await reads("Unattended access is active. You can end the session.");
    expect(await request().count()).toBe(0);
    await button("Ask for more access").click();
    expect(await request().count()).toBe(1);
    await press(button("End session"));
    expect(await sent()).toMatchObject([{ act: "end-session" }]);
  });

  test("Connect is there, can't be pressed, and says why", async () => {
    await show("panel-active");
    const connect = button(/^Connect: Office PC, Every night/);
    expect(await connect.getAttribute("aria-disabled")).toBe("true");
    const why = page.locator(`[id="${await connect.getAttribute("aria-describedby")}"]`);
    expect((await why.innerText()).replace(/\s+/g, " ")).toBe(
      "Approved. To connect here, pair the doorkeeper and ask again. Enforced by the console, not at the computer",
    );
  });

  test("Revoke asks once, in its own place", async () => {
    await show("panel-active");
    await button(/^Revoke: Office PC, Every night/).click();
    expect(await sent()).toEqual([]);
    await button("Keep").click();
    await button(/^Revoke: Office PC, Every night/).click();
    await page.keyboard.press("Escape");
    await button(/^Revoke: Office PC, Every night/).click();
    await press(button("Yes, revoke"));
    expect(await sent()).toMatchObject([{ act: "revoke-as-technician" }]);
  });

  test("what is over stands folded below", async () => {
    await show("panel-active");
    await page.getByText("Ended (1)").click();
    await reads(/^Revoked by the customer, today/);
  });

  test("a name is a name and nothing else", async () => {
    await show("panel-names");
    expect(await page.evaluate(() => document.querySelectorAll("#page script, .page script").length)).toBe(0);
    await reads("<script>alert(1)</script>");
  });
});
