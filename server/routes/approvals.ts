import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { spanOf } from "../../shared/access-window.ts";
import { compact } from "../../shared/bounds.ts";
import { approveCall, emptyCall, idParam } from "../../shared/calls.ts";
import { grant } from "../../shared/records.ts";
import { hashOf } from "../../shared/statements.ts";
import { by, type Env } from "../caller.ts";
import { heard, mustAgree, mustBe, reread } from "../heard.ts";
import { enter } from "../history.ts";
import { mustBeAllowed } from "../may-ask.ts";
import type { Parts } from "../parts.ts";
import { nameOfTechnician } from "../people.ts";
import { grantTold } from "../records/grant.ts";
import { ownRequest } from "../records/request.ts";
import { malformed, Refusal } from "../refusal.ts";
import { answer, body, problems } from "../route.ts";
import { write } from "../write.ts";

const common = ["malformed", "not-signed-in", "not-allowed"] as const;
const challenge = createRoute({
  method: "post",
  path: "/api/requests/{id}/challenge",
  summary: "What the doorkeeper wants to be answered; null where there is no doorkeeper",
  ...by("customer"),
  request: { params: idParam, ...body(emptyCall, false) },
  responses: {
    200: answer("The challenge", z.object({ challenge: compact.nullable() })),
    ...problems(...common, "unknown", "not-pending", "too-many"),
  },
});
const approve = createRoute({
  method: "post",
  path: "/api/requests/{id}/approve",
  summary: "The customer says yes: his signed grant",
  ...by("customer"),
  request: { params: idParam, ...body(approveCall) },
  responses: {
    201: answer("Granted; the same grant again is answered alike", z.object({ grant, receipt: compact.nullable() })),
    ...problems(
      ...common,
      "unknown",
      "not-pending",
      "bad-signature",
      "clocks-differ",
      "refused",
      "terms-differ",
      "too-many",
    ),
  },
});
export const approvalRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(challenge, async (c) => {
      const row = await ownRequest(parts.store, c.var.caller, c.req.valid("param").id);
      if (row.answer !== null || !(parts.now() < row.lapsesAt)) throw new Refusal("not-pending");
      return c.json({ challenge: null }, 200);
    })
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
    });
