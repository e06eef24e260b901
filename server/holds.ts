import { freshId } from "../shared/base64url.ts";
import type { FromDoor } from "../shared/door-wire.ts";
import { lastNumber } from "./entries.ts";
import { reread } from "./heard.ts";
import type { Parts } from "./parts.ts";
import type { Store } from "./store/store.ts";
import { endConnection, runningAt } from "./visits.ts";
import { write } from "./write.ts";

type Holds = Extract<FromDoor, { kind: "holds" }>;

/**
 * A doorkeeper that came back says what it holds, and is told what differs: newer decisions, grants that were closed
 * meanwhile, a visit that is over, the entries that we lack. A visit that it knows nothing of was cut.
 */
export async function reconcile(parts: Parts, door: string, holds: Holds): Promise<void> {
  const decisions: string[] = [];
  await write(parts, async (transaction, changes, at) => {
    const numbers = new Map(holds.grants.map(({ grant, n }) => [grant, n]));
    // Ours are looked at, not what it names: who names many that aren't must not keep everybody waiting.
    const ours = await transaction
      .selectFrom("grants")
      .where("door", "=", door)
      .select(["id", "n", "decision", "decided", "revokedAt", "revokedBy"])
      .orderBy("approvedAt")
      .execute();
    for (const row of ours) {
      const { id: grant, decision, decided, revokedAt, revokedBy } = row;
      const n = numbers.get(grant);
      if (n === undefined) continue;
      if (decided !== null && reread("decided", decided).state === "revoked") continue;
      if (decision !== null && n < row.n) decisions.push(decision);
      else if (revokedAt !== null && revokedBy !== null && revokedBy !== "computer")
        changes.toDoors.push({ door, message: { kind: "close", grant, because: revokedBy } });
    }
    const running = await runningAt(transaction, door);
    if (running !== undefined && running.id !== holds.connection && running.order !== null)
      await endConnection(transaction, changes, running, running.openedAt === null ? "challenge-gone" : "cut", at);
    if (holds.connection !== null && holds.connection !== running?.id && !(await isLost(transaction, holds.connection)))
      changes.toDoors.push({ door, message: { kind: "cut", connection: holds.connection, because: "cut" } });
    const after = await lastNumber(transaction, door);
    const isPaired = await transaction.selectFrom("computers").where("door", "=", door).select("id").executeTakeFirst();
    if (isPaired !== undefined && after < holds.entries)
      changes.toDoors.push({ door, message: { kind: "entries?", after } });
  });
  // Nobody waits here: what it decided comes back by itself, and is kept like everything that it decides.
  for (const statement of decisions) parts.doors.tell(door, { kind: "decision", ask: freshId(), statement });
}

/** Whether this visit's line was lost and nobody ended it: the doorkeeper holds it for her who may go on with it. */
async function isLost(store: Store, id: string): Promise<boolean> {
  const row = await store.selectFrom("connections").where("id", "=", id).select("because").executeTakeFirst();
  return row?.because === "cut";
}
