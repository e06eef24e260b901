import { z } from "zod";
import { bounds, id, instant, key } from "./bounds.ts";
import { policy, sessionKind } from "./policy.ts";

// What one entry of the history says: the JSON text inside `historyEntry.entry` (shared/records.ts). Everything about a
// computer stands in that computer's chain, all else in the chain `server`. Statements are named by their hash.

const name = z.string().max(bounds.name);
const who = z.object({ id, name });
const group = who.extend(policy.shape);
const changedPerson = who.extend({ groupId: id.nullable(), disabledAt: instant.nullable() });
const hash = key;
const by = z.enum(["technician", "customer", "administrator", "time", "number-differs"]);
const reason = z.string().max(bounds.reason);

export const happening = z.discriminatedUnion("event", [
  // a computer's chain
  z.object({ event: z.literal("session-joined"), session: id, technician: who, name, kind: sessionKind, join: hash }),
  z.object({ event: z.literal("session-met"), session: id, technician: who, meet: hash }),
  z.object({ event: z.literal("session-active"), session: id, technician: who }),
  z.object({ event: z.literal("session-ended"), session: id, technician: who, by }),
  z.object({ event: z.literal("request-asked"), request: id, session: id, technician: who, statement: hash }),
  z.object({
    event: z.literal("request-answered"),
    request: id,
    technician: who,
    answer: z.enum(["denied", "withdrawn", "lapsed"]),
    reason: reason.nullable(),
  }),
  z.object({ event: z.literal("grant-made"), grant: id, request: id, technician: who, statement: hash }),
  z.object({
    event: z.literal("grant-decided"),
    grant: id,
    technician: who,
    state: z.enum(["open", "paused", "revoked"]),
    n: z.int(),
    statement: hash,
  }),
  z.object({
    event: z.literal("grant-revoked"),
    grant: id,
    technician: who,
    by,
    person: who,
    reason: reason.nullable(),
  }),
  z.object({ event: z.literal("computer-renamed"), name, by }),
  z.object({ event: z.literal("computer-paired"), door: key, name, pairDoor: hash, paired: hash }),
  // `grants`: those that began at that doorkeeper, and ended with it
  z.object({
    event: z.literal("computer-unpaired"),
    door: key,
    by: z.enum(["customer", "computer"]),
    grants: z.array(id),
  }),
  z.object({
    event: z.literal("computer-decided"),
    grant: id,
    technician: who,
    state: z.enum(["open", "paused", "revoked"]),
    n: z.int(),
    by: z.enum(["customer", "server", "local"]),
    statement: hash,
  }),
  z.object({
    event: z.literal("connection-refused"),
    connection: id.nullable(),
    grant: id,
    technician: who,
    because: z.string(),
  }),
  z.object({
    event: z.literal("connection-opened"),
    connection: id,
    grant: id,
    technician: who,
    resumes: id.nullable(),
  }),
  z.object({ event: z.literal("connection-ended"), connection: id, grant: id, technician: who, because: z.string() }),
  // the chain `server`
  z.object({ event: z.literal("first-administrator"), person: who }),
  z.object({ event: z.literal("signed-in"), person: who }),
  z.object({ event: z.literal("signed-out"), person: who }),
  z.object({ event: z.literal("key-tied"), person: who, key }),
  z.object({ event: z.literal("organisation-renamed"), name, person: who }),
  z.object({ event: z.literal("group-made"), group, person: who }),
  z.object({ event: z.literal("group-changed"), group, person: who }),
  z.object({ event: z.literal("person-made"), made: who, role: z.string(), person: who }),
  z.object({ event: z.literal("person-changed"), changed: changedPerson, person: who }),
  z.object({ event: z.literal("session-started"), session: id, technician: who, kind: sessionKind }),
  z.object({ event: z.literal("session-over"), session: id, technician: who, by }),
]);
export type Happening = z.infer<typeof happening>;

/** The whole of an entry: where it stands in which chain, when, and what happened. */
export const historyText = z.intersection(
  z.object({ chain: z.string(), number: z.int().min(1), at: instant }),
  happening,
);
