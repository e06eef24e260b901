import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { bounds } from "../shared/bounds.ts";

/** Nonces for `hello`: each lives a minute and is good once. */
export type Nonces = { fresh: (at: number) => string; use: (nonce: string, at: number) => boolean };

/**
 * A nonce carries its own time and a seal of this process, so that asking for nonces fills no memory; only one that was
 * used is remembered, for at least as long as it would live. A restart forgets all: whoever held one asks again.
 */
export function createNonces(): Nonces {
  const key = randomBytes(32);
  const used = new Map<string, number>();
  const seal = (body: Buffer): Buffer => createHmac("sha256", key).update(body).digest().subarray(0, 16);
  return {
    fresh(at) {
      const body = randomBytes(16);
      body.writeDoubleBE(at, 0);
      return Buffer.concat([body, seal(body)]).toString("base64url");
    },
    use(nonce, at) {
      // They lie in the order in which they were used, and so end: the first that hasn't ended ends the search.
      for (const [old, endsAt] of used) {
        if (endsAt > at) break;
        used.delete(old);
      }
      const bytes = Buffer.from(nonce, "base64url");
      if (bytes.length !== 32 || !timingSafeEqual(bytes.subarray(16), seal(bytes.subarray(0, 16)))) return false;
      const madeAt = bytes.readDoubleBE(0);
      if (!(madeAt <= at && at < madeAt + bounds.nonceLives) || used.has(nonce)) return false;
      used.set(nonce, at + bounds.nonceLives);
      return true;
    },
  };
}
