import { hashOf } from "../shared/statements.ts";
import { heard } from "./heard.ts";
import { beforeFirst } from "./history.ts";
import type { Parts } from "./parts.ts";
import type { Store } from "./store/store.ts";
import { write } from "./write.ts";

/** What became of an entry: kept, known before, or not the next one. */
export type Kept = "kept" | "known" | "not-next";

/**
 * Keeps one entry of a doorkeeper's own history, verbatim. Only the one that follows on the last is kept: signed by the
 * doorkeeper's key, the next number, naming the hash of the one before.
 */
export async function keepEntry(parts: Parts, door: string, signed: string): Promise<Kept> {
  const said = await heard("entry", signed, door);
  const before = await entryOf(parts.store, door, said.n - 1);
  const previous = before === undefined ? beforeFirst : await hashOf(before.signed);
  return write(parts, async (transaction) => {
    const paired = await transaction.selectFrom("computers").where("door", "=", door).select("id").executeTakeFirst();
    // A doorkeeper that nobody is paired with could fill our disk.
    if (paired === undefined) return "not-next";
    const last = await lastNumber(transaction, door);
    if (said.n <= last) return (await entryOf(transaction, door, said.n))?.signed === signed ? "known" : "not-next";
    if (said.n !== last + 1 || said.previous !== previous) return "not-next";
    await transaction.insertInto("entries").values({ door, n: said.n, signed }).execute();
    return "kept";
  });
}

/** The number of the last entry that we hold of a doorkeeper. */
export async function lastNumber(store: Store, door: string): Promise<number> {
  const row = await store
    .selectFrom("entries")
    .where("door", "=", door)
    .select(({ fn }) => fn.max("n").as("n"))
    .executeTakeFirst();
  return row?.n ?? 0;
}

const entryOf = (store: Store, door: string, n: number) =>
  store.selectFrom("entries").where("door", "=", door).where("n", "=", n).select("signed").executeTakeFirst();
