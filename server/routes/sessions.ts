import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { freshId } from "../../shared/base64url.ts";
import { bounds, id, instant } from "../../shared/bounds.ts";
import {
  endCall,
  findCall,
  idParam,
  joinCall,
  sessionCall,
  sessionCode,
  sessionsQuery,
  tokenAnswer,
} from "../../shared/calls.ts";
import { computer, session } from "../../shared/records.ts";
import { hashOf } from "../../shared/statements.ts";
import { isKnownZone } from "../../shared/zone.ts";
import { by, type Env } from "../caller.ts";
import type { Changes } from "../changes.ts";
import type { Codes } from "../codes.ts";
import { introduced, mustAgree, mustBe } from "../heard.ts";
import { enter } from "../history.ts";
import { ownSession, sessionTold } from "../own-session.ts";
import { beginning, onePage, pageOf } from "../page.ts";
import { type Parts, sightOf } from "../parts.ts";
import { endSession, nameOfTechnician } from "../pass-time.ts";
import { computersTold, isIn, organisationName, sessionsTold, stateOf } from "../records.ts";
import { malformed, Refusal } from "../refusal.ts";
import { answer, body, listOf, problems } from "../route.ts";
import { makeToken } from "../sign-in.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { write } from "../write.ts";

const start = createRoute({
  method: "post",
  path: "/api/sessions",
  summary: "A technician starts a session; its code brings one customer in",
  ...by("technician"),
  request: body(sessionCall),
  responses: {
    201: answer("Started", z.object({ session, code: sessionCode, codeEndsAt: instant })),
    ...problems("malformed", "not-signed-in", "not-allowed", "too-many-sessions"),
  },
});
const list = createRoute({
  method: "get",
  path: "/api/sessions",
  summary: "My sessions, newest first",
  ...by("technician", "customer"),
  request: { query: sessionsQuery },
  responses: {
    200: answer("A page of them", listOf(session)),
    ...problems("malformed", "not-signed-in", "not-allowed"),
  },
});
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
const end = createRoute({
  method: "post",
  path: "/api/sessions/{id}/end",
  summary: "The technician ends a session or the customer leaves it; a pending request lapses",
  ...by("technician", "customer"),
  request: { params: idParam, ...body(endCall, false) },
  responses: {
    200: answer("It is over", session),
    ...problems("malformed", "not-signed-in", "not-allowed", "unknown"),
  },
});

export const sessionRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(start, async (c) => {
      const { caller } = c.var;
      const { kind, origin, reference = null, zone = null } = c.req.valid("json");
      if (zone !== null && !isKnownZone(zone)) throw malformed("/zone", "zone-unknown");
      const made = await write(parts, async (transaction, changes, at) => {
        const { open } = await transaction
          .selectFrom("sessions")
          .where("technicianId", "=", caller.id)
          .where("endedAt", "is", null)
          .select(({ fn }) => fn.countAll<number>().as("open"))
          .executeTakeFirstOrThrow();
        if (!(open < bounds.openSessions)) throw new Refusal("too-many-sessions");
        const id = freshId();
        const { code, codeHash } = await freshCode(transaction, parts.codes, at);
        const endsAt = at + bounds.codeLives;
        const none = { computerId: null, join: null, meet: null, reveal: null, joinedAt: null, metAt: null };
        await transaction
          .insertInto("sessions")
          .values({
            id,
            technicianId: caller.id,
            kind,
            origin,
            reference,
            zone,
            codeHash,
            createdAt: at,
            endsAt,
            ...none,
          })
          .execute();
        const technician = { id: caller.id, name: caller.name };
        await enter(transaction, "server", at, { event: "session-started", session: id, technician, kind });
        changes.sessions.add(id);
        return { id, code, codeEndsAt: endsAt };
      });
      const { id: started, ...code } = made;
      return c.json({ session: await sessionTold(parts, started), ...code }, 201);
    })
    .openapi(list, async (c) => {
      const { caller } = c.var;
      const { origin, reference, state, after } = c.req.valid("query");
      const sight = sightOf(parts);
      const from = await beginning(after, (before) => ownSession(parts.store, caller, before));
      const rows = await sessionsTold(parts.store, sight, (all) => {
        let own = all.where(caller.role === "technician" ? "technicianId" : "computerId", "=", caller.id);
        if (origin !== undefined) own = own.where("origin", "=", origin);
        if (reference !== undefined) own = own.where("reference", "=", reference);
        if (state !== undefined) own = own.where((is) => isIn(is, state, sight.at));
        if (from !== null)
          own = own.where(({ eb, refTuple, tuple }) =>
            eb(refTuple("sessions.createdAt", "sessions.id"), "<", tuple(from.createdAt, from.id)),
          );
        return own.orderBy("sessions.createdAt", "desc").orderBy("sessions.id", "desc").limit(onePage);
      });
      return c.json(pageOf(rows), 200);
    })
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
      if (!isKnownZone(zone)) throw malformed("/zone", "zone-unknown");
      await parts.limits.codes.count(c.var.address);
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
    })
    .openapi(end, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const { because } = c.req.valid("json");
      await write(parts, async (transaction, changes, at) => {
        const row = await ownSession(transaction, caller, id);
        if (row.endedAt !== null) return;
        await endSession(transaction, changes, row, because ?? caller.role, at);
      });
      return c.json(await sessionTold(parts, id), 200);
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

async function freshCode(transaction: Store, codes: Codes, at: number): Promise<{ code: string; codeHash: string }> {
  for (;;) {
    const code = codes.fresh(at);
    const codeHash = codes.hash(code);
    const taken = await transaction
      .selectFrom("sessions")
      .where("codeHash", "=", codeHash)
      .select("id")
      .executeTakeFirst();
    if (taken === undefined) return { code, codeHash };
  }
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
