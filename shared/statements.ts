import { CompactSign, compactVerify } from "jose";
import { z } from "zod";
import { fromBase64url, toBase64url } from "./base64url.ts";
import {
  bounds,
  bytes32,
  compact as compactText,
  id,
  instant,
  key as keyText,
  origin,
  settledLine,
  settledText,
  system,
} from "./bounds.ts";
import { entryEvent, entryReason, refusalCode } from "./door-words.ts";
import { isLowOrder } from "./low-order.ts";
import { credentialMode, termsShape } from "./terms.ts";

// Everything that is signed, as protocol.md section 1 lists it. Members are written in this order.
const v = z.literal(1);
const decisionState = z.enum(["open", "paused", "revoked"]);
/** How many entries the doorkeeper's own history has, and the hash of the last (43 × `A` where there is none). */
const ownHistory = { entries: z.int().min(0), head: bytes32 };

export const statementFields = {
  hello: z.strictObject({ v, who: keyText, server: origin, nonce: bytes32, at: instant }),
  join: z.strictObject({ v, session: id, customer: keyText, commit: bytes32, at: instant }),
  meet: z.strictObject({
    v,
    session: id,
    technician: keyText,
    customer: keyText,
    join: bytes32,
    nonce: bytes32,
    name: settledLine(bounds.name),
    organisation: settledLine(bounds.name),
    at: instant,
  }),
  "pair-door": z.strictObject({
    v,
    computer: keyText,
    customer: keyText,
    commit: bytes32,
    nonce: bytes32,
    name: settledLine(bounds.name),
    system,
    at: instant,
  }),
  paired: z.strictObject({ v, customer: keyText, computer: keyText, door: bytes32, at: instant }),
  request: z.strictObject({
    v,
    id,
    technician: keyText,
    name: settledLine(bounds.name),
    organisation: settledLine(bounds.name),
    customer: keyText,
    computer: keyText.nullable(),
    session: id,
    terms: termsShape,
    reason: settledText(bounds.reason),
    ticket: settledText(bounds.ticket),
    at: instant,
    lapses: instant,
  }),
  "approval-challenge": z.strictObject({
    v,
    computer: keyText,
    customer: keyText,
    request: bytes32,
    share: bytes32,
    at: instant,
    ...ownHistory,
  }),
  grant: z.strictObject({
    v,
    id,
    request: bytes32,
    technician: keyText,
    technicianName: settledLine(bounds.name),
    customer: keyText,
    computer: keyText.nullable(),
    terms: termsShape,
    confirmed: z.enum(["click", "password"]),
    credentials: bytes32.nullable(),
    challenge: bytes32.nullable(),
    approvedAt: instant,
  }),
  receipt: z.strictObject({
    v,
    computer: keyText,
    grant: id,
    grantHash: bytes32,
    answer: z.union([z.literal("registered"), refusalCode]),
    at: instant,
    ...ownHistory,
  }),
  decision: z.strictObject({
    v,
    customer: keyText,
    computer: keyText.nullable(),
    grant: id,
    state: decisionState,
    n: z.int().min(1).max(bounds.decision),
    at: instant,
  }),
  decided: z.strictObject({
    v,
    computer: keyText,
    grant: id,
    state: decisionState,
    n: z.int().min(0),
    by: z.enum(["customer", "server", "local"]),
    at: instant,
    ...ownHistory,
  }),
  challenge: z.strictObject({
    v,
    computer: keyText,
    technician: keyText,
    grant: id,
    connection: id,
    share: bytes32,
    mode: credentialMode,
    at: instant,
    ...ownHistory,
  }),
  order: z.strictObject({
    v,
    technician: keyText,
    computer: keyText,
    grant: id,
    connection: id,
    challenge: bytes32,
    share: bytes32,
    resumes: id.nullable(),
    at: instant,
  }),
  entry: z.strictObject({
    v,
    computer: keyText,
    n: z.int().min(1),
    previous: bytes32,
    event: entryEvent,
    grant: id.nullable(),
    technician: keyText.nullable(),
    because: entryReason.nullable(),
    at: instant,
  }),
} as const;

export type StatementKind = keyof typeof statementFields;
export type Statement<Kind extends StatementKind> = z.infer<(typeof statementFields)[Kind]>;
/** What a statement is made of before it is signed; `v` is added by `say`. */
export type Saying<Kind extends StatementKind> = Omit<Statement<Kind>, "v">;

