import type { Customer } from "./customer.ts";
import type { SessionKindName, Technician } from "./technician.ts";

export const officePc = "Office PC";

/** Technician with her panel open and signed in. */
export async function arrive(technician: Technician): Promise<void> {
  await technician.openPanel();
  await technician.signIn();
}

/** From the panel's start to an active session with a customer who has never met her: code, check number, It fits. */
export async function meet(
  technician: Technician,
  customer: Customer,
  kind: SessionKindName = "desktop",
): Promise<void> {
  await meetBy(technician, customer, await technician.startSession(kind));
}

/** The same with a code that is shown already. */
export async function meetBy(technician: Technician, customer: Customer, code: string): Promise<void> {
  await customer.join(code, officePc);
  await customer.typeNumber(await technician.readNumber());
  await customer.reads(customer.names.numberFits);
  await technician.itFits();
}

/** A further session of two who know each other: no number is asked. */
export async function meetAgain(technician: Technician, customer: Customer): Promise<void> {
  await customer.joinFurther(await technician.startSession(), officePc);
  await technician.isActive();
}
