import type { Pairing } from "../../shared/records.ts";
import { Refusal } from "../refusal.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

/** Facts are stored, the state is derived (model.md section 2). */
export function pairingStateOf(
  { pairDoor, paired, overAt, endsAt }: Pick<Tables["pairings"], "pairDoor" | "paired" | "overAt" | "endsAt">,
  at: number,
): Pairing["state"] {
  if (paired !== null) return "paired";
  if (overAt !== null || !(at < endsAt)) return "over";
  return pairDoor === null ? "offered" : "answered";
}

export const tellPairing = (row: Tables["pairings"], at: number): Pairing => ({
  id: row.id,
  token: row.token,
  state: pairingStateOf(row, at),
  createdAt: row.createdAt,
  endsAt: row.endsAt,
  pairDoor: row.pairDoor,
});

/** The customer's pairing with this id while it lives; one that is over is unknown. */
export async function livePairing(
  store: Store,
  { id: computerId }: { id: string },
  id: string,
  at: number,
): Promise<Tables["pairings"]> {
  const row = await store
    .selectFrom("pairings")
    .where("id", "=", id)
    .where("computerId", "=", computerId)
    .selectAll()
    .executeTakeFirst();
  if (row === undefined || pairingStateOf(row, at) === "over") throw new Refusal("unknown");
  return row;
}
