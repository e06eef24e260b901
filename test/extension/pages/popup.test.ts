import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
  page = await stage.show(scene, { language: "en", width: 380 });
};
const sent = (): Promise<unknown[]> => page.evaluate(() => preview.sent);
const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const field = (name: string) => page.getByRole("textbox", { name, exact: true });
const reads = (text: string | RegExp) => page.getByText(text).first().waitFor();
const heading = () => page.getByRole("heading", { level: 1 });
const focused = () => page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, " "));
const isOff = async (name: string): Promise<boolean> => (await button(name).getAttribute("aria-disabled")) === "true";

describe("joining", () => {
  test("the code and the name that is proposed", async () => {
    await show("popup-first");
    await field("Session code").pressSequentially("482 913");
    await button("Join").click();
    expect(await sent()).toEqual([{ act: "join", code: "482913", name: "Windows, 20 October 2026" }]);
    await reads("This code isn't right, was used, or has lapsed.");
    expect(await field("Session code").inputValue()).toBe("");
  });

  test("a code of eight digits, pasted, and a name of one's own", async () => {
    await show("popup-first");
    await field("Session code").fill("1234-5678");
    await field("Name of this computer").fill(" Office PC ");
    await page.keyboard.press("Enter");
    expect(await sent()).toEqual([{ act: "join", code: "12345678", name: "Office PC" }]);
  });

  test.each(["12345", "1234567", ""])("the code %s is no code", async (code) => {
    await show("popup-first");
    await field("Session code").fill(code);
    await button("Join").click();
    await reads("Type the six digits of the code.");
    expect(await sent()).toEqual([]);
  });

  test("a computer without a name isn't joined", async () => {
    await show("popup-first");
    await field("Session code").fill("482913");
    await field("Name of this computer").fill("  ");
    await button("Join").click();
    await reads("Type a name by which you know this computer.");
    expect(await sent()).toEqual([]);
  });

  test("who has joined before joins from the foot of the page; Escape goes back", async () => {
    await show("popup-home-empty");
    await button("Join a session").click();
    expect(await field("Name of this computer").inputValue()).toBe("Office PC");
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "My computer" }).waitFor();
  });
});

describe("the check number", () => {
  test("checks itself at the sixth digit; wrong, it is emptied and says how many tries are left", async () => {
    await show("popup-number");
    await field("Check number").pressSequentially("13040");
    expect(await sent()).toEqual([]);
    await field("Check number").pressSequentially("5");
    expect(await sent()).toMatchObject([{ act: "check-number", number: "130405" }]);
    await reads("That isn't the number. You can try 2 more times");
    expect(await field("Check number").inputValue()).toBe("");
  });

  test("a paste works, letters and blanks don't count", async () => {
    await show("popup-number");
    await field("Check number").fill("130 404");
    await expect.poll(sent, soon).toMatchObject([{ number: "130404" }]);
  });

  test("a known name with a new key is a warning that says what to do", async () => {
    await show("popup-number-warning");
    const warning = page.getByRole("alert").filter({ hasText: "Take care: this may be somebody else" });
    expect((await warning.innerText()).replace(/\s+/g, " ")).toContain("You checked Anna Berg, Contoso IT, on 3 June");
    expect(await field("Check number").count()).toBe(1);
  });

  test("three that didn't fit: stop and call back; leaving puts the page away", async () => {
    await show("popup-stop");
    await page.getByRole("alert").filter({ hasText: "Somebody may be listening. Stop and call back" }).waitFor();
    await button("Leave").click();
    expect(await sent()).toMatchObject([{ act: "leave" }]);
    await page.getByRole("tab", { name: "My computer" }).waitFor();
  });

  test("what was left by Back is found again", async () => {
    await show("popup-number");
    await button("Back").click();
    await button("Type the check number").click();
    expect(await field("Check number").count()).toBe(1);
  });

  test("a number that fits is to be said aloud", async () => {
    await show("popup-number-fits");
    await reads("The number fits");
    await reads(/Say so to/);
  });
});

