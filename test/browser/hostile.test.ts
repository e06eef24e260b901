import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { arrive, meet } from "./meet.ts";
import { useStage } from "./test-stage.ts";

const stage = useStage();

const script = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
// As far as names may go: the server refuses angle brackets, control characters and marks that turn text around.
const hostile = {
  technician: `Anna " onmouseover="document.title='owned'" &lt;img src=x onerror=alert(1)&gt; שלום مرحبا`,
  organisation: `Contoso '\`\${7*7}{{7*7}} javascript:alert(1) עברית`,
  computer: `PC "'; DROP TABLE computers; -- \${7*7} {{constructor.constructor('alert(1)')()}} عربي`,
  reason: `${script}\nsecond line אבג`,
  ticket: `"onmouseover="alert(1) ${script}`,
};

/** Fails the test on a dialog, a script or an image that a name brought with it. */
async function isInert(page: Page): Promise<void> {
  expect(await page.title()).not.toContain("owned");
  for (const frame of page.frames().filter((one) => one.url().startsWith("chrome-extension:"))) {
    expect(await frame.locator("img[src=x], svg[onload], [onmouseover], main script").count()).toBe(0);
    expect(await frame.title()).not.toContain("owned");
  }
}

it.each(["organisation", "technician"] as const)("a name of a %s with markup in it is refused", async (whose) => {
  const named =
    whose === "organisation" ? stage().administrator.nameOrganisation(script) : stage().account(`Anna ${script}`);
  await expect(named).rejects.toThrow(/400 .*"markup"/);
});

it("hostile names of people, organisation and computer, reason and ticket are shown as the text that they are", async () => {
  const { administrator } = stage();
  await administrator.nameOrganisation(hostile.organisation);
  const technician = await stage().technician({}, hostile.technician);
  const customer = await stage().customer();
  await arrive(technician);
  await customer.join(await technician.startSession(), hostile.computer);
  await technician.reads(hostile.computer);
  const number = await technician.readNumber();
  await customer.reads(hostile.technician);
  await isInert(customer.page);
  await customer.typeNumber(number);
  await customer.reads(customer.names.numberFits);
  await technician.itFits();
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
  await arrive(technician);
  await meet(technician, customer);
  await customer.rename("Front desk");
  await technician.reads("Front desk");
});
