import { z } from "zod";
import {
  bounds,
  bytes32,
  compact,
  id,
  key,
  line,
  calledName as name,
  origin,
  system,
  text,
  zoneName,
} from "./bounds.ts";
import { sealedCredentials } from "./credentials.ts";
import { policy, sessionKind, sessionState } from "./policy.ts";
import { pairing, person, requestState } from "./records.ts";

// What people send to the server's routes (model.md section 4). Every member that isn't named here is refused.

const hidden = /[\p{Cc}\p{Cs}]/u;

/** Compared and kept in lower case. */
export const email = z
  .string()
  .max(bounds.email)
  .transform((value) => value.trim().toLowerCase())
  .pipe(z.email());
/** As typed, NFC. A password of somebody who signs in may be any; a new one has a least length. */
export const password = z
  .string()
  .min(1)
  .max(bounds.password)
  .refine((value) => !hidden.test(value), { message: "hidden-characters" })
  .transform((value) => value.normalize("NFC"));
export const newPassword = password.pipe(z.string().min(bounds.shortestPassword));
/** Six digits, eight while many are guessed. */
export const sessionCode = z.string().regex(/^[0-9]{6}([0-9]{2})?$/);
const reason = text(bounds.reason);
/** What a page calls what it shows: a device, a ticket. */
const reference = line(bounds.reference).refine((value) => !/[<>]/.test(value), { message: "markup" });

export const signInCall = z.strictObject({ email, password });
/** `pairing`: the token on a doorkeeper's command line, where nobody knows its key yet. */
export const helloCall = z.strictObject({ hello: compact, pairing: pairing.shape.token.optional() });
export const firstAdministratorCall = z.strictObject({
  code: z.string().max(64),
  email,
  name,
  password: newPassword,
});

export const organisationCall = z.strictObject({ name });
/** A new group may do nothing until it is said; everything that isn't said is as the rules' documents have it by default. */
export const groupCall = z.strictObject({
  name,
  mayUse: policy.shape.mayUse.default(false),
  administratorCredentialsAlways: policy.shape.administratorCredentialsAlways.default(false),
  longestDays: policy.shape.longestDays.default(null),
  unlimitedAllowed: policy.shape.unlimitedAllowed.default(true),
  reasonRequired: policy.shape.reasonRequired.default(false),
  ticketRequired: policy.shape.ticketRequired.default(false),
  computerPasswordAlways: policy.shape.computerPasswordAlways.default(false),
});
export const groupChange = z.strictObject({ name, ...policy.shape }).partial();
export const personCall = z.strictObject({
  role: person.shape.role,
  email,
  name,
  groupId: id.nullable().default(null),
  password: newPassword,
});
export const personChange = z.strictObject({ name, groupId: id.nullable(), disabled: z.boolean() }).partial();

export const sessionCall = z.strictObject({
  kind: sessionKind,
  origin,
  reference: reference.optional(),
  zone: zoneName.optional(),
});
export const findCall = z.strictObject({ code: sessionCode });
export const joinCall = z.strictObject({ code: sessionCode, join: compact, name, system, zone: zoneName });
export const meetCall = z.strictObject({ meet: compact });
export const fitsCall = z.strictObject({ fits: z.boolean() });
/** The 32 bytes that the join committed to. */
export const revealCall = z.strictObject({ r: bytes32 });
export const endCall = z.strictObject({ because: z.literal("number-differs").optional() });

export const requestCall = z.strictObject({ sessionId: id, request: compact });
export const approveCall = z.strictObject({ grant: compact, credentials: sealedCredentials.optional() });
export const reasonCall = z.strictObject({ reason: reason.optional() });
export const emptyCall = z.strictObject({});
export const decisionCall = z.strictObject({ decision: compact });

export const pairingCall = z.strictObject({ token: pairing.shape.token });
export const pairedCall = z.strictObject({ paired: compact });
/** `resumes`: the connection whose line was lost. */
export const connectionCall = z.strictObject({ grantId: id, resumes: id.optional() });
export const orderCall = z.strictObject({ order: compact });

/** The page after the item with this id. */
const after = id.optional();
export const pageQuery = z.strictObject({ after });
export const sessionsQuery = z.strictObject({
  origin: origin.optional(),
  reference: reference.optional(),
  state: sessionState.optional(),
  after,
});
export const requestsQuery = z.strictObject({ state: requestState.optional(), after });
export const connectionsQuery = z.strictObject({ computer: id.optional(), technician: id.optional(), after });
export const entriesQuery = z.strictObject({
  /** the entries after the one with this number */
  after: z
    .string()
    .regex(/^[0-9]{1,15}$/)
    .transform(Number)
    .optional(),
});
export const grantsQuery = z.strictObject({ computer: id.optional(), technician: id.optional(), after });
export const historyQuery = z.strictObject({
  /** a computer's id, or `server` */
  chain: z.union([id, z.literal("server")]).optional(),
  /** the entries after the one with this number */
  after: z
    .string()
    .regex(/^[0-9]{1,15}$/)
    .transform(Number)
    .optional(),
});

export const idParam = z.object({ id });
/** What a sign-in, a join or a customer's hello answers: a bearer token and when it ends. */
export const tokenAnswer = z.object({ token: key, endsAt: z.int() });
