import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useConsoleStage } from "./console-stage.ts";
import { askAndAnswer, findsSession, hasNoSession, knownBy, pageSays } from "./story.ts";
import { type StrictConsole, startStrictConsole } from "./strict-console.ts";

const stage = useConsoleStage();
let strict: StrictConsole;
beforeAll(async () => {
  strict = await startStrictConsole();
});
afterAll(() => strict?.stop());

describe("a console with the strictest policies there are", () => {
  it("gets the panel, says by the contract what it is about, and is left as it was", async () => {
    const workplace = await stage().workplace();
    const { technician } = workplace;
    const { page } = technician;
    await page.goto(`${strict.origin}/devices/17`);
    const before = await page.content();
    expect(await page.evaluate(() => [isSecureContext, crossOriginIsolated])).toEqual([true, true]);
    await workplace.isUntouched();
    await workplace.addConsole();
    await workplace.arrive();
    await pageSays(workplace, "Office PC · device 17");
    await askAndAnswer(workplace, await stage().stage.customer(), 4711);
    expect(await knownBy(workplace)).toEqual([]);

    await page.getByRole("link", { name: "Devices" }).click();
    await technician.openPanel();
    // It keeps no contract, and says no more than its heading.
    await pageSays(workplace, "Devices");
    await page.getByRole("link", { name: "Device 18" }).click();
    await technician.openPanel();
    // A page's word is text, whatever it looks like.
    await pageSays(workplace, "<b>Reception</b> & co · device 18");
    await hasNoSession(technician);
    await page.goto(`${strict.origin}/devices/17`);
    await technician.openPanel();
    await findsSession(workplace);

    // A sandbox is one for all that is framed in it: no page of the extension could work there, so none is put there.
    await page.goto(`${strict.origin}/sandboxed/17`);
    expect(await technician.showsTab()).toBe(false);
    await page.goto(`${strict.origin}/devices/17`);
    await technician.tabIsThere();

    await workplace.forbid(strict.origin);
    await workplace.isUntouched();
    expect(await page.content()).toBe(before);
  });

  it("isn't added where the browser's prompt is answered with no, and is added again without one", async () => {
    const workplace = await stage().workplace();
    const { page } = workplace.technician;
    await page.goto(`${strict.origin}/devices/17`);
    await workplace.refuseConsole();
    await workplace.isUntouched();
    expect(await workplace.has(strict.origin)).toBe(false);
    await workplace.addConsole();
    await workplace.removeConsole(strict.origin);
    await workplace.isUntouched();
    await workplace.addAgain();
  });
});
