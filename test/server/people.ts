import { z } from "zod";
import { fresh32, freshId, toBase64url } from "../../shared/base64url.ts";
import { compact } from "../../shared/bounds.ts";
import { commitTo } from "../../shared/check-number.ts";
import { grant, group, me, person, request, session } from "../../shared/records.ts";
import { hashOf, nameOf, type Saying, type Statement, say } from "../../shared/statements.ts";
import type { Terms } from "../../shared/terms.ts";
import { policy } from "../shared/valid.ts";
import { administratorPassword, type Ground } from "./ground.ts";

// People who do what the extension does, with real keys and real statements, over any ground.

export type Answer = { status: number; body: unknown; headers: Headers };

/** One call to the server as somebody, or as nobody. */
export async function call(
  ground: Ground,
  method: string,
  path: string,
  given: { token?: string | null; body?: unknown; address?: string } = {},
): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (given.token) headers.authorization = `Bearer ${given.token}`;
  if (given.body !== undefined) headers["content-type"] = "application/json";
  const body = given.body === undefined ? null : JSON.stringify(given.body);
  const response = await ground.ask(path, { method, headers, body }, given.address);
  const text = await response.text();
  const isJson = /json$/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, body: isJson && text !== "" ? JSON.parse(text) : text, headers: response.headers };
}

/** The body of an answer that must have this status, read by its schema. */
export function must<Value>(answer: Answer, status: number, schema: z.ZodType<Value>): Value {
  if (answer.status !== status) throw new Error(`${answer.status} ${JSON.stringify(answer.body)} instead of ${status}`);
  return schema.parse(answer.body);
}

export const signedIn = z.object({ token: z.string(), endsAt: z.number() });
const started = z.object({ session, code: z.string(), codeEndsAt: z.number() });
const joined = signedIn.extend({ session, computer: z.object({ id: z.string() }), organisation: z.string() });
const challenged = z.object({ challenge: compact.nullable() });
const approved = z.object({ grant, receipt: compact.nullable() });