describe("a request", () => {
  test("opens by itself, and focus goes to its question", async () => {
    await show("popup-request");
    expect(await focused()).toBe(
      "May Anna Berg connect to Office PC every night from 20:00 to 06:00, until Sunday 25 October, 14:35?",
    );
  });

  test("stands still at first, and again after every change of what is shown", async () => {
    await show("popup-request");
    expect([await isOff("OK"), await isOff("Deny")]).toEqual([true, true]);
    await button("OK").click({ force: true });
    expect(await sent()).toEqual([]);
    await expect.poll(() => isOff("OK"), soon).toBe(false);
    await page.evaluate(() => {
      const { requests = [] } = preview.posted("customer") ?? {};
      preview.post("customer", { requests: requests.map((one) => ({ ...one, painted: "changed" })) });
    });
    expect([await isOff("OK"), await isOff("Deny")]).toEqual([true, true]);
    await button("OK").click();
    expect(await sent()).toMatchObject([{ act: "approve", painted: "changed" }]);
  });

  test("OK is bound to what was painted", async () => {
    await show("popup-request-already");
    await button("OK").click();
    expect(await sent()).toMatchObject([{ act: "approve", painted: `${"h".repeat(42)}A` }]);
    await page.getByRole("alert").filter({ hasText: "The request changed while you were reading." }).waitFor();
  });

  test("a script's click decides nothing", async () => {
    await show("popup-request");
    await expect.poll(() => isOff("OK"), soon).toBe(false);
    for (const name of ["OK", "Deny"]) {
      await button(name).evaluate((element) => element instanceof HTMLElement && element.click());
    }
    expect(await sent()).toEqual([]);
  });

  test("one press denies, without a reason", async () => {
    await show("popup-request");
    await button("Deny").click();
    expect(await sent()).toMatchObject([{ act: "deny", reason: "" }]);
    expect(await heading().innerText()).toBe("You denied the request of Anna Berg");
    await button("My computer").click();
  });

  test("or with one", async () => {
    await show("popup-request");
    await field("Reason (optional)").fill(" Not this week ");
    await button("Deny").click();
    expect(await sent()).toMatchObject([{ act: "deny", reason: "Not this week" }]);
  });

  test("OK and Deny are equally large", async () => {
    await show("popup-request");
    const [ok, deny] = [await button("OK").boundingBox(), await button("Deny").boundingBox()];
    expect([ok?.width, ok?.height]).toEqual([deny?.width, deny?.height]);
  });

  test("question, person, strip, how to stop, and both buttons fit 380 by 600", async () => {
    await show("popup-request");
    const foot = await page.locator(".foot").boundingBox();
    const strip = await page.locator("table.week").boundingBox();
    expect((strip?.y ?? 0) + (strip?.height ?? 0)).toBeLessThan(foot?.y ?? 0);
    expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual(600);
  });

  test("next three openings in both clocks", async () => {
    await show("popup-request");
    const rows = page.getByRole("table").filter({ hasText: "Your time, Berlin" }).getByRole("row");
    const cells = (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, " "));
    expect(cells[1]).toBe("Tue 20:00 – Wed 06:00 Tue 19:00 – Wed 05:00");
    expect(cells).toHaveLength(4);
  });

  test("what this technician may already do, with Revoke", async () => {
    await show("popup-request-already");
    await page.getByRole("heading", { name: "Anna Berg may already" }).waitFor();
    await button(/^Revoke: Anna Berg, Office PC, Saturdays/).click();
    await button("Yes, revoke").click();
    expect(await sent()).toMatchObject([{ act: "revoke" }]);
  });

  test("taken back while it is read", async () => {
    await show("popup-request");
    await page.evaluate(() => preview.post("customer", { requests: [] }));
    await expect.poll(() => heading().innerText(), soon).toBe("This request is over");
  });

  test("comes up by itself while the popup stands open at home", async () => {
    await show("popup-request");
    await page.evaluate(() => {
      const { requests = [] } = preview.posted("customer") ?? {};
      preview.post("customer", { requests: requests.map((one) => ({ ...one, id: "second" })) });
    });
    await button("My computer").click();
    await button("OK").waitFor();
  });

  test("left by Back it stands in the list, and is read from there", async () => {
    await show("popup-request");
    await button("Back").click();
    await page.getByRole("heading", { name: "Requests" }).waitFor();
    await button("Read: request of Anna Berg").click();
    await button("OK").waitFor();
  });

  test("while an approval is under way nothing else can be pressed", async () => {
    await show("popup-request");
    await expect.poll(() => isOff("OK"), soon).toBe(false);
    await page.evaluate(() => {
      const { requests = [] } = preview.posted("customer") ?? {};
      preview.post("customer", { requests: requests.map((one) => ({ ...one, sending: true })) });
    });
    await reads("Your OK is signed and waits for the server.");
    expect([await isOff("OK"), await isOff("Deny")]).toEqual([true, true]);
  });

  test("credentials are sealed here for what the doorkeeper answered, and the password is emptied", async () => {
    await show("popup-request-credentials");
    await field("Windows user name").fill(" martin ");
    await page.getByLabel("Windows password", { exact: true }).fill("correct horse battery");
    await button("OK").click();
    await reads("Your computer didn't accept this user name and password.");
    const [asked, approve] = await sent();
    expect(asked).toMatchObject({ act: "ask-challenge", painted: `${"h".repeat(42)}A` });
    expect(approve).toMatchObject({ act: "approve", credentials: expect.stringMatching(/^[\w-]+\.\.[\w.-]+$/) });
    expect(JSON.stringify(await sent())).not.toMatch(/martin|horse/);
    expect(await page.getByLabel("Windows password", { exact: true }).inputValue()).toBe("");
    expect(await field("Windows user name").inputValue()).toBe(" martin ");
    const password = page.getByLabel("Windows password", { exact: true });
    expect(await password.getAttribute("aria-invalid")).toBe("true");
    expect(await password.evaluate((one) => one === document.activeElement)).toBe(true);
    const [foot, below] = [await page.locator(".foot").boundingBox(), await password.boundingBox()];
    expect((below?.y ?? 0) + (below?.height ?? 0)).toBeLessThan(foot?.y ?? 0);
  });

  test("credentials that are missing are asked for beside their fields, and nothing is sent", async () => {
    await show("popup-request-credentials");
    await button("OK").click();
    await reads("Type the user name with which you sign in to this computer.");
    await reads("Type the password with which you sign in to this computer.");
    expect(await sent()).toEqual([]);
  });

  test("in the toolbar's popup OK opens a window for them, and nothing can be typed", async () => {
    await show("popup-request-toolbar");
    expect(await page.getByLabel("Windows password", { exact: true }).count()).toBe(0);
    await button("OK").click();
    await expect.poll(sent, soon).toMatchObject([{ act: "show-in-window", show: "request" }]);
    await button("OK").waitFor();
  });

  test("a password to confirm says that it is kept nowhere", async () => {
    await show("popup-request-confirm");
    await reads(/tried there once and kept nowhere/);
  });

  test.each([
    ["popup-request-no-door", "This can't be approved yet: a doorkeeper has to be set up on this computer first."],
    ["popup-request-connected", "Nothing can be approved while somebody is connected."],
  ] as const)("%s: no OK, and why; Deny works", async (scene, why) => {
    await show(scene);
    await reads(why);
    await expect.poll(() => isOff("Deny"), soon).toBe(false);
    expect(await isOff("OK")).toBe(true);
  });

  test("says where it counts", async () => {
    await show("popup-request-door");
    await reads("Enforced at your computer, by its doorkeeper");
    await show("popup-request");
    await reads("Enforced by the console, not at your computer");
  });

  test("with the customer's credentials there is no OK before there is a doorkeeper", async () => {
    await show("popup-request-setup");
    await expect.poll(() => isOff("Deny"), soon).toBe(false);
    expect(await isOff("OK")).toBe(true);
    await reads("This can't be approved yet: a doorkeeper has to be set up on this computer first.");
  });

  test.each([
    ["popup-not-checked", "Somebody asks whom you haven't checked"],
    ["popup-other-key", "Take care: this isn't the person you checked"],
    ["popup-request-altered", "This request was altered on the way"],
    ["popup-other-computer", "This request is for another computer"],
  ] as const)("%s: a warning, and nothing to approve", async (scene, title) => {
    await show(scene);
    await page.getByRole("alert").filter({ hasText: title }).waitFor();
    expect(await button("OK").count()).toBe(0);
    await button("Leave").click();
    expect(await sent()).toMatchObject([{ act: "leave" }]);
  });
});

