import { WebSocket } from "ws";
import { fresh32, freshId, fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { commitTo } from "../../shared/check-number.ts";
import { freshShare } from "../../shared/credentials.ts";
import { type FromDoor, type ToDoor, toDoor } from "../../shared/door-wire.ts";
import { pairing } from "../../shared/records.ts";
import { hashOf, type Saying, type StatementKind, say } from "../../shared/statements.ts";
import type { Ground } from "./ground.ts";
import { type Answer, type Customer, call, helloBy, type Keys, must, newKeys, signedIn } from "./people.ts";

type Own = "pair-door" | "approval-challenge" | "receipt" | "decided" | "challenge" | "entry";
type Asked = Extract<ToDoor, { ask: string }>;
/** How a question is answered otherwise than a good doorkeeper would; null: not at all. */
export type Script = {
  [Kind in Asked["kind"]]?: (message: Extract<Asked, { kind: Kind }>, door: ScriptedDoor) => Promise<FromDoor | null>;
};

/** The payload of a statement, unread: tests know what they sent. */
export const payloadOf = (signed: string): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(fromBase64url(signed.split(".")[1] ?? "")));

/** A doorkeeper that speaks the wire and signs for real, but believes everything; what it was told, in order. */
export class ScriptedDoor {
  readonly told: ToDoor[] = [];
  readonly entries: string[] = [];
  closed: number | null = null;
  refused: number | null = null;
  readonly #socket: WebSocket;
  #waiting: (() => void)[] = [];
  readonly ground: Ground;
  readonly keys: Keys;
  readonly token: string;
  script: Script = {};

