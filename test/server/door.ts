import { WebSocket } from "ws";
import { z } from "zod";
import { fresh32, fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { compact } from "../../shared/bounds.ts";
import { commitTo } from "../../shared/check-number.ts";
import { sealCredentials, writeBlock } from "../../shared/credentials.ts";
import { type FromDoor, type ToDoor, toDoor } from "../../shared/door-wire.ts";
import { pairing } from "../../shared/records.ts";
import { hashOf, type Saying, sha256 } from "../../shared/statements.ts";
import { type Asked, DoorVoice, payloadOf } from "./door-voice.ts";
import type { Ground } from "./ground.ts";
import {
  type Answer,
  type Customer,
  call,
  helloBy,
  type Keys,
  must,
  newKeys,
  type requestAccess,
  signedIn,
} from "./people.ts";

/** How a question is answered otherwise than a good doorkeeper would; null: not at all. */
type Script = {
  [Kind in Asked["kind"]]?: (message: Extract<Asked, { kind: Kind }>, door: ScriptedDoor) => Promise<FromDoor | null>;
};

/** A doorkeeper that speaks the wire and signs for real, but believes everything; what it was told, in order. */
export class ScriptedDoor extends DoorVoice {
  readonly told: ToDoor[] = [];
  closed: number | null = null;
  refused: number | null = null;
  readonly #socket: WebSocket;
  #waiting: (() => void)[] = [];
  readonly token: string;
  script: Script = {};

  constructor(ground: Ground, keys: Keys, token: string, headers: Record<string, string> = {}, first?: string) {
    super(ground, keys);
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
      // As a call that is cut off: what is waited for can't come any more.
      if (this.closed !== null) throw new TypeError(`the line was closed: ${this.closed}`);
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
  const made = await offered(him);
  return { ...must(await him.ask("POST", "/api/pairings", { token: made.token }), 201, pairing), ...made };
}

/** A token that he could offer. */
export async function offered(him: { key: string }) {
  const r = fresh32();
  const commit = await commitTo(r);
  const token = toBase64url(new Uint8Array([...fromBase64url(him.key), ...fromBase64url(commit)]));
  return { token, r: toBase64url(r), commit };
}

export async function pairDoorBy(
  door: DoorVoice,
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

/** A grant with sealed credentials, as the popup makes it. */
export async function sealedGrant(
  him: Customer,
  asked: Awaited<ReturnType<typeof requestAccess>>,
  door: string,
  password: string,
) {
  const answer = await him.ask("POST", `/api/requests/${asked.id}/challenge`);
  const { challenge } = must(answer, 200, z.object({ challenge: compact }));
  const saying: Saying<"grant"> = await him.grantSaying(asked.signed, asked.saying, {
    confirmed: "password",
    challenge: await hashOf(challenge),
  });
  const sealedFor = { grant: saying.id, customer: him.key, computer: door };
  const share = String(payloadOf(challenge).share);
  const credentials = await sealCredentials(writeBlock({ userName: "anna", password }), share, sealedFor);
  const grant = await him.sign("grant", { ...saying, credentials: await sha256(credentials) });
  return { grant, credentials, saying };
}