export const newKeys = async () => {
  const pair = (await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"])) as CryptoKeyPair;
  return { pair, key: await nameOf(pair) };
};
export type Keys = Awaited<ReturnType<typeof newKeys>>;

export async function signIn(ground: Ground, email: string, password: string): Promise<string> {
  return must(await call(ground, "POST", "/api/tokens", { body: { email, password } }), 201, signedIn).token;
}

/** A signed hello over a fresh nonce. */
export async function helloBy(ground: Ground, { pair, key }: Keys): Promise<string> {
  const { nonce } = must(await call(ground, "GET", "/api/hello"), 200, z.object({ nonce: z.string() }));
  return say("hello", { who: key, server: ground.url, nonce, at: ground.now() }, pair.privateKey);
}

export type Administrator = Awaited<ReturnType<typeof administrator>>;
export async function administrator(ground: Ground, email = "admin@example.com", password = administratorPassword) {
  const token = await signIn(ground, email, password);
  const ask = (method: string, path: string, body?: unknown) =>
    call(ground, method, path, body === undefined ? { token } : { token, body });
  return {
    token,
    ask,
    makeGroup: async (name = "Support") => must(await ask("POST", "/api/groups", { name, ...policy() }), 201, group),
    makePerson: async (
      role: "technician" | "administrator",
      email: string,
      name: string,
      groupId: string | null = null,
    ) =>
      must(await ask("POST", "/api/people", { role, email, name, groupId, password: "her own password" }), 201, person),
  };
}

export type Technician = Awaited<ReturnType<typeof technician>>;
/** A technician who signs in and ties her key. */
export async function technician(ground: Ground, email: string, keys?: Keys) {
  const token = await signIn(ground, email, "her own password");
  const own = keys ?? (await newKeys());
  const ask = (method: string, path: string, body?: unknown) =>
    call(ground, method, path, body === undefined ? { token } : { token, body });
  const tied = await ask("POST", "/api/hello", { hello: await helloBy(ground, own) });
  if (tied.status !== 204) throw new Error(`${tied.status} instead of 204`);
  const self = must(await ask("GET", "/api/me"), 200, me);
  if (self.role !== "technician") throw new Error("not a technician");
  const { id, name, organisation } = self;
  const sign = async <Kind extends "meet" | "request" | "order">(kind: Kind, saying: Saying<Kind>) =>
    say(kind, saying, own.pair.privateKey);
  return {
    id,
    name,
    ground,
    token,
    keys: own,
    key: own.key,
    ask,
    sign,
    startSession: async (kind: "desktop" | "chat-only" | "mobile" = "desktop", more: object = {}) =>
      must(await ask("POST", "/api/sessions", { kind, origin: "https://console.example", ...more }), 201, started),
    async meetSaying(id: string, join: string, customer: string): Promise<Saying<"meet">> {
      const nonce = toBase64url(fresh32());
      const said = { name, organisation, at: ground.now() };
      return { session: id, technician: own.key, customer, join: await hashOf(join), nonce, ...said };
    },
    requestSaying(
      customer: string,
      session: string,
      lapses: number,
      terms: Terms,
      more: Partial<Saying<"request">> = {},
    ) {
      const said: Saying<"request"> = {
        id: freshId(),
        technician: own.key,
        name,
        organisation,
        customer,
        computer: null,
        session,
        terms,
        reason: "Updates at night",
        ticket: "T-1",
        at: ground.now(),
        lapses,
        ...more,
      };
      return said;
    },
  };
}

export type Customer = Awaited<ReturnType<typeof customer>>;
/** A customer before his first join: he has keys and nothing else. */
export async function customer(ground: Ground, name = "Office PC", keys?: Keys) {
  const own = keys ?? (await newKeys());
  const held = { token: "", computerId: "" };
  const ask = (method: string, path: string, body?: unknown) =>
    call(ground, method, path, body === undefined ? { token: held.token } : { token: held.token, body });
  return {
    keys: own,
    key: own.key,
    held,
    ask,
    sign: async <Kind extends "join" | "grant" | "decision" | "paired">(kind: Kind, saying: Saying<Kind>) =>
      say(kind, saying, own.pair.privateKey),
    async join(session: string, code: string, more: object = {}) {
      const r = fresh32();
      const said = { session, customer: own.key, commit: await commitTo(r), at: ground.now() };
      const join = await say("join", said, own.pair.privateKey);
      const body = { code, join, name, system: "win", zone: "Europe/Berlin", ...more };
      const answer = must(await call(ground, "POST", `/api/sessions/${session}/join`, { body }), 201, joined);
      held.token = answer.token;
      held.computerId = answer.computer.id;
      return { ...answer, r: toBase64url(r), join };
    },
    grantSaying: async (
      signed: string,
      { technician, name: technicianName, terms, computer }: Statement<"request">,
      more: Partial<Saying<"grant">> = {},
    ): Promise<Saying<"grant">> => ({
      id: freshId(),
      request: await hashOf(signed),
      technician,
      technicianName,
      customer: own.key,
      computer,
      terms,
      confirmed: "click" as const,
      credentials: null,
      challenge: null,
      approvedAt: ground.now(),
      ...more,
    }),
  };
}

export const days = (count: number): Terms => ({
  credentialMode: "at-connection",
  span: { kind: "days", days: count },
  hours: [],
  zone: "Europe/Berlin",
});

/** Takes a technician and a customer through a session and its introduction. */
export async function introduce(her: Technician, him: Customer, kind: "desktop" | "chat-only" | "mobile" = "desktop") {
  const { session: begun, code } = await her.startSession(kind);
  const { join, r } = await him.join(begun.id, code);
  const meet = await her.sign("meet", await her.meetSaying(begun.id, join, him.key));
  must(await her.ask("POST", `/api/sessions/${begun.id}/meet`, { meet }), 200, session);
  must(await him.ask("POST", `/api/sessions/${begun.id}/reveal`, { r }), 200, session);
  const active = must(await her.ask("POST", `/api/sessions/${begun.id}/fits`, { fits: true }), 200, session);
  if (active.endsAt === null) throw new Error("a joined session has an end");
  return { ...active, endsAt: active.endsAt, join, meet };
}

export async function requestAccess(
  her: Technician,
  him: Customer,
  { id, endsAt }: { id: string; endsAt: number },
  terms: Terms = days(7),
  computer: string | null = null,
) {
  const saying = her.requestSaying(him.key, id, endsAt, terms, { computer });
  const signed = await her.sign("request", saying);
  const made = must(await her.ask("POST", "/api/requests", { sessionId: id, request: signed }), 201, request);
  return { ...made, saying: { v: 1 as const, ...saying } };
}

/** Asks for the doorkeeper's challenge, where there is one, and signs the grant over it; nothing is sent yet. */
export async function grantFor(
  him: Customer,
  asked: Awaited<ReturnType<typeof requestAccess>>,
  more: Partial<Saying<"grant">> = {},
): Promise<string> {
  const { challenge } = must(await him.ask("POST", `/api/requests/${asked.id}/challenge`), 200, challenged);
  const over = { challenge: challenge === null ? null : await hashOf(challenge) };
  return him.sign("grant", await him.grantSaying(asked.signed, asked.saying, { ...over, ...more }));
}

export async function approve(him: Customer, asked: Awaited<ReturnType<typeof requestAccess>>) {
  const signed = await grantFor(him, asked);
  return must(await him.ask("POST", `/api/requests/${asked.id}/approve`, { grant: signed }), 201, approved).grant;
}

/** An organisation with a permitted group, technician Anna Berg in it, and a customer who hasn't joined anything yet. */
export async function cast(ground: Ground) {
  const admin = await administrator(ground);
  await admin.ask("PUT", "/api/organisation", { name: "Contoso IT" });
  const team = await admin.makeGroup();
  const annasRecord = await admin.makePerson("technician", "anna@example.com", "Anna Berg", team.id);
  return {
    admin,
    team,
    annasRecord,
    anna: await technician(ground, "anna@example.com"),
    customer: await customer(ground),
  };
}
