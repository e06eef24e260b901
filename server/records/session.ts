import type { ExpressionBuilder } from "kysely";
import type { SessionState } from "../../shared/policy.ts";
import type { Session } from "../../shared/records.ts";
import type { CallerOf } from "../caller.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../refusal.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { entriesOf, tellComputer } from "./computer.ts";
import { type Sight, sightOf } from "./sight.ts";

type Lived = Pick<Tables["sessions"], "joinedAt" | "metAt" | "endsAt" | "endedAt" | "endedBy">;

/** Facts are stored, the state is derived (model.md section 2), here and nowhere else. */
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

const sessionRow = (store: Store) =>
  store
    .selectFrom("sessions")
    .innerJoin("people", "people.id", "sessions.technicianId")
    .leftJoin("computers", "computers.id", "sessions.computerId")
    .selectAll("sessions")
    .select(["people.name as technicianName", "computers.key", "computers.name", "computers.system", "computers.door"])
    .select(["computers.zone as computerZone", "computers.seenAt"])
    .select((is) => entriesOf(is.selectFrom("entries").whereRef("entries.door", "=", "computers.door")).as("entries"));
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
            {
              id: computerId,
              key,
              name,
              system: row.system ?? "other",
              zone: computerZone,
              door: row.door,
              seenAt,
              entries: row.entries,
            },
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

/** The caller's session with this id. Somebody else's is as unknown as one that doesn't exist. */
export async function ownSession(
  store: Store,
  caller: CallerOf<"technician" | "customer">,
  id: string,
): Promise<Tables["sessions"]> {
  const row = await store
    .selectFrom("sessions")
    .where("id", "=", id)
    .where(caller.role === "technician" ? "technicianId" : "computerId", "=", caller.id)
    .selectAll()
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("unknown");
  return row;
}

/** One session as it is told now. */
export async function sessionTold(parts: Parts, id: string): Promise<Session> {
  const [told] = await sessionsTold(parts.store, sightOf(parts), (rows) => rows.where("sessions.id", "=", id));
  if (told === undefined) throw new Refusal("unknown");
  return told;
}
