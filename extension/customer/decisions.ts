import { createTurns } from "../../shared/turns.ts";
import { asOutcome, done, type Half, refused } from "../background/half.ts";
import { change, type LedgerEntry } from "../background/store.ts";
import type { Outcome } from "../messages.ts";
import type { CustomerToken } from "./customer-token.ts";
import { isConnected, noteExtent } from "./door.ts";
import { type DecidedState, decide, learnDecided } from "./ledger-entry.ts";

export type Decisions = ReturnType<typeof createDecisions>;

/**
 * Pausing, resuming and revoking (protocol.md section 5): signed and kept at once, told to the server when it listens,
 * known to the computer when its doorkeeper has signed so.
 */
export function createDecisions(given: Half & CustomerToken) {
  const { client } = given;
  const deciding = createTurns();
  const telling = createTurns();

  /** Tells the newest decision on a grant where it isn't known yet; `again`: also where the server had it already. */
  const tell = (id: string, again = false): Promise<Outcome> =>
    telling(async () => {
      const store = await given.store;
      const entry = await store.get("ledger", id);
      const decision = entry?.decision;
      if (!entry || !decision || (decision.told && !again)) return done;
      const told = await given.withToken((held) => client.decide(held, id, decision.signed));
      // A grant that is over needs no decision any more; every other answer leaves it to be sent again.
      const isTakenBack = !told.ok && told.code === "connection-open" && decision.state === "open";
      if (told.ok || told.code === "grant-over") await keepTold(entry, decision.signed);
      if (told.ok) await keepDecided(id, told.value.decided);
      if (isTakenBack) await takeBack(id, decision.signed);
      // Where nothing came of it nothing is new: what was changed is attended to, and would be told again at once.
      if (told.ok || told.code === "grant-over" || isTakenBack) given.changed();
      return asOutcome(told);
    });

  const keepTold = async ({ id }: LedgerEntry, signed: string): Promise<unknown> =>
    change(await given.store, "ledger", id, (kept) =>
      kept?.decision?.signed === signed ? { ...kept, decision: { ...kept.decision, told: true } } : undefined,
    );

  async function keepDecided(id: string, signed: string | null): Promise<void> {
    const store = await given.store;
    const before = await store.get("ledger", id);
    if (before === undefined || signed === null) return;
    const { entry, extent } = await learnDecided(before, signed);
    await change(store, "ledger", id, (kept) =>
      kept?.decision?.signed === before.decision?.signed
        ? kept && { ...kept, decided: entry.decided, decision: entry.decision, endedByOther: entry.endedByOther }
        : undefined,
    );
    if (extent !== null && before.computer !== null) await noteExtent(store, before.computer, extent, given.now());
  }

  /** A yes that was refused because somebody is connected must not be obeyed later by itself: the pause is said again. */
  async function takeBack(id: string, signed: string): Promise<void> {
    const kept = await (await given.store).get("ledger", id);
    if (kept?.decision?.signed === signed) await sign(id, "paused");
  }

  const sign = (id: string, state: DecidedState): Promise<LedgerEntry | null | undefined> =>
    deciding(async () => {
      const store = await given.store;
      const before = await store.get("ledger", id);
      if (before === undefined) return undefined;
      const decided = await decide(before, state, await given.key(), given.now());
      if (decided === null) return null;
      return change(store, "ledger", id, (kept) => kept && { ...kept, decision: decided.decision });
    });

  return {
    tell,

    async decideOn(id: string, state: DecidedState): Promise<Outcome> {
      // Whoever is connected could be the one who presses; every no is signed at once.
      if (state === "open" && isConnected(given.line.snapshot())) return refused("connection-open");
      const signed = await sign(id, state);
      if (!signed) return refused(signed === null ? "grant-over" : "unknown");
      given.changed();
      return tell(id);
    },
  };
}
