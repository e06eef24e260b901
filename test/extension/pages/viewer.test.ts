import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBlock } from "../../../shared/credentials.ts";
import type { Preview } from "./preview/main.tsx";
import type { SceneName } from "./preview/scenes.ts";
import { openStage, type Stage } from "./preview/stage.ts";

declare const preview: Preview;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const show = (scene: SceneName): Promise<Page> => stage.show(scene, { language: "en", width: 1000, height: 700 });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const password = (page: Page) => page.getByLabel("Password", { exact: true });
const sent = (page: Page) => page.evaluate(() => preview.sent as { act: string; block?: number[] }[]);
/** *Connect*, once a press of it counts */
const settled = (page: Page) => page.locator('button[type="submit"]:not([aria-disabled])');

describe("the start", () => {
  test("takes user name and password once, empties the password, and keeps it nowhere", async () => {
    const page = await show("viewer-start");
    const logged: string[] = [];
    page.on("console", (message) => logged.push(message.text()));
    await page.getByLabel("User name", { exact: true }).fill("martin");
    await password(page).fill("canary-4711");
    await settled(page).click();
    const acts = await sent(page);
    expect(acts.map(({ act }) => act)).toEqual(["visit-connect"]);
    expect(readBlock(Uint8Array.from(acts[0]?.block ?? []))).toEqual({ userName: "martin", password: "canary-4711" });
    expect(await password(page).inputValue()).toBe("");
    const kept = await page.evaluate(() =>
      JSON.stringify([
        document.documentElement.outerHTML,
        { ...localStorage },
        { ...sessionStorage },
        preview.posted("viewer") ?? null,
      ]),
    );
    expect(kept + logged.join()).not.toContain("canary");
  });

  test("connects by the Enter key too", async () => {
    const page = await show("viewer-start");
    await page.getByLabel("User name", { exact: true }).fill("martin");
    await password(page).fill("correct horse");
    await settled(page).waitFor();
    await password(page).press("Enter");
    expect((await sent(page)).map(({ act }) => act)).toEqual(["visit-connect"]);
  });

  test.each([
    ["user name", "", "x", "Type the user name."],
    ["password", "martin", "", "Type the password."],
    ["password that fits", "martin", "x".repeat(511), "This password is too long."],
  ])("wants a %s", async (_, userName, typed, said) => {
    const page = await show("viewer-start");
    await page.getByLabel("User name", { exact: true }).fill(userName);
    await password(page).fill(typed);
    await settled(page).click();
    await page.getByText(said).waitFor();
    expect(await sent(page)).toEqual([]);
  });

  test("takes another press after a refusal, once that was shown for a while", async () => {
    const page = await show("viewer-start-setup");
    await settled(page).click();
    await page.evaluate(() => preview.visit({ at: "signing-in" }));
    await page.getByText("The computer tries the credentials").waitFor();
    await page.evaluate(() =>
      preview.visit({ at: "start", why: { said: "stream", heard: { what: "refused", because: "no-screen" } } }),
    );
    await page.getByRole("alert").waitFor();
    expect(await settled(page).count()).toBe(0);
    await settled(page).click();
    expect(await sent(page)).toHaveLength(2);
  });

  test.each([
    ["not-accepted", "Password", "The computer didn't accept this user name and password. Type them again."],
    ["not-an-administrator", "User name", "This account isn't an administrator of the computer."],
  ] as const)("says %s below the field that it is about, with the cursor in it", async (because, label, said) => {
    const page = await show("viewer-start");
    await page.getByLabel("User name", { exact: true }).fill("martin");
    await password(page).fill("wrong");
    await settled(page).click();
    await page.evaluate(() => preview.visit({ at: "signing-in" }));
    await page.getByText("The computer tries the credentials").waitFor();
    await page.evaluate(
      (code) => preview.visit({ at: "start", why: { said: "stream", heard: { what: "refused", because: code } } }),
      because,
    );
    const field = page.getByLabel(label, { exact: true });
    await page.getByText(said).waitFor();
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await field.evaluate((one) => one.getAttribute("aria-describedby") !== null)).toBe(true);
    expect(await page.getByLabel("User name", { exact: true }).inputValue()).toBe("martin");
    await page.keyboard.type("x");
    expect(await page.getByText(said).count()).toBe(0);
  });

  test("shows nothing as open that opens nothing", async () => {
    const page = await show("viewer-start-not-held");
    await page.getByText("doesn't hold").waitFor();
    expect(await page.getByText("Open until").count()).toBe(0);
    expect(await page.locator(".lamp.open").count()).toBe(0);
  });

  test("asks for no password on setup, and sends zeros", async () => {
    const page = await show("viewer-start-setup");
    expect(await password(page).count()).toBe(0);
    await settled(page).click();
    const [first] = await sent(page);
    expect(first?.block).toEqual(Array.from({ length: 1_024 }, () => 0));
  });

  test.each<SceneName>([
    "viewer-start-not-held",
    "viewer-start-other-browser",
    "viewer-start-no-doorkeeper",
    "viewer-start-closed",
    "viewer-start-offline",
    "viewer-start-other-door",
    "viewer-no-grant",
    "viewer-signed-out",
  ])("asks for no password and offers nothing to press without a grant that holds and is open: %s", async (scene) => {
    const page = await show(scene);
    await page.getByRole("heading", { name: "Unattended access" }).waitFor();
    expect(await password(page).count()).toBe(0);
    expect(await page.getByRole("button").count()).toBe(0);
  });

  test("takes the field away when the grant ceases to hold while a password is typed", async () => {
    const page = await show("viewer-start");
    await password(page).fill("canary-4711");
    await page.evaluate(() => {
      const grant = preview.posted("viewer")?.grant;
      if (grant) preview.post("viewer", { grant: { ...grant, held: false, door: null } });
    });
    await page.getByText("doesn't hold").waitFor();
    expect(await password(page).count()).toBe(0);
    expect(await page.content()).not.toContain("canary");
  });

  test.each([
    ["she is signed out", { grant: null, computer: null, signedIn: false }],
    ["the server doesn't list the grant any more", { grant: null, computer: null }],
  ])("takes the field away when %s", async (_, change) => {
    const page = await show("viewer-start");
    await password(page).fill("canary-4711");
    await page.evaluate((next) => preview.post("viewer", next), change);
    await page.getByText(/You are signed out|isn't known here/).waitFor();
    expect(await password(page).count()).toBe(0);
    expect(await page.content()).not.toContain("canary");
  });

  test("doesn't take a press before it was shown for a while, nor one of a script", async () => {
    const page = await show("viewer-start-setup");
    await button(page, "Connect").click({ force: true });
    expect(await sent(page)).toEqual([]);
    await settled(page).waitFor();
    await page.evaluate(() => document.querySelector<HTMLButtonElement>("button[type=submit]")?.click());
    expect(await sent(page)).toEqual([]);
    await page.evaluate(() => {
      const grant = preview.posted("viewer")?.grant;
      if (grant) preview.post("viewer", { grant: { ...grant, computer: { ...grant.computer, name: "Other PC" } } });
    });
    await button(page, "Connect").click({ force: true });
    expect(await sent(page)).toEqual([]);
    await settled(page).click();
    expect(await sent(page)).toHaveLength(1);
  });
});

