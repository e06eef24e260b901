import type { Customer } from "./customer.ts";
import { anna } from "./stage.ts";
import type { SessionKindName, Technician } from "./technician.ts";

export const officePc = "Office PC";

/** Technician with her panel open and signed in. */
export async function arrive(technician: Technician): Promise<void> {
  await technician.openPanel();
  await technician.signIn(anna.email, anna.password);
  await (await technician.button(technician.names.startSession)).waitFor();
}

/** From the panel's start to an active session with a customer who has never met her: code, check number, It fits. */
export async function meet(
  technician: Technician,
  customer: Customer,
  kind: SessionKindName = "desktop",
): Promise<void> {
  await customer.join(await technician.startSession(kind), officePc);
  await customer.typeNumber(await technician.readNumber());
  await customer.reads(customer.names.numberFits);
  await technician.press(technician.names.itFits);
  await (await technician.button(technician.names.endSession)).waitFor();
}

/** A further session of two who know each other: no number is asked. */
export async function meetAgain(
  technician: Technician,
  customer: Customer,
  kind: SessionKindName = "desktop",
): Promise<void> {
  await customer.press(customer.names.joinSession);
  await customer.join(await technician.startSession(kind), officePc);
  await (await technician.button(technician.names.request)).waitFor();
}
