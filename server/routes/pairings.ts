import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { freshId, fromBase64url } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { idParam, pairedCall, pairingCall, revealCall } from "../../shared/calls.ts";
import { commitTo } from "../../shared/check-number.ts";
import { pairing } from "../../shared/records.ts";
import { hashOf } from "../../shared/statements.ts";
import { by, type Env } from "../caller.ts";
import { heard, mustBe, reread } from "../heard.ts";
import { enter } from "../history.ts";
import { endPairing, readToken, unpair } from "../pairing.ts";
import type { Parts } from "../parts.ts";
import { livePairing, tellPairing } from "../records/pairing.ts";
import { malformed, Refusal } from "../refusal.ts";
import { answer, body, problems } from "../route.ts";
import type { Store } from "../store/store.ts";
import { mustBeEmpty } from "../visits.ts";
import { write } from "../write.ts";

const common = ["malformed", "not-signed-in", "not-allowed"] as const;
const offer = createRoute({
  method: "post",
  path: "/api/pairings",
  summary: "The customer's pairing token, for which a doorkeeper may come; it takes the place of the one before",
  ...by("customer"),
  request: body(pairingCall),
  responses: { 201: answer("Offered", pairing), ...problems(...common, "connection-open", "too-many") },
});
const reveal = createRoute({
  method: "post",
  path: "/api/pairings/{id}/reveal",
  summary: "The customer reveals to the doorkeeper what his token committed to",
  ...by("customer"),
  request: { params: idParam, ...body(revealCall) },
  responses: {
    200: answer("Passed on", pairing),
    ...problems(...common, "unknown", "not-met", "offline", "connection-open", "bad-signature", "too-many"),
  },
});
const paired = createRoute({
  method: "post",
  path: "/api/pairings/{id}/paired",
  summary: "The number fits: the customer's signed word; grants of a doorkeeper that was paired before end",
  ...by("customer"),
  request: { params: idParam, ...body(pairedCall) },
  responses: {
    200: answer("Paired; the same word again is answered alike", pairing),
    ...problems(...common, "unknown", "not-met", "offline", "connection-open", "bad-signature", "too-many"),
  },
});
const end = createRoute({
  method: "delete",
  path: "/api/computers/{id}/pairing",
  summary: "The customer takes his doorkeeper away; every grant that began there ends",
  ...by("customer"),
  request: { params: idParam },
  responses: {
    204: { description: "No doorkeeper is paired" },
    ...problems(...common, "unknown", "connection-open", "too-many"),
  },
});

/** pairings that one customer may offer within an hour */
const mostOffered = 30;
const hour = 3_600_000;

export const pairingRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(offer, async (c) => {
      const { caller } = c.var;
      const { token } = c.req.valid("json");
      if (readToken(token)?.customer !== caller.key) throw malformed("/token", "not-yours");
      const row = await write(parts, async (transaction, changes, at) => {
        const { door } = await computerOf(transaction, caller.id);
        await mustBeEmpty(transaction, door);
        const known = await transaction
          .selectFrom("pairings")
          .where("token", "=", token)
          .select("id")
          .executeTakeFirst();
        if (known !== undefined) throw malformed("/token", "id-used");
        await mustNotRepeat(transaction, caller.id, at);
        const before = await transaction
          .selectFrom("pairings")
          .where("computerId", "=", caller.id)
          .where("overAt", "is", null)
          .selectAll()
          .execute();
        for (const one of before) await endPairing(transaction, changes, one, at);
        const none = { door: null, pairDoor: null, reveal: null, paired: null, overAt: null };
        const made = {
          id: freshId(),
          computerId: caller.id,
          token,
          createdAt: at,
          endsAt: at + bounds.pairingLives,
          ...none,
        };
        await transaction.insertInto("pairings").values(made).execute();
        changes.pairings.add(made.id);
        return tellPairing(made, at);
      });
      return c.json(row, 201);
    })
    .openapi(reveal, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const { r } = c.req.valid("json");
      const { token } = await livePairing(parts.store, caller, id, parts.now());
      mustBe([await commitTo(fromBase64url(r)), readToken(token)?.commit]);
      const row = await write(parts, async (transaction, changes, at) => {
        const live = await livePairing(transaction, caller, id, at);
        if (live.door === null) throw new Refusal("not-met");
        if (live.paired !== null) return tellPairing(live, at);
        await mustBeEmpty(transaction, (await computerOf(transaction, caller.id)).door, live.door);
        if (!parts.doors.isOnline(live.door)) throw new Refusal("offline");
        await transaction.updateTable("pairings").set({ reveal: r }).where("id", "=", id).execute();
        changes.toDoors.push({ door: live.door, message: { kind: "reveal", r } });
        changes.pairings.add(id);
        return tellPairing(live, at);
      });
      return c.json(row, 200);
    })
    .openapi(paired, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const { paired: signed } = c.req.valid("json");
      const { pairDoor } = await livePairing(parts.store, caller, id, parts.now());
      if (pairDoor === null) throw new Refusal("not-met");
      const { computer: door, name } = reread("pair-door", pairDoor);
      const said = await heard("paired", signed, caller.key);
      const answered = await hashOf(pairDoor);
      mustBe([said.customer, caller.key], [said.computer, door], [said.door, answered]);
      const statement = await hashOf(signed);
      const row = await write(parts, async (transaction, changes, at) => {
        const live = await livePairing(transaction, caller, id, at);
        if (live.paired === signed) return tellPairing(live, at);
        if (live.paired !== null || live.pairDoor !== pairDoor) throw new Refusal("unknown");
        if (live.reveal === null) throw new Refusal("not-met");
        const before = await computerOf(transaction, caller.id);
        await mustBeEmpty(transaction, before.door, door);
        if (!parts.doors.isOnline(door)) throw new Refusal("offline");
        if (before.door !== null && before.door !== door)
          await unpair(transaction, changes, { id: caller.id, door: before.door }, "customer", at);
        await transaction
          .updateTable("computers")
          .set({ door, pairDoor, paired: signed })
          .where("id", "=", caller.id)
          .execute();
        await transaction.updateTable("pairings").set({ paired: signed, overAt: at }).where("id", "=", id).execute();
        await enter(transaction, caller.id, at, {
          event: "computer-paired",
          door,
          name,
          pairDoor: answered,
          paired: statement,
        });
        changes.pairings.add(id);
        changes.computers.add(caller.id);
        changes.toDoors.push({ door, message: { kind: "paired", statement: signed } });
        return tellPairing({ ...live, paired: signed }, at);
      });
      return c.json(row, 200);
    })
    .openapi(end, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      if (caller.id !== id) throw new Refusal("unknown");
      await write(parts, async (transaction, changes, at) => {
        const { door } = await computerOf(transaction, id);
        if (door === null) return;
        await mustBeEmpty(transaction, door);
        await unpair(transaction, changes, { id, door }, "customer", at);
      });
      return c.body(null, 204);
    });

const computerOf = (store: Store, id: string) =>
  store.selectFrom("computers").where("id", "=", id).select(["id", "door"]).executeTakeFirstOrThrow();

/** Refuses with `too-many` who offers again and again. */
async function mustNotRepeat(transaction: Store, computerId: string, at: number): Promise<void> {
  const last = await transaction
    .selectFrom("pairings")
    .where("computerId", "=", computerId)
    .orderBy("createdAt", "desc")
    .offset(mostOffered - 1)
    .limit(1)
    .select("createdAt")
    .executeTakeFirst();
  if (last === undefined || last.createdAt + hour <= at) return;
  throw new Refusal("too-many", { retryAfter: Math.ceil((last.createdAt + hour - at) / 1000) });
}
