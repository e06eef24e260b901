/** Bytes as base64url without padding (RFC 4648 section 5). */
export function toBase64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of a base64url text. Throws a `RangeError` on any spelling that `toBase64url` would not have written. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new RangeError("not base64url");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  if (toBase64url(bytes) !== text) throw new RangeError("not the canonical base64url");
  return bytes;
}

/** A fresh random id: 16 bytes, 22 characters. */
export const freshId = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(16)));

/** 32 fresh random bytes. */
export const fresh32 = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(32));
