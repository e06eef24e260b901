import type { Grant } from "../shared/records.ts";
import type { Caller } from "./caller.ts";
import { type Parts, sightOf } from "./parts.ts";
import { grantsTold } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";

/** The grant with this id, if it is the caller's or an administrator calls; else it is unknown. */
export async function ownGrant(store: Store, caller: Caller, id: string): Promise<Tables["grants"]> {
  let rows = store.selectFrom("grants").where("id", "=", id);
  if (caller.role === "technician") rows = rows.where("technicianId", "=", caller.id);
  if (caller.role === "customer") rows = rows.where("computerId", "=", caller.id);
  const row = await rows.selectAll().executeTakeFirst();
  if (row === undefined) throw new Refusal("unknown");
  return row;
}

export async function grantTold(parts: Parts, id: string): Promise<Grant> {
  const [told] = await grantsTold(parts.store, sightOf(parts), (rows) => rows.where("grants.id", "=", id));
  if (told === undefined) throw new Refusal("unknown");
  return told;
}
