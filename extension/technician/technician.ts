import type { SessionKind } from "../../shared/policy.ts";
import type { Session } from "../../shared/records.ts";
import { asOutcome, done, type Half, refused } from "../background/half.ts";
import type { Meeting } from "../background/store.ts";
import type { Draft, Outcome } from "../messages.ts";
import { settle, sign, takeBack } from "./asked.ts";
import { advance, freshMeeting, sayWhetherItFits } from "./meeting.ts";
import { createShown } from "./shown.ts";
import { createTechnicianToken } from "./technician-token.ts";
import { createVisits } from "./visits.ts";

export type Technician = ReturnType<typeof createTechnician>;

/** The technician's half of the background: what she does, what is done for her, and what her pages are told. */
export function createTechnician(half: Half) {
  const given = { ...half, ...createTechnicianToken(half) };
  const { client, kept, line, now, signedIn, me } = given;
  const { hold, state, viewerState } = createShown(given);
  const visits = createVisits({
    ...given,
    async hold(id) {
      const listed = line.snapshot()?.grants.get(id);
      return listed === undefined ? null : hold(listed);
    },
  });

  const startSession = (kind: SessionKind, origin: string, reference: string | null): Promise<Outcome> =>
    signedIn(async (held) => {
      const about = reference === null ? {} : { reference };
      const started = await client.startSession(held, { kind, origin, ...about, zone: given.zone() });
      if (!started.ok) return started;
      const { session, code } = started.value;
      const store = await given.store;
      // Only joins to sessions that were started here, by her click, are ever answered: once each. An old session's id
      // would let the server have a second answer.
      if ((await store.get("meetings", session.id)) !== undefined) return refused("not-verified");
      await store.add("meetings", freshMeeting(session.id, now()), session.id);
      await kept.codes.write({ ...(await waitingCodes()), [session.id]: code });
      given.changed();
      return done;
    });

  /** The codes that may still be good for something. */
  async function waitingCodes(): Promise<Record<string, string>> {
    const codes = Object.entries((await kept.codes.read()) ?? {});
    return Object.fromEntries(
      codes.filter(([id]) => (line.snapshot()?.sessions.get(id)?.state ?? "waiting") === "waiting"),
    );
  }

  const endSession = (session: string): Promise<Outcome> =>
    signedIn(async (held) => asOutcome(await client.endSession(held, session)));

  const acts = {
    signIn: given.signIn,
    signOut: given.signOut,
    startSession,
    endSession,

    async newCode(id: string): Promise<Outcome> {
      const session = line.snapshot()?.sessions.get(id);
      if (session === undefined) return refused("unknown");
      const ended = await endSession(id);
      return ended.ok ? startSession(session.kind, session.origin, session.reference) : ended;
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
      const { name, organisation, policy } = who;
      const by = { store, key: await given.key(), name, organisation, policy, now };
      const signed = await sign(draft, session, await store.get("meetings", session.id), by);
      if (!signed.ok) return signed;
      return signedIn(async (held) => {
        const sent = await client.ask(held, session.id, signed.asked.signed);
        if (sent.ok || sent.code !== "no-server") await settle(store, signed.asked.id);
        if (sent.ok) {
          await kept.draft.forget();
          const clock = draft.terms.zone === session.computer?.zone ? "customer" : "local";
          await kept.lastTerms.write({ technician: who.id, terms: draft.terms, clock });
        }
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

    withdraw: (request: string) =>
      signedIn(async (held) => {
        const withdrawn = await client.withdraw(held, request);
        if (withdrawn.ok) await takeBack(await given.store, request);
        return asOutcome(withdrawn);
      }),
    connect: visits.connect,
    endConnection: visits.end,
    revoke: (grant: string) => signedIn(async (held) => asOutcome(await client.revoke(held, grant))),
  };

  /** Does what is due by itself, after anything changed: answers a join, checks a reveal, knows a customer again. */
  async function attend(): Promise<void> {
    const snapshot = line.snapshot();
    const held = await given.token();
    const who = me();
    if (snapshot === null || held === null || who === null || !line.online()) return;
    const store = await given.store;
    const key = await given.key();
    if (who.key !== key.name) await given.tieKey(held);
    if (JSON.stringify(who) !== JSON.stringify(await kept.technician.read())) await kept.technician.write(who);
    for (const session of snapshot.sessions.values()) {
      const meeting = await store.get("meetings", session.id);
      if (meeting === undefined) continue;
      const by = { store, key, name: who.name, organisation: who.organisation, now };
      const next = await advance(meeting, session, by);
      if (session.endedAt === null) await tell(held, session, next);
    }
  }

  /** Tells the server how far the meeting is, where it doesn't know yet. */
  async function tell(held: string, session: Session, meeting: Meeting): Promise<void> {
    if (meeting.failed !== null) await client.endSession(held, session.id, "number-differs");
    else if (meeting.answered !== null && session.meet === null) {
      await client.meet(held, session.id, meeting.answered.meet);
    } else if (meeting.fits && session.state === "meeting") await client.fits(held, session.id, true);
  }

  /** Her sessions that were started on pages of this origin and reference, the newest first; null: not known. */
  async function sessionsAbout(origin: string, reference: string): Promise<Session[] | null> {
    if (!line.online()) return null;
    const found = await signedIn((held) => client.sessionsAbout(held, origin, reference));
    return found.ok ? found.value.items : null;
  }

  return {
    ...{ acts, sessionsAbout, attend, state, viewerState, token: given.token, forget: given.forget },
    leaveVisits: visits.leave,
  };
}
