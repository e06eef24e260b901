import { asOutcome, done, type Half, refused } from "../background/half.ts";
import { sayHello } from "../background/hello.ts";
import { type OwnKey, ownKey } from "../background/keys.ts";
import type { Outcome, TechnicianState } from "../messages.ts";

export type TechnicianToken = ReturnType<typeof createTechnicianToken>;

/** The technician's key, and the token that she signs in for; the key is tied to the token by a signed hello. */
export function createTechnicianToken(given: Half) {
  const { client, kept, line, now } = given;

  const key = async (): Promise<OwnKey> => ownKey(await given.store, "technician");
  const token = async (): Promise<string | null> => (await kept.technicianToken.read())?.token ?? null;

  async function forget(): Promise<void> {
    await Promise.all([kept.technicianToken, kept.technician, kept.codes, kept.draft].map((item) => item.forget()));
    line.drop();
  }

  async function tieKey(held: string): Promise<Outcome> {
    const hello = await sayHello({ client, server: given.server, key: await key(), now });
    return hello.ok ? asOutcome(await client.tieKey(held, hello.value)) : hello;
  }

  return {
    key,
    token,
    forget,
    tieKey,

    /** Who she is, as the server says now; null while it hasn't said. */
    me(): TechnicianState["me"] {
      const known = line.snapshot()?.me;
      return known?.role === "technician" ? known : null;
    },

    /** Does something with her token; without one, and where the server knows it no more, she is signed out. */
    async signedIn<Answer extends { ok: boolean }>(
      act: (token: string) => Promise<Answer | Extract<Outcome, { ok: false }>>,
    ): Promise<Answer | Extract<Outcome, { ok: false }>> {
      const held = await token();
      const answer = held === null ? refused("not-signed-in") : await act(held);
      if ("code" in answer && answer.code === "not-signed-in") await forget();
      else void line.keep();
      return answer;
    },

    async signIn(email: string, password: string): Promise<Outcome> {
      const signed = await client.signIn(email, password);
      if (!signed.ok) return signed;
      const { token: fresh, endsAt, me: who } = signed.value;
      const tied = who.role === "technician" ? await tieKey(fresh) : refused("not-allowed");
      if (!tied.ok || who.role !== "technician") {
        void client.signOut(fresh);
        return tied;
      }
      await forget();
      await kept.technicianToken.write({ token: fresh, endsAt });
      await kept.technician.write(who);
      await line.keep();
      return done;
    },

    async signOut(): Promise<Outcome> {
      const held = await token();
      await forget();
      // A token that ran out is no sign-out: what she asks for every day is still there the next morning.
      await kept.lastTerms.forget();
      if (held !== null) void client.signOut(held);
      return done;
    },
  };
}