  constructor(ground: Ground, keys: Keys, token: string, headers: Record<string, string> = {}, first?: string) {
    this.ground = ground;
    this.keys = keys;
    this.token = token;
    this.#socket = new WebSocket(`${ground.url.replace("http", "ws")}/api/door`, { headers });
    this.#socket.on("open", () => this.#socket.send(first ?? JSON.stringify({ token })));
    this.#socket.on("message", (data) => {
      const message = toDoor.parse(JSON.parse(String(data)));
      this.#note(() => this.told.push(message));
      if ("ask" in message) void this.#answer(message);
    });
    this.#socket.on("close", (code) => this.#note(() => (this.closed ??= code)));
    this.#socket.on("unexpected-response", (request, response) => {
      this.#note(() => (this.refused = response.statusCode ?? 0));
      request.destroy();
    });
    this.#socket.on("error", () => undefined);
  }

  #note(change: () => void): void {
    change();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }

  async #answer(message: Asked): Promise<void> {
    const script = this.script[message.kind] as ((message: Asked, door: ScriptedDoor) => Promise<FromDoor>) | undefined;
    const answer = script === undefined ? await this.good(message) : await script(message, this);
    if (answer !== null) this.send(answer);
  }

  /** What a good doorkeeper answers, when everything is as it should be. */
  async good(message: Asked): Promise<FromDoor> {
    const { ask } = message;
    switch (message.kind) {
      case "approve?": {
        const { customer, request } = message;
        const { share } = await freshShare();
        return {
          kind: "approval-challenge",
          ask,
          statement: await this.say("approval-challenge", { customer, request, share }),
        };
      }
      case "grant": {
        const grantHash = await hashOf(message.statement);
        const grant = String(payloadOf(message.statement).id);
        return {
          kind: "receipt",
          ask,
          statement: await this.say("receipt", { grant, grantHash, answer: "registered" }),
        };
      }
      case "decision": {
        const { grant, state, n } = payloadOf(message.statement) as { grant: string; state: "open"; n: number };
        return { kind: "decided", ask, statement: await this.say("decided", { grant, state, n, by: "customer" }) };
      }
      case "knock":
        return { kind: "challenge", ask, statement: await this.challenge(message.grant) };
      case "order":
        return { kind: "ordered", ask, connection: String(payloadOf(message.statement).connection) };
    }
  }

  /** Who may knock under which grant; a real one knows it from the grant. */
  readonly technicians = new Map<string, string>();

  async challenge(grant: string, more: Partial<Saying<"challenge">> = {}): Promise<string> {
    const { share } = await freshShare();
    const technician = this.technicians.get(grant) ?? this.keys.key;
    const mode = "at-connection" as const;
    return this.say("challenge", { technician, grant, connection: freshId(), share, mode, ...more });
  }

  /** Signs a statement of this doorkeeper's, its own history beside it. */
  async say<Kind extends Own>(
    kind: Kind,
    saying: Omit<Saying<Kind>, "computer" | "at" | "entries" | "head"> & { at?: number },
  ): Promise<string> {
    const own = { computer: this.keys.key, at: this.ground.now() };
    const extent = kind === "pair-door" || kind === "entry" ? {} : { entries: 0, head: "A".repeat(43) };
    return say(
      kind as StatementKind,
      { ...own, ...extent, ...saying } as Saying<StatementKind>,
      this.keys.pair.privateKey,
    );
  }

  /** The next entry of its history, signed and kept, not sent. */
  async entry(event: Saying<"entry">["event"], more: Partial<Saying<"entry">> = {}): Promise<string> {
    const last = this.entries.at(-1);
    const previous = last === undefined ? "A".repeat(43) : await hashOf(last);
    const about = { grant: null, technician: null, because: null };
    const signed = await this.say("entry", { n: this.entries.length + 1, previous, event, ...about, ...more });
    this.entries.push(signed);
    return signed;
  }

  send(message: FromDoor): void {
    this.raw(JSON.stringify(message));
  }
  raw(data: string | Buffer): void {
    this.#socket.send(data);
  }
  close(): void {
    this.#socket.close();
  }

  async until<Found>(look: (door: ScriptedDoor) => Found | undefined | null | false): Promise<Found> {
    for (;;) {
      const found = look(this);
      if (found !== undefined && found !== null && found !== false) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** The newest message of a kind. */
  last<Kind extends ToDoor["kind"]>(kind: Kind): Extract<ToDoor, { kind: Kind }> | undefined {
    return this.told.findLast((one): one is Extract<ToDoor, { kind: Kind }> => one.kind === kind);
  }
  hears<Kind extends ToDoor["kind"]>(kind: Kind): Promise<Extract<ToDoor, { kind: Kind }>> {
    return this.until((door) => door.last(kind));
  }

  /** Waits until everything that it said before was dealt with. */
  async heard(): Promise<void> {
    const pongs = () => this.told.filter(({ kind }) => kind === "pong").length;
    const before = pongs();
    this.send({ kind: "ping" });
    await this.until(() => pongs() > before);
  }

  /** What it holds: nothing, unless said otherwise. */
  holds(more: Partial<Extract<FromDoor, { kind: "holds" }>> = {}): void {
    this.send({ kind: "holds", grants: [], entries: 0, head: "A".repeat(43), connection: null, ...more });
  }
}

/** A doorkeeper's hello; `pairing` where nobody knows its key yet. */
export async function doorHello(ground: Ground, keys: Keys, pairing?: string): Promise<Answer> {
  const hello = await helloBy(ground, keys);
  return call(ground, "POST", "/api/hello", { body: pairing === undefined ? { hello } : { hello, pairing } });
}

/** A doorkeeper on the line, greeted. */
export async function doorOf(ground: Ground, keys: Keys, pairing?: string): Promise<ScriptedDoor> {
  const { token } = must(await doorHello(ground, keys, pairing), 201, signedIn);
  const door = new ScriptedDoor(ground, keys, token);
  await door.hears("welcome");
  return door;
}

/** A customer's offer: his token, the r behind it, and the pairing as the server tells it. */
export async function offer(him: Customer) {
  const r = fresh32();
  const commit = await commitTo(r);
  const token = toBase64url(new Uint8Array([...fromBase64url(him.key), ...fromBase64url(commit)]));
  const offered = must(await him.ask("POST", "/api/pairings", { token }), 201, pairing);
  return { ...offered, r: toBase64url(r), commit };
}

export async function pairDoorBy(
  door: ScriptedDoor,
  him: { key: string },
  commit: string,
  more: Partial<Saying<"pair-door">> = {},
): Promise<string> {
  const said = {
    customer: him.key,
    commit,
    nonce: toBase64url(fresh32()),
    name: "Office PC",
    system: "linux" as const,
  };
  return door.say("pair-door", { ...said, ...more });
}

/** Pairs a doorkeeper with a customer, as both would. */
export async function pair(ground: Ground, him: Customer, keys?: Keys): Promise<ScriptedDoor> {
  const own = keys ?? (await newKeys());
  const offered = await offer(him);
  const door = await doorOf(ground, own, offered.token);
  const pairDoor = await pairDoorBy(door, him, offered.commit);
  door.send({ kind: "pair-door", statement: pairDoor });
  await door.heard();
  must(await him.ask("POST", `/api/pairings/${offered.id}/reveal`, { r: offered.r }), 200, pairing);
  const said = { customer: him.key, computer: own.key, door: await hashOf(pairDoor), at: ground.now() };
  const paired = await him.sign("paired", said);
  must(await him.ask("POST", `/api/pairings/${offered.id}/paired`, { paired }), 200, pairing);
  await door.hears("paired");
  return door;
}
