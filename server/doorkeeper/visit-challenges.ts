import { bounds } from "../../shared/bounds.ts";
import { peekAtOrder } from "./peek.ts";

/** A challenge that waits for its order. The private half of its share is nowhere else. */
export type OpenChallenge = {
  connection: string;
  grant: string;
  /** how the order names it */
  hash: string;
  privateKey: CryptoKey;
  /** monotonic milliseconds */
  askedAt: number;
};

/** The oldest gives way: who can knock can annoy here, not gain. */
const most = 4;

/** Challenges in memory: each is good for one order, and for 60 s by a clock that nobody sets. */
export function createChallenges(monotonic: () => number) {
  const open = new Map<string, OpenChallenge>();
  return {
    add(challenge: OpenChallenge): void {
      open.set(challenge.hash, challenge);
      const [oldest] = open.keys();
      if (open.size > most && oldest !== undefined) open.delete(oldest);
    },
    /** The connection is ended before it was ordered. */
    drop(connection: string): void {
      for (const [hash, challenge] of open) if (challenge.connection === connection) open.delete(hash);
    },
    /** Takes the challenge out that an order names; it is gone whatever follows. */
    take(order: string): OpenChallenge | null {
      const hash = peekAtOrder(order);
      const challenge = hash === null ? undefined : open.get(hash);
      if (hash === null || challenge === undefined) return null;
      open.delete(hash);
      return monotonic() - challenge.askedAt < bounds.challengeLives ? challenge : null;
    },
  };
}
