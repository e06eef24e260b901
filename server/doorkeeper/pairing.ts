import { hostname } from "node:os";
import { fresh32, fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { bounds, calledName } from "../../shared/bounds.ts";
import { checkNumber, commitTo } from "../../shared/check-number.ts";
import { hashOf, hear, type Statement, say, sha256 } from "../../shared/statements.ts";
import type { Customers } from "./customers.ts";
import type { OwnHistory } from "./entries.ts";
import type { PairingToken } from "./pairing-token.ts";
import type { Clock, OwnKey, Tell, Visits } from "./parts.ts";
import type { Say } from "./sentence.ts";

/** The pairing that this run of the command was started for: one `pair-door`, ever (protocol.md section 3). */
export type Pairing = {
  /** the token with which the server takes an unknown doorkeeper in; null once it isn't needed */
  token(): string | null;
  /** the line is up for the first time */
  begin(): Promise<void>;
  reveal(r: string): Promise<void>;
  paired(statement: string): Promise<void>;
  /** over without a customer: the line was lost, the server says so, twenty minutes are over */
  fail(because: string): void;
  /** the doorkeeper stops */
  forget(): void;
};

type Given = {
  token: PairingToken;
  key: OwnKey;
  clock: Clock;
  customers: Customers;
  entries: OwnHistory;
  visits: Pick<Visits, "running">;
  tell: Tell;
  say: Say;
  /** told once: `null` when a customer was stored, else the sentence that says why not */
  over(because: string | null): void;
};

type Stage = "waiting" | "said" | "revealed" | "over";

const systems = new Map<string, Statement<"pair-door">["system"]>([
  ["linux", "linux"],
  ["win32", "win"],
  ["darwin", "mac"],
  ["openbsd", "openbsd"],
]);

export function createPairing(given: Given): Pairing {
  const { token, key, clock } = given;
  let stage: Stage = "waiting";
  let pairDoor = "";
  let begunAt = 0;
  let ending: ReturnType<typeof setTimeout> | undefined;

  function fail(because: string): void {
    if (stage === "over") return;
    stage = "over";
    clearTimeout(ending);
    given.over(because);
  }

  return {
    token: () => (stage === "over" ? null : token.text),
    fail,
    forget: () => clearTimeout(ending),

    async begin() {
      if (stage !== "waiting") return;
      stage = "said";
      begunAt = clock.monotonic();
      ending = setTimeout(
        () => fail("Nobody typed the number within 20 minutes. Start again from the popup."),
        bounds.pairingLives,
      );
      const saying = {
        computer: key.name,
        customer: token.customer,
        commit: token.commit,
        nonce: toBase64url(fresh32()),
        name: calledName.safeParse(hostname()).data ?? "Computer",
        system: systems.get(process.platform) ?? "other",
        at: clock.now(),
      };
      pairDoor = await say("pair-door", saying, key.privateKey);
      given.tell({ kind: "pair-door", statement: pairDoor });
      given.say("Connected. Waiting for the popup.");
    },

    async reveal(r) {
      if (stage !== "said") return;
      const bytes = fromBase64url(r);
      if ((await commitTo(bytes)) !== token.commit)
        return fail("What the server passed on doesn't belong to this command. Start again from the popup.");
      const number = await checkNumber(await sha256(token.text), await hashOf(pairDoor), bytes);
      stage = "revealed";
      given.say(`Type ${number.slice(0, 3)} ${number.slice(3)} into the popup`);
    },

    async paired(statement) {
      // A customer can only have signed after he saw the number, which is never shown before the reveal.
      if (stage !== "revealed") return;
      const heard = await hear("paired", statement, token.customer);
      const isMine =
        heard.ok &&
        heard.statement.customer === token.customer &&
        heard.statement.computer === key.name &&
        heard.statement.door === (await hashOf(pairDoor));
      if (!isMine) return fail("The server passed on a pairing that isn't this one. Start again from the popup.");
      if (!(clock.monotonic() < begunAt + bounds.pairingLives)) return;
      if (given.visits.running() !== null)
        return fail("Somebody is connected to this computer: nothing is paired meanwhile.");
      stage = "over";
      clearTimeout(ending);
      const customer = { key: token.customer, pairDoor, paired: statement, at: clock.now() };
      try {
        await given.entries.together("paired", {}, async () => () => given.customers.put(customer));
        given.over(null);
      } catch {
        given.over("The pairing couldn't be stored. Is the disk full?");
      }
    },
  };
}
