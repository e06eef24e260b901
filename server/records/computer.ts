import { system } from "../../shared/bounds.ts";
import type { Computer } from "../../shared/records.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import type { Sight } from "./sight.ts";

const computerRow = (store: Store) =>
  store.selectFrom("computers").select(["id", "key", "name", "system", "zone", "door", "seenAt"]);
type ComputerRows = ReturnType<typeof computerRow>;
type ComputerRow = Omit<Tables["computers"], "createdAt">;

/** A row of the store as people are told it. */
export const tellComputer = (
  { id, key, name, system: kind, zone, door, seenAt }: ComputerRow,
  sight: Sight,
): Computer => ({
  id,
  key,
  name,
  system: system.catch("other").parse(kind),
  zone,
  door,
  online: sight.isOnline(id),
  seenAt,
});

export async function computersTold(
  store: Store,
  sight: Sight,
  narrow: (rows: ComputerRows) => ComputerRows,
): Promise<Computer[]> {
  const rows = await narrow(computerRow(store)).execute();
  return rows.map((row) => tellComputer(row, sight));
}
