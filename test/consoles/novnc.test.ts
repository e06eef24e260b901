import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useConsoleStage } from "./console-stage.ts";
import { type NoVnc, startNoVnc } from "./novnc.ts";
import {
  askAndAnswer,
  findsSession,
  hasNoSession,
  keptReferences,
  knownBy,
  pageSays,
  pageSaysNothing,
} from "./story.ts";

const stage = useConsoleStage();
/** as cloud consoles make them: whoever has it may see the screen */
const key = "5f1c0d2e-8a47-4b7e-9f10-2f6f3c9b7a11";
let novnc: NoVnc;
beforeAll(async () => {
  novnc = await startNoVnc({ "office-pc": "Office PC", reception: "Reception PC" }, { [key]: "office-pc" });
});
afterAll(() => novnc?.stop());

describe("noVNC's page", () => {
  it("is added before a screen, whose name the panel reads, and is found again by its address, and is removed", async () => {
    const workplace = await stage().workplace();
    const { technician } = workplace;
    const { page } = technician;
    await page.goto(novnc.address("office-pc"));
    await page.waitForFunction(() => document.title === "Office PC - noVNC");
    expect(await knownBy(workplace)).toEqual(["noVNC"]);
    await workplace.isUntouched();
    await workplace.addConsole();
    await workplace.arrive();
    await pageSays(workplace, "Office PC · device office-pc");
    await askAndAnswer(workplace, await stage().stage.customer());
    expect(await keptReferences(stage().stage, technician)).toEqual(["device:office-pc"]);

    await page.goto(novnc.address("reception"));
    await technician.openPanel();
    await pageSays(workplace, "Reception PC · device reception");
    await hasNoSession(technician);
    await page.goto(novnc.address("office-pc"));
    await technician.openPanel();
    await pageSays(workplace, "Office PC · device office-pc");
    await findsSession(workplace);

    // A key is no name of a computer.
    await page.goto(novnc.address(key));
    await technician.openPanel();
    await pageSays(workplace, "Office PC");
    await page.goto(novnc.start);
    await technician.openPanel();
    await pageSaysNothing(workplace);
    expect(await knownBy(workplace)).toEqual(["noVNC"]);

    await workplace.removeConsole(novnc.origin);
    await workplace.isUntouched();
  });
});
