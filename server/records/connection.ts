import { endReason, refusalCode } from "../../shared/door-words.ts";
import type { Connection } from "../../shared/records.ts";
import type { Caller } from "../caller.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../refusal.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

const connectionRow = (store: Store) =>
  store
    .selectFrom("connections")
    .innerJoin("grants", "grants.id", "connections.grantId")
    .innerJoin("requests", "requests.id", "grants.requestId")
    .innerJoin("sessions", "sessions.id", "requests.sessionId")
    .innerJoin("people", "people.id", "connections.technicianId")
    .innerJoin("computers", "computers.id", "connections.computerId")
    .selectAll("connections")
    .select(["people.name as technicianName", "sessions.zone", "computers.name as computerName"]);
type ConnectionRows = ReturnType<typeof connectionRow>;

/** Facts are stored, the state is derived (model.md section 2). */
function stateOf({ openedAt, endedAt }: Pick<Tables["connections"], "openedAt" | "endedAt">): Connection["state"] {
  if (endedAt === null) return openedAt === null ? "asked" : "open";
  return openedAt === null ? "refused" : "ended";
}

export async function connectionsTold(
  store: Store,
  narrow: (rows: ConnectionRows) => ConnectionRows,
): Promise<Connection[]> {
  const rows = await narrow(connectionRow(store)).execute();
  return rows.map((row) => ({
    id: row.id,
    grantId: row.grantId,
    computer: { id: row.computerId, name: row.computerName },
    technician: { id: row.technicianId, name: row.technicianName, zone: row.zone },
    state: stateOf(row),
    askedAt: row.askedAt,
    openedAt: row.openedAt,
    endedAt: row.endedAt,
    because: row.endedAt === null ? null : storedBecause(row.because),
    resumes: row.resumes,
  }));
}

const storedBecause = (because: string | null): Connection["because"] =>
  endReason.safeParse(because).data ?? refusalCode.safeParse(because).data ?? null;

/** The connection with this id, if it is the caller's or an administrator calls; else it is unknown. */
export async function ownConnection(store: Store, caller: Caller, id: string): Promise<Tables["connections"]> {
  let rows = store.selectFrom("connections").where("id", "=", id);
  if (caller.role === "technician") rows = rows.where("technicianId", "=", caller.id);
  if (caller.role === "customer") rows = rows.where("computerId", "=", caller.id);
  const row = await rows.selectAll().executeTakeFirst();
  if (row === undefined) throw new Refusal("unknown");
  return row;
}

export async function connectionTold({ store }: Pick<Parts, "store">, id: string): Promise<Connection> {
  const [told] = await connectionsTold(store, (rows) => rows.where("connections.id", "=", id));
  if (told === undefined) throw new Refusal("unknown");
  return told;
}
