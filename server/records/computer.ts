import type { SelectQueryBuilder } from "kysely";
import { system } from "../../shared/bounds.ts";
import type { Computer } from "../../shared/records.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import type { Sight } from "./sight.ts";

const computerRow = (store: Store) =>
  store
    .selectFrom("computers")
    .select(["id", "key", "name", "system", "zone", "door", "seenAt"])
    .select((is) => entriesOf(is.selectFrom("entries").whereRef("entries.door", "=", "computers.door")).as("entries"));
type ComputerRows = ReturnType<typeof computerRow>;
type ComputerRow = Omit<Tables["computers"], "createdAt" | "pairDoor" | "paired"> & { entries: number | null };

/** How far a doorkeeper's own history goes, as a column beside what it belongs to. */
export const entriesOf = (entries: SelectQueryBuilder<Tables, "entries", object>) =>
  entries.select(({ fn }) => fn.max("entries.n").as("entries"));

/** A row of the store as people are told it. */
export const tellComputer = (
  { id, key, name, system: kind, zone, door, seenAt, entries }: ComputerRow,
  sight: Sight,
): Computer => ({
  id,
  key,
  name,
  system: system.catch("other").parse(kind),
  zone,
  door,
  online: sight.isOnline(id),
  doorOnline: sight.isDoorOnline(door),
  entries: entries ?? 0,
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
