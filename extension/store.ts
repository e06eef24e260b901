import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Joining } from "./customer/joining.ts";
import type { LedgerEntry } from "./customer/ledger-entry.ts";
import type { Pin } from "./messages.ts";
import type { Asked } from "./technician/asked.ts";
import type { Meeting } from "./technician/meeting.ts";

/** A customer whose number was checked, as the technician's half keeps it. */
export type PinnedCustomer = { key: string; checkedAt: number };

interface Tables extends DBSchema {
  /** the two key pairs, by role; private halves can't be taken out */
  keys: { key: Role; value: CryptoKeyPair };
  /** the technician's: pinned customers by key, introductions by session, sent requests by id */
  customers: { key: string; value: PinnedCustomer };
  meetings: { key: string; value: Meeting };
  asked: { key: string; value: Asked };
  /** the customer's: pinned technicians by key, introductions by session, grants by id, denied requests by id */
  technicians: { key: string; value: Pin };
  joinings: { key: string; value: Joining };
  ledger: { key: string; value: LedgerEntry };
  denials: { key: string; value: { request: string; reason: string } };
}

export type Role = "technician" | "customer";
export type Store = IDBPDatabase<Tables>;
type Changing = "meetings" | "joinings" | "ledger" | "asked";

const tables = ["keys", "customers", "meetings", "asked", "technicians", "joinings", "ledger", "denials"] as const;

/** Everything that must survive a stopped background. One transaction for each change, so that two can't interleave. */
export const openStore = (): Promise<Store> =>
  openDB<Tables>("whileaway", 1, {
    upgrade(store) {
      for (const table of tables) store.createObjectStore(table);
    },
  });

/**
 * Reads, changes and writes one record in a single transaction and answers with what is kept now. `change` is given what
 * is kept (undefined: nothing) and answers what to keep instead; undefined leaves it as it is.
 */
export async function change<Table extends Changing>(
  store: Store,
  table: Table,
  key: string,
  change: (kept: Tables[Table]["value"] | undefined) => Tables[Table]["value"] | undefined,
): Promise<Tables[Table]["value"] | undefined> {
  const transaction = store.transaction(table, "readwrite", { durability: "strict" });
  const kept = await transaction.store.get(key);
  const next = change(kept);
  if (next !== undefined && next !== kept) await transaction.store.put?.(next, key);
  await transaction.done;
  return next ?? kept;
}
