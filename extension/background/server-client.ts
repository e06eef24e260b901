import { hc } from "hono/client";
import { z } from "zod";
import type { Routes } from "../../server/app.ts";
import { bounds, compact, id, key, type system } from "../../shared/bounds.ts";
import { tokenAnswer } from "../../shared/calls.ts";
import type { SessionKind } from "../../shared/policy.ts";
import { problem } from "../../shared/problem.ts";
import { computer, connection, doorEntry, grant, historyEntry, me, pairing, session } from "../../shared/records.ts";
import type { Outcome } from "../messages.ts";

/** What became of a call. The server is a stranger: an answer that doesn't read counts as none (`no-server`). */
export type Reply<Value> = { ok: true; value: Value } | Extract<Outcome, { ok: false }>;

type JoinCall = { code: string; join: string; name: string; system: z.infer<typeof system>; zone: string };

const nothing = z.unknown();
const joined = tokenAnswer.extend({ computer, session, organisation: z.string().max(bounds.name) });
const sessionsPage = z.object({ items: z.array(session).max(bounds.page) });
const started = z.object({ session, code: z.string().max(16) });
const entriesPage = z.object({ items: z.array(doorEntry).max(bounds.page), next: z.string().optional() });
const historyPage = z.object({ items: z.array(historyEntry).max(bounds.page), next: z.string().optional() });

