import { createTurns } from "../../shared/turns.ts";
import { type Half, refused } from "../background/half.ts";
import { sayHello } from "../background/hello.ts";
import { type OwnKey, ownKey } from "../background/keys.ts";
import type { Outcome } from "../messages.ts";

/** A token is renewed when it has less than this to go. */
const renewBefore = 60 * 60_000;

export type CustomerToken = ReturnType<typeof createCustomerToken>;

/** The customer's key, and the token that a signed hello buys with it (model.md section 1, Signing in). */
export function createCustomerToken(given: Half) {
  const { client, kept, line, now } = given;
  const renewing = createTurns();

  const key = async (): Promise<OwnKey> => ownKey(await given.store, "customer");

  /** Null before the first join, and while no token is to be had. */
  const token = (): Promise<string | null> =>
    renewing(async () => {
      if ((await kept.computer.read()) === null) return null;
      const held = await kept.customerToken.read();
      if (held !== null && now() < held.endsAt - renewBefore) return held.token;
      const hello = await sayHello({ client, server: given.server, key: await key(), now });
      const fresh = hello.ok ? await client.hello(hello.value) : hello;
      if (fresh.ok) {
        await kept.customerToken.write(fresh.value);
        return fresh.value.token;
      }
      return held !== null && now() < held.endsAt ? held.token : null;
    });

  /** Does something with the token; once more with a new one where the server doesn't know the old one any more. */
  async function withToken<Answer extends { ok: boolean }>(
    act: (token: string) => Promise<Answer | Extract<Outcome, { ok: false }>>,
  ): Promise<Answer | Extract<Outcome, { ok: false }>> {
    const held = await token();
    if (held === null) return refused((await kept.computer.read()) === null ? "not-signed-in" : "no-server");
    const answer = await act(held);
    if (!("code" in answer) || answer.code !== "not-signed-in") {
      void line.keep();
      return answer;
    }
    await kept.customerToken.forget();
    const renewed = await token();
    return renewed === null ? refused("no-server") : act(renewed);
  }

  return { key, token, withToken };
}
