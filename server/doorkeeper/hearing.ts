import type { FromDoor, ToDoor } from "../../shared/door-wire.ts";
import type { EndReason } from "../../shared/door-words.ts";
import { createTurns } from "../../shared/turns.ts";
import type { Approving } from "./approving.ts";
import type { OwnClock } from "./clock.ts";
import type { Customers } from "./customers.ts";
import type { Deciding } from "./deciding.ts";
import type { OwnHistory } from "./entries.ts";
import type { HeldGrants } from "./held-grants.ts";
import type { Pairing } from "./pairing.ts";
import type { Refused, Tell, Visits } from "./parts.ts";

type Given = {
  clock: OwnClock;
  customers: Customers;
  grants: HeldGrants;
  approving: Approving;
  deciding: Deciding;
  entries: OwnHistory;
  visits: Visits;
  pairing: Pairing | null;
  tell: Tell;
};

/** What is told of at most, at a welcome: the newest. */
const most = { grants: 1_000, decided: 200 };
/** For whom a server may say that it ends a visit; whatever else it gives as a reason is a line that it cut. */
const entitled: readonly EndReason[] = ["technician", "customer", "administrator"];

/**
 * What the server says, and what is answered (shared/door-wire.ts). Nothing that it says opens anything by itself: that
 * is for the statements inside, which whoever is asked here hears for himself.
 */
export function createHearing(given: Given): (message: ToDoor) => Promise<void> {
  const { clock, grants, approving, deciding, entries, visits, pairing, tell } = given;
  const pairingInTurn = createTurns();

  function welcome(): void {
    const held = grants.all();
    tell({
      kind: "holds",
      grants: held.slice(-most.grants).map(({ id, n }) => ({ grant: id, n })),
      ...entries.extent(),
      connection: visits.running()?.connection ?? null,
    });
    // What was decided here while the server was away.
    const decided = held
      .filter(({ by }) => by === "local" || by === "server")
      .sort((a, b) => a.changedAt - b.changedAt);
    for (const { decided: statement } of decided.slice(-most.decided))
      if (statement !== null) tell({ kind: "decided", ask: null, statement });
    for (const customer of given.customers.unpaired()) tell({ kind: "unpaired", customer });
  }

  async function answer(
    ask: string,
    answered: Promise<{ ok: true; statement: string } | Refused>,
    kind: "approval-challenge" | "receipt" | "decided" | "challenge",
  ): Promise<void> {
    const said = await answered.catch(() => ({ ok: false, because: "not-stored", at: null }) as const);
    tell(said.ok ? { kind, ask, statement: said.statement } : refused(ask, said));
  }

  return async (message) => {
    switch (message.kind) {
      case "welcome":
        clock.compare(message.now);
        welcome();
        return pairingInTurn(async () => pairing?.begin());
      case "pong":
        return clock.compare(message.now);
      case "reveal":
        return pairingInTurn(async () => pairing?.reveal(message.r));
      case "paired":
        return pairingInTurn(async () => pairing?.paired(message.statement));
      case "pairing-over":
        return pairing?.fail("The pairing is over: it lapsed, or another was begun. Start again from the popup.");
      case "approve?":
        return answer(message.ask, approving.ask(message.customer, message.request), "approval-challenge");
      case "grant":
        return answer(message.ask, approving.register(message.statement, message.credentials), "receipt");
      case "decision":
        return answer(message.ask, deciding.obey(message.statement), "decided");
      case "close":
        return deciding.close(message.grant);
      case "cut":
        // Where this computer's own rules close it too, they say why.
        visits.passTime();
        return visits.end(
          { connection: message.connection },
          entitled.includes(message.because) ? message.because : "cut",
        );
      case "knock":
        return answer(message.ask, visits.knock(message.grant), "challenge");
      case "order": {
        const ordered = await visits.order(message.statement);
        return tell(
          ordered.ok
            ? { kind: "ordered", ask: message.ask, connection: ordered.connection }
            : refused(message.ask, ordered),
        );
      }
      case "entries?":
        for (const statement of entries.after(message.after)) tell({ kind: "entry", statement });
    }
  };
}

const refused = (ask: string, { because, at }: Refused): FromDoor => ({ kind: "refused", ask, because, at });
