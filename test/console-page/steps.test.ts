import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Customer } from "../browser/customer.ts";
import { arrive, meet, meetAgain } from "../browser/meet.ts";
import { languages } from "../browser/names.ts";
import type { Technician } from "../browser/technician.ts";
import { useStage } from "../browser/test-stage.ts";
import { Hands } from "./hands.ts";

// From "I am on the device's page" to "request sent" with the terms that were used last: at most three clicks or keys.

const stage = useStage("kept");
const mostSteps = 3;
const useIt = { en: /^Use: as last time/, de: /^Übernehmen: wie beim letzten Mal/ };

type Way = {
  /** the page of the console */
  at: string;
  /** what the page says of itself, by the contract */
  says?: Record<string, string>;
  /** how the panel stands when she is on the page: closed after a load, open after a load and a press, or open while the
   *  console goes on to this page without loading */
  panel?: "closed" | "open" | "gone along";
  side?: "left";
  /** the last step: the mouse, or the key that is ready to be pressed */
  last?: "click" | "Enter";
  steps: number;
};

const ways: [string, Way][] = [
  ["a device, the panel still closed", { at: "office-pc", steps: 3 }],
  ["a device, with the key that is ready", { at: "office-pc", last: "Enter", steps: 3 }],
  ["a device, the panel already open", { at: "office-pc", panel: "open", steps: 2 }],
  ["a device to which she went on without loading", { at: "office-pc", panel: "gone along", steps: 2 }],
  ["a device, the panel on the left", { at: "office-pc", side: "left", steps: 3 }],
  [
    "a device of a console that keeps the contract",
    { at: "workshop-pc", says: { device: "23", computer: "Office PC" }, steps: 3 },
  ],
  ["a ticket", { at: "reception-pc", says: { ticket: "4711" }, steps: 3 }],
  [
    "a ticket, the panel already open",
    { at: "reception-pc", says: { ticket: "4711" }, panel: "open", last: "Enter", steps: 2 },
  ],
  ["a session of the console's own", { at: "archive-server", says: { session: "S-9", kind: "desktop" }, steps: 3 }],
];

describe.each(languages)("steps to a request as last time (%s)", (language) => {
  let technician: Technician;
  let customer: Customer;
  let computer: string;

  beforeAll(async () => {
    technician = await stage().technician({ language });
    customer = await stage().customer({ language });
    await arrive(technician);
    await meet(technician, customer);
    await technician.ask({ span: { days: 5 }, hours: { opens: "20:00", closes: "06:00" } });
    await customer.question();
    await technician.withdraw();
    await technician.press(technician.names.endSession);
    computer = await stage().administrator.computer("Office PC");
  });
  afterAll(() => stage().closeBrowsers());

  const asked = async (): Promise<number> =>
    (await stage().administrator.history(computer)).filter((entry) => entry.includes('"request-asked"')).length;

  async function goTo({ at, says = {} }: Way): Promise<void> {
    const { page } = technician;
    const init = Object.entries(says).map(([name, content]) => ({ name: `whileaway:${name}`, content }));
    await page.goto(stage().console.address(at));
    await page.evaluate((metas) => {
      for (const meta of metas) document.head.append(Object.assign(document.createElement("meta"), meta));
    }, init);
  }

  // One language goes every way; the other has the same screens.
  it.each(language === "en" ? ways : ways.slice(0, 1))("on the page of %s", async (_, way) => {
    const { page } = technician;
    await goTo(way);
    await technician.openPanel();
    await meetAgain(technician, customer);
    if (way.side) await technician.press("Move to the left side");
    const { panel: stands = "closed" } = way;
    if (stands === "closed") await goTo(way);
    if (stands === "gone along") {
      await page.getByRole("link", { name: "Devices" }).first().click();
      await page.getByRole("link", { name: "Office PC" }).first().click();
    }
    const before = await asked();

    const hands = new Hands(page);
    if (stands === "closed") await hands.clickAt(await technician.tabIsThere());
    const panel = await technician.panel();
    await hands.click(panel.getByRole("button", { name: useIt[language] }));
    if (way.last === "Enter") await hands.key("Enter");
    else await hands.click(await technician.request(), "read first");

    await technician.reads(technician.names.waiting);
    expect(await asked()).toBe(before + 1);
    expect(hands.steps).toBe(way.steps);
    expect(hands.steps).toBeLessThanOrEqual(mostSteps);
    expect(await customer.question()).toMatch(/20:00/);
    if (way.says?.ticket) await customer.reads(way.says.ticket);
    await technician.withdraw();
    if (way.side) await technician.press("Move to the right side");
    await technician.press(technician.names.endSession);
  });
});
