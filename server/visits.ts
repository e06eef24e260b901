import { bounds } from "../shared/bounds.ts";
import { type EndReason, endReason, type RefusalCode } from "../shared/door-words.ts";
import { mayConnect } from "../shared/may-connect.ts";
import { streamTimes } from "../shared/stream.ts";
import { policyOf } from "./caller.ts";
import type { Changes } from "./changes.ts";
import { enter } from "./history.ts";
import { nameOfTechnician } from "./people.ts";
import { grantIn } from "./records/grant.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";

type Connection = Tables["connections"];

/** ms that a doorkeeper has to end what it was told to end, before we do */
const endWithin = 5_000;
/** ms between an accepted order and the open screen: dialling, the first frame, the log-in */
const openWithin = 60_000;
/** ms that the doorkeeper is given to tell itself that a lost line didn't come back */
const slack = 15_000;

/** The connection at a doorkeeper that is asked for or open; there is at most one. */
export const runningAt = (store: Store, door: string): Promise<Connection | undefined> =>
  store.selectFrom("connections").where("door", "=", door).where("endedAt", "is", null).selectAll().executeTakeFirst();

/** Refuses what would open something while a visitor is there or at the door: she could be the one who clicks. */
export async function mustBeEmpty(store: Store, ...doors: (string | null)[]): Promise<void> {
  for (const door of doors) {
    const running = door === null ? undefined : await runningAt(store, door);
    if (running !== undefined && running.order !== null) throw new Refusal("connection-open");
  }
}

/** The doorkeeper says that the screen is shown. */
export async function openConnection(transaction: Store, changes: Changes, row: Connection, at: number): Promise<void> {
  if (row.openedAt !== null || row.endedAt !== null) return;
  await transaction.updateTable("connections").set({ openedAt: at }).where("id", "=", row.id).execute();
  const technician = await nameOfTechnician(transaction, row.technicianId);
  const { id: connection, grantId: grant, resumes } = row;
  await enter(transaction, row.computerId, at, { event: "connection-opened", connection, grant, technician, resumes });
  changes.connections.add(row.id);
}

/** Over: by the doorkeeper's word, or by ours where it says none. One that never opened was refused. */
export async function endConnection(
  transaction: Store,
  changes: Changes,
  row: Connection,
  because: EndReason | RefusalCode,
  at: number,
): Promise<void> {
  if (row.endedAt !== null) return;
  await transaction.updateTable("connections").set({ endedAt: at, because }).where("id", "=", row.id).execute();
  const technician = await nameOfTechnician(transaction, row.technicianId);
  const event = row.openedAt === null ? "connection-refused" : "connection-ended";
  const { id: connection, grantId: grant } = row;
  await enter(transaction, row.computerId, at, { event, connection, grant, technician, because });
  changes.connections.add(row.id);
  changes.ended.add(row.id);
}

/** Tells the doorkeeper to end it; what was only asked for is over at once. */
export async function cutConnection(
  transaction: Store,
  changes: Changes,
  row: Connection,
  because: EndReason,
  at: number,
): Promise<void> {
  if (row.endedAt !== null || row.cutAt !== null) return;
  changes.toDoors.push({ door: row.door, message: { kind: "cut", connection: row.id, because } });
  if (row.order === null) return endConnection(transaction, changes, row, "challenge-gone", at);
  await transaction.updateTable("connections").set({ cutAt: at, because }).where("id", "=", row.id).execute();
  changes.connections.add(row.id);
}

const running = (store: Store) => store.selectFrom("connections").where("endedAt", "is", null).selectAll().execute();

/** Ends what time has ended: a challenge without its order, a screen that never opened, a lost line, a doorkeeper that doesn't end. */
export async function passVisits(transaction: Store, changes: Changes, at: number): Promise<void> {
  for (const row of await running(transaction)) {
    const { askedAt, order, openedAt, lostAt, cutAt, because } = row;
    const end = (why: EndReason | RefusalCode, since: number) => endConnection(transaction, changes, row, why, since);
    if (cutAt !== null && cutAt + endWithin <= at) await end(endReason.catch("cut").parse(because), at);
    else if (order === null && askedAt + bounds.challengeLives <= at)
      await end("challenge-gone", askedAt + bounds.challengeLives);
    else if (order !== null && openedAt === null && askedAt + bounds.challengeLives + openWithin <= at)
      await end("challenge-gone", at);
    else if (openedAt !== null && lostAt !== null && lostAt + streamTimes.resumeWithin + slack <= at)
      await end("cut", at);
  }
}

/**
 * Cuts every visit that the rules no longer permit: its window closed, its grant was paused or revoked, the group may no
 * longer, the technician is disabled. The doorkeeper, which can't know all of it, asks the rules itself.
 */
export async function cutWhatMayNot(transaction: Store, changes: Changes, at: number): Promise<void> {
  for (const row of await running(transaction)) {
    if (row.cutAt !== null) continue;
    const grant = await transaction
      .selectFrom("grants")
      .where("id", "=", row.grantId)
      .selectAll()
      .executeTakeFirstOrThrow();
    const policy = await policyOf(transaction, row.technicianId);
    const technicianKey = grant.technicianKey;
    const may = mayConnect({ technicianKey, grant: { ...grantIn(grant), technicianKey }, policy }, at);
    if (!may.may) await cutConnection(transaction, changes, row, endBy(may.because), at);
  }
}

function endBy(because: Extract<ReturnType<typeof mayConnect>, { may: false }>["because"]): EndReason {
  if (because === "revoked" || because === "paused") return because;
  if (because === "group-not-permitted" || because === "mode-not-offered") return "administrator";
  return "window";
}

/** Whether a connection's stream has both its ends, or since when it hasn't. */
export async function keepStream(transaction: Store, connection: string, lostAt: number | null): Promise<void> {
  await transaction
    .updateTable("connections")
    .set({ lostAt })
    .where("id", "=", connection)
    .where("endedAt", "is", null)
    .execute();
}

/** A server that starts has no streams: every visit that was open has lost its line just now. */
export async function loseStreams(store: Store, at: number): Promise<void> {
  await store.updateTable("connections").set({ lostAt: at }).where("endedAt", "is", null).execute();
}
