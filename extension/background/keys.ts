import { nameOf } from "../../shared/statements.ts";
import type { Role, Store } from "./store.ts";

/** A key pair of this browser's and its name. The technician's signs the technician's acts alone, the customer's his. */
export type OwnKey = { name: string; privateKey: CryptoKey };

/** This browser's key pair for a role, made at the first call and kept for good. */
export async function ownKey(store: Store, role: Role): Promise<OwnKey> {
  const pair = (await store.get("keys", role)) ?? (await makeKey(store, role));
  return { name: await nameOf(pair), privateKey: pair.privateKey };
}

async function makeKey(store: Store, role: Role): Promise<CryptoKeyPair> {
  const fresh = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const transaction = store.transaction("keys", "readwrite", { durability: "strict" });
  // Two callers may have come this far at once: the first one's pair stays.
  const kept = await transaction.store.get(role);
  if (kept === undefined) await transaction.store.put(fresh, role);
  await transaction.done;
  return kept ?? fresh;
}
