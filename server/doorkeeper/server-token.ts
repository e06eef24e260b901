import { z } from "zod";
import { bounds } from "../../shared/bounds.ts";
import { tokenAnswer } from "../../shared/calls.ts";
import { say } from "../../shared/statements.ts";
import type { OwnKey } from "./parts.ts";

/** The server gave no token: the code of its problem, or `no-server` where nobody answered as one does. */
export class NoToken extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`no token: ${code}`);
    this.code = code;
  }
}

/** The bearer token with which the doorkeeper calls the server; renewed by itself before it ends. */
export type ServerToken = {
  /** throws `NoToken` */
  get(): Promise<string>;
  /** the server doesn't know it any more */
  forget(): void;
};

type Given = {
  /** the server's origin */
  server: string;
  key: OwnKey;
  /** the token of the command line, while the server doesn't know this key */
  pairing(): string | null;
  now(): number;
};

const answerWithin = 15_000;
const longestAnswer = 65_536;
const renewBefore = 5 * 60_000;
const nonceAnswer = z.object({ nonce: tokenAnswer.shape.token });
const problem = z.object({ code: z.string().regex(/^[a-z-]{1,40}$/) });

export function createServerToken({ server, key, pairing, now }: Given): ServerToken {
  let held: { token: string; endsAt: number } | null = null;
  let asking: Promise<string> | null = null;

  async function call(method: "GET" | "POST", body?: object): Promise<unknown> {
    const answer = await fetch(`${server}/api/hello`, {
      method,
      redirect: "error",
      signal: AbortSignal.timeout(answerWithin),
      ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const value = JSON.parse(await readBounded(answer));
    if (answer.ok) return value;
    const said = problem.safeParse(value);
    throw new NoToken(said.success ? said.data.code : "no-server");
  }

  async function hello(): Promise<string> {
    try {
      const { nonce } = nonceAnswer.parse(await call("GET"));
      const signed = await say("hello", { who: key.name, server, nonce, at: now() }, key.privateKey);
      const token = pairing();
      held = tokenAnswer.parse(
        await call("POST", token === null ? { hello: signed } : { hello: signed, pairing: token }),
      );
      return held.token;
    } catch (error) {
      throw error instanceof NoToken ? error : new NoToken("no-server");
    }
  }

  return {
    async get() {
      if (held !== null && now() < held.endsAt - renewBefore && bounds.tokenLives >= held.endsAt - now())
        return held.token;
      asking ??= hello().finally(() => {
        asking = null;
      });
      return asking;
    },
    forget() {
      held = null;
    },
  };
}

/** A stranger's answer, as text, of a bounded length. */
async function readBounded(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > longestAnswer) throw new NoToken("no-server");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
