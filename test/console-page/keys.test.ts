import type { Frame } from "playwright-core";
import { expect, it } from "vitest";
import { officePc } from "../browser/meet.ts";
import { soon } from "../browser/soon.ts";
import { useStage } from "../browser/test-stage.ts";
import { Hands } from "./hands.ts";

// The technician's way by keys alone. What she presses goes away with what it did; the focus never does.

const stage = useStage();

/** What has the focus in the panel, by its name; "" where nothing has it. */
const focusIn = (panel: Frame): Promise<string> =>
  panel.evaluate(() => {
    const at = document.hasFocus() ? document.activeElement : null;
    if (at === null || at === document.body) return "";
    const named = at instanceof HTMLInputElement ? at.labels?.[0] : at;
    return (at.getAttribute("aria-label") ?? named?.textContent ?? "").trim();
  });

it("keeps the focus from sign-in to sign-out, and hands it on to what came in place of what was pressed", async () => {
  const technician = await stage().technician();
  const customer = await stage().customer();
  const { page, names, account } = technician;
  const keys = page.keyboard;
  const hands = new Hands(page);
  const panel = await (async () => {
    await technician.tabIsThere();
    // From the page's beginning back is to its end, where the tab button is.
    await keys.press("Shift+Tab");
    await keys.press("Enter");
    return technician.panel();
  })();

  /** Goes on by Tab until something of this name has the focus. */
  async function goTo(name: string): Promise<void> {
    const isThere = async (): Promise<boolean> => (await focusIn(panel)).startsWith(name);
    for (let pressed = 0; pressed < 40 && !(await isThere()); pressed += 1) await keys.press("Tab");
    expect(await focusIn(panel)).toMatch(new RegExp(`^${name}`));
  }
  /** Presses what is there by this name; then what came of it has the focus. */
  async function press(name: string, then: string): Promise<void> {
    await goTo(name);
    await hands.key("Enter");
    await soon(`the focus on "${then}"`, async () => (await focusIn(panel)).startsWith(then));
  }

  await panel.getByLabel(names.email, { exact: true }).waitFor();
  await goTo(names.email);
  await keys.type(account.email);
  await keys.press("Tab");
  await keys.type(account.password);
  await hands.key("Enter");
  await soon("the focus on what is there after sign-in", async () => (await focusIn(panel)) === "Start a session");
  await keys.press("Tab");

  await press(names.startSession, "Give the customer this code");
  await customer.join(await technician.readCode(), officePc);
  await customer.typeNumber(await technician.readNumber());
  await customer.reads(customer.names.numberFits);
  await press(names.itFits, "Session with Office PC");

  await goTo(names.certainHours);
  await keys.press("Space");
  await press(names.addHours, names.opens);
  await press("Remove", names.opens);
  await press(names.request, names.waiting);
  await customer.question();
  await goTo(names.withdraw);
  await customer.approve();
  await soon("the focus on the answer", async () => (await focusIn(panel)).startsWith(names.active));
  await press(names.endSession, "Access here");
  await press("Sign out", "Sign in");
  await keys.press("Escape");
  await soon("a closed panel", async () => !(await panel.evaluate(() => document.hasFocus())));
});
