import type { HistoryEntry } from "../../shared/records.ts";
import { sayHello } from "../hello.ts";
import type { KeptItems, OwnComputer } from "../kept-item.ts";
import { type OwnKey, ownKey } from "../keys.ts";
import type { Language } from "../language.ts";
import type { Line } from "../line.ts";
import type { CustomerActs, CustomerRequest, CustomerState, Outcome } from "../messages.ts";
import type { Reply, ServerClient } from "../server-client.ts";
import { change, type Store } from "../store.ts";
import { createTurns } from "../turns.ts";
import { readRequest } from "./access-request.ts";
import { sendGrant, sendingFor, signGrant } from "./approval.ts";
import { add, advance, checkTyped, introductionOf, prepareJoin } from "./joining.ts";
import { decide, grantOf, type LedgerEntry, learn } from "./ledger-entry.ts";
import { proposedName, type System } from "./proposed-name.ts";

type Given = {
  server: string;
  client: ServerClient;
  store: Promise<Store>;
  kept: KeptItems;
  line: Line;
  changed(): void;
  now(): number;
  zone(): string;
  /** the operating system that the browser reports */
  system(): Promise<System>;
  language: Language;
};

export type Customer = ReturnType<typeof createCustomer>;

const done: Outcome = { ok: true };
const refused = (code: string): Extract<Outcome, { ok: false }> => ({ ok: false, code });
const asOutcome = (reply: Reply<unknown>): Outcome => (reply.ok ? done : reply);

/** A token is renewed when it has less than this to go. */
const renewBefore = 60 * 60_000;
const historyPages = 25;

