import { asOutcome, done, type Half, refused } from "../half.ts";
import type { Outcome } from "../messages.ts";
import { change } from "../store.ts";
import { createTurns } from "../turns.ts";
import type { CustomerToken } from "./customer-token.ts";
import { decide } from "./ledger-entry.ts";

export type Decisions = ReturnType<typeof createDecisions>;

/** Pausing, resuming and revoking (protocol.md section 5): signed and kept at once, told to the server when it listens. */
export function createDecisions(given: Half & CustomerToken) {
  const { client } = given;
  const deciding = createTurns();
  const telling = createTurns();

  /** Tells the server the newest decision on a grant, where it doesn't know it yet. */
  const tell = (id: string): Promise<Outcome> =>
    telling(async () => {
      const store = await given.store;
      const decision = (await store.get("ledger", id))?.decision;
      if (!decision || decision.told) return done;
      const told = await given.withToken((held) => client.decide(held, id, decision.signed));
      // A grant that is over needs no decision any more; every other answer leaves it to be sent again.
      if (told.ok || told.code === "grant-over") {
        await change(store, "ledger", id, (kept) =>
          kept?.decision?.signed === decision.signed
            ? { ...kept, decision: { ...kept.decision, told: true } }
            : undefined,
        );
        given.changed();
      }
      return asOutcome(told);
    });

  return {
    tell,

    async decideOn(id: string, state: "open" | "paused" | "revoked"): Promise<Outcome> {
      const store = await given.store;
      const entry = await deciding(async () => {
        const before = await store.get("ledger", id);
        if (before === undefined) return undefined;
        const decided = await decide(before, state, await given.key(), given.now());
        if (decided === null) return null;
        return change(store, "ledger", id, (kept) => kept && { ...kept, decision: decided.decision });
      });
      if (!entry) return refused(entry === null ? "grant-over" : "unknown");
      given.changed();
      return tell(id);
    },
  };
}
