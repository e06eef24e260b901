import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { compact } from "../../shared/bounds.ts";
import { decisionCall, grantsQuery, idParam, reasonCall } from "../../shared/calls.ts";
import { grant } from "../../shared/records.ts";
import { hashOf } from "../../shared/statements.ts";
import { by, type Env } from "../caller.ts";
import { decide } from "../decision.ts";
import { heard, mustBe } from "../heard.ts";
import { enter } from "../history.ts";
import { beginning, onePage, pageOf } from "../page.ts";
import type { Parts } from "../parts.ts";
import { nameOfTechnician } from "../people.ts";
import { grantsTold, grantTold, ownGrant } from "../records/grant.ts";
import { sightOf } from "../records/sight.ts";
import { answer, body, listOf, problems } from "../route.ts";
import { cutWhatMayNot } from "../visits.ts";
import { write } from "../write.ts";

const common = ["malformed", "not-signed-in", "not-allowed"] as const;
/** What a doorkeeper may answer to a decision that opens. */
const doorSays = ["connection-open", "unreadable", "not-paired", "unknown-grant", "not-stored", "closed"] as const;
const list = createRoute({
  method: "get",
  path: "/api/grants",
  summary: "Grants that I may see, newest first, each with whether it is open now",
  ...by("technician", "customer", "administrator"),
  request: { query: grantsQuery },
  responses: { 200: answer("A page of them", listOf(grant)), ...problems(...common) },
});
const decideRoute = createRoute({
  method: "post",
  path: "/api/grants/{id}/decision",
  summary: "The customer pauses, resumes or revokes",
  ...by("customer"),
  request: { params: idParam, ...body(decisionCall) },
  responses: {
    200: answer("Kept; null: no computer has confirmed it", z.object({ decided: compact.nullable() })),
    ...problems(...common, "unknown", "bad-signature", "grant-over", "decision-old", ...doorSays, "too-many"),
  },
});
const revoke = createRoute({
  method: "post",
  path: "/api/grants/{id}/revoke",
  summary: "The technician gives it back, or an administrator takes it, for ever",
  ...by("technician", "administrator"),
  request: { params: idParam, ...body(reasonCall, false) },
  responses: { 200: answer("Revoked", grant), ...problems(...common, "unknown", "too-many") },
});

export const grantRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
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
    .openapi(decideRoute, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const { decision } = c.req.valid("json");
      const { door } = await ownGrant(parts.store, caller, id);
      const said = await heard("decision", decision, caller.key);
      mustBe([said.grant, id], [said.customer, caller.key], [said.computer, door]);
      const decided = await decide(parts, { caller, id, said, decision, statement: await hashOf(decision) });
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
        if (row.door !== null)
          changes.toDoors.push({ door: row.door, message: { kind: "close", grant: id, because: caller.role } });
        await cutWhatMayNot(transaction, changes, at);
        changes.grants.add(id);
      });
      return c.json(await grantTold(parts, id), 200);
    });
