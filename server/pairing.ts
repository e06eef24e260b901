import { fromBase64url, toBase64url } from "../shared/base64url.ts";
import type { Statement } from "../shared/statements.ts";
import type { Changes } from "./changes.ts";
import { enter } from "./history.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";
import { cutConnection, runningAt } from "./visits.ts";

/** The token of the pairing that a doorkeeper answers: the customer's key and what he committed to (protocol.md section 3). */
export const tokenIn = ({ customer, commit }: Pick<Statement<"pair-door">, "customer" | "commit">): string =>
  toBase64url(new Uint8Array([...fromBase64url(customer), ...fromBase64url(commit)]));

/** What a token says: whose it is, and what he committed to. Null for what isn't one. */
export function readToken(token: string): { customer: string; commit: string } | null {
  try {
    const bytes = fromBase64url(token);
    return bytes.length === 64
      ? { customer: toBase64url(bytes.subarray(0, 32)), commit: toBase64url(bytes.subarray(32)) }
      : null;
  } catch {
    return null;
  }
}

/** A pairing is over without a customer: it lapsed, another took its place, or its doorkeeper's line broke. Lines that it bought end. */
export async function endPairing(
  transaction: Store,
  changes: Changes,
  { id, door }: Pick<Tables["pairings"], "id" | "door">,
  at: number,
): Promise<void> {
  await transaction.updateTable("pairings").set({ overAt: at }).where("id", "=", id).execute();
  changes.pairings.add(id);
  if (door !== null) changes.toDoors.push({ door, message: { kind: "pairing-over" } });
  // Whoever came for it alone has no business here any more.
  const known = transaction.selectFrom("computers").where("door", "is not", null).select("door");
  const tokens = await transaction
    .deleteFrom("tokens")
    .where("holderId", "=", id)
    .where("key", "not in", known.$castTo<{ door: string }>())
    .returning("hash")
    .execute();
  for (const { hash } of tokens) changes.tokens.add(hash);
}

/**
 * Takes a computer's doorkeeper away; every grant that began there ends with it. The doorkeeper is told of each, and a
 * token of its that nobody answers for any more ends.
 */
export async function unpair(
  transaction: Store,
  changes: Changes,
  { id, door }: { id: string; door: string },
  by: "customer" | "computer",
  at: number,
): Promise<void> {
  await transaction
    .updateTable("computers")
    .set({ door: null, pairDoor: null, paired: null })
    .where("id", "=", id)
    .execute();
  const grants = await transaction
    .updateTable("grants")
    .set({ revokedAt: at, revokedBy: by })
    .where("computerId", "=", id)
    .where("door", "=", door)
    .where("revokedAt", "is", null)
    .returning("id")
    .execute();
  const running = await runningAt(transaction, door);
  if (running?.computerId === id) await cutConnection(transaction, changes, running, "revoked", at);
  for (const grant of grants) {
    changes.grants.add(grant.id);
    if (by === "customer")
      changes.toDoors.push({ door, message: { kind: "close", grant: grant.id, because: "customer" } });
  }
  const ended = grants.map((grant) => grant.id);
  await enter(transaction, id, at, { event: "computer-unpaired", door, by, grants: ended });
  changes.computers.add(id);
  const other = await transaction.selectFrom("computers").where("door", "=", door).select("id").executeTakeFirst();
  if (other !== undefined) return;
  const tokens = await transaction
    .deleteFrom("tokens")
    .where("holds", "=", "doorkeeper")
    .where("key", "=", door)
    .returning("hash")
    .execute();
  for (const { hash } of tokens) changes.tokens.add(hash);
}
