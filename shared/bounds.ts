import { z } from "zod";

/** Every length, count and time limit of what travels, in one place (protocol.md section 1, model.md section 1). */
export const bounds = {
  /** characters of a compact statement */
  statement: 16_384,
  /** bytes of a request body */
  body: 65_536,
  /** bytes of one message on the events socket */
  socketMessage: 4_096,
  /** characters of sealed credentials */
  sealed: 4_096,
  /** UTF-8 bytes of the credentials for a computer */
  userNameBytes: 255,
  passwordBytes: 510,
  /** bytes of one message on the doorkeeper's socket */
  doorMessage: 131_072,
  name: 200,
  reason: 2_000,
  ticket: 200,
  reference: 500,
  origin: 255,
  email: 254,
  password: 512,
  shortestPassword: 10,
  hours: 20,
  days: 3_650,
  years: 10,
  /** calendar days that a grant with the customer's credentials lasts at most */
  setupDays: 14,
  /** items of one page of a list */
  page: 200,
  /** items of each kind in the state that a socket is greeted with; the lists hold the rest */
  state: 1_000,
  /** how long the state still shows what has ended */
  stateShowsOver: 24 * 3_600_000,
  openSessions: 20,
  /** how long a pairing waits for a doorkeeper and its six digits */
  pairingLives: 20 * 60_000,
  /** ms that a doorkeeper has for an answer, and for a receipt, which takes a log-in at the screen */
  doorAnswers: 15_000,
  receiptWithin: 30_000,
  /** how long a doorkeeper's challenge waits for its order */
  challengeLives: 60_000,
  codeLives: 20 * 60_000,
  /** wrong session codes from one address in ten minutes */
  wrongCodes: 10,
  /** wrong session codes from everybody in the life of a code, past which new codes are longer */
  wrongCodesOfAll: 1_000,
  sessionLives: 12 * 3_600_000,
  /** tokens that one person or computer holds at once */
  tokens: 50,
  /** lines to the events that one token holds open at once */
  lines: 20,
  tokenLives: 12 * 3_600_000,
  nonceLives: 60_000,
  /** the highest number that a customer's decision may have: above it there is room for every no of others */
  decision: 2 ** 52,
  /** how far the clocks of two parties may differ */
  clocksDiffer: 5 * 60_000,
} as const;

const lineBreaks = /\r\n?/g;
// Control characters, and the marks that reorder or hide text (bidi overrides and isolates, zero-width, BOM).
const hiddenInLine = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const hiddenInText = /[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/u;

/** One line that a person typed: NFC, trimmed, 1 to `longest` characters, no control or direction characters. */
export const line = (longest: number) =>
  z
    .string()
    .max(longest * 4)
    .transform((value) => value.normalize("NFC").trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(longest)
        .refine((value) => !hiddenInLine.test(value), { message: "hidden-characters" }),
    );

/**
 * What somebody or something is called: a line without angle brackets. Screens show every name as text whatever it holds;
 * but names also travel into tickets, mails and consoles of others, and nobody is called `<script>`.
 */
export const calledName = line(bounds.name).refine((value) => !/[<>]/.test(value), { message: "markup" });

/** Text that a person typed, possibly empty, possibly of several lines; otherwise as `line`. */
export const text = (longest: number) =>
  z
    .string()
    .max(longest * 4)
    .transform((value) => value.normalize("NFC").replace(lineBreaks, "\n").trim())
    .pipe(
      z
        .string()
        .max(longest)
        .refine((value) => !hiddenInText.test(value), { message: "hidden-characters" }),
    );

/** Whether a text inside a statement is already as `line` or `text` would leave it; statements are never changed. */
export const settledLine = (longest: number) =>
  z.string().refine((value) => line(longest).safeParse(value).data === value, { message: "unsettled-text" });
export const settledText = (longest: number) =>
  z.string().refine((value) => text(longest).safeParse(value).data === value, { message: "unsettled-text" });

/** A public key: 32 raw bytes, base64url. */
export const key = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
/** SHA-256, a commitment, a nonce or a secret `r`: 32 bytes, base64url. */
export const bytes32 = key;
/** An id: 16 random bytes, base64url. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/);
/** Epoch milliseconds. */
export const instant = z.int().min(0).max(8_640_000_000_000_000);
export const compact = z
  .string()
  .max(bounds.statement)
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{85}[AQgw]$/);
export const origin = z
  .string()
  .max(bounds.origin)
  .refine((value) => URL.canParse(value) && new URL(value).origin === value && /^https?:/.test(value));
/** The kind of operating system that the browser reports. */
export const system = z.enum(["win", "mac", "linux", "cros", "android", "ios", "openbsd", "fuchsia", "other"]);
/** An IANA zone name as text; whether it exists is asked with `isKnownZone` of shared/zone.ts. */
export const zoneName = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+\-/]*$/);
