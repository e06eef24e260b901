import type { DoorEntry } from "../../shared/records.ts";
import { hashOf, hear } from "../../shared/statements.ts";
import type { Half } from "../background/half.ts";
import type { Snapshot } from "../background/snapshot.ts";
import { change, type DoorEntryKept, type PinnedDoor, type Store } from "../background/store.ts";
import type { MissingEntries } from "../messages.ts";
import type { CustomerToken } from "./customer-token.ts";
import { currentDoor } from "./door.ts";
import { learnWritten } from "./ledger-entry.ts";

const pages = 25;
/** What the computer has just written may be on its way for so long before it counts as missing. */
const onItsWay = 60_000;
const noEntry = "A".repeat(43);

export type DoorHistory = ReturnType<typeof createDoorHistory>;

/** The doorkeeper's own history, as far as the server shows it: each entry verified, numbered, chained to the last. */
export function createDoorHistory(given: Half & CustomerToken) {
  const { client } = given;
  let asked = "";

  async function read(door: PinnedDoor, computer: string, held: string): Promise<void> {
    const store = await given.store;
    for (let page = 0; page < pages; page += 1) {
      const last = await lastOf(store, door.key);
      const answer = await client.entries(held, computer, last.n);
      if (!answer.ok || answer.value.items.length === 0) return;
      const taken = await takeIn(store, door.key, last, answer.value.items);
      given.changed();
      if (!taken || answer.value.next === undefined) return;
    }
  }

  return {
    /** Asks for what is new, once for each change of what there should be. */
    async attend(snapshot: Snapshot, held: string): Promise<void> {
      const store = await given.store;
      const door = await currentDoor(store);
      if (door === null || snapshot.me.role !== "customer") return;
      const { computer } = snapshot.me;
      const last = await lastOf(store, door.key);
      const there = computer.door === door.key ? computer.entries : 0;
      const claimed = door.claimed?.entries ?? 0;
      const question = `${door.key} ${last.n} ${there} ${claimed}`;
      if (Math.max(there, claimed) <= last.n || question === asked) return;
      asked = question;
      // What is still missing then is said to be so, though nothing else happens.
      if (claimed > there) setTimeout(given.changed, onItsWay);
      await read(door, computer.id, held);
    },
  };
}

const all = (door: string): IDBKeyRange => IDBKeyRange.bound([door, 0], [door, Number.MAX_SAFE_INTEGER]);

export const entriesOf = (store: Store, door: string): Promise<DoorEntryKept[]> => store.getAll("entries", all(door));

async function lastOf(store: Store, door: string): Promise<{ n: number; hash: string }> {
  const cursor = await store.transaction("entries").store.openCursor(all(door), "prev");
  return cursor === null ? { n: 0, hash: noEntry } : cursor.value;
}

/**
 * Keeps entries as long as each is the next one, signed by the doorkeeper and chained to the one before. False at the
 * first that isn't, which is kept in mind as `broken` until the true one was shown.
 */
async function takeIn(
  store: Store,
  door: string,
  last: { n: number; hash: string },
  items: DoorEntry[],
): Promise<boolean> {
  let before = last;
  const good: DoorEntryKept[] = [];
  for (const { signed } of items) {
    const heard = await hear("entry", signed, door);
    if (!heard.ok) break;
    const { computer, n, previous, event, grant, technician, because, at } = heard.statement;
    if (computer !== door || n !== before.n + 1 || previous !== before.hash) break;
    before = { n, hash: await hashOf(signed) };
    good.push({ ...before, door, signed, event, grant, technician, because, at });
  }
  // Before they are kept: what is interrupted in between is read, and taken up, once more.
  for (const entry of good) {
    await change(store, "ledger", entry.grant ?? "", (kept) =>
      kept?.computer === door ? learnWritten(kept, entry) : undefined,
    );
  }
  const transaction = store.transaction("entries", "readwrite", { durability: "strict" });
  for (const entry of good) await transaction.store.put(entry, [door, entry.n]);
  await transaction.done;
  const whole = good.length === items.length;
  await change(store, "doors", door, (kept) => kept && { ...kept, broken: whole ? null : before.n });
  return whole;
}

/** What the doorkeeper has written and the server doesn't show, or shows otherwise. */
export function missingOf(door: PinnedDoor, entries: DoorEntryKept[], at: number): MissingEntries | null {
  const shown = entries.at(-1)?.n ?? 0;
  if (door.broken !== null) return { kind: "altered", after: door.broken };
  if (door.claimed === null) return null;
  const { entries: claimed, head, heardAt } = door.claimed;
  if (claimed > shown) {
    return at - heardAt > onItsWay ? { kind: "missing", after: shown, entries: claimed } : null;
  }
  const there = claimed === 0 ? noEntry : entries[claimed - 1]?.hash;
  return there === head ? null : { kind: "altered", after: Math.max(claimed - 1, 0) };
}
