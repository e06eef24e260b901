import type { Grant, Request, Session } from "../../shared/records.ts";
import type { Half } from "../half.ts";
import type { TechnicianGrant, TechnicianSession, TechnicianState } from "../messages.ts";
import { holdGrant } from "./held-grant.ts";
import { introductionOf } from "./meeting.ts";
import type { TechnicianToken } from "./technician-token.ts";

/** What the technician's pages are told, from what is kept here and what the server said last. */
export function createShown(given: Half & TechnicianToken) {
  const { kept, line, now } = given;

  async function sessionsOf(sessions: Session[]): Promise<TechnicianSession[]> {
    const store = await given.store;
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

  /** Her own requests are shown as she signed them. */
  async function requestsOf(requests: Request[]): Promise<Request[]> {
    const store = await given.store;
    return Promise.all(
      requests.map(async (request) => {
        const asked = await store.get("asked", request.id);
        if (asked === undefined) return request;
        const { terms, reason, ticket } = asked;
        return { ...request, terms, reason, ticket };
      }),
    );
  }

  async function grantsOf(grants: Grant[]): Promise<TechnicianGrant[]> {
    const store = await given.store;
    const { name } = await given.key();
    return Promise.all(
      grants.map(async (grant) => holdGrant(grant, await store.get("asked", grant.requestId), name, now())),
    );
  }

  return async function state(): Promise<Omit<TechnicianState, "console">> {
    const isSignedIn = (await given.token()) !== null;
    const snapshot = isSignedIn ? line.snapshot() : null;
    return {
      server: given.server,
      online: line.online() || !isSignedIn,
      me: isSignedIn ? (given.me() ?? (await kept.technician.read())) : null,
      clockAhead: line.clockAhead(),
      sessions: snapshot ? await sessionsOf([...snapshot.sessions.values()]) : [],
      requests: snapshot ? await requestsOf([...snapshot.requests.values()]) : [],
      grants: snapshot ? await grantsOf([...snapshot.grants.values()]) : [],
      computers: snapshot ? [...snapshot.computers.values()] : [],
      draft: await kept.draft.read(),
    };
  };
}
