import type { Computer } from "./computer.ts";
import type { Customer } from "./customer.ts";
import { arrive, meet } from "./meet.ts";
import type { Stage } from "./stage.ts";
import type { Asked, Technician } from "./technician.ts";
import type { Viewer } from "./viewer.ts";

export type Pair = { technician: Technician; customer: Customer; computer: Computer };

/** Technician and customer in an active session, the customer's computer with its doorkeeper paired. */
export async function paired(stage: Stage, language: "en" | "de" = "en"): Promise<Pair> {
  const computer = await stage.computer();
  const technician = await stage.technician({ language });
  const customer = await stage.customer({ language });
  await arrive(technician);
  await meet(technician, customer);
  await pairDoorkeeper(customer, computer);
  return { technician, customer, computer };
}

/** Saves and runs the doorkeeper, and types its digits into the popup. */
async function pairDoorkeeper(customer: Customer, computer: Computer): Promise<void> {
  const digits = await computer.setUp(customer);
  await customer.typeNumber(digits);
  await customer.reads(customer.names.doorkeeperPaired);
  await customer.goHome();
}

/** Asks and approves; on setup with the ordinary account's credentials. The session is ended after. */
export async function granted({ technician, customer, computer }: Pair, asked: Asked = {}): Promise<void> {
  await technician.ask({ span: { days: 1 }, ...asked });
  await customer.question();
  if (asked.mode === "atSetup") await customer.fillCredentials(computer.accounts.ordinary);
  await customer.approve();
  await technician.reads(technician.names.active);
  await technician.press(technician.names.endSession);
}

/** From the panel's *Connect* to the painted screen. */
export async function visit({ technician, computer }: Pair, mode: Asked["mode"]): Promise<Viewer> {
  const viewer = await technician.openViewer();
  const { userName, password } = computer.accounts.administrator;
  if (mode !== "atSetup") await viewer.fill(userName, password);
  await viewer.connect();
  await viewer.seesScreen();
  return viewer;
}
