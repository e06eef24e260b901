import { z } from "zod";
import { bytes32, compact, id, instant, key } from "./bounds.ts";
import { sealedCredentials } from "./credentials.ts";
import { endReason, refusalCode } from "./door-words.ts";

// What travels over /api/door (model.md section 4), text frames of JSON each way. The server's messages prove nothing:
// whatever opens something is a statement inside, which the doorkeeper hears itself; what closes needs no proof.
// `ask` names a question, so that its answer finds back; it is the server's and means nothing else.

const ask = id;

/** Server to doorkeeper. */
export const toDoor = z.discriminatedUnion("kind", [
  /** the answer to the greeting; `now` is the server's clock */
  z.strictObject({ kind: z.literal("welcome"), now: instant }),
  /** the customer revealed what his pairing token commits to, and later signed `paired` */
  z.strictObject({ kind: z.literal("reveal"), r: bytes32 }),
  z.strictObject({ kind: z.literal("paired"), statement: compact }),
  /** the pairing is over without a customer: lapsed, or replaced by another */
  z.strictObject({ kind: z.literal("pairing-over") }),
  /** may this customer's request be approved? answered by `approval-challenge` or `refused` */
  z.strictObject({ kind: z.literal("approve?"), ask, customer: key, request: bytes32 }),
  /** answered by `receipt` */
  z.strictObject({ kind: z.literal("grant"), ask, statement: compact, credentials: sealedCredentials.nullable() }),
  /** answered by `decided` or `refused` */
  z.strictObject({ kind: z.literal("decision"), ask, statement: compact }),
  /** answered by `challenge` or `refused` */
  z.strictObject({ kind: z.literal("knock"), ask, grant: id }),
  /** answered by `ordered` or `refused` */
  z.strictObject({ kind: z.literal("order"), ask, statement: compact }),
  /** revoked for ever by somebody entitled at the server; answered by a `decided` without `ask` */
  z.strictObject({ kind: z.literal("close"), grant: id, because: z.enum(["technician", "administrator", "customer"]) }),
  /** ends a running visit */
  z.strictObject({ kind: z.literal("cut"), connection: id, because: endReason }),
  /** the entries after number `after` that the server lacks */
  z.strictObject({ kind: z.literal("entries?"), after: z.int().min(0) }),
  z.strictObject({ kind: z.literal("pong"), now: instant }),
]);
export type ToDoor = z.infer<typeof toDoor>;

/** Doorkeeper to server. The first message is the greeting `{ token }`, as on every socket. */
export const fromDoor = z.discriminatedUnion("kind", [
  /** what it holds, right after the welcome: the newest counter of each grant, and how far its history goes */
  z.strictObject({
    kind: z.literal("holds"),
    grants: z.array(z.strictObject({ grant: id, n: z.int().min(0) })).max(1_000),
    entries: z.int().min(0),
    head: bytes32,
    /** the visit that is running, if one is */
    connection: id.nullable(),
  }),
  z.strictObject({ kind: z.literal("pair-door"), statement: compact }),
  z.strictObject({ kind: z.literal("approval-challenge"), ask, statement: compact }),
  z.strictObject({ kind: z.literal("receipt"), ask, statement: compact }),
  /** also without a question: a local decision, a close that was obeyed */
  z.strictObject({ kind: z.literal("decided"), ask: ask.nullable(), statement: compact }),
  z.strictObject({ kind: z.literal("challenge"), ask, statement: compact }),
  /** the order was accepted: the doorkeeper dials the stream of this connection now */
  z.strictObject({ kind: z.literal("ordered"), ask, connection: id }),
  z.strictObject({
    kind: z.literal("refused"),
    ask,
    because: refusalCode,
    /** for `busy`: since when; for `clocks-differ`: the computer's clock; for the rules' reasons: when it next opens */
    at: instant.nullable(),
  }),
  /** what became of a visit; the signed entry follows by itself */
  z.strictObject({ kind: z.literal("opened"), connection: id, at: instant }),
  z.strictObject({
    kind: z.literal("ended"),
    connection: id,
    at: instant,
    because: z.union([endReason, refusalCode]),
  }),
  /** one entry of its own history, in order */
  z.strictObject({ kind: z.literal("entry"), statement: compact }),
  /** the customer with this key was unpaired at the computer */
  z.strictObject({ kind: z.literal("unpaired"), customer: key }),
  z.strictObject({ kind: z.literal("ping") }),
]);
export type FromDoor = z.infer<typeof fromDoor>;
