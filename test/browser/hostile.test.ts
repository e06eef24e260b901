import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { officePc } from "./meet.ts";
import { useStage } from "./test-stage.ts";

const stage = useStage();

// As far as names may go: the server refuses control characters and marks that turn the direction of text around.
const script = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
const hostile = {
  technician: `Anna ${script} שלום مرحبا`,
  organisation: `Contoso "><svg onload=alert(1)>`,
  computer: `PC '\`\${7*7}{{7*7}} ${script} عربي`,
  reason: `${script}\nsecond line אבג`,
  ticket: `"onmouseover="alert(1)`,
};

/** Fails the test on a dialog, a script or an image that a name brought with it. */
async function isInert(page: Page): Promise<void> {
  expect(await page.title()).not.toContain("owned");
  for (const frame of page.frames().filter((one) => one.url().startsWith("chrome-extension:"))) {
    expect(await frame.locator("img[src=x], svg[onload], [onmouseover], main script").count()).toBe(0);
    expect(await frame.title()).not.toContain("owned");
  }
}

it("hostile names of people, organisation and computer, reason and ticket are shown as the text that they are", async () => {
  const { administrator, group } = stage();
  const email = "hostile@contoso.example";
  await administrator.nameOrganisation(hostile.organisation);
  await administrator.createTechnician(hostile.technician, email, "a password for somebody", group);
  const technician = await stage().technician();
  const customer = await stage().customer();
  await technician.openPanel();
  await technician.signIn(email, "a password for somebody");
  await customer.join(await technician.startSession(), hostile.computer);
  await technician.reads(hostile.computer);
  const number = await technician.readNumber();
  await customer.reads(hostile.technician);
  await isInert(customer.page);
  await customer.typeNumber(number);
  await customer.reads(customer.names.numberFits);
  await technician.press(technician.names.itFits);
  await technician.ask({ reason: hostile.reason, ticket: hostile.ticket });
  const question = await customer.question();
  expect(question).toContain(hostile.technician);
  expect(question).toContain(hostile.computer);
  await customer.reads(hostile.organisation);
  await customer.reads("second line אבג");
  await customer.reads(hostile.ticket);
  await isInert(customer.page);
  await customer.approve();
  await technician.reads(technician.names.active);
  await isInert(technician.page);
  await customer.seesAccess();
  await isInert(customer.page);
  await administrator.nameOrganisation("Contoso IT");
});

it("a computer that the customer renames has its new name in the technician's panel", async () => {
  const technician = await stage().technician();
  const customer = await stage().customer();
  await technician.openPanel();
  await technician.signIn("anna.berg@contoso.example", "a password for Anna");
  await customer.join(await technician.startSession(), officePc);
  await customer.typeNumber(await technician.readNumber());
  await customer.reads(customer.names.numberFits);
  await technician.press(technician.names.itFits);
  await (await technician.button(technician.names.endSession)).waitFor();
  await customer.rename("Front desk");
  await technician.reads("Front desk");
});
