import type { Request } from "../../shared/records.ts";
import type { CallerOf } from "../caller.ts";
import type { Changes } from "../changes.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../refusal.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { type Sight, sightOf } from "./sight.ts";
import { storedTerms } from "./stored-terms.ts";

const requestRow = (store: Store) =>
  store
    .selectFrom("requests")
    .innerJoin("sessions", "sessions.id", "requests.sessionId")
    .innerJoin("people", "people.id", "requests.technicianId")
    .leftJoin("groups", "groups.id", "people.groupId")
    .innerJoin("computers", "computers.id", "requests.computerId")
    .selectAll("requests")
    .select(["people.name as technicianName", "sessions.zone", "computers.name as computerName"])
    .select("groups.computerPasswordAlways");
type RequestRows = ReturnType<typeof requestRow>;

export async function requestsTold(
  store: Store,
  sight: Sight,
  narrow: (rows: RequestRows) => RequestRows,
): Promise<Request[]> {
  const rows = await narrow(requestRow(store)).execute();
  return rows.map((row) => {
    const hasLapsed = row.answer === null && !(sight.at < row.lapsesAt);
    return {
      id: row.id,
      sessionId: row.sessionId,
      computer: { id: row.computerId, name: row.computerName },
      technician: { id: row.technicianId, name: row.technicianName, zone: row.zone },
      state: row.answer ?? (hasLapsed ? "lapsed" : "pending"),
      signed: row.signed,
      terms: storedTerms(row.terms),
      reason: row.reason,
      ticket: row.ticket,
      askedAt: row.askedAt,
      lapsesAt: row.lapsesAt,
      answeredAt: row.answeredAt ?? (hasLapsed ? row.lapsesAt : null),
      // Without a group nothing is permitted, and nothing is looser.
      passwordNeeded: row.computerPasswordAlways !== 0,
      answerReason: row.answerReason,
    };
  });
}

/** The caller's request with this id; somebody else's is unknown. */
export async function ownRequest(
  store: Store,
  caller: CallerOf<"technician" | "customer">,
  id: string,
): Promise<Tables["requests"]> {
  const row = await store
    .selectFrom("requests")
    .where("id", "=", id)
    .where(caller.role === "technician" ? "technicianId" : "computerId", "=", caller.id)
    .selectAll()
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("unknown");
  return row;
}

export async function requestTold(parts: Parts, id: string): Promise<Request> {
  const [told] = await requestsTold(parts.store, sightOf(parts), (rows) => rows.where("requests.id", "=", id));
  if (told === undefined) throw new Refusal("unknown");
  return told;
}

/** Tells a technician's waiting requests anew: what her group must have changed. */
export async function tellPending(store: Store, changes: Changes, technicianId: string): Promise<void> {
  const rows = store.selectFrom("requests").where("technicianId", "=", technicianId).where("answer", "is", null);
  for (const { id } of await rows.select("id").execute()) changes.requests.add(id);
}
