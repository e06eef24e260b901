import type { Session } from "../shared/records.ts";
import type { CallerOf } from "./caller.ts";
import type { Parts } from "./parts.ts";
import { sightOf } from "./parts.ts";
import { sessionsTold } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";

/** The caller's session with this id. Somebody else's is as unknown as one that doesn't exist. */
export async function ownSession(
  store: Store,
  caller: CallerOf<"technician" | "customer">,
  id: string,
): Promise<Tables["sessions"]> {
  const row = await store
    .selectFrom("sessions")
    .where("id", "=", id)
    .where(caller.role === "technician" ? "technicianId" : "computerId", "=", caller.id)
    .selectAll()
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("unknown");
  return row;
}

/** One session as it is told now. */
export async function sessionTold(parts: Parts, id: string): Promise<Session> {
  const [told] = await sessionsTold(parts.store, sightOf(parts), (rows) => rows.where("sessions.id", "=", id));
  if (told === undefined) throw new Refusal("unknown");
  return told;
}
