import { bounds } from "../shared/bounds.ts";
import type { Event } from "../shared/records.ts";
import type { Caller } from "./caller.ts";
import { computersTold } from "./records/computer.ts";
import { connectionsTold } from "./records/connection.ts";
import { grantsTold } from "./records/grant.ts";
import { meTold } from "./records/me.ts";
import { tellPairing } from "./records/pairing.ts";
import { requestsTold } from "./records/request.ts";
import { sessionsTold } from "./records/session.ts";
import type { Sight } from "./records/sight.ts";
import type { Store } from "./store/store.ts";

/** Whom a session, request, grant or computer is about. */
export type Concerned = { computerId: string | null; technicianIds: ReadonlySet<string> };

/**
 * Whether somebody may see it: its technician and its customer may; of an administrator's business are grants,
 * computers and connections.
 */
export function isSeenBy(caller: Caller, kind: Event["kind"], { computerId, technicianIds }: Concerned): boolean {
  switch (caller.role) {
    case "technician":
      return technicianIds.has(caller.id);
    case "customer":
      return computerId === caller.id;
    case "administrator":
      return kind === "grant" || kind === "computer" || kind === "connection";
    case "doorkeeper":
      return false;
  }
}

/** The technicians who had a session with a computer. */
export async function techniciansMet(store: Store, computerId: string): Promise<Set<string>> {
  const rows = await store
    .selectFrom("sessions")
    .where("computerId", "=", computerId)
    .select("technicianId")
    .distinct()
    .execute();
  return new Set(rows.map(({ technicianId }) => technicianId));
}

/** The computers that a technician had a session with. */
export const computersMet = (store: Store, technicianId: string) =>
  store
    .selectFrom("sessions")
    .where("technicianId", "=", technicianId)
    .where("computerId", "is not", null)
    .select("computerId")
    .$castTo<{ computerId: string }>();

/**
 * What a line is greeted with: what is open, and what ended within a day, the newest of each. Null for somebody who isn't
 * any more.
 */
export async function stateFor(
  store: Store,
  sight: Sight,
  caller: Caller,
): Promise<Extract<Event, { kind: "state" }> | null> {
  const me = await meTold(store, sight, caller);
  if (me === null || caller.role === "doorkeeper") return null;
  const recent = sight.at - bounds.stateShowsOver;
  const isAdministrator = caller.role === "administrator";
  const own = caller.role === "customer" ? "computerId" : "technicianId";
  const sessions = isAdministrator
    ? []
    : await sessionsTold(store, sight, (rows) =>
        rows
          .where(`sessions.${own}`, "=", caller.id)
          .where((is) => is.or([is("sessions.endedAt", "is", null), is("sessions.endedAt", ">", recent)]))
          .orderBy("sessions.createdAt", "desc")
          .limit(bounds.state),
      );
  const requests = isAdministrator
    ? []
    : await requestsTold(store, sight, (rows) =>
        rows
          .where(`requests.${own}`, "=", caller.id)
          .where((is) => is.or([is("answer", "is", null), is("answeredAt", ">", recent)]))
          .orderBy("askedAt", "desc")
          .limit(bounds.state),
      );
  const grants = await grantsTold(store, sight, (rows) =>
    (isAdministrator ? rows : rows.where(`grants.${own}`, "=", caller.id))
      .where((is) => is.or([is("grants.until", "is", null), is("grants.until", ">", recent)]))
      .where((is) => is.or([is("revokedAt", "is", null), is("revokedAt", ">", recent)]))
      .orderBy("grants.approvedAt", "desc")
      .limit(bounds.state),
  );
  const computers = await computersTold(store, sight, (rows) => {
    const newest = rows.orderBy("seenAt", "desc").limit(bounds.state);
    if (caller.role === "customer") return newest.where("id", "=", caller.id);
    return isAdministrator ? newest : newest.where("id", "in", computersMet(store, caller.id));
  });
  const connections = await connectionsTold(store, (rows) =>
    (isAdministrator ? rows : rows.where(`connections.${own}`, "=", caller.id))
      .where((is) => is.or([is("connections.endedAt", "is", null), is("connections.endedAt", ">", recent)]))
      .orderBy("connections.askedAt", "desc")
      .limit(bounds.state),
  );
  const pairings = caller.role === "customer" ? await pairingsOf(store, caller.id, recent) : [];
  const told = pairings.map((row) => tellPairing(row, sight.at));
  return { kind: "state", now: sight.at, me, sessions, requests, grants, computers, connections, pairings: told };
}

const pairingsOf = (store: Store, computerId: string, after: number) =>
  store
    .selectFrom("pairings")
    .where("computerId", "=", computerId)
    .where("createdAt", ">", after)
    .orderBy("createdAt", "desc")
    .limit(bounds.state)
    .selectAll()
    .execute();
