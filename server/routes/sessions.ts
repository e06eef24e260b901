import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { freshId } from "../../shared/base64url.ts";
import { bounds, instant } from "../../shared/bounds.ts";
import { endCall, idParam, sessionCall, sessionCode, sessionsQuery } from "../../shared/calls.ts";
import { session } from "../../shared/records.ts";
import { isKnownZone } from "../../shared/zone.ts";
import { by, type Env } from "../caller.ts";
import type { Codes } from "../codes.ts";
import { enter } from "../history.ts";
import { beginning, onePage, pageOf } from "../page.ts";
import type { Parts } from "../parts.ts";
import { endSession } from "../pass-time.ts";
import { isIn, ownSession, sessionsTold, sessionTold } from "../records/session.ts";
import { sightOf } from "../records/sight.ts";
import { malformed, Refusal } from "../refusal.ts";
import { answer, body, listOf, problems } from "../route.ts";
import type { Store } from "../store/store.ts";
import { write } from "../write.ts";

const start = createRoute({
  method: "post",
  path: "/api/sessions",
  summary: "A technician starts a session; its code brings one customer in",
  ...by("technician"),
  request: body(sessionCall),
  responses: {
    201: answer("Started", z.object({ session, code: sessionCode, codeEndsAt: instant })),
    ...problems("malformed", "not-signed-in", "not-allowed", "too-many-sessions", "too-many"),
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
const end = createRoute({
  method: "post",
  path: "/api/sessions/{id}/end",
  summary: "The technician ends a session or the customer leaves it; a pending request lapses",
  ...by("technician", "customer"),
  request: { params: idParam, ...body(endCall, false) },
  responses: {
    200: answer("It is over", session),
    ...problems("malformed", "not-signed-in", "not-allowed", "unknown", "too-many"),
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