describe("access given", () => {
  test("pause and resume never ask, revoke asks once", async () => {
    await show("popup-home");
    await button(/^Pause: Anna Berg/).click();
    await button(/^Resume: Anna Berg/).click();
    await button(/^Revoke: Anna Berg, Office PC, Every night/).click();
    await button("Keep").click();
    await button(/^Revoke: Anna Berg, Office PC, Every night/).click();
    await button("Yes, revoke").click();
    expect((await sent()).map((one) => JSON.stringify(one).split('"')[3])).toEqual(["pause", "resume", "revoke"]);
  });

  test("Resume stands still when rows have moved, and when the window comes to the front", async () => {
    await show("popup-home");
    const resume = button(/^Resume: Anna Berg/);
    const off = () => resume.getAttribute("aria-disabled");
    await expect.poll(off, soon).toBe(null);
    await page.evaluate(() => {
      const { grants = [] } = preview.posted("customer") ?? {};
      preview.post("customer", { grants: grants.slice(1) });
    });
    expect(await off()).toBe("true");
    await resume.click({ force: true });
    expect(await sent()).toEqual([]);
    await expect.poll(off, soon).toBe(null);
    // The press comes before anything is painted anew.
    await resume.evaluate((element) => {
      element.addEventListener("mousedown", () => window.dispatchEvent(new Event("focus")), { once: true });
    });
    await resume.click();
    expect(await sent()).toEqual([]);
    await resume.click();
    expect(await sent()).toMatchObject([{ act: "resume" }]);
  });

  test("says who knows, and where it is enforced", async () => {
    await show("popup-home");
    await reads("Enforced by the console, not at your computer");
    await reads("Waiting for the server to confirm.");
    await show("popup-home-knows");
    await reads("Your computer knows");
    await reads("Waiting for your computer to confirm. To be certain now, type this on the computer:");
    await reads("node doorkeeper.mjs pause");
    await show("popup-door-offline");
    await page.getByText(/^Ended/).click();
    await reads(/^node doorkeeper\.mjs revoke /);
  });

  test("a paused bar isn't yellow", async () => {
    await show("popup-home");
    const colours = await page
      .locator(".weekline .bar")
      .evaluateAll((found) => found.map((bar) => getComputedStyle(bar).backgroundColor));
    expect(colours.slice(0, 5)).toEqual(Array(5).fill("rgb(246, 200, 60)"));
    expect(colours.at(-1)).toBe("rgba(0, 0, 0, 0)");
  });

  test("after a session once more who was let in, until it was looked at", async () => {
    await show("popup-unseen");
    await reads("The session is over. This access was given:");
    await button("I have looked").click();
    expect(await sent()).toEqual([{ act: "looked-at" }]);
  });

  test("the history in words, what is unknown said to be so", async () => {
    await show("popup-home");
    await button("Show history").click();
    await reads(/You gave access to/);
    await reads("Something that this version can't name");
    await button("Hide history").click();
    expect(await page.getByText(/You gave access to/).count()).toBe(0);
  });

  test("the computer is renamed", async () => {
    await show("popup-home-empty");
    await button("Rename: Office PC").click();
    await field("Name of this computer").fill("Reception PC");
    await button("Save").click();
    expect(await sent()).toEqual([{ act: "rename-computer", name: "Reception PC" }]);
  });
});

