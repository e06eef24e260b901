import { z } from "zod";
import { bounds, calledName, compact, id, instant, key, system, zoneName } from "./bounds.ts";
import { endReason, refusalCode } from "./door-words.ts";
import { policy, sessionKind, sessionState } from "./policy.ts";
import { termsShape } from "./terms.ts";

// What the server tells people about sessions, requests, grants and computers: bodies of answers and of events alike.
// Unknown members are dropped, so that an older extension reads a newer server. None of this is proof of anything: what
// a person decides on is read from the statements inside (shared/statements.ts).

const shownName = z.string().max(bounds.name);
const who = z.object({ id, name: shownName });
/** A technician with the zone in which the session was started: shown as the other person's clock, never decided on. */
const technician = who.extend({ zone: z.string().max(64).nullable() });

export const computer = z.object({
  id,
  /** the customer's public key: the computer's real name */
  key,
  name: shownName,
  system,
  zone: z.string().max(64),
  /** the doorkeeper's public key, null until one is paired */
  door: key.nullable(),
  /** whether the customer's browser is on the line */
  online: z.boolean(),
  /** whether the doorkeeper is */
  doorOnline: z.boolean(),
  /** how many entries of the doorkeeper's own history the server holds: more than before means there is news */
  entries: z.int().min(0),
  seenAt: instant,
});
export type Computer = z.infer<typeof computer>;

export const session = z.object({
  id,
  kind: sessionKind,
  state: sessionState,
  origin: z.string().max(bounds.origin),
  reference: z.string().max(bounds.reference).nullable(),
  technician,
  computer: computer.nullable(),
  createdAt: instant,
  /** until when the code can be used; null once it was */
  codeEndsAt: instant.nullable(),
  joinedAt: instant.nullable(),
  metAt: instant.nullable(),
  /** the latest end of a joined session */
  endsAt: instant.nullable(),
  endedAt: instant.nullable(),
  endedBy: z.enum(["technician", "customer", "time", "number-differs"]).nullable(),
  /** the introduction's statements, verbatim, and the customer's revealed r */
  join: compact.nullable(),
  meet: compact.nullable(),
  reveal: key.nullable(),
});
export type Session = z.infer<typeof session>;

export const requestState = z.enum(["pending", "approved", "denied", "withdrawn", "lapsed"]);
export const request = z.object({
  id,
  sessionId: id,
  computer: who,
  technician,
  state: requestState,
  /** the technician's statement, verbatim; the members below repeat it for lists */
  signed: compact,
  terms: termsShape,
  reason: z.string().max(bounds.reason),
  ticket: z.string().max(bounds.ticket),
  askedAt: instant,
  lapsesAt: instant,
  answeredAt: instant.nullable(),
  /** the administrator wants the computer's password at every approval: the server's word, which only makes it stricter */
  passwordNeeded: z.boolean(),
  /** what the customer wrote when denying */
  answerReason: z.string().max(bounds.reason).nullable(),
});
export type Request = z.infer<typeof request>;

const closedReason = z.enum(["unreadable", "upcoming", "outside-hours", "paused", "revoked", "expired"]);
export const access = z.discriminatedUnion("open", [
  z.object({ open: z.literal(true), until: instant.nullable() }),
  z.object({ open: z.literal(false), because: closedReason, opensAt: instant.nullable() }),
]);

export const grant = z.object({
  id,
  requestId: id,
  computer: who.extend({ key }),
  technician: technician.extend({ key }),
  /** the customer's statement, verbatim */
  signed: compact,
  receipt: compact.nullable(),
  terms: termsShape,
  approvedAt: instant,
  until: instant.nullable(),
  pausedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  revokedBy: z.enum(["customer", "technician", "administrator", "computer"]).nullable(),
  /** the customer's newest decision and the computer's newest answer, verbatim */
  decision: compact.nullable(),
  decided: compact.nullable(),
  n: z.int().min(0),
  /** `accessAt` as the server computed it when it sent this */
  access,
});
export type Grant = z.infer<typeof grant>;

