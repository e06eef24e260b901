import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { key } from "../../shared/bounds.ts";
import { helloCall, signInCall, tokenAnswer } from "../../shared/calls.ts";
import { me } from "../../shared/records.ts";
import { by, type Env } from "../caller.ts";
import { introduced, mustAgree, mustBe } from "../heard.ts";
import { enter } from "../history.ts";
import type { Parts } from "../parts.ts";
import { meTold } from "../records/me.ts";
import { sightOf } from "../records/sight.ts";
import { Refusal } from "../refusal.ts";
import { answer, body, problems } from "../route.ts";
import { isPassword, makeToken } from "../sign-in.ts";
import type { Store } from "../store/store.ts";
import { write } from "../write.ts";

const signIn = createRoute({
  method: "post",
  path: "/api/tokens",
  summary: "A technician or an administrator signs in",
  request: body(signInCall),
  responses: {
    201: answer("Signed in", tokenAnswer.extend({ me })),
    ...problems("malformed", "wrong-sign-in", "too-large", "not-json", "too-many"),
  },
});
const askNonce = createRoute({
  method: "get",
  path: "/api/hello",
  summary: "A nonce for a hello: good once, for a minute",
  responses: { 200: answer("The nonce", z.object({ nonce: key })) },
});
const hello = createRoute({
  method: "post",
  path: "/api/hello",
  summary: "A customer's or a doorkeeper's key signs in; a technician's is tied to her token",
  security: [{}, { token: [] }],
  request: body(helloCall),
  responses: {
    201: answer("Customer or doorkeeper is signed in", tokenAnswer),
    204: { description: "The technician's key is tied to her token" },
    ...problems("malformed", "not-signed-in", "not-allowed", "unknown", "bad-signature", "clocks-differ", "too-many"),
  },
});
const signOut = createRoute({
  method: "delete",
  path: "/api/tokens/current",
  summary: "The token that this is called with ends",
  ...by("technician", "administrator", "customer", "doorkeeper"),
  responses: { 204: { description: "Signed out" }, ...problems("not-signed-in", "too-many") },
});
const readMe = createRoute({
  method: "get",
  path: "/api/me",
  summary: "Who I am to this server; a technician's policy is what the rules take",
  ...by("technician", "administrator", "customer"),
  responses: { 200: answer("Who I am", me), ...problems("not-signed-in") },
});

export const signInRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(signIn, async (c) => {
      const { email, password } = c.req.valid("json");
      await parts.limits.signIn.count(c.var.address);
      const found = await parts.store.selectFrom("people").where("email", "=", email).selectAll().executeTakeFirst();
      // Whether somebody exists, is disabled or mistyped, the same is done and said.
      const fits = await isPassword(password, found?.password ?? (await parts.nobodys)).catch(
        async (error: unknown) => {
          // Nothing was tried: whom the gate turned away hasn't guessed wrong.
          await parts.limits.signIn.forget(c.var.address);
          throw error;
        },
      );
      if (!fits || found === undefined) throw new Refusal("wrong-sign-in");
      const made = await write(parts, async (transaction, changes, at) => {
        const person = await transaction
          .selectFrom("people")
          .where("id", "=", found.id)
          .where("disabledAt", "is", null)
          .where("password", "=", found.password)
          .select(["id", "name"])
          .executeTakeFirst();
        if (person === undefined) throw new Refusal("wrong-sign-in");
        await enter(transaction, "server", at, { event: "signed-in", person });
        return makeToken(transaction, changes, { holds: "person", holderId: person.id }, at);
      });
      await parts.limits.signIn.forget(c.var.address);
      const { id, role, name } = found;
      const caller = { id, name, token: "", endsAt: made.endsAt };
      const told = await meTold(
        parts.store,
        sightOf(parts),
        role === "technician" ? { ...caller, role, key: null } : { ...caller, role },
      );
      if (told === null) throw new Refusal("wrong-sign-in");
      return c.json({ ...made, me: told }, 201);
    })
    .openapi(askNonce, (c) => c.json({ nonce: parts.nonces.fresh(parts.now()) }, 200))
    .openapi(hello, async (c) => {
      const caller = await c.var.identify();
      if (caller?.role === "administrator" || caller?.role === "doorkeeper") throw new Refusal("not-allowed");
      await parts.limits.hello.count(c.var.address);
      const { hello: compact, pairing } = c.req.valid("json");
      const said = await introduced("hello", compact);
      mustBe([said.server, parts.url]);
      mustAgree(said.at, parts.now());
      mustBe([parts.nonces.use(said.nonce, parts.now()), true]);
      if (caller?.role === "technician") {
        await write(parts, async (transaction, changes, at) => {
          const { id, name, token } = caller;
          const tied = await transaction
            .updateTable("tokens")
            .set({ key: said.who })
            .where("hash", "=", token)
            .executeTakeFirst();
          // It was there when the call began; since then she may have signed out, or have been disabled.
          if (tied.numUpdatedRows === 0n) throw new Refusal("not-signed-in");
          if (caller.key !== said.who)
            await enter(transaction, "server", at, { event: "key-tied", person: { id, name }, key: said.who });
          changes.people.add(id);
        });
        return c.body(null, 204);
      }
      const made = await write(parts, async (transaction, changes, at) => {
        const computer = await transaction
          .selectFrom("computers")
          .where("key", "=", said.who)
          .select("id")
          .executeTakeFirst();
        if (computer !== undefined)
          return makeToken(transaction, changes, { holds: "computer", holderId: computer.id }, at);
        const holderId = await doorOf(transaction, said.who, pairing, at);
        return makeToken(transaction, changes, { holds: "doorkeeper", holderId, key: said.who }, at);
      });
      return c.json(made, 201);
    })
    .openapi(signOut, async (c) => {
      const { caller } = c.var;
      await write(parts, async (transaction, changes, at) => {
        await transaction.deleteFrom("tokens").where("hash", "=", caller.token).execute();
        changes.tokens.add(caller.token);
        if (caller.role === "customer" || caller.role === "doorkeeper") return;
        const { id, name } = caller;
        await enter(transaction, "server", at, { event: "signed-out", person: { id, name } });
      });
      return c.body(null, 204);
    })
    .openapi(readMe, async (c) => {
      const told = await meTold(parts.store, sightOf(parts), c.var.caller);
      if (told === null) throw new Refusal("not-signed-in");
      return c.json(told, 200);
    });

/**
 * What a doorkeeper's token is made for: its own key where a computer is paired with it; else the live pairing whose token
 * stood on its command line. Anybody else's key is unknown.
 */
async function doorOf(store: Store, door: string, pairing: string | undefined, at: number): Promise<string> {
  const paired = await store.selectFrom("computers").where("door", "=", door).select("id").executeTakeFirst();
  if (paired !== undefined) return door;
  const live = await store
    .selectFrom("pairings")
    .where("token", "=", pairing ?? "")
    .where("overAt", "is", null)
    .where("endsAt", ">", at)
    .select("id")
    .executeTakeFirst();
  if (live === undefined) throw new Refusal("unknown");
  return live.id;
}
