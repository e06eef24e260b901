import { z } from "zod";
import { fromBase64url } from "./base64url.ts";
import { instant } from "./bounds.ts";
import { endReason, refusalCode } from "./door-words.ts";
import { hashOf } from "./statements.ts";

// The encrypted stream between viewer and doorkeeper (protocol.md section 6). A frame is one binary WebSocket message:
// AES-256-GCM of one byte of kind and a body. The counter isn't sent: whatever is lost, repeated, moved or turned round
// fails the tag, and the connection ends.

export const frameKind = { screen: 0, credentials: 1, status: 2, end: 3, nothing: 4 } as const;
export type FrameKind = (typeof frameKind)[keyof typeof frameKind];
/** bytes of a body at most */
export const longestBody = 65_536;
/** what sealing adds: one byte of kind, sixteen of tag */
export const sealing = 17;
export const longestFrame = longestBody + sealing;
/** ms: credentials must be there; something is sent even where there is nothing to say; a lost line may come back */
export const streamTimes = { credentialsWithin: 10_000, nothingEvery: 20_000, resumeWithin: 120_000 } as const;
/** ms before the window closes at which the doorkeeper says so */
export const warnings = [15 * 60_000, 5 * 60_000, 60_000] as const;

/** Body of a `status` frame, JSON; the doorkeeper's alone. `until` and `at` are instants of the computer's clock. */
export const streamStatus = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("open"), until: instant.nullable() }),
  z.strictObject({ status: z.literal("refused"), because: refusalCode }),
  z.strictObject({ status: z.literal("closing"), at: instant }),
]);
export type StreamStatus = z.infer<typeof streamStatus>;

/** Body of an `end` frame, JSON. */
export const streamEnd = z.strictObject({ because: endReason });

/** The two keys of a stream, as raw bytes; whoever imports them forgets these. */
export type StreamKeys = { viewer: Uint8Array<ArrayBuffer>; door: Uint8Array<ArrayBuffer> };

/**
 * Agrees on the keys: one's own one-time private key, the other's share, and the order, whose hash is the salt and so
 * binds the keys to everything that was said. Throws on a share that yields no secret.
 */
export async function agreeOnKeys(ownPrivate: CryptoKey, theirShare: string, order: string): Promise<StreamKeys> {
  const theirs = await crypto.subtle.importKey("raw", fromBase64url(theirShare), "X25519", true, []);
  const secret = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, ownPrivate, 256));
  // WebCrypto has to refuse the all-zero secret by itself; where it didn't, everybody would know the keys.
  if (secret.every((byte) => byte === 0)) throw new RangeError("a share that yields no secret");
  const keys = await deriveKeys(secret, await hashOf(order));
  secret.fill(0);
  return keys;
}

/** HKDF-SHA256 of the shared secret; `salt` is the order's hash, base64url. */
export async function deriveKeys(secret: Uint8Array<ArrayBuffer>, salt: string): Promise<StreamKeys> {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const derive = async (who: "viewer" | "door"): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(
      await crypto.subtle.deriveBits(
        {
          name: "HKDF",
          hash: "SHA-256",
          salt: fromBase64url(salt),
          info: new TextEncoder().encode(`whileaway-stream-1 ${who}`),
        },
        base,
        256,
      ),
    );
  return { viewer: await derive("viewer"), door: await derive("door") };
}

/** The nonce of a frame: four zero bytes, then its number in this direction, from 0. */
export function nonceOf(counter: number): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setBigUint64(4, BigInt(counter));
  return nonce;
}

/** A frame that was opened. */
export type Frame = { kind: FrameKind; body: Uint8Array<ArrayBuffer> };

/** Seals frames in the order in which this is called, by WebCrypto; for the browser. */
export async function createSealer(raw: Uint8Array<ArrayBuffer>) {
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  let counter = 0;
  /** Throws a `RangeError` on a body that is too long. Answers the bytes of one message. */
  return async (kind: FrameKind, body: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => {
    if (body.length > longestBody) throw new RangeError("a body that is too long");
    const iv = nonceOf(counter++);
    const plain = new Uint8Array(1 + body.length);
    plain[0] = kind;
    plain.set(body, 1);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
    // It may have held a password.
    plain.fill(0);
    return new Uint8Array(sealed);
  };
}

/** Opens frames in the order in which this is called, by WebCrypto; for the browser. */
export async function createOpener(raw: Uint8Array<ArrayBuffer>) {
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  let counter = 0;
  /** Null for whatever the other side didn't seal as its next frame: the stream is altered, and ends. */
  return async (message: Uint8Array<ArrayBuffer>): Promise<Frame | null> => {
    if (message.length < sealing || message.length > longestFrame) return null;
    const iv = nonceOf(counter++);
    try {
      return frameIn(new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, message)));
    } catch {
      return null;
    }
  };
}

/** What an opened message holds; null where its kind isn't one. */
export function frameIn(plain: Uint8Array<ArrayBuffer>): Frame | null {
  const kind = kinds.find((one) => one === plain[0]);
  return kind === undefined ? null : { kind, body: plain.subarray(1) };
}
const kinds = Object.values(frameKind);
