import { freshId, fromBase64url } from "../../shared/base64url.ts";
import { freshShare } from "../../shared/credentials.ts";
import type { FromDoor, ToDoor } from "../../shared/door-wire.ts";
import { hashOf, type Saying, type StatementKind, say } from "../../shared/statements.ts";
import type { Ground } from "./ground.ts";
import type { Keys } from "./people.ts";

type Own = "pair-door" | "approval-challenge" | "receipt" | "decided" | "challenge" | "entry";
export type Asked = Extract<ToDoor, { ask: string }>;

/** The payload of a statement, unread: tests know what they sent. */
export const payloadOf = (signed: string): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(fromBase64url(signed.split(".")[1] ?? "")));

/** What a doorkeeper says, signed for real; one that believes everything. */
export class DoorVoice {
  readonly ground: Ground;
  readonly keys: Keys;
  readonly entries: string[] = [];

  constructor(ground: Ground, keys: Keys) {
    this.ground = ground;
    this.keys = keys;
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
}
