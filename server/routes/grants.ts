import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { spanOf } from "../../shared/access-window.ts";
import { compact } from "../../shared/bounds.ts";
import { approveCall, decisionCall, grantsQuery, idParam, reasonCall } from "../../shared/calls.ts";
import { grant } from "../../shared/records.ts";
import { hashOf } from "../../shared/statements.ts";
import { by, type Env } from "../caller.ts";
import { heard, mustAgree, mustBe, reread } from "../heard.ts";
import { enter } from "../history.ts";
import { mustBeAllowed } from "../may-ask.ts";
import { grantTold, ownGrant } from "../own-grant.ts";
import { ownRequest } from "../own-request.ts";
import { beginning, onePage, pageOf } from "../page.ts";
import { type Parts, sightOf } from "../parts.ts";
import { nameOfTechnician } from "../pass-time.ts";
import { grantsTold } from "../records.ts";
import { malformed, Refusal } from "../refusal.ts";
import { answer, body, listOf, problems } from "../route.ts";
import { write } from "../write.ts";

const common = ["malformed", "not-signed-in", "not-allowed"] as const;
const approve = createRoute({
  method: "post",
  path: "/api/requests/{id}/approve",
  summary: "The customer says yes: his signed grant",
  ...by("customer"),
  request: { params: idParam, ...body(approveCall) },
  responses: {
    201: answer("Granted; the same grant again is answered alike", z.object({ grant, receipt: compact.nullable() })),
    ...problems(...common, "unknown", "not-pending", "bad-signature", "clocks-differ", "refused", "terms-differ"),
  },
});
const list = createRoute({
  method: "get",
  path: "/api/grants",
  summary: "Grants that I may see, newest first, each with whether it is open now",
  ...by("technician", "customer", "administrator"),
  request: { query: grantsQuery },
  responses: { 200: answer("A page of them", listOf(grant)), ...problems(...common) },
});
const decide = createRoute({
  method: "post",
  path: "/api/grants/{id}/decision",
  summary: "The customer pauses, resumes or revokes",
  ...by("customer"),
  request: { params: idParam, ...body(decisionCall) },
  responses: {
    200: answer("Kept; null: no computer has confirmed it", z.object({ decided: compact.nullable() })),
    ...problems(...common, "unknown", "bad-signature", "grant-over", "decision-old"),
  },
});
const revoke = createRoute({
  method: "post",
  path: "/api/grants/{id}/revoke",
  summary: "The technician gives it back, or an administrator takes it, for ever",
  ...by("technician", "administrator"),
  request: { params: idParam, ...body(reasonCall, false) },
  responses: { 200: answer("Revoked", grant), ...problems(...common, "unknown") },
});

