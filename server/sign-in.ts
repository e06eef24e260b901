import { argon2, createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { bounds } from "../shared/bounds.ts";
import type { Changes } from "./changes.ts";
import { createGate } from "./gate.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";

const derive = promisify(argon2);

/**
 * Derivations share libuv's four threads with the signatures that everybody else's calls need: two at a time leave two.
 * More may wait than one address may try (limits.ts), so that no address alone shuts the others out.
 */
const gate = createGate(2, 32);

/** What a guess costs: Argon2id's memory in KiB and its passes. */
export type Cost = { memory: number; passes: number };
export const realCost: Cost = { memory: 19_456, passes: 2 };

const read = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;
const base64 = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");

async function hashWith({ memory, passes }: Cost, password: string, salt: Buffer): Promise<Buffer> {
  const message = Buffer.from(password, "utf8");
  return gate(() => derive("argon2id", { message, nonce: salt, parallelism: 1, tagLength: 32, memory, passes }));
}

/** Hashes a password for the store: Argon2id with a salt of its own, as a PHC string. Refuses with `too-many` at the gate. */
export async function keepPassword(password: string, cost: Cost): Promise<string> {
  const salt = randomBytes(16);
  const hash = await hashWith(cost, password, salt);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${base64(salt)}$${base64(hash)}`;
}

/** Whether `password` is the one that was kept. Refuses with `too-many` at the gate. */
export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [, memory, passes, salt, hash] = read.exec(kept) ?? [];
  if (memory === undefined || passes === undefined || salt === undefined || hash === undefined) return false;
  const cost = { memory: Number(memory), passes: Number(passes) };
  const found = await hashWith(cost, password, Buffer.from(salt, "base64"));
  return timingSafeEqual(found, Buffer.from(hash, "base64"));
}

/** What is kept of a token: a stolen store holds nothing that signs in. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("base64url");

/**
 * Makes a bearer token of 32 random bytes for a person, a computer or a doorkeeper. Somebody who makes ever more of them loses the
 * oldest.
 */
export async function makeToken(
  transaction: Store,
  changes: Changes,
  holder: Pick<Tables["tokens"], "holds" | "holderId"> & { key?: string },
  at: number,
): Promise<{ token: string; endsAt: number }> {
  const token = randomBytes(32).toString("base64url");
  const endsAt = at + bounds.tokenLives;
  await transaction
    .insertInto("tokens")
    .values({ ...holder, hash: tokenHash(token), createdAt: at, endsAt })
    .execute();
  const own = transaction.selectFrom("tokens").where("holderId", "=", holder.holderId);
  const oldest = await own
    .orderBy("createdAt", "desc")
    .offset(bounds.tokens)
    .limit(bounds.tokens)
    .select("hash")
    .execute();
  for (const { hash } of oldest) {
    await transaction.deleteFrom("tokens").where("hash", "=", hash).execute();
    changes.tokens.add(hash);
  }
  return { token, endsAt };
}
