import { fromBase64url, toBase64url } from "../../shared/base64url.ts";

// What a dishonest server can make of a statement without the key that signed it.

/** The same statement with some members changed and the old signature left under it. */
export function alter(statement: string, change: object): string {
  const [header, payload = "", signature] = statement.split(".");
  const text = JSON.stringify({ ...JSON.parse(new TextDecoder().decode(fromBase64url(payload))), ...change });
  return `${header}.${toBase64url(new TextEncoder().encode(text))}.${signature}`;
}

const order = 2n ** 252n + 27742317777372353535851937790883648493n;

/** Ed25519's other spelling of the same signature: S + L, which careless readers take as well. */
export function respell(statement: string): string {
  const [header, payload, signature = ""] = statement.split(".");
  const bytes = fromBase64url(signature);
  let s = order;
  for (let index = 63; index >= 32; index -= 1) s += BigInt(bytes[index] ?? 0) << BigInt(8 * (index - 32));
  for (let index = 32; index < 64; index += 1) bytes[index] = Number((s >> BigInt(8 * (index - 32))) & 255n);
  return `${header}.${payload}.${toBase64url(bytes)}`;
}
