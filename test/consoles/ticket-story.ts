import { expect } from "vitest";
import type { Customer } from "../browser/customer.ts";
import { meet } from "../browser/meet.ts";
import type { Workplace } from "./workplace.ts";

/** From the page of a ticket to the customer's yes: nobody types the ticket's number, and it goes with the request. */
export async function askForTicket({ technician }: Workplace, customer: Customer, number: number): Promise<void> {
  await meet(technician, customer);
  const field = (await technician.panel()).getByLabel(technician.names.ticket, { exact: true });
  expect(await field.inputValue()).toBe(String(number));
  await technician.ask({ span: { days: 2 }, reason: "Install updates" });
  await customer.question();
  await customer.reads("Install updates");
  const term = customer.page.getByRole("term").filter({ hasText: customer.names.ticket });
  expect(await term.locator("xpath=following-sibling::dd[1]").innerText()).toBe(String(number));
  await customer.approve();
  await technician.reads(technician.names.active);
}