/** Why a statement was refused: `unreadable` is anything wrong with its form, `bad-signature` a key that didn't sign it. */
export type Refusal = "unreadable" | "bad-signature";
export type Heard<Kind extends StatementKind> =
  | { ok: true; statement: Statement<Kind> }
  | { ok: false; because: Refusal };

const headerOf = (kind: StatementKind): string => JSON.stringify({ alg: "EdDSA", typ: `whileaway-${kind}+jws` });
const segment = (text: string): string => toBase64url(new TextEncoder().encode(text));
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A public key as the rest of the world names it: raw 32 bytes, base64url. Throws on anything else, and on a key of low order. */
export async function publicKeyOf(name: string): Promise<CryptoKey> {
  const bytes = fromBase64url(keyText.parse(name));
  if (isLowOrder(bytes)) throw new RangeError("a key that anybody can sign with");
  return crypto.subtle.importKey("raw", bytes, "Ed25519", true, ["verify"]);
}

/** The name of a key pair: its public half, base64url. */
export const nameOf = async (pair: { publicKey: CryptoKey }): Promise<string> =>
  toBase64url(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));

/** Signs a statement: a compact JWS, members in the order of the table. Throws a `ZodError` where a field isn't as the table says. */
export async function say<Kind extends StatementKind>(
  kind: Kind,
  saying: Saying<Kind>,
  privateKey: CryptoKey,
): Promise<string> {
  const fields = statementFields[kind];
  const checked: Record<string, unknown> = fields.parse({ v: 1, ...saying });
  const ordered = Object.fromEntries(Object.keys(fields.shape).map((member) => [member, checked[member]]));
  const signer = new CompactSign(new TextEncoder().encode(JSON.stringify(ordered)));
  return signer.setProtectedHeader({ alg: "EdDSA", typ: `whileaway-${kind}+jws` }).sign(privateKey);
}

/**
 * The one reader of statements (protocol.md section 1). `key` is the name of the key that must have signed, from the
 * reader's own pins or from a statement already heard; never from this statement (for first contact see `introduce`).
 * Everything that is not exactly as a genuine speaker would have written it is refused.
 */
export async function hear<Kind extends StatementKind>(
  kind: Kind,
  compact: unknown,
  key: string,
): Promise<Heard<Kind>> {
  const payload = payloadOf(kind, compact);
  if (payload === null || !keyText.safeParse(key).success) return { ok: false, because: "unreadable" };
  let bytes: Uint8Array;
  try {
    const verified = await compactVerify(compact as string, await publicKeyOf(key), { algorithms: ["EdDSA"] });
    bytes = verified.payload;
  } catch {
    return { ok: false, because: "bad-signature" };
  }
  const statement = read(kind, bytes);
  return statement === null ? { ok: false, because: "unreadable" } : { ok: true, statement };
}

/** Which member of a first-contact statement holds the speaker's own key. */
const ownKey = { hello: "who", join: "customer", meet: "technician", "pair-door": "computer" } as const;

/**
 * First contact only: reads a statement with the key that stands inside it. This proves possession of that key and
 * nothing else, until the check number fits.
 */
export async function introduce<Kind extends keyof typeof ownKey>(kind: Kind, compact: unknown): Promise<Heard<Kind>> {
  const payload = payloadOf(kind, compact);
  const claimed = payload && read(kind, payload);
  if (!claimed) return { ok: false, because: "unreadable" };
  return hear(kind, compact, String((claimed as Record<string, unknown>)[ownKey[kind]]));
}

/** SHA-256 of `header.payload`, base64url: how one statement names another. Never includes the signature. */
export const hashOf = (compact: string): Promise<string> => sha256(compact.slice(0, compact.lastIndexOf(".")));

/** SHA-256 of a text's UTF-8, base64url. */
export const sha256 = async (text: string): Promise<string> =>
  toBase64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));

function payloadOf(kind: StatementKind, compact: unknown): Uint8Array | null {
  if (!compactText.safeParse(compact).success) return null;
  const [header, payload] = (compact as string).split(".");
  if (header !== segment(headerOf(kind)) || payload === undefined) return null;
  try {
    return fromBase64url(payload);
  } catch {
    return null;
  }
}

function read<Kind extends StatementKind>(kind: Kind, bytes: Uint8Array): Statement<Kind> | null {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    const parsed = statementFields[kind].safeParse(value);
    // A genuine speaker writes each member once: JSON that says one thing twice would be read differently elsewhere.
    return parsed.success && JSON.stringify(value) === text ? (parsed.data as Statement<Kind>) : null;
  } catch {
    return null;
  }
}