export const grantRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(approve, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const { grant: signed } = c.req.valid("json");
      const asked = await ownRequest(parts.store, caller, id);
      const said = await heard("grant", signed, caller.key);
      const request = reread("request", asked.signed);
      mustBe(
        [said.request, await hashOf(asked.signed)],
        [said.customer, caller.key],
        [said.computer, request.computer],
      );
      mustBe([said.technician, request.technician], [said.technicianName, request.name]);
      // Without a doorkeeper there is nobody to ask for a password and nobody to check one.
      mustBe([said.confirmed, "click"], [said.credentials, null], [said.challenge, null]);
      if (JSON.stringify(said.terms) !== JSON.stringify(request.terms)) throw new Refusal("terms-differ");
      const statement = await hashOf(signed);
      await write(parts, async (transaction, changes, at) => {
        const before = await transaction
          .selectFrom("grants")
          .where("id", "=", said.id)
          .select("signed")
          .executeTakeFirst();
        if (before?.signed === signed) return;
        const row = await ownRequest(transaction, caller, id);
        if (row.answer !== null) throw new Refusal("not-pending");
        if (before !== undefined) throw malformed("/grant", "id-used");
        mustAgree(said.approvedAt, at);
        const session = await transaction
          .selectFrom("sessions")
          .where("id", "=", row.sessionId)
          .selectAll()
          .executeTakeFirstOrThrow();
        await mustBeAllowed(transaction, request, session, at, said.approvedAt);
        const { terms, approvedAt } = said;
        await transaction
          .updateTable("requests")
          .set({ answer: "approved", answeredAt: at })
          .where("id", "=", id)
          .execute();
        await transaction
          .insertInto("grants")
          .values({
            id: said.id,
            requestId: id,
            computerId: caller.id,
            technicianId: row.technicianId,
            technicianKey: said.technician,
            signed,
            terms: JSON.stringify(terms),
            approvedAt,
            until: spanOf(terms, approvedAt).until,
            n: 0,
          })
          .execute();
        const technician = await nameOfTechnician(transaction, row.technicianId);
        await enter(transaction, caller.id, at, {
          event: "grant-made",
          grant: said.id,
          request: id,
          technician,
          statement,
        });
        changes.requests.add(id);
        changes.grants.add(said.id);
      });
      return c.json({ grant: await grantTold(parts, said.id), receipt: null }, 201);
    })
    .openapi(list, async (c) => {
      const { caller } = c.var;
      const { computer, technician, after } = c.req.valid("query");
      const from = await beginning(after, (before) => ownGrant(parts.store, caller, before));
      const rows = await grantsTold(parts.store, sightOf(parts), (all) => {
        let seen = all;
        if (caller.role === "technician") seen = seen.where("grants.technicianId", "=", caller.id);
        if (caller.role === "customer") seen = seen.where("grants.computerId", "=", caller.id);
        if (computer !== undefined) seen = seen.where("grants.computerId", "=", computer);
        if (technician !== undefined) seen = seen.where("grants.technicianId", "=", technician);
        if (from !== null)
          seen = seen.where(({ eb, refTuple, tuple }) =>
            eb(refTuple("grants.approvedAt", "grants.id"), "<", tuple(from.approvedAt, from.id)),
          );
        return seen.orderBy("grants.approvedAt", "desc").orderBy("grants.id", "desc").limit(onePage);
      });
      return c.json(pageOf(rows), 200);
    })
    .openapi(decide, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const { decision } = c.req.valid("json");
      await ownGrant(parts.store, caller, id);
      const said = await heard("decision", decision, caller.key);
      mustBe([said.grant, id], [said.customer, caller.key]);
      const statement = await hashOf(decision);
      const decided = await write(parts, async (transaction, changes, at) => {
        const row = await ownGrant(transaction, caller, id);
        if (row.decision === decision) return row.decided;
        mustBe([said.computer, null]);
        if (row.revokedAt !== null || !(row.until === null || at < row.until)) throw new Refusal("grant-over");
        if (!(said.n > row.n)) throw new Refusal("decision-old");
        const pausedAt = said.state === "open" ? null : (row.pausedAt ?? (said.state === "paused" ? at : null));
        const revoked = said.state === "revoked" ? { revokedAt: at, revokedBy: "customer" as const } : {};
        await transaction
          .updateTable("grants")
          .set({ n: said.n, decision, pausedAt, ...revoked })
          .where("id", "=", id)
          .execute();
        const technician = await nameOfTechnician(transaction, row.technicianId);
        const { state, n } = said;
        await enter(transaction, caller.id, at, { event: "grant-decided", grant: id, technician, state, n, statement });
        changes.grants.add(id);
        return null;
      });
      return c.json({ decided }, 200);
    })
    .openapi(revoke, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const reason = c.req.valid("json").reason || null;
      await write(parts, async (transaction, changes, at) => {
        const row = await ownGrant(transaction, caller, id);
        if (row.revokedAt !== null) return;
        await transaction
          .updateTable("grants")
          .set({ revokedAt: at, revokedBy: caller.role })
          .where("id", "=", id)
          .execute();
        const technician = await nameOfTechnician(transaction, row.technicianId);
        const person = { id: caller.id, name: caller.name };
        await enter(transaction, row.computerId, at, {
          event: "grant-revoked",
          grant: id,
          technician,
          by: caller.role,
          person,
          reason,
        });
        changes.grants.add(id);
      });
      return c.json(await grantTold(parts, id), 200);
    });
