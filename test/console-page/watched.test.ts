import { describe, expect, it } from "vitest";
import { arrive, meet } from "../browser/meet.ts";
import { useStage } from "../browser/test-stage.ts";
import { listenToAll, whatWasHeard } from "./nosy-page.ts";

const stage = useStage();

describe("a console's page", () => {
  it("that listens to every key, input and message learns nothing that is typed into the panel", async () => {
    const technician = await stage().technician();
    const customer = await stage().customer();
    await listenToAll(technician.page);
    // It does hear what is typed into the page itself.
    await technician.page.getByLabel("Notes").pressSequentially("heard");
    await technician.page.getByLabel("Notes").blur();
    expect((await whatWasHeard(technician.page)).join(" ")).toContain("keydown d");
    const before = (await whatWasHeard(technician.page)).length;
    await technician.openPanel();
    const panel = await technician.panel();
    await panel.getByLabel(technician.names.email, { exact: true }).pressSequentially(technician.account.email);
    await panel.getByLabel(technician.names.password, { exact: true }).pressSequentially(technician.account.password);
    await technician.page.keyboard.press("Enter");
    await (await technician.button(technician.names.startSession)).waitFor();
    await meet(technician, customer);
    await panel.getByLabel(technician.names.reason, { exact: true }).pressSequentially("A secret reason");
    const heard = (await whatWasHeard(technician.page)).slice(before);
    expect(heard.filter((event) => /^(key|input|beforeinput|change|composition|paste|message)/.test(event))).toEqual(
      [],
    );
  });

  it("finds nothing of the panel in its own document or frames", async () => {
    const technician = await stage().technician();
    await arrive(technician);
    const found = await technician.page.evaluate(() => ({
      frames: document.querySelectorAll("iframe").length,
      text: document.documentElement.innerText.includes("Start session"),
      roots: [...document.querySelectorAll("*")].filter((element) => element.shadowRoot !== null).length,
    }));
    expect(found).toEqual({ frames: 0, text: false, roots: 0 });
  });

  it("that changes without loading leaves the open panel and what stands in it alone", async () => {
    const technician = await stage().technician();
    const customer = await stage().customer();
    await arrive(technician);
    await meet(technician, customer);
    await technician.fill({ reason: "Half typed" });
    await technician.page.getByRole("link", { name: "Devices" }).first().click();
    await technician.page.getByRole("link", { name: "Workshop PC" }).click();
    await technician.page.getByRole("heading", { name: /Workshop PC/ }).waitFor();
    const reason = (await technician.panel()).getByLabel(technician.names.reason, { exact: true });
    expect(await reason.inputValue()).toBe("Half typed");
  });

  it.each([
    ["its body anew", "document.body.replaceChildren()"],
    ["another body", "document.documentElement.replaceChildren(document.head, document.createElement('body'))"],
    ["its whole document anew", "document.replaceChild(document.createElement('html'), document.documentElement)"],
    ["itself by document.write", "document.open(); document.write('<p>anew</p>'); document.close()"],
  ] as const)("that writes %s still shows the tab, and the panel opens", async (_, rewrite) => {
    const technician = await stage().technician();
    await technician.tabIsThere();
    await technician.page.evaluate(`void (() => { ${rewrite} })()`);
    await arrive(technician);
  });

  it("that nobody added gets nothing of the extension", async () => {
    const technician = await stage().technician();
    await technician.tabIsThere();
    await technician.page.goto(`${stage().server.origin}/health/live`);
    expect(await technician.showsTab()).toBe(false);
  });
});