/** The server's routes as the background needs them (model.md section 4). Every call ends after `patience` ms. */
export function createServerClient(given: { server: string; fetch: typeof fetch; patience?: number }) {
  const patient: typeof fetch = (input, init) =>
    given.fetch(input, {
      ...init,
      signal: init?.signal ?? AbortSignal.timeout(given.patience ?? 15_000),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
  const { api } = hc<Routes>(given.server, { fetch: patient });
  const by = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
  /** For calls to which the computer's doorkeeper answers, which the server waits for. */
  const waiting = (token: string, patience: number) => ({
    ...by(token),
    init: { signal: AbortSignal.timeout(patience + 5_000) },
  });

  async function read<Value>(call: Promise<Response>, answer: z.ZodType<Value>): Promise<Reply<Value>> {
    try {
      const response = await call;
      const value: unknown = response.status === 204 ? null : await response.json();
      if (response.ok) return { ok: true, value: answer.parse(value) };
      const { code, reasons, because, opensAt, at } = problem.parse(value);
      const told = Object.entries({ reasons, because, opensAt, at }).filter(([, one]) => one !== undefined);
      return { ok: false, code, ...Object.fromEntries(told) };
    } catch {
      return { ok: false, code: "no-server" };
    }
  }

  return {
    signIn: (email: string, password: string) =>
      read(api.tokens.$post({ json: { email, password } }), tokenAnswer.extend({ me })),
    signOut: (token: string) => read(api.tokens.current.$delete({}, by(token)), nothing),
    nonce: () => read(api.hello.$get(), z.object({ nonce: key })),
    hello: (hello: string) => read(api.hello.$post({ json: { hello } }), tokenAnswer),
    tieKey: (token: string, hello: string) => read(api.hello.$post({ json: { hello } }, by(token)), nothing),

    startSession: (token: string, call: { kind: SessionKind; origin: string; reference?: string; zone: string }) =>
      read(api.sessions.$post({ json: call }, by(token)), started),
    sessionsAbout: (token: string, origin: string, reference: string) =>
      read(api.sessions.$get({ query: { origin, reference } }, by(token)), sessionsPage),
    findSession: (code: string) => read(api.sessions.find.$post({ json: { code } }), z.object({ session: id })),
    join: (session: string, call: JoinCall) =>
      read(api.sessions[":id"].join.$post({ param: { id: session }, json: call }), joined),
    meet: (token: string, session: string, meet: string) =>
      read(api.sessions[":id"].meet.$post({ param: { id: session }, json: { meet } }, by(token)), nothing),
    fits: (token: string, session: string, fits: boolean) =>
      read(api.sessions[":id"].fits.$post({ param: { id: session }, json: { fits } }, by(token)), nothing),
    reveal: (token: string, session: string, r: string) =>
      read(api.sessions[":id"].reveal.$post({ param: { id: session }, json: { r } }, by(token)), nothing),
    endSession: (token: string, session: string, because?: "number-differs") =>
      read(
        api.sessions[":id"].end.$post({ param: { id: session }, json: because ? { because } : {} }, by(token)),
        nothing,
      ),

    ask: (token: string, sessionId: string, request: string) =>
      read(api.requests.$post({ json: { sessionId, request } }, by(token)), nothing),
    withdraw: (token: string, request: string) =>
      read(api.requests[":id"].withdraw.$post({ param: { id: request }, json: {} }, by(token)), nothing),
    challenge: (token: string, request: string) =>
      read(
        api.requests[":id"].challenge.$post({ param: { id: request }, json: {} }, waiting(token, bounds.doorAnswers)),
        z.object({ challenge: z.string().nullable() }),
      ),
    approve: (token: string, request: string, signed: string, credentials: string | null) =>
      read(
        api.requests[":id"].approve.$post(
          { param: { id: request }, json: { grant: signed, ...(credentials === null ? {} : { credentials }) } },
          waiting(token, bounds.receiptWithin),
        ),
        z.object({ grant }),
      ),
    deny: (token: string, request: string, reason: string) =>
      read(
        api.requests[":id"].deny.$post({ param: { id: request }, json: reason === "" ? {} : { reason } }, by(token)),
        nothing,
      ),

    decide: (token: string, grant: string, decision: string) =>
      read(
        api.grants[":id"].decision.$post({ param: { id: grant }, json: { decision } }, by(token)),
        z.object({ decided: z.string().nullable() }),
      ),
    revoke: (token: string, grant: string) =>
      read(api.grants[":id"].revoke.$post({ param: { id: grant }, json: {} }, by(token)), nothing),

    knock: (token: string, grantId: string, resumes: string | null) =>
      read(
        api.connections.$post(
          { json: resumes === null ? { grantId } : { grantId, resumes } },
          waiting(token, bounds.doorAnswers),
        ),
        z.object({ connection, challenge: compact }),
      ),
    order: (token: string, connection: string, order: string) =>
      read(
        api.connections[":id"].order.$post(
          { param: { id: connection }, json: { order } },
          waiting(token, bounds.doorAnswers),
        ),
        z.object({ token: key }),
      ),
    endConnection: (token: string, connection: string) =>
      read(api.connections[":id"].end.$post({ param: { id: connection }, json: {} }, by(token)), nothing),

    pair: (token: string, pairingToken: string) =>
      read(api.pairings.$post({ json: { token: pairingToken } }, by(token)), pairing),
    revealToDoor: (token: string, pairing: string, r: string) =>
      read(api.pairings[":id"].reveal.$post({ param: { id: pairing }, json: { r } }, by(token)), nothing),
    paired: (token: string, pairing: string, paired: string) =>
      read(api.pairings[":id"].paired.$post({ param: { id: pairing }, json: { paired } }, by(token)), nothing),
    unpair: (token: string, computer: string) =>
      read(api.computers[":id"].pairing.$delete({ param: { id: computer } }, by(token)), nothing),
    entries: (token: string, computer: string, after: number) =>
      read(
        api.computers[":id"].entries.$get({ param: { id: computer }, query: { after: String(after) } }, by(token)),
        entriesPage,
      ),

    changeComputer: (token: string, computer: string, change: { name?: string; zone?: string }) =>
      read(api.computers[":id"].$patch({ param: { id: computer }, json: change }, by(token)), nothing),
    history: (token: string, after: number) =>
      read(api.history.$get({ query: { after: String(after) } }, by(token)), historyPage),
  };
}
export type ServerClient = ReturnType<typeof createServerClient>;
