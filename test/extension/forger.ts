import { CompactSign } from "jose";
import type { Store } from "../../extension/background/store.ts";
import { fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { nameOf, type Saying, type StatementKind, say } from "../../shared/statements.ts";
import { readStatement } from "./scripted-server.ts";

// What a dishonest server can make of statements. It has keys of its own; the tests lend it a genuine one only to show
// that even a genuine signature doesn't make up for a wrong form or a wrong place.

export type Forger = { name: string; privateKey: CryptoKey };

export async function freshForger(): Promise<Forger> {
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  return { name: await nameOf(pair), privateKey: pair.privateKey };
}

export async function genuine(store: Store, role: "technician" | "customer"): Promise<Forger> {
  const pair = await store.get("keys", role);
  if (pair === undefined) throw new Error(`no key of the ${role}'s yet`);
  return { name: await nameOf(pair), privateKey: pair.privateKey };
}

/** The same statement with some members changed, signed anew. */
export const signAnew = <Kind extends StatementKind>(
  kind: Kind,
  compact: string,
  by: Forger,
  change: Partial<Saying<Kind>>,
): Promise<string> => say(kind, { ...(readStatement(compact) as Saying<Kind>), ...change }, by.privateKey);

/** The same statement with some members changed and the old signature left under it. */
export function alter(compact: string, change: object): string {
  const [header, , signature] = compact.split(".");
  const payload = JSON.stringify({ ...readStatement(compact), ...change });
  return `${header}.${toBase64url(new TextEncoder().encode(payload))}.${signature}`;
}

/** The payload under another protected header, signed as that header says. */
export const underHeader = (compact: string, by: Forger, header: { alg: string }): Promise<string> =>
  new CompactSign(fromBase64url(compact.split(".")[1] ?? "")).setProtectedHeader(header).sign(by.privateKey);

/** The payload in another text, signed. */
export const inOtherWords = (compact: string, by: Forger, words: (text: string) => string): Promise<string> => {
  const text = new TextDecoder().decode(fromBase64url(compact.split(".")[1] ?? ""));
  const { alg, typ } = JSON.parse(new TextDecoder().decode(fromBase64url(compact.split(".")[0] ?? "")));
  return new CompactSign(new TextEncoder().encode(words(text))).setProtectedHeader({ alg, typ }).sign(by.privateKey);
};

const order = 2n ** 252n + 27742317777372353535851937790883648493n;

/** Ed25519's other spelling of the same signature: S + L, which careless readers take as well. */
export function respell(compact: string): string {
  const [header, payload, signature = ""] = compact.split(".");
  const bytes = fromBase64url(signature);
  let s = order;
  for (let index = 63; index >= 32; index -= 1) s += BigInt(bytes[index] ?? 0) << BigInt(8 * (index - 32));
  for (let index = 32; index < 64; index += 1) bytes[index] = Number((s >> BigInt(8 * (index - 32))) & 255n);
  return `${header}.${payload}.${toBase64url(bytes)}`;
}
