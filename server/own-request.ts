import type { Request } from "../shared/records.ts";
import type { CallerOf } from "./caller.ts";
import { type Parts, sightOf } from "./parts.ts";
import { requestsTold } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";

/** The caller's request with this id; somebody else's is unknown. */
export async function ownRequest(
  store: Store,
  caller: CallerOf<"technician" | "customer">,
  id: string,
): Promise<Tables["requests"]> {
  const row = await store
    .selectFrom("requests")
    .where("id", "=", id)
    .where(caller.role === "technician" ? "technicianId" : "computerId", "=", caller.id)
    .selectAll()
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("unknown");
  return row;
}

export async function requestTold(parts: Parts, id: string): Promise<Request> {
  const [told] = await requestsTold(parts.store, sightOf(parts), (rows) => rows.where("requests.id", "=", id));
  if (told === undefined) throw new Refusal("unknown");
  return told;
}
