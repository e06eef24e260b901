import { fromBase64url, toBase64url } from "./base64url.ts";

// protocol.md section 2. The relay must fix its own meet before it sees r, and its own join before it sees the
// technician's nonce; so it has one chance in a million for each introduction.
const label = (what: "commit" | "number"): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`whileaway-check-1\0${what}\0`) as Uint8Array<ArrayBuffer>;

const sha256 = async (...parts: Uint8Array[]): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts as BlobPart[]).arrayBuffer()));

/** The commitment to `r` (32 bytes) that a join carries, base64url. */
export const commitTo = async (r: Uint8Array): Promise<string> => toBase64url(await sha256(label("commit"), r));

/**
 * The check number, six digits. `a` and `b` are hashes of the two statements (base64url, 32 bytes each), `r` the
 * revealed 32 bytes.
 */
export async function checkNumber(a: string, b: string, r: Uint8Array): Promise<string> {
  const digest = await sha256(label("number"), fromBase64url(a), fromBase64url(b), r);
  const first = new DataView(digest.buffer, digest.byteOffset).getBigUint64(0);
  return String(first % 1_000_000n).padStart(6, "0");
}
