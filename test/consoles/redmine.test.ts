import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useConsoleStage } from "./console-stage.ts";
import { Redmine } from "./redmine.ts";
import { people } from "./redmine-data.ts";
import { askAndAnswer, findsSession, hasNoSession, knownBy, pageSays, pageSaysNothing } from "./story.ts";

const stage = useConsoleStage();
let desk: Redmine;
beforeAll(async () => {
  desk = await Redmine.start();
});
afterAll(() => desk?.stop());

describe("Redmine", () => {
  it("is added on an issue, whose computer and number the panel reads, and whose session it finds again", async () => {
    const workplace = await stage().workplace();
    const { technician } = workplace;
    const { page } = technician;
    const { officePc, printer } = desk.issues;
    await page.goto(desk.issuePage(officePc));
    await page.getByLabel("Login").fill(people.technician.login);
    await page.getByLabel("Password").fill(people.technician.password);
    await page.getByRole("button", { name: "Login" }).click();
    await page.getByRole("heading", { name: `Support #${officePc}` }).waitFor();
    expect(await knownBy(workplace)).toEqual(["Redmine"]);
    await workplace.isGone();

    await workplace.addConsole();
    await workplace.arrive();
    await pageSays(workplace, `Office PC · ticket ${officePc}`);
    await askAndAnswer(workplace, await stage().stage.customer(), officePc);

    // A comment is written and the page comes again.
    await page.getByRole("link", { name: "Edit", exact: true }).first().click();
    await page.locator("#issue_notes").fill("Somebody will see to it tonight.");
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    await page.getByText("Somebody will see to it tonight.").first().waitFor();
    await technician.openPanel();
    await pageSays(workplace, `Office PC · ticket ${officePc}`);
    await findsSession(workplace);
    // Pages of the same issue that don't show the field.
    for (const path of ["edit", "time_entries/new"]) {
      await page.goto(`${desk.issuePage(officePc)}/${path}`);
      await technician.openPanel();
      await pageSays(workplace, `ticket ${officePc}`);
      await findsSession(workplace);
    }

    // Lists and a new issue are about no ticket.
    await page.goto(`${desk.origin}/projects/customers/issues/new`);
    await technician.openPanel();
    await pageSaysNothing(workplace);
    await page.getByRole("link", { name: "Issues", exact: true }).click();
    await page.getByRole("heading", { name: "Issues", exact: true }).waitFor();
    await technician.openPanel();
    await pageSaysNothing(workplace);

    await page.getByRole("link", { name: "Paper jam", exact: true }).click();
    await page.getByRole("heading", { name: `Support #${printer}` }).waitFor();
    await technician.openPanel();
    await pageSays(workplace, `Contoso workshop · ticket ${printer}`);
    await hasNoSession(technician);
    await page.goto(desk.issuePage(officePc));
    await technician.openPanel();
    await pageSays(workplace, `Office PC · ticket ${officePc}`);
    await findsSession(workplace);

    await workplace.removeConsole(desk.origin);
    await workplace.isGone();
    await page.reload();
    await workplace.isGone();
  });
});
