import type { Grant, Request, Session } from "../../shared/records.ts";
import type { Half } from "../background/half.ts";
import type { Asked } from "../background/store.ts";
import type { TechnicianGrant, TechnicianSession, TechnicianState, ViewerState } from "../messages.ts";
import { holdGrant } from "./held-grant.ts";
import { introductionOf } from "./meeting.ts";
import type { TechnicianToken } from "./technician-token.ts";

/** What the technician's pages are told, from what is kept here and what the server said last. */
export function createShown(given: Half & TechnicianToken) {
  const { kept, line, now } = given;

  async function sessionsOf(sessions: Session[]): Promise<TechnicianSession[]> {
    const store = await given.store;
    const codes = (await kept.codes.read()) ?? {};
    const meetings = new Map((await store.getAll("meetings")).map((meeting) => [meeting.session, meeting]));
    const pins = new Map((await store.getAll("customers")).map((pin) => [pin.key, pin]));
    return sessions.map((session) => {
      const meeting = meetings.get(session.id);
      const pin = pins.get(meeting?.answered?.customer ?? "");
      const code = session.state === "waiting" ? (codes[session.id] ?? null) : null;
      return { ...session, code, introduction: introductionOf(session, meeting, pin) };
    });
  }

  /** Her own requests are shown as she signed them. */
  const requestAsSigned = (request: Request, asked: Asked | undefined): Request => {
    if (asked === undefined) return request;
    const { terms, reason, ticket } = asked;
    return { ...request, terms, reason, ticket };
  };

  /** A grant as this browser holds it, by what it asked. */
  async function hold(grant: Grant): Promise<TechnicianGrant> {
    const asked = await (await given.store).get("asked", grant.requestId);
    return holdGrant(grant, asked, (await given.key()).name, now());
  }

  /** One grant and its computer, for the viewer that was opened for it. */
  async function viewerState(id: string): Promise<ViewerState> {
    const signedIn = (await given.token()) !== null;
    const snapshot = signedIn ? line.snapshot() : null;
    const listed = snapshot?.grants.get(id);
    return {
      online: line.online() || !signedIn,
      clockAhead: line.clockAhead(),
      signedIn,
      grant: listed === undefined ? null : await hold(listed),
      computer: (listed && snapshot?.computers.get(listed.computer.id)) ?? null,
    };
  }

  async function state(): Promise<Omit<TechnicianState, "console" | "page" | "side" | "consoles">> {
    const isSignedIn = (await given.token()) !== null;
    const snapshot = isSignedIn ? line.snapshot() : null;
    const { name } = await given.key();
    const me = isSignedIn ? (given.me() ?? (await kept.technician.read())) : null;
    const last = await kept.lastTerms.read();
    const asked = new Map((await (await given.store).getAll("asked")).map((one) => [one.id, one]));
    return {
      server: given.server,
      online: line.online() || !isSignedIn,
      me,
      clockAhead: line.clockAhead(),
      sessions: snapshot ? await sessionsOf([...snapshot.sessions.values()]) : [],
      requests: [...(snapshot?.requests.values() ?? [])].map((one) => requestAsSigned(one, asked.get(one.id))),
      grants: await Promise.all(
        [...(snapshot?.grants.values() ?? [])].map((grant) =>
          holdGrant(grant, asked.get(grant.requestId), name, now()),
        ),
      ),
      computers: snapshot ? [...snapshot.computers.values()] : [],
      connections: snapshot ? [...snapshot.connections.values()] : [],
      lastTerms: last !== null && last.technician === me?.id ? { terms: last.terms, clock: last.clock } : null,
      draft: await kept.draft.read(),
    };
  }

  return { hold, state, viewerState };
}
