import { WebSocket } from "ws";
import { z } from "zod";
import { compact } from "../../shared/bounds.ts";
import { freshShare } from "../../shared/credentials.ts";
import { connection } from "../../shared/records.ts";
import { hashOf, type Saying } from "../../shared/statements.ts";
import type { ScriptedDoor } from "./door.ts";
import { payloadOf } from "./door-voice.ts";
import { type Answer, must, signedIn, type Technician } from "./people.ts";

const asked = z.object({ connection, challenge: compact });

/** A technician's knock, answered. */
export const knock = async (her: Technician, grantId: string, resumes?: string) =>
  must(
    await her.ask("POST", "/api/connections", resumes === undefined ? { grantId } : { grantId, resumes }),
    201,
    asked,
  );

/** Her signed order over a challenge. */
export async function orderFor(
  her: Technician,
  challenge: string,
  more: Partial<Saying<"order">> = {},
): Promise<string> {
  const { computer, grant, connection } = payloadOf(challenge) as Record<string, string>;
  const { share } = await freshShare();
  return her.sign("order", {
    technician: her.key,
    computer: computer ?? "",
    grant: grant ?? "",
    connection: connection ?? "",
    challenge: await hashOf(challenge),
    share,
    resumes: null,
    at: her.ground.now(),
    ...more,
  });
}

export const order = async (her: Technician, id: string, signed: string): Promise<Answer> =>
  her.ask("POST", `/api/connections/${id}/order`, { order: signed });

/** One end of a stream: what it received, as one text, and how it was closed. */
export class End {
  readonly got: Buffer[] = [];
  closed: number | null = null;
  refused: number | null = null;
  readonly socket: WebSocket;
  #waiting: (() => void)[] = [];

  constructor(url: string, id: string, given: { origin?: string; first?: string | null; then?: Buffer[] }) {
    const headers: Record<string, string> = given.origin === undefined ? {} : { origin: given.origin };
    this.socket = new WebSocket(`${url.replace("http", "ws")}/api/connections/${id}/stream`, { headers });
    this.socket.on("open", () => {
      if (given.first !== null && given.first !== undefined) this.socket.send(given.first);
      for (const bytes of given.then ?? []) this.socket.send(bytes);
    });
    this.socket.on("message", (data) => this.#note(() => this.got.push(Buffer.from(data as Buffer))));
    this.socket.on("close", (code) => this.#note(() => (this.closed ??= code)));
    this.socket.on("unexpected-response", (request, response) => {
      this.#note(() => (this.refused = response.statusCode ?? 0));
      request.destroy();
    });
    this.socket.on("error", () => undefined);
  }

  #note(change: () => void): void {
    change();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
  get text(): string {
    return Buffer.concat(this.got).toString("latin1");
  }
  async until<Found>(look: (end: End) => Found | undefined | null | false): Promise<Found> {
    for (;;) {
      const found = look(this);
      if (found !== undefined && found !== null && found !== false) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}

export const extension = "chrome-extension://abcdefghijklmnop";
export const viewerOf = (url: string, id: string, token: string, then: Buffer[] = []) =>
  new End(url, id, { origin: extension, first: JSON.stringify({ token }), then });
export const doorEnd = (url: string, id: string, { token }: ScriptedDoor, then: Buffer[] = []) =>
  new End(url, id, { first: JSON.stringify({ token }), then });

/** A whole visit as far as the open screen: asked, ordered, both ends of the stream there. */
export async function visit(her: Technician, door: ScriptedDoor, grantId: string, resumes?: string) {
  door.technicians.set(grantId, her.key);
  const { connection: made, challenge } = await knock(her, grantId, resumes);
  const signed = await orderFor(her, challenge, { resumes: resumes ?? null });
  const { token } = must(await order(her, made.id, signed), 200, signedIn);
  const { url } = her.ground;
  const [viewer, other] = [viewerOf(url, made.id, token), doorEnd(url, made.id, door)];
  viewer.socket.once("open", () => viewer.socket.send(Buffer.from("v")));
  other.socket.once("open", () => other.socket.send(Buffer.from("d")));
  await Promise.all([viewer.until(({ got }) => got.length > 0), other.until(({ got }) => got.length > 0)]);
  door.send({ kind: "opened", connection: made.id, at: her.ground.now() });
  await door.heard();
  return { id: made.id, challenge, token, order: signed, viewer, door: other };
}
