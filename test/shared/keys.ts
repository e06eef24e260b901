import { fromBase64url, toBase64url } from "../../shared/base64url.ts";

const pkcs8 = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]);

/** The private key of a seed of 32 equal bytes, as the vectors of protocol.md section 8 use them. */
export const privateKeyOf = (byte: number): Promise<CryptoKey> =>
  crypto.subtle.importKey("pkcs8", Uint8Array.from([...pkcs8, ...repeated(byte)]), "Ed25519", true, ["sign"]);

/** Its public half, as statements name it. */
export async function publicNameOf(byte: number): Promise<string> {
  const { x } = await crypto.subtle.exportKey("jwk", await privateKeyOf(byte));
  if (x === undefined) throw new Error("no public half");
  return x;
}

export const repeated = (byte: number): Uint8Array<ArrayBuffer> => new Uint8Array(32).fill(byte);

const segment = (value: string | Uint8Array): string =>
  toBase64url(typeof value === "string" ? new TextEncoder().encode(value) : value);

/** A JWS of any header and any payload, signed with a real signature: what a hostile program can make. */
export async function forge(header: string, payload: string | Uint8Array, key: CryptoKey): Promise<string> {
  const text = `${segment(header)}.${segment(payload)}`;
  return `${text}.${segment(new Uint8Array(await crypto.subtle.sign("Ed25519", key, new TextEncoder().encode(text))))}`;
}

/** The same statement with another signature. */
export function resigned(compact: string, change: (signature: Uint8Array) => void): string {
  const [header, payload, signature = ""] = compact.split(".");
  const bytes = fromBase64url(signature);
  change(bytes);
  return `${header}.${payload}.${toBase64url(bytes)}`;
}
