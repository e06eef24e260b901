import type { ExpressionBuilder } from "kysely";
import { accessAt } from "../shared/access-window.ts";
import { system } from "../shared/bounds.ts";
import type { SessionState } from "../shared/policy.ts";
import type { Computer, Grant, Me, Request, Session } from "../shared/records.ts";
import { type Terms, termsShape } from "../shared/terms.ts";
import { type Caller, nothing, policyIn } from "./caller.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";

// Rows of the store as people are told them (shared/records.ts). States are derived here, and nowhere else.

/** What isn't in the store but belongs into every telling. */
export type Sight = { at: number; isOnline: (computerId: string) => boolean };

type Lived = Pick<Tables["sessions"], "joinedAt" | "metAt" | "endsAt" | "endedAt" | "endedBy">;

export function stateOf({ joinedAt, metAt, endsAt, endedAt, endedBy }: Lived, at: number): SessionState {
  if (endedAt !== null) return joinedAt === null && endedBy === "time" ? "lapsed" : "ended";
  if (!(at < endsAt)) return joinedAt === null ? "lapsed" : "ended";
  if (joinedAt === null) return "waiting";
  return metAt === null ? "meeting" : "active";
}

/** `stateOf` as a condition. */
export function isIn(is: ExpressionBuilder<Tables, "sessions">, state: SessionState, at: number) {
  const joined = is("joinedAt", "is not", null);
  const isOver = is.or([is("endedAt", "is not", null), is("sessions.endsAt", "<=", at)]);
  const isOpen = is.and([is("endedAt", "is", null), is("sessions.endsAt", ">", at)]);
  const byTime = is.or([is("endedAt", "is", null), is("endedBy", "=", "time")]);
  switch (state) {
    case "waiting":
      return is.and([isOpen, is.not(joined)]);
    case "meeting":
      return is.and([isOpen, joined, is("metAt", "is", null)]);
    case "active":
      return is.and([isOpen, is("metAt", "is not", null)]);
    case "lapsed":
      return is.and([isOver, is.not(joined), byTime]);
    case "ended":
      return is.and([isOver, is.not(is.and([is.not(joined), byTime]))]);
  }
}

/** Terms that were checked when they were stored. */
const storedTerms = (json: string): Terms => termsShape.parse(JSON.parse(json));

const computerRow = (store: Store) =>
  store.selectFrom("computers").select(["id", "key", "name", "system", "zone", "door", "seenAt"]);
type ComputerRows = ReturnType<typeof computerRow>;
type ComputerRow = Omit<Tables["computers"], "createdAt">;

const tellComputer = ({ id, key, name, system: kind, zone, door, seenAt }: ComputerRow, sight: Sight): Computer => ({
  id,
  key,
  name,
  system: system.catch("other").parse(kind),
  zone,
  door,
  online: sight.isOnline(id),
  seenAt,
});

export async function computersTold(
  store: Store,
  sight: Sight,
  narrow: (rows: ComputerRows) => ComputerRows,
): Promise<Computer[]> {
  const rows = await narrow(computerRow(store)).execute();
  return rows.map((row) => tellComputer(row, sight));
}

const sessionRow = (store: Store) =>
  store
    .selectFrom("sessions")
    .innerJoin("people", "people.id", "sessions.technicianId")
    .leftJoin("computers", "computers.id", "sessions.computerId")
    .selectAll("sessions")
    .select(["people.name as technicianName", "computers.key", "computers.name", "computers.system", "computers.door"])
    .select(["computers.zone as computerZone", "computers.seenAt"]);
type SessionRows = ReturnType<typeof sessionRow>;

export async function sessionsTold(
  store: Store,
  sight: Sight,
  narrow: (rows: SessionRows) => SessionRows,
): Promise<Session[]> {
  const rows = await narrow(sessionRow(store)).execute();
  return rows.map((row) => {
    const { id, computerId, key, name, computerZone, seenAt, joinedAt } = row;
    const state = stateOf(row, sight.at);
    const isOver = state === "ended" || state === "lapsed";
    const known = computerId !== null && key !== null && name !== null && computerZone !== null && seenAt !== null;
    return {
      id,
      kind: row.kind,
      state,
      origin: row.origin,
      reference: row.reference,
      technician: { id: row.technicianId, name: row.technicianName, zone: row.zone },
      computer: known
        ? tellComputer(
            { id: computerId, key, name, system: row.system ?? "other", zone: computerZone, door: row.door, seenAt },
            sight,
          )
        : null,
      createdAt: row.createdAt,
      codeEndsAt: state === "waiting" ? row.endsAt : null,
      joinedAt,
      metAt: row.metAt,
      endsAt: joinedAt === null ? null : row.endsAt,
      endedAt: row.endedAt ?? (isOver ? row.endsAt : null),
      endedBy: row.endedBy ?? (isOver ? "time" : null),
      join: row.join,
      meet: row.meet,
      reveal: row.reveal,
    };
  });
}

const requestRow = (store: Store) =>
  store
    .selectFrom("requests")
    .innerJoin("sessions", "sessions.id", "requests.sessionId")
    .innerJoin("people", "people.id", "requests.technicianId")
    .innerJoin("computers", "computers.id", "requests.computerId")
    .selectAll("requests")
    .select(["people.name as technicianName", "sessions.zone", "computers.name as computerName"]);
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
      answerReason: row.answerReason,
    };
  });
}

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

/** What the organisation calls itself. */
export async function organisationName(store: Store): Promise<string> {
  const { name } = await store.selectFrom("organisation").select("name").executeTakeFirstOrThrow();
  return name;
}

/** Who somebody is to us; null where nobody is any more. */
export async function meTold(store: Store, sight: Sight, caller: Caller): Promise<Me | null> {
  const organisation = await organisationName(store);
  if (caller.role === "customer") {
    const [computer] = await computersTold(store, sight, (rows) => rows.where("id", "=", caller.id));
    return computer === undefined ? null : { role: "customer", organisation, computer };
  }
  const row = await store
    .selectFrom("people")
    .leftJoin("groups", "groups.id", "people.groupId")
    .where("people.id", "=", caller.id)
    .where("disabledAt", "is", null)
    .selectAll("groups")
    .select(["people.id as personId", "people.name as personName", "email"])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { personId: id, personName: name, email } = row;
  if (caller.role === "administrator") return { role: "administrator", id, name, email, organisation };
  const inGroup = row.id !== null && row.name !== null && hasFlags(row);
  return {
    role: "technician",
    id,
    name,
    email,
    organisation,
    group: inGroup ? { id: row.id, name: row.name } : null,
    policy: inGroup ? policyIn(row) : nothing,
    key: caller.key,
  };
}

type Flags = Pick<
  Tables["groups"],
  "id" | "name" | "mayUse" | "administratorCredentialsAlways" | "unlimitedAllowed" | "reasonRequired" | "ticketRequired"
>;
const hasFlags = <Row extends { [Member in keyof Flags]: Flags[Member] | null }>(row: Row): row is Row & Flags =>
  row.id !== null;
