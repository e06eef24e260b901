import { bounds } from "../shared/bounds.ts";
import type { Changes } from "./changes.ts";
import { enter } from "./history.ts";
import { endPairing } from "./pairing.ts";
import { nameOfTechnician } from "./people.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";
import { passVisits } from "./visits.ts";

type EndedBy = NonNullable<Tables["sessions"]["endedBy"]>;

/** Ends a session, and with it its pending request. */
export async function endSession(
  transaction: Store,
  changes: Changes,
  session: Tables["sessions"],
  by: EndedBy,
  at: number,
): Promise<void> {
  await transaction
    .updateTable("sessions")
    .set({ endedAt: at, endedBy: by, codeHash: null })
    .where("id", "=", session.id)
    .execute();
  const pending = await transaction
    .selectFrom("requests")
    .where("sessionId", "=", session.id)
    .where("answer", "is", null)
    .selectAll()
    .execute();
  for (const request of pending) await lapse(transaction, changes, request, at);
  const technician = await nameOfTechnician(transaction, session.technicianId);
  if (session.computerId === null) {
    await enter(transaction, "server", at, { event: "session-over", session: session.id, technician, by });
  } else {
    await enter(transaction, session.computerId, at, { event: "session-ended", session: session.id, technician, by });
  }
  changes.sessions.add(session.id);
}

async function lapse(transaction: Store, changes: Changes, request: Tables["requests"], at: number): Promise<void> {
  await transaction
    .updateTable("requests")
    .set({ answer: "lapsed", answeredAt: at })
    .where("id", "=", request.id)
    .execute();
  const technician = await nameOfTechnician(transaction, request.technicianId);
  await enter(transaction, request.computerId, at, {
    event: "request-answered",
    request: request.id,
    technician,
    answer: "lapsed",
    reason: null,
  });
  changes.requests.add(request.id);
}

/** Stores what has ended by itself since it was looked at last: sessions, requests, pairings, connections, tokens. */
export async function passTime(transaction: Store, changes: Changes, at: number): Promise<void> {
  const sessions = await transaction
    .selectFrom("sessions")
    .where("endedAt", "is", null)
    .where("endsAt", "<=", at)
    .selectAll()
    .execute();
  for (const session of sessions) await endSession(transaction, changes, session, "time", session.endsAt);
  const requests = await transaction
    .selectFrom("requests")
    .where("answer", "is", null)
    .where("lapsesAt", "<=", at)
    .selectAll()
    .execute();
  for (const request of requests) await lapse(transaction, changes, request, request.lapsesAt);
  const pairings = await transaction
    .selectFrom("pairings")
    .where("overAt", "is", null)
    .where("endsAt", "<=", at)
    .selectAll()
    .execute();
  for (const pairing of pairings) await endPairing(transaction, changes, pairing, pairing.endsAt);
  await transaction
    .deleteFrom("pairings")
    .where("endsAt", "<=", at - bounds.stateShowsOver)
    .execute();
  await passVisits(transaction, changes, at);
  const tokens = await transaction.deleteFrom("tokens").where("endsAt", "<=", at).returning("hash").execute();
  for (const { hash } of tokens) changes.tokens.add(hash);
}
