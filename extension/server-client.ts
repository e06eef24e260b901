import { z } from "zod";
import { bounds, id, instant, key } from "../shared/bounds.ts";
import type { SessionKind } from "../shared/policy.ts";
import { problem } from "../shared/problem.ts";
import { computer, grant, historyEntry, me, session } from "../shared/records.ts";
import type { Outcome } from "./messages.ts";

/** What became of a call. The server is a stranger: an answer that doesn't read counts as none (`no-server`). */
export type Reply<Value> = { ok: true; value: Value } | Extract<Outcome, { ok: false }>;

const nothing = z.unknown();
const tokenAnswer = z.object({ token: key, endsAt: instant });
const joined = tokenAnswer.extend({ computer, session, organisation: z.string().max(bounds.name) });

type Call<Value> = { method: string; path: string; token?: string | null; body?: object; answer: z.ZodType<Value> };

/** The server's routes as the background needs them (model.md section 4). Every call ends after `patience` ms. */
export function createServerClient(given: { server: string; fetch: typeof fetch; patience?: number }) {
  async function call<Value>({ method, path, token, body, answer }: Call<Value>): Promise<Reply<Value>> {
    try {
      const response = await given.fetch(`${given.server}${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(given.patience ?? 15_000),
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
      const value: unknown = response.status === 204 ? null : await response.json();
      if (response.ok) return { ok: true, value: answer.parse(value) };
      const { code, reasons } = problem.parse(value);
      return { ok: false, code, ...(reasons === undefined ? {} : { reasons }) };
    } catch {
      return { ok: false, code: "no-server" };
    }
  }

  const post = <Value>(path: string, token: string | null, body: object | undefined, answer: z.ZodType<Value>) =>
    call({ method: "POST", path, token, ...(body === undefined ? {} : { body }), answer });
  const ofSession = (session: string, act: string) => `/api/sessions/${session}/${act}`;
  const ofRequest = (request: string, act: string) => `/api/requests/${request}/${act}`;

  return {
    signIn: (email: string, password: string) =>
      post("/api/tokens", null, { email, password }, tokenAnswer.extend({ me })),
    signOut: (token: string) => call({ method: "DELETE", path: "/api/tokens/current", token, answer: nothing }),
    nonce: () => call({ method: "GET", path: "/api/hello", answer: z.object({ nonce: key }) }),
    hello: (hello: string) => post("/api/hello", null, { hello }, tokenAnswer),
    tieKey: (token: string, hello: string) => post("/api/hello", token, { hello }, nothing),

    startSession: (token: string, kind: SessionKind, origin: string, zone: string) =>
      post("/api/sessions", token, { kind, origin, zone }, z.object({ session, code: z.string().max(16) })),
    findSession: (code: string) => post("/api/sessions/find", null, { code }, z.object({ session: id })),
    join: (session: string, body: { code: string; join: string; name: string; system: string; zone: string }) =>
      post(ofSession(session, "join"), null, body, joined),
    meet: (token: string, session: string, meet: string) => post(ofSession(session, "meet"), token, { meet }, nothing),
    fits: (token: string, session: string, fits: boolean) => post(ofSession(session, "fits"), token, { fits }, nothing),
    reveal: (token: string, session: string, r: string) => post(ofSession(session, "reveal"), token, { r }, nothing),
    endSession: (token: string, session: string) => post(ofSession(session, "end"), token, undefined, nothing),

    ask: (token: string, sessionId: string, request: string) =>
      post("/api/requests", token, { sessionId, request }, nothing),
    withdraw: (token: string, request: string) => post(ofRequest(request, "withdraw"), token, undefined, nothing),
    challenge: (token: string, request: string) =>
      post(ofRequest(request, "challenge"), token, undefined, z.object({ challenge: z.string().nullable() })),
    approve: (token: string, request: string, signed: string) =>
      post(ofRequest(request, "approve"), token, { grant: signed }, z.object({ grant })),
    deny: (token: string, request: string, reason: string) =>
      post(ofRequest(request, "deny"), token, reason === "" ? {} : { reason }, nothing),

    decide: (token: string, grant: string, decision: string) =>
      post(`/api/grants/${grant}/decision`, token, { decision }, nothing),
    revoke: (token: string, grant: string) => post(`/api/grants/${grant}/revoke`, token, {}, nothing),
    changeComputer: (token: string, computerId: string, change: { name?: string; zone?: string }) =>
      call({ method: "PATCH", path: `/api/computers/${computerId}`, token, body: change, answer: nothing }),
    history: (token: string, after: number) =>
      call({
        method: "GET",
        path: `/api/history?after=${after}`,
        token,
        answer: z.object({ items: z.array(historyEntry).max(1_000) }),
      }),
  };
}
export type ServerClient = ReturnType<typeof createServerClient>;
