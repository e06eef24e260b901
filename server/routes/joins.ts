import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { freshId } from "../../shared/base64url.ts";
import { bounds, id } from "../../shared/bounds.ts";
import { findCall, idParam, joinCall, tokenAnswer } from "../../shared/calls.ts";
import { computer, session } from "../../shared/records.ts";
import { hashOf } from "../../shared/statements.ts";
import { isKnownZone } from "../../shared/zone.ts";
import type { Env } from "../caller.ts";
import type { Changes } from "../changes.ts";
import { introduced, mustAgree, mustBe } from "../heard.ts";
import { enter } from "../history.ts";
import type { Parts } from "../parts.ts";
import { nameOfTechnician } from "../people.ts";
import { computersTold } from "../records/computer.ts";
import { organisationName } from "../records/me.ts";
import { sessionTold, stateOf } from "../records/session.ts";
import { sightOf } from "../records/sight.ts";
import { malformed, Refusal } from "../refusal.ts";
import { answer, body, problems } from "../route.ts";
import { makeToken } from "../sign-in.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { write } from "../write.ts";

const find = createRoute({
  method: "post",
  path: "/api/sessions/find",
  summary: "Which session a code belongs to",
  request: body(findCall),
  responses: {
    200: answer("Its id and nothing else", z.object({ session: id })),
    ...problems("malformed", "code-wrong", "too-many"),
  },
});
const join = createRoute({
  method: "post",
  path: "/api/sessions/{id}/join",
  summary: "A customer's browser joins with the code",
  request: { params: idParam, ...body(joinCall) },
  responses: {
    201: answer("Joined", tokenAnswer.extend({ computer, session, organisation: z.string() })),
    ...problems("malformed", "code-wrong", "bad-signature", "clocks-differ", "too-many"),
  },
});
export const joinRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(find, async (c) => {
      const { code } = c.req.valid("json");
      await parts.limits.codes.count(c.var.address);
      const found = await withCode(parts.store, parts, code, parts.now());
      await parts.limits.codes.forget(c.var.address);
      return c.json({ session: found.id }, 200);
    })
    .openapi(join, async (c) => {
      const { code, join: compact, name, system, zone } = c.req.valid("json");
      const { id } = c.req.valid("param");
      await parts.limits.codes.count(c.var.address);
      if (!isKnownZone(zone)) throw malformed("/zone", "zone-unknown");
      const said = await introduced("join", compact);
      mustBe([said.session, id]);
      const hash = await hashOf(compact);
      const made = await write(parts, async (transaction, changes, at) => {
        const found = await withCode(transaction, parts, code, at);
        if (found.id !== id) throw wrongCode(parts, at);
        mustAgree(said.at, at);
        const computerId = await computerOf(transaction, changes, { key: said.customer, name, system, zone }, at);
        const kind = system === "android" || system === "ios" ? "mobile" : found.kind;
        await transaction
          .updateTable("sessions")
          .set({ computerId, join: compact, joinedAt: at, codeHash: null, kind, endsAt: at + bounds.sessionLives })
          .where("id", "=", id)
          .execute();
        const technician = await nameOfTechnician(transaction, found.technicianId);
        await enter(transaction, computerId, at, {
          event: "session-joined",
          session: id,
          technician,
          name,
          kind,
          join: hash,
        });
        changes.sessions.add(id);
        const token = await makeToken(transaction, changes, { holds: "computer", holderId: computerId }, at);
        return { token, computerId };
      });
      await parts.limits.codes.forget(c.var.address);
      const [told] = await computersTold(parts.store, sightOf(parts), (rows) => rows.where("id", "=", made.computerId));
      if (told === undefined) throw new Refusal("unknown");
      const organisation = await organisationName(parts.store);
      return c.json({ ...made.token, computer: told, session: await sessionTold(parts, id), organisation }, 201);
    });

type Guessed = Pick<Parts, "codes">;

function wrongCode({ codes }: Guessed, at: number): Refusal {
  codes.wrong(at);
  return new Refusal("code-wrong");
}

/** The session that waits for this code; unknown, used and lapsed codes are refused alike. */
async function withCode(store: Store, parts: Guessed, code: string, at: number): Promise<Tables["sessions"]> {
  const row = await store
    .selectFrom("sessions")
    .where("codeHash", "=", parts.codes.hash(code))
    .selectAll()
    .executeTakeFirst();
  if (row === undefined || stateOf(row, at) !== "waiting") throw wrongCode(parts, at);
  return row;
}

/** The computer that this key names, made at its first join, called and placed as the customer says now. */
async function computerOf(
  transaction: Store,
  changes: Changes,
  { key, ...said }: Pick<Tables["computers"], "key" | "name" | "system" | "zone">,
  at: number,
): Promise<string> {
  const known = await transaction
    .selectFrom("computers")
    .where("key", "=", key)
    .select(["id", "name"])
    .executeTakeFirst();
  const id = known?.id ?? freshId();
  if (known === undefined) {
    await transaction
      .insertInto("computers")
      .values({ id, key, ...said, door: null, createdAt: at, seenAt: at })
      .execute();
  } else {
    await transaction
      .updateTable("computers")
      .set({ ...said, seenAt: at })
      .where("id", "=", id)
      .execute();
    if (known.name !== said.name)
      await enter(transaction, id, at, { event: "computer-renamed", name: said.name, by: "customer" });
  }
  changes.computers.add(id);
  return id;
}
