import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consoleAt, originOfPage } from "../../../extension/popup/this-console.tsx";
import type { Preview } from "./preview/main.tsx";
import type { SceneName } from "./preview/scenes.ts";
import { openStage, type Stage } from "./preview/stage.ts";

declare const preview: Preview;

const origin = "https://desk.contoso.example";

describe("the page before the popup", () => {
  test.each([
    ["https://desk.example/tickets/1?a=b#c", "https://desk.example"],
    ["http://10.0.0.5:8080/", "http://10.0.0.5:8080"],
    ["https://desk.example:443/", "https://desk.example"],
  ])("can have the panel: %s", (address, found) => {
    expect(originOfPage(address)).toBe(found);
  });

  test.each([
    null,
    "",
    "about:blank",
    "chrome://extensions/",
    "about:addons",
    "file:///home/anna/desk.html",
    "chrome-extension://abc/popup.html",
    "data:text/html,x",
    "https://chromewebstore.google.com/detail/x",
    "https://addons.mozilla.org/en-US/firefox/",
  ])("can't have it: %s", (address) => {
    expect(originOfPage(address)).toBeNull();
  });

  test("is a console where it was added, or where the built-in pattern says so", () => {
    const added = { origin, preset: false };
    const preset = { origin: "https://*.contoso.example/desk/*", preset: true };
    expect(consoleAt(`${origin}/x`, [added])).toBe(added);
    expect(consoleAt(`${origin}:8443/x`, [added])).toBeNull();
    expect(consoleAt(`${origin}/desk/1`, [preset])).toBe(preset);
    expect(consoleAt(`${origin}/other`, [preset])).toBeNull();
    expect(consoleAt(`${origin}/desk/1`, [preset, added])).toBe(added);
    expect(consoleAt(null, [added, preset])).toBeNull();
  });
});

describe("the popup, at *Technician*", () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const show = async (scene: SceneName): Promise<void> => {
    page = await stage.show(scene, { language: "en", width: 380 });
    await page.getByRole("tab", { name: "Technician" }).click();
  };
  const sent = (): Promise<unknown[]> => page.evaluate(() => preview.sent);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const reads = (text: string) => page.getByText(text).first().waitFor();
  const add = "Show the panel on this console";

  test("shows an address whole, however long: its end says whose it is", async () => {
    const address = `${"a-long-name.".repeat(8)}contoso.example:8443`;
    await show("popup-console-there");
    await page.evaluate(
      (origin) => preview.post("technician", { consoles: [{ origin, preset: false }] }),
      `https://${address}`,
    );
    const isWhole = await page.getByText(address, { exact: true }).evaluate((shown) => {
      for (let box: Element | null = shown; box?.closest("li"); box = box.parentElement) {
        if (box.clientHeight > 0 && box.scrollHeight > box.clientHeight + 1) return false;
      }
      return true;
    });
    expect(isWhole).toBe(true);
  });

  test.each(["popup-console-new", "popup-console-out"] as const)(
    "adds this console in one click: %s",
    async (scene) => {
      await show(scene);
      await button(add).click();
      const [asked] = (await sent()) as { origin: string }[];
      expect(await sent()).toEqual([
        // The browser is asked before anything else, and what is wanted is said before it answers.
        { act: "permit", origin: asked?.origin, inClick: true },
        { act: "add-console", origin: asked?.origin },
        { act: "add-console", origin: asked?.origin },
      ]);
      expect(asked?.origin).toBe(scene === "popup-console-new" ? origin : "http://10.0.0.5:8080");
      await page.evaluate((one) => preview.post("technician", { consoles: [{ origin: one, preset: false }] }), origin);
      if (scene === "popup-console-new") await reads("The panel is here, at the edge of the page.");
    },
  );

  test("leaves nothing behind after the browser's no, and says so", async () => {
    await show("popup-console-new");
    await page.evaluate(() => preview.permits(false));
    await button(add).click();
    await reads("Your browser didn't allow it. Nothing has changed.");
    expect((await sent()).slice(2)).toEqual([{ act: "remove-console", origin }]);
    await button(add).waitFor();
  });

  test("a click that no person made asks for nothing", async () => {
    await show("popup-console-new");
    await button(add).evaluate((one) => (one as HTMLElement).click());
    expect(await sent()).toEqual([]);
  });

  test("says why it failed, where it was tried", async () => {
    await show("popup-console-new");
    await page.evaluate(() => preview.answer("add-console", { ok: false, code: "too-many-consoles" }));
    await button(add).click();
    await reads("You have added 100 consoles. Remove one first.");
  });

  test("removes this console and every other, each by its name, but none that was built in", async () => {
    await show("popup-console-there");
    await reads("Set up by your administrator");
    const names = await page
      .getByRole("button", { name: /^Remove/ })
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    expect(names).toEqual(["Remove: desk.contoso.example", "Remove: http://10.0.0.5:8080"]);
    await button("Remove: http://10.0.0.5:8080").click();
    await button("Remove: desk.contoso.example").click();
    expect(await sent()).toEqual([
      { act: "remove-console", origin: "http://10.0.0.5:8080" },
      { act: "remove-console", origin },
    ]);
  });

  test("leads on at the keyboard from what goes away with its console", async () => {
    await show("popup-console-there");
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const left = (...origins: string[]) =>
      page.evaluate((all) => {
        preview.post("technician", { consoles: all.map((one) => ({ origin: one, preset: false })) });
      }, origins);
    await button("Remove: http://10.0.0.5:8080").focus();
    await page.keyboard.press("Enter");
    await left(origin);
    await expect.poll(focused).toBe("Consoles");
    await button("Remove: desk.contoso.example").focus();
    await page.keyboard.press("Enter");
    await left();
    await expect.poll(focused).toBe("This page");
  });

  test("offers nothing on a built-in console", async () => {
    await show("popup-console-preset");
    await reads("The panel is here. Your administrator set it up.");
    expect(await page.getByRole("button", { name: /^(Remove|Show)/ }).count()).toBe(0);
  });

  test("says why a page of the browser's own can't be a console, and that no keys are set", async () => {
    await show("popup-console-none");
    await reads("The panel can't be shown on this page.");
    await reads("No shortcut set for the panel.");
    expect(await button(add).count()).toBe(0);
  });

  test("names the keys that are really set", async () => {
    await show("popup-console-there");
    await reads("Alt+Shift+U opens and closes the panel on a console.");
  });

  test("in a window of its own there is no page before it: the list alone", async () => {
    await show("popup-technician");
    await reads("None yet. Open the page of your console");
    expect(await page.getByRole("heading", { name: "This page" }).count()).toBe(0);
  });
});
