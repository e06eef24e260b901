import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useConsoleStage } from "./console-stage.ts";
import { RequestTracker, technicianAccount } from "./request-tracker.ts";
import { askAndAnswer, findsSession, hasNoSession, knownBy, pageSays, pageSaysNothing } from "./story.ts";

const stage = useConsoleStage();
let desk: RequestTracker;
beforeAll(async () => {
  desk = await RequestTracker.start();
});
afterAll(() => desk?.stop());

describe("Request Tracker", () => {
  it("is added on a ticket, whose computer and number the panel reads, and whose session it finds again", async () => {
    const workplace = await stage().workplace();
    const { technician } = workplace;
    const { page } = technician;
    const { officePc, printer } = desk.tickets;
    await page.goto(desk.ticketPage(officePc));
    await page.locator("input[name=user]").fill(technicianAccount.name);
    await page.locator("input[name=pass]").fill(technicianAccount.password);
    await page.getByRole("button", { name: "Login" }).click();
    await page.getByRole("heading", { name: `#${officePc}: Update the printer driver on Office PC` }).waitFor();
    expect(await knownBy(workplace)).toEqual(["Request Tracker"]);
    await workplace.isGone();

    await workplace.addConsole();
    await workplace.arrive();
    await pageSays(workplace, `Office PC · ticket ${officePc}`);
    await askAndAnswer(workplace, await stage().stage.customer(), officePc);

    // The same ticket, on tabs that don't show the field. The panel stands before some of them, until it is moved.
    await technician.press("Move to the left side");
    for (const [tab, title] of Object.entries({
      History: "Ticket History",
      Links: "Link ticket",
      Jumbo: "Jumbo update",
    })) {
      await page.getByRole("link", { name: tab, exact: true }).first().click();
      await page.getByRole("heading", { name: title }).first().waitFor();
      await technician.openPanel();
      await pageSays(workplace, `ticket ${officePc}`);
      await findsSession(workplace);
    }
    await technician.press("Move to the right side");
    await page.goto(`${desk.origin}/Ticket/Update.html?Action=Comment&id=${officePc}`);
    await technician.openPanel();
    await pageSays(workplace, `ticket ${officePc}`);

    // Lists and the home page are about no ticket.
    await page.goto(`${desk.origin}/Search/Results.html?Query=Queue%3D'Support'`);
    await technician.openPanel();
    await pageSaysNothing(workplace);

    await page.getByRole("link", { name: "Paper jam", exact: true }).click();
    await page.getByRole("heading", { name: `#${printer}: Paper jam` }).waitFor();
    await technician.openPanel();
    await pageSays(workplace, `workshop@example.com · ticket ${printer}`);
    await hasNoSession(technician);
    // A computer that has the ticket's number isn't the ticket.
    expect(desk.asset).toBe(officePc);
    await page.goto(`${desk.origin}/Asset/Display.html?id=${desk.asset}`);
    await technician.openPanel();
    await pageSays(workplace, `Office PC · device ${desk.asset}`);
    await hasNoSession(technician);
    await page.goto(desk.ticketPage(officePc));
    await technician.openPanel();
    await pageSays(workplace, `Office PC · ticket ${officePc}`);
    await findsSession(workplace);

    await workplace.removeConsole(desk.origin);
    await workplace.isGone();
    await page.reload();
    await workplace.isGone();
  });
});