const key = 4;
/** Key events that noVNC sent: keysym, and whether it was pressed or let go. */
const keys = async (page: Page): Promise<[number, "down" | "up"][]> => {
  const typed = await page.evaluate(() => preview.typed);
  return typed
    .filter(([kind]) => kind === key)
    .map((bytes) => [((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0), bytes[1] === 1 ? "down" : "up"]);
};
const [control, alt, shift, del] = [0xffe3, 0xffe9, 0xffe1, 0xffff];
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent || document.activeElement?.tagName || "");
async function openScreen(scene: SceneName = "viewer-open"): Promise<Page> {
  const page = await show(scene);
  await page.waitForFunction(() => document.activeElement?.tagName === "CANVAS");
  return page;
}

describe("the screen", () => {
  test("is painted, has the keyboard, and its keys go to the computer, Tab too", async () => {
    const page = await openScreen();
    const colour = await page.evaluate(() => {
      const canvas = document.querySelector("canvas");
      return [...(canvas?.getContext("2d")?.getImageData(200, 120, 1, 1).data ?? [])];
    });
    expect(colour).toEqual([247, 247, 245, 255]);
    await page.keyboard.press("a");
    await page.keyboard.press("Tab");
    expect(await keys(page)).toEqual([
      [0x61, "down"],
      [0x61, "up"],
      [0xff09, "down"],
      [0xff09, "up"],
    ]);
    expect(await focused(page)).toBe("CANVAS");
  });

  test("lets the keyboard go by Ctrl, Alt and Shift together, with no key left down, and takes it back", async () => {
    const page = await openScreen();
    expect(await page.getByText("Ctrl+Alt+Shift leads back to this bar").count()).toBe(1);
    for (const name of ["Control", "Alt", "Shift"]) await page.keyboard.down(name);
    for (const name of ["Shift", "Alt", "Control"]) await page.keyboard.up(name);
    expect(await focused(page)).toBe("Ctrl-Alt-Del");
    const seen = await keys(page);
    const down = (keysym: number, way: "down" | "up"): number =>
      seen.filter(([k, w]) => k === keysym && w === way).length;
    for (const keysym of [control, alt, shift] as number[]) expect(down(keysym, "down")).toBe(down(keysym, "up"));
    for (const next of ["Full screen", "End", "CANVAS"]) {
      await page.keyboard.press("Tab");
      expect(await focused(page)).toBe(next);
    }
  });

  test("is sent Ctrl-Alt-Del by its button, and has the keyboard again", async () => {
    const page = await openScreen();
    await button(page, "Ctrl-Alt-Del").click();
    expect(await keys(page)).toEqual([
      [control, "down"],
      [alt, "down"],
      [del, "down"],
      [del, "up"],
      [alt, "up"],
      [control, "up"],
    ]);
    expect(await focused(page)).toBe("CANVAS");
  });

  test("fills the browser's screen with the bar still there", async () => {
    const page = await openScreen();
    await button(page, "Full screen").click();
    await button(page, "Leave full screen").waitFor();
    expect(await page.evaluate(() => document.fullscreenElement === document.documentElement)).toBe(true);
    expect(await button(page, "End").isVisible()).toBe(true);
    await button(page, "Leave full screen").click();
    await button(page, "Full screen").waitFor();
  });

  test("is pasted nothing: no message of noVNC's holds a clipboard", async () => {
    const page = await openScreen();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/plain", "canary");
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
    });
    await page.keyboard.press("Control+v");
    const cutText = 6;
    expect((await page.evaluate(() => preview.typed)).filter(([kind]) => kind === cutText)).toEqual([]);
  });

  test("is pushed and not covered by the line that says it closes, which is spoken", async () => {
    const page = await openScreen("viewer-closing");
    const line = page.locator(".vwarn");
    const [above, screen] = [await line.boundingBox(), await page.locator(".screen").boundingBox()];
    if (above === null || screen === null) throw new Error("no line or no screen");
    expect(screen.y).toBeGreaterThanOrEqual(above.y + above.height);
    expect(screen.y + screen.height).toBeLessThanOrEqual(700.5);
    const said =
      "Access closes in 5 minutes, at 13:40 your time. Save your work on Office PC. The connection ends by itself.";
    expect(await page.getByRole("status").textContent()).toBe(said);
    expect(await line.textContent()).toBe(said);
  });

  test("says the day of an end that isn't today", async () => {
    const page = await openScreen("viewer-open-tomorrow");
    const bar = page.getByRole("region", { name: "Unattended access" });
    expect((await bar.innerText()).replace(/\s+/g, " ")).toContain(
      "23 h 59 min left closes Wed 13:34 your time, 14:34 there",
    );
  });

  test("stays while the background starts anew or the server is away", async () => {
    const page = await openScreen();
    await page.evaluate(() => preview.post("viewer", { grant: null, computer: null, online: false }));
    await page.keyboard.press("a");
    expect(await keys(page)).toHaveLength(2);
    expect(await page.getByRole("heading", { name: "Office PC" }).count()).toBe(1);
  });

  test("makes the browser ask before its tab is closed", async () => {
    const page = await openScreen();
    await page.keyboard.press("a");
    const asked = page.waitForEvent("dialog");
    await page.evaluate(() => {
      setTimeout(() => location.reload());
    });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    expect(await page.locator("canvas").count()).toBe(1);
    // Nothing runs any more, so nobody is asked.
    await page.evaluate(() => preview.visit({ at: "start", why: null }));
    await page.reload();
  });

  test("that asks for credentials itself is no screen that a doorkeeper logged in to", async () => {
    const page = await show("viewer-asks");
    await page.waitForFunction(() => preview.sent.length > 0);
    expect((await sent(page)).map(({ act }) => act)).toEqual(["visit-broken"]);
  });

  test("is gone once the visit is over, and the reason stands there with a way to connect again", async () => {
    const page = await openScreen();
    await page.evaluate(() =>
      preview.visit({ at: "over", why: { said: "stream", heard: { what: "ended", because: "revoked" } } }),
    );
    await page.getByText("This access was revoked, and the visit ended with it.").waitFor();
    expect(await page.locator("canvas").count()).toBe(0);
    expect(await focused(page)).toBe("Connect again");
    await button(page, "Connect again").click();
    expect((await sent(page)).map(({ act }) => act)).toEqual(["visit-again"]);
  });

  test("offers no way back to an access that is over for good, and says so", async () => {
    const page = await show("viewer-ended-revoked");
    await page.getByText(/^Revoked by the customer/).waitFor();
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await focused(page)).toMatch(/^You are no longer connected/);
  });
});
