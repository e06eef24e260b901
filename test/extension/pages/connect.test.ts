import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { press } from "../../browser/press.ts";
import type { Preview } from "./preview/main.tsx";
import type { SceneName } from "./preview/scenes.ts";
import { openStage, type Stage } from "./preview/stage.ts";

declare const preview: Preview;

let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const show = async (scene: SceneName): Promise<void> => {
  page = await stage.show(scene, { language: "en", width: 400, height: 900 });
};
const sent = () => page.evaluate(() => preview.sent);
const connect = (computer: string) => page.getByRole("button", { name: new RegExp(`^Connect: ${computer}, `) }).first();
/** Why a button can't be used: the text that it names as its description. */
const reason = (computer: string) =>
  connect(computer).evaluate(
    (button) => document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent ?? null,
  );

describe("Connect", () => {
  test("opens the viewer for an open grant of this browser's, on a computer that is there", async () => {
    await show("panel-connect");
    await press(connect("Office PC"));
    expect(await sent()).toEqual([
      { act: "open-viewer", grant: await page.evaluate(() => preview.posted("technician")?.grants[0]?.id) },
    ]);
  });

  test.each([
    ["Reception PC", /^Reception PC is offline/],
    ["Workshop PC", /set up anew\. Ask again/],
    ["Lobby PC", /signature .* doesn't hold/],
  ])("of %s does nothing and says why", async (computer, why) => {
    await show("panel-connect");
    await connect(computer).click({ force: true });
    expect(await sent()).toEqual([]);
    expect(await connect(computer).getAttribute("aria-disabled")).toBe("true");
    expect(await reason(computer)).toMatch(why);
  });

  test("of closed access does nothing: the status line says when it opens", async () => {
    await show("panel-connect");
    await connect("Night PC").click({ force: true });
    expect(await sent()).toEqual([]);
    await page.getByText("Closed, opens today 19:00").waitFor();
  });

  test("without a doorkeeper says what to do", async () => {
    await show("panel-active");
    expect(await reason("Office PC")).toContain("Approved. To connect here, pair the doorkeeper and ask again.");
  });

  test.each([["the group may not", { mayUse: false }, "Your group isn't permitted to use unattended access."]])(
    "does nothing where %s",
    async (_, policy, why) => {
      await show("panel-connect");
      await page.evaluate((change) => {
        const me = preview.posted("technician")?.me;
        if (me) preview.post("technician", { me: { ...me, policy: { ...me.policy, ...change } } });
      }, policy);
      await expect.poll(() => reason("Office PC")).toContain(why);
    },
  );

  test("can be used as soon as the computer is back", async () => {
    await show("panel-connect");
    await page.evaluate(() => {
      const computers = preview.posted("technician")?.computers ?? [];
      preview.post("technician", { computers: computers.map((one) => ({ ...one, doorOnline: true })) });
    });
    await press(connect("Reception PC"));
    expect(await sent()).toHaveLength(1);
  });
});

test("a grant that opens nothing has no yellow, and its reason in place of its status", async () => {
  await show("panel-connect");
  for (const computer of ["Workshop PC", "Lobby PC"]) {
    const row = page.getByRole("listitem").filter({ hasText: computer });
    await row.waitFor();
    expect(await row.locator(".lamp.open, .bar").count()).toBe(0);
    expect(await row.locator(".lamp.over").count()).toBe(1);
  }
});

test("a running visit can be shown and ended, and another grant of that computer waits", async () => {
  await show("panel-visiting");
  await page.getByText("You have been connected since 13:15.").waitFor();
  await press(page.getByRole("button", { name: /^Show: Office PC, / }));
  await press(page.getByRole("button", { name: "End: Office PC", exact: true }));
  const [grant, connection] = await page.evaluate(() => {
    const visit = preview.posted("technician")?.connections[0];
    return [visit?.grantId, visit?.id];
  });
  expect(await sent()).toEqual([
    { act: "open-viewer", grant },
    { act: "end-connection", connection },
  ]);
  expect(await reason("Office PC")).toContain("under another approval");
});

test("the doorkeeper is proposed before it is missed, and On setup is offered once it is there", async () => {
  await show("panel-form");
  const onSetup = page.getByRole("radio", { name: "On setup", exact: true });
  await page.getByText("Without one you can't connect from here").waitFor();
  await page.getByText("press Set up the doorkeeper").waitFor();
  expect(await onSetup.getAttribute("aria-disabled")).toBe("true");
  await show("panel-form-paired");
  await onSetup.check();
  expect(await page.getByText("Without one you can't connect from here").count()).toBe(0);
});
