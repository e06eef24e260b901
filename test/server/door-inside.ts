import { z } from "zod";
import type { Parts } from "../../server/parts.ts";
import { Refusal } from "../../server/refusal.ts";
import { doorSaid } from "../../server/told-by-door.ts";
import { compact } from "../../shared/bounds.ts";
import { type FromDoor, type ToDoor, toDoor } from "../../shared/door-wire.ts";
import { problemCodes } from "../../shared/problem.ts";
import { pairing } from "../../shared/records.ts";
import { hashOf } from "../../shared/statements.ts";
import { doorHello, offer, pairDoorBy } from "./door.ts";
import { type Asked, DoorVoice } from "./door-voice.ts";
import type { Ground } from "./ground.ts";
import { type Customer, must, newKeys, signedIn } from "./people.ts";

/** A doorkeeper at a server in this process: what it is told and what it says go without a socket. */
export class DoorInside extends DoorVoice {
  readonly told: ToDoor[] = [];
  /** How it answers; as a good one would, unless said otherwise. */
  answer = (message: Asked): Promise<FromDoor> => this.good(message);
  readonly #parts: Parts;
  readonly token: string;

  private constructor(ground: Ground & { parts: Parts }, keys: DoorVoice["keys"], token: string) {
    super(ground, keys);
    this.#parts = ground.parts;
    this.token = token;
  }

  static async come(ground: Ground & { parts: Parts }, keys: DoorVoice["keys"], token?: string): Promise<DoorInside> {
    const signed = must(await doorHello(ground, keys, token), 201, signedIn);
    const door = new DoorInside(ground, keys, signed.token);
    const send = (text: string): void => {
      const message = toDoor.parse(JSON.parse(text));
      door.told.push(message);
      if ("ask" in message) void door.answer(message).then((answer) => door.says(answer));
    };
    ground.parts.doors.listen(
      { key: keys.key, token: "" },
      { send, passTime: () => undefined, close: () => undefined },
    );
    return door;
  }

  /** Says something; answers as a call would be answered. */
  async says(message: FromDoor): Promise<{ status: number; body: unknown; headers: Headers }> {
    try {
      if (message.kind !== "ping") await doorSaid(this.#parts, this.keys.key, message);
      return { status: 200, body: null, headers: new Headers() };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: problemCodes[error.code], body: { code: error.code }, headers: new Headers() };
    }
  }
}

/** A doorkeeper that has answered a customer's offer, to whom he has revealed his r; nothing is paired yet. */
export async function answeringDoor(ground: Ground & { parts: Parts }, him: Customer) {
  const offered = await offer(him);
  const door = await DoorInside.come(ground, await newKeys(), offered.token);
  const pairDoor = await pairDoorBy(door, him, offered.commit);
  await door.says({ kind: "pair-door", statement: pairDoor });
  must(await him.ask("POST", `/api/pairings/${offered.id}/reveal`, { r: offered.r }), 200, pairing);
  const said = { customer: him.key, computer: door.keys.key, door: await hashOf(pairDoor), at: ground.now() };
  return { door, offered, pairDoor, paired: await him.sign("paired", said), pairedSaying: { v: 1 as const, ...said } };
}

export async function pairInside(ground: Ground & { parts: Parts }, him: Customer): Promise<DoorInside> {
  const { door, offered, paired } = await answeringDoor(ground, him);
  must(await him.ask("POST", `/api/pairings/${offered.id}/paired`, { paired }), 200, pairing);
  return door;
}

export const knocked = z.object({ connection: z.object({ id: z.string() }), challenge: compact });