const connectionState = z.enum(["asked", "open", "ended", "refused"]);
/** One visit under a grant, as the server saw it; what the computer saw stands in its own entries. */
export const connection = z.object({
  id,
  grantId: id,
  computer: who,
  technician,
  state: connectionState,
  askedAt: instant,
  openedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** why it ended or was refused */
  because: z.union([endReason, refusalCode]).nullable(),
  /** the visit that this one goes on with after a lost line */
  resumes: id.nullable(),
});
export type Connection = z.infer<typeof connection>;

/** A doorkeeper on its way to a computer; only the customer sees it. */
export const pairing = z.object({
  id,
  token: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
  state: z.enum(["offered", "answered", "paired", "over"]),
  createdAt: instant,
  endsAt: instant,
  /** the doorkeeper's statement, verbatim */
  pairDoor: compact.nullable(),
});
export type Pairing = z.infer<typeof pairing>;

/** One entry of a doorkeeper's own history: its number and the signed statement, verbatim. */
export const doorEntry = z.object({ n: z.int().min(1), signed: compact });
export type DoorEntry = z.infer<typeof doorEntry>;

export const group = z.object({ id, name: shownName, ...policy.shape });
export type Group = z.infer<typeof group>;

export const person = z.object({
  id,
  role: z.enum(["technician", "administrator"]),
  email: z.string().max(bounds.email),
  name: shownName,
  groupId: id.nullable(),
  disabledAt: instant.nullable(),
});
export type Person = z.infer<typeof person>;

/** Who a token belongs to. A technician without a group has a policy that permits nothing. */
export const me = z.discriminatedUnion("role", [
  z.object({
    role: z.literal("technician"),
    id,
    name: shownName,
    email: z.string().max(bounds.email),
    organisation: shownName,
    group: who.nullable(),
    policy,
    /** the key tied to this token by its hello */
    key: key.nullable(),
  }),
  z.object({
    role: z.literal("administrator"),
    id,
    name: shownName,
    email: z.string().max(bounds.email),
    organisation: shownName,
  }),
  z.object({ role: z.literal("customer"), organisation: shownName, computer }),
]);
export type Me = z.infer<typeof me>;

/** One link of a hash chain: `hash` = SHA-256(hash of the entry before ‖ entry), base64url; the first follows 43 × `A`. */
export const historyEntry = z.object({
  chain: z.string().max(64),
  number: z.int().min(1),
  at: instant,
  /** the very JSON text that was hashed */
  entry: z.string(),
  hash: key,
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/**
 * Server to people over /api/events, always the whole thing: the state on greeting and whatever changed after.
 * A value that left the reader's sight is not announced; reading the state anew drops it.
 */
export const event = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("state"),
    now: instant,
    me,
    sessions: z.array(session),
    requests: z.array(request),
    grants: z.array(grant),
    computers: z.array(computer),
    connections: z.array(connection),
    /** the customer's own; empty for everybody else */
    pairings: z.array(pairing),
  }),
  z.object({ kind: z.literal("me"), value: me }),
  z.object({ kind: z.literal("session"), value: session }),
  z.object({ kind: z.literal("request"), value: request }),
  z.object({ kind: z.literal("grant"), value: grant }),
  z.object({ kind: z.literal("computer"), value: computer }),
  z.object({ kind: z.literal("connection"), value: connection }),
  z.object({ kind: z.literal("pairing"), value: pairing }),
  // The answer to a ping: without it nobody could tell a silent line from a dead one.
  z.object({ kind: z.literal("pong") }),
]);
export type Event = z.infer<typeof event>;

/** People to server over /api/events: the token first, then pings; people act over HTTPS only. */
export const greeting = z.strictObject({ token: key });
export const ping = z.strictObject({ kind: z.literal("ping") });

/** The name that a customer gives a computer, and the zone that its clock shows. */
export const computerChange = z.strictObject({ name: calledName.optional(), zone: zoneName.optional() });
