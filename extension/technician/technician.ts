import type { SessionKind } from "../../shared/policy.ts";
import type { Grant, Session } from "../../shared/records.ts";
import { sayHello } from "../hello.ts";
import type { KeptItems } from "../kept-item.ts";
import { type OwnKey, ownKey } from "../keys.ts";
import type { Line } from "../line.ts";
import type { Draft, Outcome, TechnicianGrant, TechnicianSession, TechnicianState } from "../messages.ts";
import type { ServerClient } from "../server-client.ts";
import type { Store } from "../store.ts";
import { settle, sign } from "./asked.ts";
import { holdGrant } from "./held-grant.ts";
import { advance, freshMeeting, introductionOf, type Meeting, sayWhetherItFits } from "./meeting.ts";

type Given = {
  server: string;
  client: ServerClient;
  store: Promise<Store>;
  kept: KeptItems;
  line: Line;
  changed(): void;
  now(): number;
  zone(): string;
};

export type Technician = ReturnType<typeof createTechnician>;

const done: Outcome = { ok: true };
const refused = (code: string): Extract<Outcome, { ok: false }> => ({ ok: false, code });

/** The technician's half of the background: what she does, what is done for her, and what her pages are told. */
export function createTechnician(given: Given) {
  const { client, kept, line, now } = given;

  const key = async (): Promise<OwnKey> => ownKey(await given.store, "technician");
  const token = async (): Promise<string | null> => (await kept.technicianToken.read())?.token ?? null;
  const me = (): TechnicianState["me"] => {
    const known = line.snapshot()?.me;
    return known?.role === "technician" ? known : null;
  };

  /** Does something with her token; without one, and where the server knows it no more, she is signed out. */
  async function signedIn<Answer extends { ok: boolean }>(
    act: (token: string) => Promise<Answer | Extract<Outcome, { ok: false }>>,
  ): Promise<Answer | Extract<Outcome, { ok: false }>> {
    const held = await token();
    const answer = held === null ? refused("not-signed-in") : await act(held);
    if ("code" in answer && answer.code === "not-signed-in") await forget();
    else void line.keep();
    return answer;
  }

  async function forget(): Promise<void> {
    await kept.technicianToken.forget();
    await kept.technician.forget();
    await kept.codes.forget();
    await kept.draft.forget();
    line.drop();
  }

  async function tieKey(held: string): Promise<Outcome> {
    const hello = await sayHello({ client, server: given.server, key: await key(), now });
    return hello.ok ? asOutcome(await client.tieKey(held, hello.value)) : hello;
  }

  async function startSession(kind: SessionKind, origin: string): Promise<Outcome> {
    return signedIn(async (held) => {
      const started = await client.startSession(held, { kind, origin, zone: given.zone() });
      if (!started.ok) return started;
      const { session, code } = started.value;
      const store = await given.store;
      // Only joins to sessions that were started here, by her click, are ever answered: once each. An old session's id
      // would let the server have a second answer.
      if ((await store.get("meetings", session.id)) !== undefined) return refused("not-verified");
      await store.add("meetings", freshMeeting(session.id, now()), session.id);
      await kept.codes.write({ ...(await kept.codes.read()), [session.id]: code });
      given.changed();
      return done;
    });
  }

  async function endSession(session: string): Promise<Outcome> {
    return signedIn(async (held) => asOutcome(await client.endSession(held, session)));
  }

  const acts = {
    async signIn(email: string, password: string): Promise<Outcome> {
      const signed = await client.signIn(email, password);
      if (!signed.ok) return signed;
      const { token: fresh, endsAt, me: who } = signed.value;
      const tied = who.role === "technician" ? await tieKey(fresh) : refused("not-allowed");
      if (!tied.ok) {
        void client.signOut(fresh);
        return tied;
      }
      line.drop();
      await kept.technicianToken.write({ token: fresh, endsAt });
      if (who.role === "technician") await kept.technician.write(who);
      await line.keep();
      return done;
    },

    async signOut(): Promise<Outcome> {
      const held = await token();
      await forget();
      if (held !== null) void client.signOut(held);
      return done;
    },

    startSession,
    endSession,

    async newCode(id: string): Promise<Outcome> {
      const session = line.snapshot()?.sessions.get(id);
      if (session === undefined) return refused("unknown");
      const ended = await endSession(id);
      return ended.ok ? startSession(session.kind, session.origin) : ended;
    },

    async fits(session: string, fits: boolean): Promise<Outcome> {
      if (line.snapshot()?.sessions.get(session)?.state !== "meeting") return refused("not-meeting");
      const meeting = await sayWhetherItFits(await given.store, session, fits, now());
      if (meeting === null) return refused("not-verified");
      given.changed();
      return signedIn(async (held) => asOutcome(await client.fits(held, session, fits)));
    },

    async request(draft: Draft): Promise<Outcome> {
      const who = me();
      const session = line.snapshot()?.sessions.get(draft.session);
      if (who === null || session === undefined) return refused(who === null ? "not-signed-in" : "unknown");
      const store = await given.store;
      const by = { store, key: await key(), name: who.name, organisation: who.organisation, policy: who.policy, now };
      const signed = await sign(draft, session, await store.get("meetings", session.id), by);
      if (!signed.ok) return signed;
      return signedIn(async (held) => {
        const sent = await client.ask(held, session.id, signed.asked.signed);
        if (sent.ok || sent.code !== "no-server") await settle(store, signed.asked.id);
        if (sent.ok) await kept.draft.forget();
        given.changed();
        return asOutcome(sent);
      });
    },

    async keepDraft(draft: Draft): Promise<Outcome> {
      await kept.draft.write(draft);
      given.changed();
      return done;
    },

    async dropDraft(): Promise<Outcome> {
      await kept.draft.forget();
      given.changed();
      return done;
    },

    withdraw: (request: string) => signedIn(async (held) => asOutcome(await client.withdraw(held, request))),
    revoke: (grant: string) => signedIn(async (held) => asOutcome(await client.revoke(held, grant))),
  };

  /** Does what is due by itself, after anything changed: answers a join, checks a reveal, knows a customer again. */
  async function attend(): Promise<void> {
    const snapshot = line.snapshot();
    const held = await token();
    const who = me();
    if (snapshot === null || held === null || who === null || !line.online()) return;
    const store = await given.store;
    const own = await key();
    if (who.key !== own.name) await tieKey(held);
    if (JSON.stringify(who) !== JSON.stringify(await kept.technician.read())) await kept.technician.write(who);
    for (const session of snapshot.sessions.values()) {
      const meeting = await store.get("meetings", session.id);
      if (meeting === undefined) continue;
      const by = { store, key: own, name: who.name, organisation: who.organisation, now };
      const next = await advance(meeting, session, by);
      if (session.endedAt === null) await tell(held, session, next);
    }
  }

  /** Tells the server how far the meeting is, where it doesn't know yet. */
  async function tell(held: string, session: Session, meeting: Meeting): Promise<void> {
    if (meeting.failed !== null) {
      await client.endSession(held, session.id, "number-differs");
    } else if (meeting.answered !== null && session.meet === null) {
      await client.meet(held, session.id, meeting.answered.meet);
    } else if (meeting.fits && session.state === "meeting") await client.fits(held, session.id, true);
  }

  async function state(): Promise<Omit<TechnicianState, "console">> {
    const snapshot = line.snapshot();
    const isSignedIn = (await token()) !== null;
    const who = isSignedIn ? (me() ?? (await kept.technician.read())) : null;
    const store = await given.store;
    const draft = await kept.draft.read();
    return {
      server: given.server,
      online: line.online() || !isSignedIn,
      me: who,
      clockAhead: line.clockAhead(),
      sessions: who && snapshot ? await sessionsOf([...snapshot.sessions.values()], store) : [],
      requests: who && snapshot ? [...snapshot.requests.values()] : [],
      grants: who && snapshot ? await grantsOf([...snapshot.grants.values()], store) : [],
      computers: who && snapshot ? [...snapshot.computers.values()] : [],
      draft,
    };
  }

  async function sessionsOf(sessions: Session[], store: Store): Promise<TechnicianSession[]> {
    const codes = (await kept.codes.read()) ?? {};
    return Promise.all(
      sessions.map(async (session) => {
        const meeting = await store.get("meetings", session.id);
        const pin = meeting?.answered ? await store.get("customers", meeting.answered.customer) : undefined;
        const code = session.state === "waiting" ? (codes[session.id] ?? null) : null;
        return { ...session, code, introduction: introductionOf(session, meeting, pin) };
      }),
    );
  }

  async function grantsOf(grants: Grant[], store: Store): Promise<TechnicianGrant[]> {
    const { name } = await key();
    return Promise.all(
      grants.map(async (grant) => holdGrant(grant, await store.get("asked", grant.requestId), name, now())),
    );
  }

  return { acts, attend, state, token, forget };
}

const asOutcome = (reply: { ok: true } | Extract<Outcome, { ok: false }>): Outcome => (reply.ok ? done : reply);
