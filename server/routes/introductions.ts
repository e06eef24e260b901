import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { fromBase64url } from "../../shared/base64url.ts";
import { fitsCall, idParam, meetCall, revealCall } from "../../shared/calls.ts";
import { commitTo } from "../../shared/check-number.ts";
import { session } from "../../shared/records.ts";
import { hashOf } from "../../shared/statements.ts";
import { by, type Env } from "../caller.ts";
import { heard, mustAgree, mustBe, reread } from "../heard.ts";
import { enter } from "../history.ts";
import type { Parts } from "../parts.ts";
import { endSession } from "../pass-time.ts";
import { nameOfTechnician } from "../people.ts";
import { organisationName } from "../records/me.ts";
import { ownSession, sessionTold, stateOf } from "../records/session.ts";
import { Refusal } from "../refusal.ts";
import { answer, body, problems } from "../route.ts";
import { write } from "../write.ts";

const common = ["malformed", "not-signed-in", "not-allowed", "unknown", "bad-signature"] as const;
const meet = createRoute({
  method: "post",
  path: "/api/sessions/{id}/meet",
  summary: "The technician answers the join, once",
  ...by("technician"),
  request: { params: idParam, ...body(meetCall) },
  responses: {
    200: answer("Kept; the same meet again is answered alike", session),
    ...problems(...common, "already-met", "not-meeting", "clocks-differ", "too-many"),
  },
});
const reveal = createRoute({
  method: "post",
  path: "/api/sessions/{id}/reveal",
  summary: "The customer reveals what his join committed to",
  ...by("customer"),
  request: { params: idParam, ...body(revealCall) },
  responses: { 200: answer("Kept", session), ...problems(...common, "not-met", "not-meeting", "too-many") },
});
const fits = createRoute({
  method: "post",
  path: "/api/sessions/{id}/fits",
  summary: "The check number fits and the session is active; or it differs and the session is over",
  ...by("technician"),
  request: { params: idParam, ...body(fitsCall) },
  responses: { 200: answer("The session now", session), ...problems(...common, "not-met", "not-meeting", "too-many") },
});

export const introductionRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(meet, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const { meet: compact } = c.req.valid("json");
      const { join, computerId } = await ownSession(parts.store, caller, id);
      if (join === null || computerId === null) throw new Refusal("not-meeting");
      const said = await heard("meet", compact, caller.key);
      const { customer } = reread("join", join);
      mustBe([said.session, id], [said.technician, caller.key], [said.customer, customer]);
      mustBe([said.join, await hashOf(join)], [said.name, caller.name]);
      const hash = await hashOf(compact);
      await write(parts, async (transaction, changes, at) => {
        const row = await ownSession(transaction, caller, id);
        if (row.meet === compact) return;
        if (row.meet !== null) throw new Refusal("already-met");
        if (stateOf(row, at) !== "meeting") throw new Refusal("not-meeting");
        mustBe([said.organisation, await organisationName(transaction)]);
        mustAgree(said.at, at);
        await transaction.updateTable("sessions").set({ meet: compact }).where("id", "=", id).execute();
        const technician = { id: caller.id, name: caller.name };
        await enter(transaction, computerId, at, { event: "session-met", session: id, technician, meet: hash });
        changes.sessions.add(id);
      });
      return c.json(await sessionTold(parts, id), 200);
    })
    .openapi(reveal, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const { r } = c.req.valid("json");
      const { join } = await ownSession(parts.store, caller, id);
      if (join === null) throw new Refusal("not-met");
      const { commit } = reread("join", join);
      mustBe([await commitTo(fromBase64url(r)), commit]);
      await write(parts, async (transaction, changes, at) => {
        const row = await ownSession(transaction, caller, id);
        if (row.meet === null) throw new Refusal("not-met");
        if (row.reveal !== null) return;
        if (stateOf(row, at) !== "meeting") throw new Refusal("not-meeting");
        await transaction.updateTable("sessions").set({ reveal: r }).where("id", "=", id).execute();
        changes.sessions.add(id);
      });
      return c.json(await sessionTold(parts, id), 200);
    })
    .openapi(fits, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const said = c.req.valid("json");
      await write(parts, async (transaction, changes, at) => {
        const row = await ownSession(transaction, caller, id);
        const state = stateOf(row, at);
        if (said.fits && state === "active") return;
        if (state !== "meeting" || row.computerId === null) throw new Refusal("not-meeting");
        if (!said.fits) return endSession(transaction, changes, row, "number-differs", at);
        if (row.reveal === null) throw new Refusal("not-met");
        await transaction.updateTable("sessions").set({ metAt: at }).where("id", "=", id).execute();
        const technician = await nameOfTechnician(transaction, caller.id);
        await enter(transaction, row.computerId, at, { event: "session-active", session: id, technician });
        changes.sessions.add(id);
      });
      return c.json(await sessionTold(parts, id), 200);
    });