/** The customer's half of the background: what he does, what is done for him, and what his page is told. */
export function createCustomer(given: Given) {
  const { client, kept, line, now } = given;
  const approving = createTurns();
  const deciding = createTurns();
  const telling = createTurns();

  const key = async (): Promise<OwnKey> => ownKey(await given.store, "customer");

  /** A token of the computer's, renewed by a signed hello; null before the first join, and while that isn't possible. */
  async function token(): Promise<string | null> {
    if ((await kept.computer.read()) === null) return null;
    const held = await kept.customerToken.read();
    if (held !== null && now() < held.endsAt - renewBefore) return held.token;
    const hello = await sayHello({ client, server: given.server, key: await key(), now });
    const fresh = hello.ok ? await client.hello(hello.value) : hello;
    if (fresh.ok) await kept.customerToken.write(fresh.value);
    return fresh.ok ? fresh.value.token : null;
  }

  async function withToken<Answer extends { ok: boolean }>(
    act: (token: string) => Promise<Answer | Extract<Outcome, { ok: false }>>,
  ): Promise<Answer | Extract<Outcome, { ok: false }>> {
    const held = await token();
    if (held === null) return refused((await kept.computer.read()) === null ? "not-signed-in" : "no-server");
    const answer = await act(held);
    if (!("code" in answer) || answer.code !== "not-signed-in") {
      void line.keep();
      return answer;
    }
    await kept.customerToken.forget();
    const renewed = await token();
    return renewed === null ? refused("no-server") : act(renewed);
  }

  async function join(code: string, name: string): Promise<Outcome> {
    const found = await client.findSession(code);
    if (!found.ok) return found;
    const store = await given.store;
    const joining = await prepareJoin(store, found.value.session, await key(), now());
    if (joining === null) return refused("code-wrong");
    const system = await given.system();
    const zone = given.zone();
    const joined = await client.join(joining.session, { code, join: joining.join, name, system, zone });
    if (!joined.ok) {
      // What the server refused it may not bring up later: the next try commits anew.
      if (joined.code !== "no-server") await store.delete("joinings", joining.session);
      return joined;
    }
    const { computer, organisation, token: fresh, endsAt } = joined.value;
    await add(store, joining.session, { joined: true });
    await kept.customerToken.write({ token: fresh, endsAt });
    await kept.computer.write({ id: computer.id, name: computer.name, system: computer.system, zone: computer.zone });
    await kept.organisation.write(organisation);
    await line.keep();
    given.changed();
    return done;
  }

  /** The request as it stands on the screen now; undefined when it isn't pending, or was answered here. */
  async function shownRequest(id: string): Promise<CustomerRequest | undefined> {
    const shown = line.snapshot()?.requests.get(id);
    const store = await given.store;
    if (shown?.state !== "pending" || (await store.get("denials", id)) !== undefined) return undefined;
    const session = await store.get("joinings", shown.sessionId);
    const pins = await store.getAll("technicians");
    const read = await readRequest(shown, { joining: session, pins, ownKey: (await key()).name, at: now() });
    const sending = (await sendingFor(store, id)) !== undefined;
    return read.verified ? { ...read, sending } : read;
  }

  async function approve(id: string, painted: string): Promise<Outcome> {
    const request = await shownRequest(id);
    if (request === undefined) return refused("not-pending");
    if (!request.verified) return refused("not-verified");
    if (request.painted !== painted) return refused("changed");
    const store = await given.store;
    return withToken(async (held) => {
      if (!request.sending) {
        const asked = await client.challenge(held, id);
        if (!asked.ok) return asked;
        // Nobody but a doorkeeper challenges, and none is paired.
        if (asked.value.challenge !== null) return refused("not-verified");
      }
      const entry = await signGrant(store, request, await key(), now());
      given.changed();
      const sent = await sendGrant(store, entry, client, held);
      given.changed();
      return asOutcome(sent);
    });
  }

  async function decideOn(id: string, state: "open" | "paused" | "revoked"): Promise<Outcome> {
    const store = await given.store;
    const entry = await deciding(async () => {
      const before = await store.get("ledger", id);
      if (before === undefined) return undefined;
      const decided = await decide(before, state, await key(), now());
      if (decided === null) return null;
      return change(store, "ledger", id, (kept) => kept && { ...kept, decision: decided.decision });
    });
    if (!entry) return refused(entry === null ? "grant-over" : "unknown");
    given.changed();
    return tellDecision(id);
  }

  /** Tells the server the newest decision on a grant, where it doesn't know it yet. */
  const tellDecision = (id: string): Promise<Outcome> =>
    telling(async () => {
      const store = await given.store;
      const decision = (await store.get("ledger", id))?.decision;
      if (!decision || decision.told) return done;
      const told = await withToken((held) => client.decide(held, id, decision.signed));
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

  const acts = {
    join,

    async leave(session: string): Promise<Outcome> {
      const store = await given.store;
      await change(store, "joinings", session, (joining) => joining && { ...joining, leftAt: joining.leftAt ?? now() });
      given.changed();
      return withToken(async (held) => asOutcome(await client.endSession(held, session)));
    },

    async checkNumber(session: string, number: string): Promise<CustomerActs["check-number"]["answer"]> {
      const checked = await checkTyped(await given.store, session, number, now());
      given.changed();
      if (checked === null) return refused("not-verified");
      return { ok: true, fits: checked.fits, triesLeft: checked.triesLeft };
    },

    approve: (request: string, painted: string) => approving(() => approve(request, painted)),

    async deny(request: string, reason: string): Promise<Outcome> {
      const store = await given.store;
      if ((await sendingFor(store, request)) !== undefined) return refused("not-pending");
      await store.put("denials", { request, reason }, request);
      given.changed();
      return withToken(async (held) => asOutcome(await client.deny(held, request, reason)));
    },

    pause: (grant: string) => decideOn(grant, "paused"),
    resume: (grant: string) => decideOn(grant, "open"),
    revoke: (grant: string) => decideOn(grant, "revoked"),

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
          if (read.value.items.length === 0) break;
          entries.push(...read.value.items);
        }
        return { ok: true as const, entries: entries.reverse() };
      });
    },

    async lookedAt(): Promise<Outcome> {
      const store = await given.store;
      for (const entry of await store.getAll("ledger")) {
        if (!entry.sessionOver || entry.lookedAt !== null) continue;
        await change(store, "ledger", entry.id, (kept) => kept && { ...kept, lookedAt: now() });
      }
      given.changed();
      return done;
    },
  };

  /** Does what is due by itself, after anything changed: accepts a meet, reveals r, sends what wasn't sent. */
  async function attend(): Promise<void> {
    const snapshot = line.snapshot();
    if (snapshot === null || !line.online()) return;
    const held = await token();
    if (held === null) return;
    const store = await given.store;
    const own = await key();
    for (const session of snapshot.sessions.values()) {
      const joining = await store.get("joinings", session.id);
      if (joining === undefined || session.state === "ended" || session.state === "lapsed") continue;
      const next = await advance(joining, session, own, store);
      if (next.failed !== null) await client.endSession(held, session.id, "number-differs");
      else if (next.leftAt !== null) await client.endSession(held, session.id);
      else if (next.met !== null && session.reveal === null) await client.reveal(held, session.id, next.r);
    }
    for (const { request, reason } of await store.getAll("denials")) {
      if (snapshot.requests.get(request)?.state === "pending") await client.deny(held, request, reason);
    }
    for (const entry of await store.getAll("ledger")) await attendGrant(entry, held, own.name);
    await noteComputer(held);
  }

  async function attendGrant(entry: LedgerEntry, held: string, ownName: string): Promise<void> {
    const snapshot = line.snapshot();
    if (snapshot === null) return;
    const store = await given.store;
    const shown = snapshot.grants.get(entry.id);
    const session = snapshot.sessions.get(entry.session);
    const sessionOver = entry.sessionOver || session === undefined || session.endedAt !== null;
    const learnt = shown === undefined ? entry : await learn(entry, shown, ownName, now());
    if (learnt !== entry || sessionOver !== entry.sessionOver) {
      const { standing, decision, endedByOther } = learnt;
      // What was decided here in the meantime stays.
      await change(store, "ledger", entry.id, (kept) =>
        kept?.decision?.signed === entry.decision?.signed
          ? kept && { ...kept, standing, decision, endedByOther, sessionOver }
          : undefined,
      );
      given.changed();
      // What he decided without knowing of the newer one is decided anew, above it.
      if (entry.decision?.told === false && decision?.signed !== entry.decision.signed) {
        await decideOn(entry.id, entry.decision.state);
        return;
      }
    }
    if (learnt.standing === "sending") {
      const state = snapshot.requests.get(entry.request)?.state;
      if (state === "pending") await approving(() => resend(entry.id, held));
    } else if (learnt.decision?.told === false) await tellDecision(learnt.id);
  }

  async function resend(id: string, held: string): Promise<void> {
    const store = await given.store;
    const entry = await store.get("ledger", id);
    if (entry?.standing !== "sending") return;
    const sent = await sendGrant(store, entry, client, held);
    if (sent.ok || sent.code !== "no-server") given.changed();
  }

  /** Keeps the computer's name as the server has it now, and tells the server the zone that its clock shows. */
  async function noteComputer(held: string): Promise<void> {
    const me = line.snapshot()?.me;
    if (me?.role !== "customer") return;
    const { id, name, system, zone } = me.computer;
    const seen: OwnComputer = { id, name, system, zone };
    if (JSON.stringify(await kept.computer.read()) !== JSON.stringify(seen)) await kept.computer.write(seen);
    await kept.organisation.write(me.organisation);
    if (zone !== given.zone()) await client.changeComputer(held, id, { zone: given.zone() });
  }

  async function state(): Promise<CustomerState> {
    const store = await given.store;
    const snapshot = line.snapshot();
    const pins = await store.getAll("technicians");
    const joinings = new Map((await store.getAll("joinings")).map((joining) => [joining.session, joining]));
    const sessions = [...(snapshot?.sessions.values() ?? [])].flatMap((session) => {
      const joining = joinings.get(session.id);
      return joining === undefined ? [] : [{ ...session, introduction: introductionOf(session, joining, pins) }];
    });
    const shown = await Promise.all([...(snapshot?.requests.keys() ?? [])].map(shownRequest));
    const requests = shown.filter((request) => request !== undefined);
    const ledger = await store.getAll("ledger");
    const asked = new Set(requests.map(({ id }) => id));
    const listed = ledger.filter(
      ({ standing, request }) => standing === "given" || (standing === "sending" && !asked.has(request)),
    );
    const computer = await kept.computer.read();
    return {
      server: given.server,
      online: line.online() || computer === null,
      computer,
      proposedName: proposedName(await given.system(), given.language, now()),
      clockAhead: line.clockAhead(),
      organisation: await kept.organisation.read(),
      sessions,
      requests,
      grants: listed.map((entry) => grantOf(entry, now())).sort((a, b) => b.approvedAt - a.approvedAt),
    };
  }

  const forgetToken = (): Promise<void> => kept.customerToken.forget();

  return { acts, attend, state, token, forgetToken };
}
