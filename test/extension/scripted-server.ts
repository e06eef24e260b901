import { freshId, toBase64url } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import type { Computer, Connection, Event, Grant, Me, Pairing, Request, Session } from "../../shared/records.ts";
import { hashOf } from "../../shared/statements.ts";
import { policy } from "../shared/valid.ts";
import type { ScriptedDoor } from "./scripted-door.ts";

// A server that believes everything and checks nothing, and lies where a test tells it to. It speaks the wire of
// model.md section 4 to one browser that holds both roles.

type Role = "technician" | "customer";
type Spoken = {
  method: string;
  path: string;
  query: URLSearchParams;
  role: Role | null;
  body: Record<string, unknown>;
};
/** An answer of a test's own; undefined: as if honest. */
type Lie = Answer | "no answer" | undefined;
/** What a test may put in place of an answer. */
export type Answer = { status: number; body: unknown };
/** What is told of each thing to whom. Anything may be told instead. */
type Lies = {
  session?: (session: Session, to: Role) => Session;
  request?: (request: Request, to: Role) => Request[];
  grant?: (grant: Grant, to: Role) => Grant[];
  pairing?: (pairing: Pairing) => Pairing;
  computer?: (computer: Computer) => Computer;
  /** answers a call itself; undefined: as if honest */
  answer?: (spoken: Spoken) => Lie | Promise<Lie>;
};

export const serverOrigin = "http://127.0.0.1:8787";
const tokens: Record<Role, string> = { technician: `${"T".repeat(42)}A`, customer: `${"C".repeat(42)}A` };
const roleOf = (token: string | undefined): Role | null =>
  token === tokens.technician ? "technician" : token === tokens.customer ? "customer" : null;
const day = 86_400_000;
const organisation = "Contoso IT";

export const anyProblem = (code: string, status = 409): Answer => ({
  status,
  body: { type: "about:blank", title: code, status, code },
});

export function readStatement(compact: unknown): Record<string, unknown> {
  const payload = String(compact).split(".")[1] ?? "";
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
}