describe("the doorkeeper", () => {
  const command = /^node doorkeeper\.mjs --server http:\/\/localhost:8787 --pair [\w-]{86}$/;

  test("is set up from here: offered at once, then its page", async () => {
    await show("popup-home-empty");
    await button("Set up the doorkeeper").click();
    expect(await sent()).toEqual([{ act: "begin-pairing" }]);
    await reads("Set up the doorkeeper on this computer");
    await button("Back").click();
    await button("Set up the doorkeeper").waitFor();
  });

  test("is set up in a window of its own from the toolbar's popup", async () => {
    await show("popup-toolbar");
    await button("Set up the doorkeeper").click();
    await expect.poll(sent, soon).toEqual([{ act: "begin-pairing" }, { act: "show-in-window", show: "pairing" }]);
  });

  test.each([
    ["popup-private", "It can't be set up from a private window."],
    ["popup-connected-none", "Nothing can be set up or unpaired while somebody is connected."],
  ] as const)("%s: can't be set up, and why", async (scene, why) => {
    await show(scene);
    await reads(why);
    await button("Set up the doorkeeper").click({ force: true });
    expect(await sent()).toEqual([]);
  });

  test("is saved from the extension's own package, and its command copied", async () => {
    await show("popup-pairing-offered");
    const save = page.getByRole("link", { name: "Save doorkeeper" });
    expect([await save.getAttribute("href"), await save.getAttribute("download")]).toEqual([
      "/doorkeeper.mjs",
      "doorkeeper.mjs",
    ]);
    expect(await page.getByText(/^node doorkeeper/).innerText()).toMatch(command);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await button("Copy command").click();
    await reads("Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(command);
  });

  test("its six digits check themselves; wrong, they are emptied and say how many tries are left", async () => {
    await show("popup-pairing-number");
    await reads("OFFICE-PC");
    await field("Check number").pressSequentially("146791");
    await expect.poll(sent, soon).toEqual([{ act: "check-door", number: "146791" }]);
    await reads("That isn't the number in the terminal. You can try 2 more times.");
    expect(await field("Check number").inputValue()).toBe("");
  });

  test.each([
    ["popup-pairing-differs", "The number didn't fit"],
    ["popup-pairing-altered", "Something else has answered"],
  ] as const)("%s: a warning that says what it may mean, and another start", async (scene, title) => {
    await show(scene);
    await page.getByRole("alert").filter({ hasText: title }).waitFor();
    await button("Start again").click();
    expect(await sent()).toEqual([{ act: "begin-pairing" }]);
  });

  test("that nobody answered for is said calmly", async () => {
    await show("popup-pairing-lapsed");
    await reads("This took too long");
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  test("is set up once the number fitted", async () => {
    await show("popup-pairing-done-linux");
    await reads("To bring it to the door, let the technician ask again.");
    await reads("node doorkeeper.mjs install");
    await show("popup-pairing-done");
    await reads("The doorkeeper is set up");
    expect(await page.getByText("let the technician ask again").count()).toBe(0);
    await button("My computer").click();
    await reads(/On\s+OFFICE-PC, set up by you on/);
  });

  test("is unpaired after one question", async () => {
    await show("popup-door");
    await button("Unpair").click();
    await reads("Unpair? Everything that you gave through it is revoked for good.");
    await button("Yes, unpair").click();
    expect(await sent()).toEqual([{ act: "unpair" }]);
  });

  test("asks for the password at every approval where that is switched on, and only with a doorkeeper", async () => {
    await show("popup-door");
    const asks = page.getByRole("switch", { name: "Ask for my computer password at every approval" });
    expect(await asks.getAttribute("aria-checked")).toBe("true");
    await asks.click();
    expect(await sent()).toEqual([{ act: "ask-password", on: false }]);
    await show("popup-home-empty");
    await page.getByRole("switch").click({ force: true });
    expect(await sent()).toEqual([]);
  });
});

describe("visits", () => {
  test("while somebody is connected the whole band is yellow and says until when; it is ended from there", async () => {
    await show("popup-connected");
    const band = page.getByRole("status").filter({ hasText: "is connected now" });
    expect((await band.innerText()).replace(/\s+/g, " ")).toContain(
      "Anna Berg is connected now Since 20:04. Ends by itself Wed 06:00.",
    );
    expect(await band.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe("rgb(246, 200, 60)");
    await button("End visit").click();
    expect(await sent()).toMatchObject([{ act: "end-visit" }]);
    await reads("node doorkeeper.mjs end");
  });

  test("while somebody is connected nothing is resumed, which stands beside the button", async () => {
    await show("popup-connected");
    const resume = page.getByRole("button", { name: /^Resume: Anna Berg/ });
    const why = await resume.getAttribute("aria-describedby");
    expect(await resume.getAttribute("aria-disabled")).toBe("true");
    expect(await page.locator(`[id="${why}"]`).innerText()).toBe("Nothing can be resumed while somebody is connected.");
  });

  test("are a table: day, from–to, who and why it ended", async () => {
    await show("popup-door");
    const rows = await page.locator("table.visits").first().getByRole("row").allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, " ").replaceAll("\u2060", ""))).toEqual([
      "Day From–to Who and why it ended",
      "Sat 17 Oct 09:04–09:31 Anna Berg ended by the technician",
      "Sat 10 Oct 09:12–12:00 Anna Berg ended by itself, its time was over",
      "Fri 9 Oct 22:47 Anna Berg refused: outside hours",
      "Fri 9 Oct 20:02–20:20 Somebody whom this browser doesn't know ended by you",
      "Thu 8 Oct from 20:02 Anna Berg no end recorded yet",
    ]);
    await page.getByText("Earlier visits (1)").click();
    await reads("the line was lost");
  });

  test("that are missing, or were altered, are said to be", async () => {
    await show("popup-visits-missing");
    await reads("The computer has written 14 entries, the server shows 12.");
    await show("popup-visits-altered");
    await page.getByRole("alert").filter({ hasText: "was altered on the way" }).waitFor();
  });
});

describe("tabs", () => {
  test("arrow keys, Home and End move between them", async () => {
    await show("popup-technician");
    const [computer, technician] = [
      page.getByRole("tab", { name: "My computer" }),
      page.getByRole("tab", { name: "Technician" }),
    ];
    await computer.focus();
    await page.keyboard.press("ArrowRight");
    expect(await technician.getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowRight");
    expect(await computer.getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("End");
    await reads("Field service");
    await page.keyboard.press("Home");
    expect(await computer.getAttribute("aria-selected")).toBe("true");
    expect(await page.getByRole("tab").evaluateAll((all) => all.map((tab) => tab.tabIndex))).toEqual([0, -1]);
  });

  const selected = () => page.getByRole("tab", { selected: true }).textContent();
  const kept = () => page.evaluate(() => preview.tab);

  test("the popup opens at the one that it is told, and says which one was gone to", async () => {
    await show("popup-technician");
    expect([await selected(), await kept()]).toEqual(["My computer", null]);
    await page.getByRole("tab", { name: "Technician" }).click();
    expect(await kept()).toBe("technician");
    await page.keyboard.press("ArrowLeft");
    expect(await kept()).toBe("computer");
    await show("popup-console-first");
    await button("Show the panel on this console").waitFor();
    expect([await selected(), await kept()]).toEqual(["Technician", null]);
  });

  test("what waits for the customer comes first all the same, and leads back to My computer", async () => {
    await show("popup-number");
    await page.evaluate(() => preview.post("customer", { opensAt: "technician" }));
    expect(await page.getByRole("tab").count()).toBe(0);
    await button("Back").click();
    expect(await selected()).toBe("My computer");
    await show("popup-technician");
    await page.evaluate(() => preview.post("customer", { opensAt: "technician" }));
    expect(await selected()).toBe("My computer");
  });

  test("the technician's tab signs in and out, and says where the panel is", async () => {
    await show("popup-technician");
    await page.getByRole("tab", { name: "Technician" }).click();
    await reads(/open it and choose the tab Unattended access/);
    await button("Sign out").click();
    expect(await sent()).toEqual([{ act: "sign-out" }]);
  });
});

describe("asked once more, in a window of its own", () => {
  test("sends the draft as it was shown", async () => {
    await show("popup-confirm");
    await button("Request unattended access").click();
    expect(await sent()).toMatchObject([
      { act: "request", ticket: "4711", terms: { span: { kind: "days", days: 5 } } },
    ]);
    await page.evaluate(() => preview.post("technician", { draft: null }));
    await reads("The request was sent.");
  });

  test("or drops it", async () => {
    await show("popup-confirm");
    await button("Cancel").click();
    expect(await sent()).toEqual([{ act: "drop-draft" }]);
  });
});

describe("asked whether the number fits, in a window of its own", () => {
  test("stands still at first, then says what was pressed", async () => {
    await show("popup-fits");
    await reads("1 3 0 4 0 4");
    expect([await isOff("It fits"), await isOff("It doesn't fit")]).toEqual([true, true]);
    await button("It fits").click();
    expect(await sent()).toMatchObject([{ act: "fits", fits: true }]);
    await page.evaluate(() => preview.post("technician", { sessions: [] }));
    await expect.poll(() => heading().innerText(), soon).toMatch(/^Noted/);
  });

  test("and that it doesn't fit", async () => {
    await show("popup-fits");
    await button("It doesn't fit").click();
    expect(await sent()).toMatchObject([{ act: "fits", fits: false }]);
  });
});

describe("other eyes", () => {
  test("24 hours on the axes and in words, also where twelve are the habit", async () => {
    page = await stage.show("popup-request", { language: "en-US", width: 380 });
    expect((await page.locator(".axis").first().innerText()).split(/\s+/)).toEqual(["0", "6", "12", "18", "24"]);
    expect(await heading().innerText()).toMatch(/from\s20:00\sto\s06:00/);
    expect(await page.locator("body").innerText()).not.toMatch(/\d\s?[ap]m\b/i);
  });

  test("in forced colours what is open keeps its own", async () => {
    page = await stage.show("popup-request", { language: "en", width: 380, forced: true });
    const colour = await page
      .locator(".bar")
      .first()
      .evaluate((bar) => getComputedStyle(bar).backgroundColor);
    expect(colour).toBe("rgb(246, 200, 60)");
  });

  test("the strip is read as a table of days and times", async () => {
    await show("popup-request");
    const strip = page.getByRole("table", { name: /^When access is open, next seven days/ });
    const rows = await strip
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader") })
      .all();
    const spoken = await Promise.all(
      rows.map(async (row) => [
        await row.getByRole("rowheader").innerText(),
        await row.locator(".times .vh").innerText(),
      ]),
    );
    expect(spoken.map((row) => row.join(": ").replace(/\s+/g, " "))).toEqual([
      "Today: 20:00 to 06:00 the next day",
      "Wed 21: 20:00 to 06:00 the next day",
      "Thu 22: 20:00 to 06:00 the next day",
      "Fri 23: 20:00 to 06:00 the next day",
      "Sat 24: 20:00 to 06:00 the next day",
      "Sun 25: ends 14:35",
      "Mon 26: no access",
    ]);
  });
});
