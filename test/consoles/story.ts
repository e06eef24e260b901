import { expect } from "vitest";
import { z } from "zod";
import { descriptions } from "../../extension/consoles/all.ts";
import type { Customer } from "../browser/customer.ts";
import { meet } from "../browser/meet.ts";
import { soon } from "../browser/soon.ts";
import type { Stage } from "../browser/stage.ts";
import type { Technician } from "../browser/technician.ts";
import type { Workplace } from "./workplace.ts";

// What is the same on every console: the panel says what the page is about, a session belongs to that, and is found
// again on the same page.

/** Waits until the panel gives this as the page's word. */
export async function pageSays({ technician }: Workplace, words: string): Promise<void> {
  const about = (await technician.panel()).getByRole("region", { name: "What this page is about", exact: true });
  let seen = "";
  await soon(`"The page says: ${words}"`, async () => {
    // Names are set apart by characters that nobody sees.
    seen = (await about.innerText())
      .replaceAll(/[\u2066-\u2069]/g, "")
      .replaceAll(/\s+/g, " ")
      .trim();
    return seen.startsWith(`The page says: ${words}`);
  }).catch((error: unknown) => {
    throw new Error(`"${seen}" stands there`, { cause: error });
  });
}

/** Waits until the panel knows nothing of the page. */
export async function pageSaysNothing({ technician }: Workplace): Promise<void> {
  await technician.reads("Point at what this page is about");
}

/**
 * From the page of a device or a ticket to the customer's yes, which is read in the panel. `ticket`: the page's, whose
 * number nobody types, and which goes with the request.
 */
export async function askAndAnswer({ technician }: Workplace, customer: Customer, ticket?: number): Promise<void> {
  await meet(technician, customer);
  const field = (await technician.panel()).getByLabel(technician.names.ticket, { exact: true });
  expect(await field.inputValue()).toBe(String(ticket ?? ""));
  await technician.ask({ span: { days: 2 }, reason: "Install updates" });
  await customer.question();
  await customer.reads("Install updates");
  const term = customer.page.getByRole("term").filter({ hasText: customer.names.ticket });
  const terms = await term.locator("xpath=following-sibling::dd[1]").allInnerTexts();
  expect(terms).toEqual(ticket === undefined ? [] : [String(ticket)]);
  await customer.approve();
  await technician.reads(technician.names.active);
}

/** Waits until the session is found again in which `askAndAnswer` was heard. */
export async function findsSession({ technician }: Workplace): Promise<void> {
  await technician.reads(technician.names.active);
}

/** Waits until the panel offers a session and shows none: this page has none. */
export async function hasNoSession(technician: Technician): Promise<void> {
  await (await technician.button(technician.names.startSession)).waitFor();
  await technician.readsNoMore(technician.names.active);
}

const signedIn = z.looseObject({ token: z.string() });
const sessions = z.looseObject({ items: z.array(z.looseObject({ reference: z.string().nullable() })) });

/** What the server keeps of the pages on which the technician has started her sessions. */
export async function keptReferences({ server }: Stage, { account }: Technician): Promise<(string | null)[]> {
  const { email, password } = account;
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ email, password });
  const token = await fetch(`${server.origin}/api/tokens`, { method: "POST", headers, body });
  const authorization = `Bearer ${signedIn.parse(await token.json()).token}`;
  const kept = await fetch(`${server.origin}/api/sessions`, { headers: { authorization } });
  return sessions.parse(await kept.json()).items.map(({ reference }) => reference);
}

/** Names of the descriptions that take the page that is shown for one of their console's. */
export function knownBy({ technician }: Workplace): Promise<string[]> {
  const known = descriptions.map(({ name, known }) => ({ name, known }));
  return technician.page.evaluate(
    (all) => all.filter((one) => document.querySelector(one.known) !== null).map((one) => one.name),
    known,
  );
}
