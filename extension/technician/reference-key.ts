import { toBase64url } from "../../shared/base64url.ts";
import { bounds, line } from "../../shared/bounds.ts";
import type { Reference } from "../console/page-context.ts";

const kept = line(bounds.reference);

/**
 * How a session keeps a reference (`Session.reference`): `device:17`, `ticket:4711`. An address is only ever its hash, so
 * that none gets to the server; and so is what no reference may hold: markup, hidden characters, too many of them.
 */
export async function referenceKey({ kind, value }: Reference): Promise<string> {
  const plain = kept.safeParse(`${kind}:${value}`);
  if (kind !== "page" && plain.success && plain.data.length > kind.length + 1 && !/[<>]/.test(plain.data)) {
    return plain.data;
  }
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(value));
  return `${kind}:${toBase64url(new Uint8Array(hash))}`;
}