export function createScriptedServer(now: () => number) {
  const sessions = new Map<string, Session>();
  const requests = new Map<string, Request>();
  const grants = new Map<string, Grant>();
  const pairings = new Map<string, Pairing>();
  const connections = new Map<string, Connection>();
  let door: ScriptedDoor | null = null;
  const codes = new Map<string, string>();
  const spoken: Spoken[] = [];
  const lies: Lies = {};
  const sockets = new Set<{ socket: ScriptedSocket; role: Role }>();
  let technicianKey: string | null = null;
  let computer: Computer | null = null;
  let person = { id: freshId(), name: "Anna Berg" };
  const toldComputer = (one: Computer): Computer => {
    const entries = one.door === null ? 0 : (door?.entries.length ?? 0);
    return lies.computer?.({ ...one, entries }) ?? { ...one, entries };
  };
  const meOf = (role: Role): Me | null => {
    if (role === "customer") return computer && { role, organisation, computer: toldComputer(computer) };
    return {
      role,
      ...person,
      email: "anna@contoso.example",
      organisation,
      group: null,
      policy: policy(),
      key: technicianKey,
    };
  };
  const stateFor = (role: Role): Event | null => {
    const me = meOf(role);
    if (me === null) return null;
    const sees = [...sessions.values()].filter((session) => role === "technician" || session.computer !== null);
    return {
      kind: "state",
      now: now(),
      me,
      sessions: sees.map((session) => lies.session?.(session, role) ?? session),
      requests: [...requests.values()].flatMap((request) => lies.request?.(request, role) ?? [request]),
      grants: [...grants.values()].flatMap((grant) => lies.grant?.(grant, role) ?? [grant]),
      computers: computer === null ? [] : [toldComputer(computer)],
      connections: [...connections.values()],
      pairings: role === "customer" ? [...pairings.values()].map((one) => lies.pairing?.(one) ?? one) : [],
    };
  };
  const tell = (): void => {
    for (const { socket, role } of sockets) {
      const state = stateFor(role);
      if (state !== null) socket.hear(JSON.stringify(state));
    }
  };

  class ScriptedSocket extends EventTarget {
    readonly OPEN = 1;
    readyState = 0;
    constructor() {
      super();
      queueMicrotask(() => {
        this.readyState = 1;
        this.dispatchEvent(new Event("open"));
      });
    }
    send(text: string): void {
      const role = roleOf(JSON.parse(text).token);
      if (role === null) return;
      sockets.add({ socket: this, role });
      const state = stateFor(role);
      if (state !== null) this.hear(JSON.stringify(state));
    }
    hear(data: string): void {
      queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data })));
    }
    close(code = 1000): void {
      for (const one of sockets) if (one.socket === this) sockets.delete(one);
      if (this.readyState === 3) return;
      this.readyState = 3;
      queueMicrotask(() => this.dispatchEvent(Object.assign(new Event("close"), { code })));
    }
  }

  const changeSession = (id: string, change: Partial<Session>): Answer => {
    const session = sessions.get(id);
    if (session === undefined) return anyProblem("unknown", 404);
    sessions.set(id, { ...session, ...change });
    return { status: 200, body: sessions.get(id) };
  };
  const changeRequest = (id: string, change: Partial<Request>): Answer => {
    const request = requests.get(id);
    if (request?.state !== "pending") return anyProblem("not-pending");
    requests.set(id, { ...request, answeredAt: now(), ...change });
    return { status: 200, body: requests.get(id) };
  };

  function start(body: Spoken["body"]): Answer {
    const id = freshId();
    const nulls = { computer: null, joinedAt: null, metAt: null, endsAt: null, endedAt: null };
    const session: Session = {
      ...nulls,
      ...{ id, state: "waiting", createdAt: now(), codeEndsAt: now() + 60_000, endedBy: null },
      ...{ join: null, meet: null, reveal: null },
      kind: body.kind as Session["kind"],
      origin: String(body.origin),
      reference: body.reference === undefined ? null : String(body.reference),
      technician: { ...person, zone: String(body.zone) },
    };
    const code = String(100_000 + codes.size);
    codes.set(code, id);
    sessions.set(id, session);
    return { status: 201, body: { session, code, codeEndsAt: session.codeEndsAt } };
  }

  function join(id: string, body: Spoken["body"]): Answer {
    const { customer } = readStatement(body.join);
    computer = {
      id: computer?.id ?? freshId(),
      key: String(customer),
      name: String(body.name),
      system: "win",
      zone: String(body.zone),
      door: computer?.door ?? null,
      online: true,
      doorOnline: computer?.doorOnline ?? false,
      entries: 0,
      seenAt: now(),
    };
    const join = String(body.join);
    changeSession(id, { state: "meeting", join, computer, joinedAt: now(), endsAt: now() + day / 2, codeEndsAt: null });
    const session = sessions.get(id);
    return {
      status: 201,
      body: { token: tokens.customer, endsAt: now() + day / 2, computer, session, organisation },
    };
  }

  function ask(body: Spoken["body"]): Answer {
    const said = readStatement(body.request) as { id: string; terms: Request["terms"]; reason: string; ticket: string };
    const session = sessions.get(String(body.sessionId));
    if (session?.computer == null) return anyProblem("unknown", 404);
    const { id, terms, reason, ticket } = said;
    const request: Request = {
      ...{ id, terms, reason, ticket, sessionId: session.id, signed: String(body.request), state: "pending" },
      computer: { id: session.computer.id, name: session.computer.name },
      technician: session.technician,
      askedAt: now(),
      lapsesAt: now() + day / 2,
      answeredAt: null,
      passwordNeeded: false,
      answerReason: null,
    };
    requests.set(id, request);
    return { status: 201, body: request };
  }

  /** A grant as the server lists it, made of whatever was signed. */
  function listedGrant(requestId: string, signed: string): Grant | null {
    const request = requests.get(requestId);
    if (request === undefined || computer === null) return null;
    const said = readStatement(signed) as {
      id: string;
      terms: Request["terms"];
      approvedAt: number;
      technician: string;
    };
    return {
      ...{ id: said.id, requestId, signed, receipt: null, terms: said.terms, approvedAt: said.approvedAt },
      computer: { id: computer.id, name: computer.name, key: computer.key },
      technician: { ...request.technician, key: said.technician },
      ...{ until: null, pausedAt: null, revokedAt: null, revokedBy: null, decision: null, decided: null, n: 0 },
      access: { open: true, until: null },
    };
  }

  async function challenge(id: string): Promise<Answer> {
    const request = requests.get(id);
    if (request?.state !== "pending") return anyProblem("not-pending");
    if (readStatement(request.signed).computer === null) return { status: 200, body: { challenge: null } };
    if (door === null || computer?.doorOnline !== true) return anyProblem("offline");
    return { status: 200, body: { challenge: await door.challenge(await hashOf(request.signed)) } };
  }

  async function approve(id: string, body: Spoken["body"]): Promise<Answer> {
    const grant = listedGrant(id, String(body.grant));
    if (grant === null) return anyProblem("unknown", 404);
    const kept = grants.get(grant.id);
    if (kept?.signed === grant.signed) return { status: 201, body: { grant: kept, receipt: null } };
    if (requests.get(id)?.state !== "pending") return anyProblem("not-pending");
    if (readStatement(grant.signed).computer !== null) {
      if (door === null || computer?.doorOnline !== true) return anyProblem("offline");
      const receipt = await door.receive(grant.signed, typeof body.credentials === "string" ? body.credentials : null);
      const { answer } = readStatement(receipt);
      if (answer !== "registered") return anyProblem(String(answer), 422);
      grant.receipt = receipt;
    }
    grants.set(grant.id, grant);
    changeRequest(id, { state: "approved" });
    return { status: 201, body: { grant, receipt: grant.receipt } };
  }

  async function decide(id: string, body: Spoken["body"]): Promise<Answer> {
    const known = grants.get(id);
    if (known?.decision === body.decision && computer?.doorOnline) return passOn(id, String(body.decision));
    const said = readStatement(body.decision) as { state: string; n: number; at: number };
    const grant = grants.get(id);
    if (grant === undefined) return anyProblem("unknown", 404);
    if (!(said.n > grant.n)) return anyProblem("decision-old");
    const pausedAt = said.state === "paused" ? now() : null;
    const revoked = said.state === "revoked" ? { revokedAt: now(), revokedBy: "customer" as const } : {};
    grants.set(id, { ...grant, n: said.n, decision: String(body.decision), pausedAt, ...revoked });
    return passOn(id, String(body.decision));
  }

  /** To the doorkeeper, where there is one and it is on the line. */
  async function passOn(id: string, decision: string): Promise<Answer> {
    const isThere = computer?.doorOnline === true && readStatement(decision).computer !== null;
    const decided = isThere ? ((await door?.decide(decision)) ?? null) : null;
    const grant = grants.get(id);
    if (decided !== null && grant !== undefined) grants.set(id, { ...grant, decided });
    return { status: 200, body: { decided } };
  }

  function pair(body: Spoken["body"]): Answer {
    for (const [id, one] of pairings) if (one.state !== "paired") pairings.set(id, { ...one, state: "over" });
    const pairing: Pairing = {
      ...{ id: freshId(), token: String(body.token), state: "offered", pairDoor: null },
      ...{ createdAt: now(), endsAt: now() + bounds.pairingLives },
    };
    pairings.set(pairing.id, pairing);
    return { status: 201, body: pairing };
  }

  async function revealed(id: string, body: Spoken["body"]): Promise<Answer> {
    if (pairings.get(id)?.state !== "answered") return anyProblem("unknown", 404);
    await door?.reveal(String(body.r));
    return { status: 200, body: pairings.get(id) };
  }

  async function paired(id: string, body: Spoken["body"]): Promise<Answer> {
    const pairing = pairings.get(id);
    if (pairing === undefined || computer === null || door === null) return anyProblem("unknown", 404);
    if (!(await door.paired(String(body.paired)))) return anyProblem("bad-signature", 422);
    pairings.set(id, { ...pairing, state: "paired" });
    changeComputer({ door: door.key.name, doorOnline: true });
    return { status: 200, body: pairings.get(id) };
  }

  function changeComputer(change: Partial<Computer>): void {
    if (computer === null) return;
    computer = { ...computer, ...change };
    for (const [id, session] of sessions) if (session.computer) sessions.set(id, { ...session, computer });
  }

  function answerTo({ method, path, role, body, query }: Spoken): Answer | Promise<Answer> {
    const [, , kind, id = "", act] = path.split("/");
    switch (
      `${method} ${kind} ${act ?? (kind === "sessions" && id !== "find" ? "" : id.length > 20 ? "" : id)}`.trim()
    ) {
      case "POST tokens":
        return { status: 201, body: { token: tokens.technician, endsAt: now() + day / 2, me: meOf("technician") } };
      case "DELETE tokens current":
        return { status: 204, body: null };
      case "GET hello":
        return { status: 200, body: { nonce: toBase64url(crypto.getRandomValues(new Uint8Array(32))) } };
      case "POST hello":
        if (role !== "technician") return { status: 201, body: { token: tokens.customer, endsAt: now() + day / 2 } };
        technicianKey = String(readStatement(body.hello).who);
        return { status: 204, body: null };
      case "GET sessions": {
        const { origin, reference } = Object.fromEntries(query);
        const items = [...sessions.values()].filter((one) => one.origin === origin && one.reference === reference);
        return { status: 200, body: { items } };
      }
      case "POST sessions":
        return start(body);
      case "POST sessions find": {
        const session = codes.get(String(body.code));
        return session === undefined ? anyProblem("code-wrong", 404) : { status: 200, body: { session } };
      }
      case "POST sessions join":
        return join(id, body);
      case "POST sessions meet":
        return changeSession(id, { meet: String(body.meet) });
      case "POST sessions reveal":
        return changeSession(id, { reveal: String(body.r) });
      case "POST sessions fits":
        if (body.fits === true) return changeSession(id, { state: "active", metAt: now() });
        return changeSession(id, { state: "ended", endedAt: now(), endedBy: "number-differs" });
      case "POST sessions end": {
        const endedBy = body.because === "number-differs" ? "number-differs" : role;
        return changeSession(id, { state: "ended", endedAt: now(), endedBy });
      }
      case "POST requests":
        return ask(body);
      case "POST requests challenge":
        return challenge(id);
      case "POST requests approve":
        return approve(id, body);
      case "POST requests deny":
        return changeRequest(id, { state: "denied", answerReason: String(body.reason ?? "") });
      case "POST requests withdraw":
        return changeRequest(id, { state: "withdrawn" });
      case "POST grants decision":
        return decide(id, body);
      case "POST grants revoke": {
        const grant = grants.get(id);
        if (grant === undefined) return anyProblem("unknown", 404);
        grants.set(id, { ...grant, revokedAt: now(), revokedBy: "technician" });
        return { status: 200, body: grants.get(id) };
      }
      case "PATCH computers":
        if (typeof body.name === "string") changeComputer({ name: body.name });
        return { status: 200, body: computer };
      case "POST pairings":
        return pair(body);
      case "POST pairings reveal":
        return revealed(id, body);
      case "POST pairings paired":
        return paired(id, body);
      case "DELETE computers pairing":
        changeComputer({ door: null, doorOnline: false });
        return { status: 204, body: null };
      case "GET computers entries":
        return { status: 200, body: { items: door?.entries.slice(Number(query.get("after") ?? 0)) ?? [] } };
      case "POST connections end": {
        const connection = connections.get(id);
        if (connection === undefined) return anyProblem("unknown", 404);
        connections.set(id, { ...connection, state: "ended", endedAt: now(), because: role });
        return { status: 200, body: connections.get(id) };
      }
      default:
        return anyProblem("unknown", 404);
    }
  }

  const fetchIt: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    const text = typeof init?.body === "string" && init.body !== "" ? init.body : "{}";
    const call: Spoken = {
      method: init?.method ?? "GET",
      path: new URL(String(input)).pathname,
      query: new URL(String(input)).searchParams,
      role: roleOf(headers.get("authorization")?.slice("Bearer ".length)),
      body: JSON.parse(text),
    };
    spoken.push(call);
    const lie = await lies.answer?.(call);
    if (lie === "no answer") throw new TypeError("fetch failed");
    const { status, body } = lie ?? (await answerTo(call));
    tell();
    return new Response(status === 204 ? null : JSON.stringify(body), { status });
  };

  return {
    fetch: fetchIt,
    openSocket: () => new ScriptedSocket() as unknown as WebSocket,
    /** tells everybody the whole state again, with whatever lies are told now */
    tell,
    /** a lost line, as when the server restarts */
    hangUp: () => {
      for (const { socket } of [...sockets]) socket.close(1006);
    },
    lies,
    listedGrant,
    sessions,
    requests,
    grants,
    pairings,
    connections,
    changeComputer,
    /** whoever signs in from now on is another technician */
    signedInAs(id: string): void {
      person = { ...person, id };
    },
    /** the doorkeeper that speaks to this server from now on */
    put(another: ScriptedDoor): void {
      door = another;
    },
    /** the command was typed at the computer: its doorkeeper's answer is passed on */
    async answerPairing({ token, signed }: { token: string; signed: string }): Promise<void> {
      for (const [id, one] of pairings) {
        if (one.token === token) pairings.set(id, { ...one, state: "answered", pairDoor: signed });
      }
      tell();
    },
    /** what a doorkeeper says by itself of a grant */
    showDecided(id: string, decided: string): void {
      const grant = grants.get(id);
      if (grant !== undefined) grants.set(id, { ...grant, decided });
      tell();
    },
    /** every call whose path ends like this */
    calls: (ending: string) => spoken.filter(({ path }) => path.endsWith(ending)),
  };
}
