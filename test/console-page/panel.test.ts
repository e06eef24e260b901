import { describe, expect, it } from "vitest";
import { arrive, meet, meetAgain } from "../browser/meet.ts";
import { useStage } from "../browser/test-stage.ts";

const stage = useStage();

describe("the panel on the page of a computer", () => {
  it("finds its session and its access again, and asks as last time in three presses", async () => {
    const technician = await stage().technician();
    const customer = await stage().customer();
    const goTo = async (device: string): Promise<void> => {
      await technician.page.getByRole("link", { name: "Devices" }).first().click();
      await technician.page.getByRole("link", { name: device }).first().click();
    };
    await arrive(technician);
    await technician.reads("The page says: Office PC");
    await meet(technician, customer);
    await technician.ask({ span: { days: 5 }, hours: { opens: "20:00", closes: "06:00" } });
    await customer.question();
    await customer.approve();
    await technician.reads(technician.names.active);
    await technician.press(technician.names.endSession);
    await technician.reads("Office PC was in a session that belongs to this page.");

    await goTo("Reception PC");
    await technician.reads("The page says: Reception PC");
    await technician.readsNoMore(/was in a session that belongs/);
    await goTo("Office PC");
    await technician.reads("Office PC was in a session that belongs to this page.");

    await meetAgain(technician, customer);
    const panel = await technician.panel();
    await panel.getByRole("button", { name: /^Use: as last time, Every night/ }).click();
    await technician.send();
    expect(await panel.getByText(/^Every night/).count()).toBeGreaterThan(0);

    // What was begun stays, whatever the page goes on to.
    await technician.withdraw();
    await panel.getByLabel(technician.names.reason, { exact: true }).fill("Updates");
    await goTo("Reception PC");
    await technician.reads("This page is about Reception PC");
    await technician.press("Show: Reception PC");
    await technician.reads("The page says: Reception PC");
    await technician.press("Computers");
    await technician.reads("No doorkeeper · customer's browser online");
  });
});
