import type { HistoryEntry } from "../../shared/records.ts";
import { createTurns } from "../../shared/turns.ts";
import { asOutcome, done, type Half, refused } from "../background/half.ts";
import { change } from "../background/store.ts";
import type { Language } from "../language.ts";
import type { CustomerActs, Outcome } from "../messages.ts";
import { createApprovals, keepDenial } from "./approval.ts";
import { createAttendance } from "./attendance.ts";
import { createCustomerToken } from "./customer-token.ts";
import { createDecisions } from "./decisions.ts";
import { createDoorHistory } from "./door-history.ts";
import { add, checkTyped, forgetJoin, prepareJoin } from "./joining.ts";
import { createPairing } from "./pairing.ts";
import type { System } from "./proposed-name.ts";
import { createShown } from "./shown.ts";

type Given = Half & {
  /** the operating system that the browser reports */
  system(): Promise<System>;
  language: Language;
};

const historyPages = 25;

/** The customer's half of the background: what he does, what is done for him, and what his page is told. */
export function createCustomer(half: Given) {
  const given = { ...half, ...createCustomerToken(half) };
  const { client, kept, line, now, withToken } = given;
  const shown = createShown(given);
  const approvals = createApprovals({ ...given, shown });
  const decisions = createDecisions(given);
  const pairing = createPairing({ ...given, decisions });
  const doorHistory = createDoorHistory(given);
  const attend = createAttendance({ ...given, approvals, decisions, pairing, doorHistory });
  const joining = createTurns();

  async function join(code: string, name: string): Promise<Outcome> {
    const found = await client.findSession(code);
    if (!found.ok) return found;
    const store = await given.store;
    const { session } = found.value;
    const prepared = await prepareJoin(store, session, await given.key(), now());
    if (prepared === null) return refused("code-wrong");
    const here = { name, system: await given.system(), zone: given.zone() };
    const joined = await client.join(session, { code, join: prepared.join, ...here });
    if (!joined.ok) {
      if (joined.code !== "no-server") await forgetJoin(store, session);
      return joined;
    }
    const { computer, organisation, token, endsAt } = joined.value;
    await add(store, session, { joined: true });
    await kept.customerToken.write({ token, endsAt });
    // The name is his own word, not the server's: it stands in every question that he answers.
    await kept.computer.write({ id: computer.id, name, system: computer.system, zone: computer.zone });
    await kept.organisation.write(organisation);
    await line.keep();
    given.changed();
    return done;
  }

  const acts = {
    join: (code: string, name: string): Promise<Outcome> => joining(() => join(code, name)),

    async leave(session: string): Promise<Outcome> {
      await change(await given.store, "joinings", session, (one) => one && { ...one, leftAt: one.leftAt ?? now() });
      given.changed();
      return withToken(async (held) => asOutcome(await client.endSession(held, session)));
    },

    async checkNumber(session: string, number: string): Promise<CustomerActs["check-number"]["answer"]> {
      const checked = await checkTyped(await given.store, session, number, now());
      given.changed();
      if (checked === null) return refused("not-verified");
      return { ok: true, fits: checked.fits, triesLeft: checked.triesLeft };
    },

    askChallenge: approvals.askChallenge,
    approve: approvals.approve,

    async deny(request: string, reason: string): Promise<Outcome> {
      if (!(await keepDenial(await given.store, { request, reason }))) return refused("not-pending");
      given.changed();
      return withToken(async (held) => asOutcome(await client.deny(held, request, reason)));
    },

    pause: (grant: string) => decisions.decideOn(grant, "paused"),
    resume: (grant: string) => decisions.decideOn(grant, "open"),
    revoke: (grant: string) => decisions.decideOn(grant, "revoked"),

    async rename(name: string): Promise<Outcome> {
      const computer = await kept.computer.read();
      if (computer === null) return refused("not-signed-in");
      return withToken(async (held) => {
        const changed = await client.changeComputer(held, computer.id, { name });
        if (changed.ok) await kept.computer.write({ ...computer, name });
        given.changed();
        return asOutcome(changed);
      });
    },

    async history(): Promise<CustomerActs["history"]["answer"]> {
      return withToken(async (held) => {
        const entries: HistoryEntry[] = [];
        for (let page = 0; page < historyPages; page += 1) {
          const read = await client.history(held, entries.at(-1)?.number ?? 0);
          if (!read.ok) return read;
          entries.push(...read.value.items);
          if (read.value.next === undefined) break;
        }
        return { ok: true as const, entries: entries.reverse() };
      });
    },

    beginPairing: pairing.begin,
    checkDoor: pairing.check,
    stopPairing: pairing.stop,
    unpair: pairing.unpair,

    async askPassword(on: boolean): Promise<Outcome> {
      await kept.asksPassword.write(on);
      given.changed();
      return done;
    },

    endVisit: (connection: string): Promise<Outcome> =>
      withToken(async (held) => asOutcome(await client.endConnection(held, connection))),

    async lookedAt(): Promise<Outcome> {
      const store = await given.store;
      for (const entry of await store.getAll("ledger")) {
        if (!entry.sessionOver || entry.lookedAt !== null) continue;
        await change(store, "ledger", entry.id, (one) => one && { ...one, lookedAt: now() });
      }
      given.changed();
      return done;
    },
  };

  return { acts, attend, state: shown.state, token: given.token, forgetToken: kept.customerToken.forget };
}
export type Customer = ReturnType<typeof createCustomer>;
