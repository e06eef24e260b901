import { accessAt } from "../../shared/access-window.ts";
import type { Grant } from "../../shared/records.ts";
import type { Caller } from "../caller.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../refusal.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { type Sight, sightOf } from "./sight.ts";
import { storedTerms } from "./stored-terms.ts";

const grantRow = (store: Store) =>
  store
    .selectFrom("grants")
    .innerJoin("requests", "requests.id", "grants.requestId")
    .innerJoin("sessions", "sessions.id", "requests.sessionId")
    .innerJoin("people", "people.id", "grants.technicianId")
    .innerJoin("computers", "computers.id", "grants.computerId")
    .selectAll("grants")
    .select(["people.name as technicianName", "sessions.zone"])
    .select(["computers.name as computerName", "computers.key as computerKey"]);
type GrantRows = ReturnType<typeof grantRow>;

/** A grant as the rules take it. */
export const grantIn = (row: Pick<Tables["grants"], "terms" | "approvedAt" | "revokedAt" | "pausedAt">) => ({
  terms: storedTerms(row.terms),
  approvedAt: row.approvedAt,
  revokedAt: row.revokedAt ?? undefined,
  pausedAt: row.pausedAt ?? undefined,
});

export async function grantsTold(store: Store, sight: Sight, narrow: (rows: GrantRows) => GrantRows): Promise<Grant[]> {
  const rows = await narrow(grantRow(store)).execute();
  return rows.map((row) => ({
    id: row.id,
    requestId: row.requestId,
    computer: { id: row.computerId, name: row.computerName, key: row.computerKey },
    technician: { id: row.technicianId, name: row.technicianName, zone: row.zone, key: row.technicianKey },
    signed: row.signed,
    receipt: row.receipt,
    terms: storedTerms(row.terms),
    approvedAt: row.approvedAt,
    until: row.until,
    pausedAt: row.pausedAt,
    revokedAt: row.revokedAt,
    revokedBy: row.revokedBy,
    decision: row.decision,
    decided: row.decided,
    n: row.n,
    access: accessAt(grantIn(row), sight.at),
  }));
}

/** The grant with this id, if it is the caller's or an administrator calls; else it is unknown. */
export async function ownGrant(store: Store, caller: Caller, id: string): Promise<Tables["grants"]> {
  let rows = store.selectFrom("grants").where("id", "=", id);
  if (caller.role === "technician") rows = rows.where("technicianId", "=", caller.id);
  if (caller.role === "customer") rows = rows.where("computerId", "=", caller.id);
  const row = await rows.selectAll().executeTakeFirst();
  if (row === undefined) throw new Refusal("unknown");
  return row;
}

export async function grantTold(parts: Parts, id: string): Promise<Grant> {
  const [told] = await grantsTold(parts.store, sightOf(parts), (rows) => rows.where("grants.id", "=", id));
  if (told === undefined) throw new Refusal("unknown");
  return told;
}
