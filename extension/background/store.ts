import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Computer } from "../../shared/records.ts";
import type { Statement } from "../../shared/statements.ts";
import type { Terms } from "../../shared/terms.ts";
import type { Pin } from "../messages.ts";

/** A customer whose number was checked, as the technician's half keeps it. */
export type PinnedCustomer = { key: string; checkedAt: number };

/** A session that the technician started in this browser, and how far she is introduced to its customer. */
export type Meeting = {
  session: string;
  startedAt: number;
  /** her one answer to the one join that she answers; kept before it is sent */
  answered: { join: string; customer: string; commit: string; meet: string } | null;
  /** known once the customer revealed an r that fits his commitment */
  number: string | null;
  fits: boolean;
  failed: "number-differs" | "altered" | null;
};

/** An access request as this browser signed it: what a grant must answer to count here. */
export type Asked = {
  id: string;
  session: string;
  customer: string;
  /** the doorkeeper's key that was asked for, null without one, and what the computer was called then */
  computer: string | null;
  computerName: string;
  signed: string;
  hash: string;
  terms: Terms;
  reason: string;
  ticket: string;
  /** the server took it, or refused it for good */
  settled: boolean;
  /** she took it back, and the server said that it did: no grant for it counts any more */
  withdrawn: boolean;
};

/** A session that the customer joined, and how far he is introduced to its technician. */
export type Joining = {
  session: string;
  at: number;
  /** revealed only after the one `meet` was accepted */
  r: string;
  join: string;
  /** the server took it */
  joined: boolean;
  met: { meet: string; technician: string; name: string; organisation: string; number: string } | null;
  wrong: number;
  fits: boolean;
  /** `stop`: three numbers in a row */
  failed: { because: "number-differs" | "altered"; stop: boolean } | null;
  /** he left: nothing of this session counts any more */
  leftAt: number | null;
  /** the server once said that the session is over: what it says later brings it back no more than his own leaving */
  overAt: number | null;
};

/** A doorkeeper on its way to this computer (protocol.md section 3). One at a time. */
export type DoorPairing = {
  token: string;
  /** revealed only after the one `pair-door` was accepted; null once the server has it, or nothing may come of it */
  r: string | null;
  commit: string;
  at: number;
  /** the server's id for it; null until it answered */
  id: string | null;
  /** the one answer that was accepted */
  answered: { signed: string; computer: string; name: string; system: Computer["system"]; number: string } | null;
  wrong: number;
  /** signed when the number fitted; `told`: the server took it */
  paired: { signed: string; told: boolean } | null;
  failed: "number-differs" | "altered" | "lapsed" | null;
};

/** A doorkeeper whose number was checked. Kept after it was unpaired: what it signed stays readable. */
export type PinnedDoor = {
  key: string;
  name: string;
  system: Computer["system"];
  pairedAt: number;
  /** unpaired, or replaced by another */
  endedAt: number | null;
  /** how far its own history goes by its own signed word, and when this browser first heard so */
  claimed: { entries: number; head: string; heardAt: number } | null;
  /** the entry after this number didn't hold when the server showed it last */
  broken: number | null;
};

/** One verified entry of a doorkeeper's own history. */
export type DoorEntryKept = { door: string; signed: string; hash: string } & Pick<
  Statement<"entry">,
  "n" | "event" | "grant" | "technician" | "because" | "at"
>;

/** One grant as this browser signed it, and what became of it. Kept before it is sent. */
export type LedgerEntry = {
  id: string;
  request: string;
  session: string;
  /** the doorkeeper's key that the grant names; null: enforced by consoles alone */
  computer: string | null;
  /** sealed credentials on their way, as long as the grant is being sent */
  sealed: string | null;
  signed: string;
  /** what was signed before under this very id, where the server said that it didn't take it: one no ends them all */
  signedBefore: string[];
  technician: Pin & { zone: string | null };
  terms: Terms;
  reason: string;
  ticket: string;
  approvedAt: number;
  confirmed: "click" | "password";
  /** `refused`: the server said that it didn't take it; listed again should it turn up all the same */
  standing: "sending" | "given" | "refused";
  /** the newest decision of the customer's, in the bytes that are sent until the server knows them */
  decision: Decision | null;
  /** the newest word of the doorkeeper's about it, verified with its pinned key */
  decided: Decided | null;
  /** somebody else's no, which is kept whatever the server says later */
  endedByOther: { at: number; by: "customer" | "technician" | "administrator" | "computer" } | null;
  sessionOver: boolean;
  lookedAt: number | null;
};

/** `told`: the server has it; `confirmed`: the doorkeeper has signed that it does. */
export type Decision = {
  signed: string;
  state: "open" | "paused" | "revoked";
  n: number;
  at: number;
  told: boolean;
  confirmed: boolean;
};

export type Decided = { signed: string; state: "open" | "paused" | "revoked"; n: number; at: number } & Pick<
  Statement<"decided">,
  "by"
>;

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
  /** the customer's doorkeepers: the pairing that is under way, pinned ones by key, their entries by key and number */
  pairings: { key: "one"; value: DoorPairing };
  doors: { key: string; value: PinnedDoor };
  entries: { key: [string, number]; value: DoorEntryKept };
  /** tokens, settings and what is remembered, by name (kept-item.ts reads each through its schema) */
  items: { key: string; value: unknown };
}

export type Role = "technician" | "customer";
export type Store = IDBPDatabase<Tables>;
type Changing = "meetings" | "joinings" | "ledger" | "asked" | "pairings" | "doors";

const keepSessions = 7 * 86_400_000;

const tables = [
  ...(["keys", "customers", "meetings", "asked", "technicians", "joinings", "ledger", "denials"] as const),
  ...(["pairings", "doors", "entries", "items"] as const),
];

/** Everything that must survive a stopped background. One transaction for each change, so that two can't interleave. */
export const openStore = (): Promise<Store> =>
  openDB<Tables>("whileaway", 3, {
    async upgrade(store, before, _, transaction) {
      for (const table of tables) if (!store.objectStoreNames.contains(table)) store.createObjectStore(table);
      if (before !== 1) return;
      // Grants that were signed before there were doorkeepers name none.
      const ledger = transaction.objectStore("ledger");
      for (const entry of await ledger.getAll()) {
        const decision = entry.decision && { ...entry.decision, confirmed: false };
        await ledger.put({ ...entry, decision, computer: null, sealed: null, decided: null }, entry.id);
      }
    },
  });

/**
 * Reads, changes and writes one record in a single transaction and answers with what is kept now. `change` is given what
 * is kept (undefined: nothing) and answers what to keep instead; undefined leaves it as it is.
 */
export async function change<Table extends Changing>(
  store: Store,
  table: Table,
  key: Tables[Table]["key"],
  change: (kept: Tables[Table]["value"] | undefined) => Tables[Table]["value"] | undefined,
): Promise<Tables[Table]["value"] | undefined> {
  const transaction = store.transaction(table, "readwrite", { durability: "strict" });
  const kept = await transaction.store.get(key);
  const next = change(kept);
  if (next !== undefined && next !== kept) await transaction.store.put?.(next, key);
  await transaction.done;
  return next ?? kept;
}

/** Introductions are of no use once their session is long over: sessions last half a day. Pins and grants stay. */
export async function forgetOldSessions(store: Store, now: number): Promise<void> {
  const before = now - keepSessions;
  for (const { session, startedAt } of await store.getAll("meetings")) {
    if (startedAt < before) await store.delete("meetings", session);
  }
  for (const { session, at } of await store.getAll("joinings")) {
    if (at < before) await store.delete("joinings", session);
  }
}
