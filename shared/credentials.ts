import { base64url, CompactEncrypt, compactDecrypt } from "jose";
import { z } from "zod";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { bounds } from "./bounds.ts";

// Credentials on their way from the customer's popup to the doorkeeper (protocol.md section 4), and the block of fixed
// size in which they travel everywhere, inside the stream too (section 6).

/** A JWE compact serialisation with ECDH-ES: the second part, the encrypted key, is empty. */
export const sealedCredentials = z
  .string()
  .max(bounds.sealed)
  .regex(/^[A-Za-z0-9_-]+\.\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{22}$/);

export type Credentials = { userName: string; password: string };

/** bytes of a block, whatever it holds */
export const blockSize = 1_024;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Why a block can't be written; `ok` where it can. */
export function fitsBlock({ userName, password }: Credentials): "ok" | "user-name" | "password" {
  const userBytes = encoder.encode(userName).length;
  const passwordBytes = encoder.encode(password).length;
  if (userBytes < 1 || userBytes > bounds.userNameBytes || userName.includes("\0")) return "user-name";
  if (passwordBytes < 1 || passwordBytes > bounds.passwordBytes || password.includes("\0")) return "password";
  return "ok";
}

/** 1,024 bytes: u16 length, user name, u16 length, password, zeros. Throws a `RangeError` where `fitsBlock` says no. */
export function writeBlock(credentials: Credentials): Uint8Array<ArrayBuffer> {
  if (fitsBlock(credentials) !== "ok") throw new RangeError("credentials that don't fit");
  const block = new Uint8Array(blockSize);
  const view = new DataView(block.buffer);
  let offset = 0;
  for (const text of [credentials.userName, credentials.password]) {
    const { written } = encoder.encodeInto(text, block.subarray(offset + 2));
    view.setUint16(offset, written);
    offset += 2 + written;
  }
  return block;
}

/** Reads a block; null for anything that `writeBlock` wouldn't have written. */
export function readBlock(block: Uint8Array): Credentials | null {
  if (block.length !== blockSize) return null;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const userEnds = 2 + view.getUint16(0);
  if (userEnds + 2 > blockSize) return null;
  const passwordEnds = userEnds + 2 + view.getUint16(userEnds);
  if (passwordEnds > blockSize || block.subarray(passwordEnds).some((byte) => byte !== 0)) return null;
  try {
    const userName = decoder.decode(block.subarray(2, userEnds));
    const password = decoder.decode(block.subarray(userEnds + 2, passwordEnds));
    return fitsBlock({ userName, password }) === "ok" ? { userName, password } : null;
  } catch {
    return null;
  }
}

/** What sealed credentials are bound to: the grant's id, the customer's key, the doorkeeper's key. */
export type SealedFor = { grant: string; customer: string; computer: string };

const typ = "whileaway-credentials+jwe";
const x25519 = (share: string): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", fromBase64url(share), "X25519", true, []);

/**
 * Seals a block to a one-time share of the doorkeeper's. The caller zeroes the block afterwards. Throws on a share that
 * yields no secret.
 */
export async function sealCredentials(block: Uint8Array, share: string, sealedFor: SealedFor): Promise<string> {
  const { grant, customer, computer } = sealedFor;
  return new CompactEncrypt(block)
    .setProtectedHeader({ alg: "ECDH-ES", enc: "A256GCM", typ, grant })
    .setKeyManagementParameters({ apu: base64url.decode(customer), apv: base64url.decode(computer) })
    .encrypt(await x25519(share));
}

/** Opens what was sealed for exactly this; null for everything else. The caller zeroes the block when it was used. */
export async function openCredentials(
  sealed: unknown,
  share: CryptoKey,
  sealedFor: SealedFor,
): Promise<Uint8Array | null> {
  if (!sealedCredentials.safeParse(sealed).success) return null;
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed as string, share, {
      keyManagementAlgorithms: ["ECDH-ES"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    const { typ: said, grant, apu, apv } = protectedHeader;
    const isAsSaid =
      said === typ && grant === sealedFor.grant && apu === sealedFor.customer && apv === sealedFor.computer;
    return isAsSaid && plaintext.length === blockSize ? plaintext : null;
  } catch {
    return null;
  }
}

/** A fresh one-time pair: the share that is told, and the private half that stays in memory. */
export async function freshShare(): Promise<{ share: string; privateKey: CryptoKey }> {
  const pair = (await crypto.subtle.generateKey("X25519", false, ["deriveBits"])) as CryptoKeyPair;
  return {
    share: toBase64url(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))),
    privateKey: pair.privateKey,
  };
}
