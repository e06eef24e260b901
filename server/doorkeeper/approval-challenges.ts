import { freshShare } from "../../shared/credentials.ts";
import { hashOf, say } from "../../shared/statements.ts";
import type { Clock, Entries, OwnKey } from "./parts.ts";

/** What a challenge was about, and the private half of its share. */
export type ApprovalChallenge = {
  customer: string;
  request: string;
  share: CryptoKey;
  until: number;
  timer: NodeJS.Timeout;
};

/** Challenges that wait for their grants; in memory alone. */
type ApprovalChallenges = {
  /** the signed challenge for a request */
  make(customer: string, request: string): Promise<string>;
  /** Gone whatever follows: a challenge answers one grant. Null where none waits under this hash any more. */
  takeOut(hash: string | null): ApprovalChallenge | null;
};

const lives = 10 * 60_000;
const most = 4;

export function createApprovalChallenges(given: { key: OwnKey; clock: Clock; entries: Entries }): ApprovalChallenges {
  const { key, clock, entries } = given;
  const waiting = new Map<string, ApprovalChallenge>();
  function forget(hash: string): ApprovalChallenge | undefined {
    const found = waiting.get(hash);
    clearTimeout(found?.timer);
    waiting.delete(hash);
    return found;
  }
  return {
    async make(customer, request) {
      const { share, privateKey } = await freshShare();
      const saying = { computer: key.name, customer, request, share, at: clock.now(), ...entries.extent() };
      const statement = await say("approval-challenge", saying, key.privateKey);
      const hash = await hashOf(statement);
      // The oldest gives way: the server can annoy with this, and gains nothing.
      for (const [oldest] of [...waiting].slice(0, Math.max(0, waiting.size + 1 - most))) forget(oldest);
      // Forgotten even where nobody asks again.
      const timer = setTimeout(() => forget(hash), lives).unref();
      waiting.set(hash, { customer, request, share: privateKey, until: clock.monotonic() + lives, timer });
      return statement;
    },
    takeOut(hash) {
      if (hash === null) return null;
      const found = forget(hash);
      return found !== undefined && clock.monotonic() < found.until ? found : null;
    },
  };
}
