import { createHash } from "node:crypto";
import type { Happening } from "../shared/happening.ts";
import type { Store } from "./store/store.ts";

/** What the hash of a chain's first entry follows. */
export const beforeFirst = "A".repeat(43);

/** `hash` of an entry: SHA-256 of the hash before it and its text, base64url. */
export const chainHash = (previous: string, entry: string): string =>
  createHash("sha256").update(previous).update(entry).digest("base64url");

/** Adds an entry to a chain (a computer's id, or `server`), in the transaction of the fact that it tells. */
export async function enter(transaction: Store, chain: string, at: number, happening: Happening): Promise<void> {
  const last = await transaction
    .selectFrom("history")
    .where("chain", "=", chain)
    .orderBy("number", "desc")
    .select(["number", "hash"])
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  const entry = JSON.stringify({ chain, number, at, ...happening });
  const hash = chainHash(last?.hash ?? beforeFirst, entry);
  await transaction.insertInto("history").values({ chain, number, at, entry, hash }).execute();
}
