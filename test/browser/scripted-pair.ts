import { z } from "zod";
import { fresh32, freshId, toBase64url } from "../../shared/base64url.ts";
import { id, key } from "../../shared/bounds.ts";
import { commitTo } from "../../shared/check-number.ts";
import type { SessionKind } from "../../shared/policy.ts";
import { hashOf, nameOf, type Saying, say } from "../../shared/statements.ts";
import type { Terms } from "../../shared/terms.ts";

type Keys = { pair: CryptoKeyPair; name: string };
type Answer = { status: number; body: unknown };
type Person = { name: string; email: string; password: string };

const oneDay: Terms = {
  credentialMode: "at-connection",
  span: { kind: "days", days: 1 },
  hours: [],
  zone: "Europe/Berlin",
};
const anyToken = z.object({ token: z.string() });
const started = z.object({ session: z.object({ id }), code: z.string() });

async function freshKeys(): Promise<Keys> {
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  return { pair, name: await nameOf(pair) };
}

/**
 * A technician and a customer without any browser: what an attacker or a careless program would send to the server by
 * hand, every signature in order. So a refusal is the server's own and not the screen's.
 */
export class ScriptedPair {
  readonly #origin: string;
  readonly #person: Person;
  #technician: Keys | null = null;
  #customer: Keys | null = null;
  #token = "";
  #lapses = 0;

  constructor(origin: string, person: Person) {
    this.#origin = origin;
    this.#person = person;
  }

  async call(path: string, body: object, token = ""): Promise<Answer> {
    const response = await fetch(`${this.#origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  }

  async signIn(): Promise<void> {
    const { email, password } = this.#person;
    this.#token = anyToken.parse((await this.call("/api/tokens", { email, password })).body).token;
    this.#technician = await freshKeys();
    const { nonce } = z.object({ nonce: key }).parse(await (await fetch(`${this.#origin}/api/hello`)).json());
    const { name: who, pair } = this.#technician;
    const hello = await say("hello", { who, server: this.#origin, nonce, at: Date.now() }, pair.privateKey);
    await this.call("/api/hello", { hello }, this.#token);
  }

  /** A session of this kind, its introduction finished up to the given step. */
  async session(kind: SessionKind, until: "started" | "joined" | "fits" = "fits"): Promise<string> {
    if (this.#technician === null) await this.signIn();
    const technician = this.#technician ?? (await freshKeys());
    const origin = "http://console.localhost";
    const { session, code } = started.parse((await this.call("/api/sessions", { kind, origin }, this.#token)).body);
    if (until === "started") return session.id;
    const customer = await freshKeys();
    this.#customer = customer;
    const r = fresh32();
    const at = Date.now();
    const join = await say(
      "join",
      { session: session.id, customer: customer.name, commit: await commitTo(r), at },
      customer.pair.privateKey,
    );
    const here = { code, join, name: "Scripted PC", system: "linux", zone: "Europe/Berlin" };
    const { token } = anyToken.parse((await this.call(`/api/sessions/${session.id}/join`, here)).body);
    if (until === "joined") return session.id;
    const meet: Saying<"meet"> = {
      session: session.id,
      technician: technician.name,
      customer: customer.name,
      join: await hashOf(join),
      nonce: toBase64url(fresh32()),
      name: this.#person.name,
      organisation: "Contoso IT",
      at,
    };
    const signed = await say("meet", meet, technician.pair.privateKey);
    await this.call(`/api/sessions/${session.id}/meet`, { meet: signed }, this.#token);
    await this.call(`/api/sessions/${session.id}/reveal`, { r: toBase64url(r) }, token);
    const active = await this.call(`/api/sessions/${session.id}/fits`, { fits: true }, this.#token);
    this.#lapses = z.object({ endsAt: z.number() }).parse(active.body).endsAt;
    return session.id;
  }

  async end(session: string): Promise<void> {
    await this.call(`/api/sessions/${session}/end`, {}, this.#token);
  }

  /** Sends a rightly signed request and answers with what the server said. */
  async request(session: string, terms: Partial<Terms> = {}): Promise<Answer> {
    const technician = this.#technician ?? (await freshKeys());
    const customer = this.#customer ?? (await freshKeys());
    const at = Date.now();
    const request = await say(
      "request",
      {
        id: freshId(),
        technician: technician.name,
        name: this.#person.name,
        organisation: "Contoso IT",
        customer: customer.name,
        computer: null,
        session,
        terms: { ...oneDay, ...terms },
        reason: "",
        ticket: "",
        at,
        lapses: this.#lapses,
      },
      technician.pair.privateKey,
    );
    return this.call("/api/requests", { sessionId: session, request }, this.#token);
  }
}
