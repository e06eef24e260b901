import type { FromDoor } from "../shared/door-wire.ts";
import { endReason } from "../shared/door-words.ts";
import { hashOf } from "../shared/statements.ts";
import { keepEntry } from "./entries.ts";
import { heard, introduced, mustBe, reread } from "./heard.ts";
import { enter } from "./history.ts";
import { reconcile } from "./holds.ts";
import { endPairing, tokenIn, unpair } from "./pairing.ts";
import type { Parts } from "./parts.ts";
import { nameOfTechnician } from "./people.ts";
import { pairingStateOf } from "./records/pairing.ts";
import type { Store } from "./store/store.ts";
import { endConnection, openConnection } from "./visits.ts";
import { write } from "./write.ts";

// What a doorkeeper says by itself, kept. Whoever speaks has proven its key; what it signed is heard with that key again,
// because it is kept for others, who don't take our word.

type Said<Kind extends FromDoor["kind"]> = Omit<Extract<FromDoor, { kind: Kind }>, "kind">;

/** Keeps what a doorkeeper says, or gives it to whom it answers. Refuses with `bad-signature` what isn't its own word. */
export async function doorSaid(parts: Parts, door: string, said: Exclude<FromDoor, { kind: "ping" }>): Promise<void> {
  switch (said.kind) {
    case "holds":
      return reconcile(parts, door, said);
    case "pair-door":
      return pairDoorSaid(parts, door, said);
    case "approval-challenge":
    case "receipt":
    case "challenge":
    case "ordered":
    case "refused":
      // Whoever asked hears it himself; what nobody waits for any more is nothing.
      parts.doors.answered(door, said);
      return;
    case "decided":
      if (said.ask !== null && parts.doors.answered(door, { ...said, ask: said.ask })) return;
      return decidedSaid(parts, door, said.statement);
    case "opened":
      return openedSaid(parts, door, said);
    case "ended":
      return endedSaid(parts, door, said);
    case "entry":
      await keepEntry(parts, door, said.statement);
      return;
    case "unpaired":
      return unpairedSaid(parts, door, said);
  }
}

/** A doorkeeper answers a pairing token with its own key. The first answer counts; whoever comes later is told that it is over. */
async function pairDoorSaid(parts: Parts, door: string, { statement }: Said<"pair-door">): Promise<void> {
  const said = await introduced("pair-door", statement);
  mustBe([said.computer, door]);
  const token = tokenIn(said);
  await write(parts, async (transaction, changes, at) => {
    const row = await transaction.selectFrom("pairings").where("token", "=", token).selectAll().executeTakeFirst();
    if (row?.pairDoor === statement) return;
    if (row === undefined || pairingStateOf(row, at) !== "offered") {
      changes.toDoors.push({ door, message: { kind: "pairing-over" } });
      return;
    }
    await transaction.updateTable("pairings").set({ door, pairDoor: statement }).where("id", "=", row.id).execute();
    changes.pairings.add(row.id);
  });
}

/** Its line broke: what it hadn't finished to pair is over (protocol.md section 3, one answer for one run). */
export async function doorLeft(parts: Parts, door: string): Promise<void> {
  await write(parts, async (transaction, changes, at) => {
    const left = transaction.selectFrom("pairings").where("door", "=", door).where("overAt", "is", null);
    for (const row of await left.selectAll().execute()) await endPairing(transaction, changes, row, at);
  });
}

/** The computer knows of a decision, or made one itself. What is older than what it said before changes nothing. */
export async function decidedSaid(parts: Parts, door: string, statement: string): Promise<void> {
  const said = await heard("decided", statement, door);
  const hash = await hashOf(statement);
  await write(parts, async (transaction, changes, at) => {
    const row = await transaction
      .selectFrom("grants")
      .where("id", "=", said.grant)
      .where("door", "=", door)
      .selectAll()
      .executeTakeFirst();
    if (row === undefined) return;
    const known = row.decided === null ? null : reread("decided", row.decided);
    if (known?.state === said.state && known.n === said.n && known.by === said.by) return;
    if (said.n < row.n && said.state !== "revoked") return;
    // Anybody's no is kept. Its yes counts where it is newer than what we know, and never after a revocation.
    const revokedAt = row.revokedAt ?? (said.state === "revoked" ? at : null);
    const revokedBy = row.revokedBy ?? (revokedAt === null ? null : "computer");
    const resumed = said.state === "open" && said.n > row.n;
    const pausedAt = said.state === "paused" ? (row.pausedAt ?? at) : resumed ? null : row.pausedAt;
    await transaction
      .updateTable("grants")
      .set({ decided: statement, n: Math.max(row.n, said.n), pausedAt, revokedAt, revokedBy })
      .where("id", "=", row.id)
      .execute();
    const technician = await nameOfTechnician(transaction, row.technicianId);
    const { grant, state, n, by } = said;
    await enter(transaction, row.computerId, at, {
      event: "computer-decided",
      grant,
      technician,
      state,
      n,
      by,
      statement: hash,
    });
    changes.grants.add(row.id);
  });
}

async function openedSaid(parts: Parts, door: string, { connection }: Said<"opened">): Promise<void> {
  await write(parts, async (transaction, changes, at) => {
    const row = await connectionAt(transaction, door, connection);
    if (row !== undefined) await openConnection(transaction, changes, row, at);
  });
}

async function endedSaid(parts: Parts, door: string, { connection, because }: Said<"ended">): Promise<void> {
  await write(parts, async (transaction, changes, at) => {
    const row = await connectionAt(transaction, door, connection);
    if (row === undefined) return;
    // What we told it to end it may call cut; we know why.
    const known = row.cutAt !== null && because === "cut" ? endReason.catch("cut").parse(row.because) : because;
    await endConnection(transaction, changes, row, known, at);
  });
}

/** The customer with this key was unpaired at the computer itself. */
async function unpairedSaid(parts: Parts, door: string, { customer }: Said<"unpaired">): Promise<void> {
  await write(parts, async (transaction, changes, at) => {
    const row = await transaction
      .selectFrom("computers")
      .where("key", "=", customer)
      .where("door", "=", door)
      .select("id")
      .executeTakeFirst();
    if (row !== undefined) await unpair(transaction, changes, { id: row.id, door }, "computer", at);
  });
}

const connectionAt = (store: Store, door: string, id: string) =>
  store.selectFrom("connections").where("id", "=", id).where("door", "=", door).selectAll().executeTakeFirst();
