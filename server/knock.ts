import { streamTimes } from "../shared/stream.ts";
import type { CallerOf } from "./caller.ts";
import { closedTo } from "./closed.ts";
import { doorRefusal } from "./door-refusal.ts";
import { heard, mustBe } from "./heard.ts";
import { enter } from "./history.ts";
import type { Parts } from "./parts.ts";
import { ownConnection } from "./records/connection.ts";
import { ownGrant } from "./records/grant.ts";
import { malformed, Refusal } from "./refusal.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";
import { endConnection, runningAt } from "./visits.ts";
import { write } from "./write.ts";

type Technician = CallerOf<"technician">;
type Grant = Tables["grants"];

/** ms after which a challenge that nobody answered makes room for another technician's */
const holdsTheDoor = 15_000;

type Visit = { caller: Technician; grant: Grant; resumes: string | null };

/**
 * What stands at the door already, and whether a new visit may take its place: nothing does, a challenge that nobody
 * answered, or a visit of her own whose line was lost, which the doorkeeper holds for her. Else `busy`, since when.
 */
async function roomAt(store: Store, door: string, { caller, grant, resumes }: Visit, at: number) {
  const running = await runningAt(store, door);
  if (running === undefined) return { gives: null, refusal: null };
  const isHers = running.technicianId === caller.id && running.grantId === grant.id;
  const isStale = running.order === null && (isHers || running.askedAt + holdsTheDoor <= at);
  const isLost = isHers && running.cutAt === null && (running.id === resumes || running.lostAt !== null);
  return isStale || isLost
    ? { gives: running, refusal: null }
    : { gives: null, refusal: new Refusal("busy", { at: running.openedAt ?? running.askedAt }) };
}

/** A connection that can be gone on with: hers, under the same grant, its line lost not long ago. */
async function mustBeLost(store: Store, caller: Technician, grantId: string, resumes: string, at: number) {
  const row = await ownConnection(store, caller, resumes);
  const since = row.endedAt ?? row.lostAt ?? at;
  const isLost = row.endedAt === null || row.because === "cut";
  if (row.grantId !== grantId) throw malformed("/resumes", "another-grant");
  if (row.openedAt === null || !isLost || since + streamTimes.resumeWithin < at) throw new Refusal("challenge-gone");
}

/**
 * Asks a doorkeeper whether a technician may come in, by the rules first. Answers the connection's id and the doorkeeper's
 * challenge. Whatever is refused to somebody who holds the grant is an entry of the history.
 */
export async function knock(
  parts: Parts,
  caller: Technician,
  grantId: string,
  resumes: string | null,
): Promise<{ id: string; challenge: string }> {
  const grant = await ownGrant(parts.store, caller, grantId);
  if (resumes !== null) await mustBeLost(parts.store, caller, grantId, resumes, parts.now());
  const { door } = grant;
  if (door === null) throw await refused(parts, caller, grant, new Refusal("not-paired"));
  const visit = { caller, grant, resumes };
  const checked = await write(parts, async (transaction, _changes, at) => {
    const now = await ownGrant(transaction, caller, grantId);
    const refusal = await closedTo(transaction, caller, now, at);
    if (refusal !== null) return refusal;
    if (!parts.doors.isOnline(door)) return new Refusal("offline");
    return (await roomAt(transaction, door, visit, at)).refusal;
  });
  if (checked !== null) throw await refused(parts, caller, grant, checked);
  const answer = await parts.doors.ask(door, { kind: "knock", grant: grantId }).catch(async (error: unknown) => {
    throw error instanceof Refusal ? await refused(parts, caller, grant, error) : error;
  });
  if (answer.kind === "refused")
    throw await refused(parts, caller, grant, doorRefusal(answer.because, answer.at, parts.now()));
  const said = await heard("challenge", answer.statement, door);
  mustBe([said.computer, door], [said.grant, grantId], [said.technician, grant.technicianKey]);
  const row = {
    id: said.connection,
    grantId,
    computerId: grant.computerId,
    technicianId: caller.id,
    door,
    challenge: answer.statement,
    resumes,
  };
  const kept = await write(parts, async (transaction, changes, at) => {
    const known = await transaction.selectFrom("connections").where("id", "=", row.id).select("id").executeTakeFirst();
    if (known !== undefined) return new Refusal("challenge-gone");
    const { gives, refusal } = await roomAt(transaction, door, visit, at);
    if (refusal !== null) return refusal;
    if (gives !== null)
      await endConnection(transaction, changes, gives, gives.order === null ? "challenge-gone" : "cut", at);
    await transaction
      .insertInto("connections")
      .values({ ...row, askedAt: at })
      .execute();
    changes.connections.add(row.id);
    return null;
  });
  if (kept !== null) throw await refused(parts, caller, grant, kept);
  return { id: row.id, challenge: answer.statement };
}

/** Writes down that a connection was refused; answers the refusal, to be thrown. */
async function refused(parts: Parts, caller: Technician, grant: Grant, refusal: Refusal): Promise<Refusal> {
  const because = refusal.details.because ?? refusal.code;
  const technician = { id: caller.id, name: caller.name };
  await write(parts, (transaction, _changes, at) =>
    enter(transaction, grant.computerId, at, {
      event: "connection-refused",
      connection: null,
      grant: grant.id,
      technician,
      because,
    }),
  );
  return refusal;
}
