import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { compact } from "../../shared/bounds.ts";
import { approveCall, emptyCall, idParam } from "../../shared/calls.ts";
import { grant } from "../../shared/records.ts";
import { hashOf, sha256 } from "../../shared/statements.ts";
import { type Approval, keepGrant, mustBeApprovable, registered } from "../approval.ts";
import { by, type Env } from "../caller.ts";
import { doorRefusal } from "../door-refusal.ts";
import { heard, mustBe, reread } from "../heard.ts";
import type { Parts } from "../parts.ts";
import { grantTold } from "../records/grant.ts";
import { ownRequest } from "../records/request.ts";
import { Refusal } from "../refusal.ts";
import { answer, body, problems } from "../route.ts";
import { mustBeEmpty } from "../visits.ts";

const common = ["malformed", "not-signed-in", "not-allowed"] as const;
/** What a doorkeeper may answer to a grant. */
const doorSays = [
  "offline",
  "connection-open",
  "challenge-gone",
  "busy",
  "no-answer",
  "unreadable",
  "not-for-this-computer",
  "not-paired",
  "clock-went-back",
  "terms-refused",
  "not-accepted",
  "not-an-administrator",
  "own-account",
  "not-our-screen",
  "no-login-type",
  "no-screen",
  "not-stored",
  "too-many-tries",
  "closed",
] as const;
const challenge = createRoute({
  method: "post",
  path: "/api/requests/{id}/challenge",
  summary: "What the doorkeeper wants to be answered; null where there is no doorkeeper",
  ...by("customer"),
  request: { params: idParam, ...body(emptyCall, false) },
  responses: {
    200: answer("The challenge", z.object({ challenge: compact.nullable() })),
    ...problems(...common, "unknown", "not-pending", "bad-signature", ...doorSays, "too-many"),
  },
});
const approve = createRoute({
  method: "post",
  path: "/api/requests/{id}/approve",
  summary: "The customer says yes: his signed grant, which begins at the doorkeeper where there is one",
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
      "password-needed",
      ...doorSays,
      "no-receipt",
      "too-many",
    ),
  },
});

export const approvalRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(challenge, async (c) => {
      const { caller } = c.var;
      const row = await ownRequest(parts.store, caller, c.req.valid("param").id);
      if (row.answer !== null || !(parts.now() < row.lapsesAt)) throw new Refusal("not-pending");
      const { computer: door } = reread("request", row.signed);
      if (door === null) return c.json({ challenge: null }, 200);
      await mustBePaired(parts, caller.id, door);
      await mustBeEmpty(parts.store, door);
      const request = await hashOf(row.signed);
      const said = await parts.doors.ask(door, { kind: "approve?", customer: caller.key, request });
      if (said.kind === "refused") throw doorRefusal(said.because, said.at, parts.now());
      const { computer, customer, ...asked } = await heard("approval-challenge", said.statement, door);
      mustBe([computer, door], [customer, caller.key], [asked.request, request]);
      return c.json({ challenge: said.statement }, 200);
    })
    .openapi(approve, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const { grant: signed, credentials = null } = c.req.valid("json");
      const asked = await ownRequest(parts.store, caller, id);
      const said = await heard("grant", signed, caller.key);
      const request = reread("request", asked.signed);
      mustBe(
        [said.request, await hashOf(asked.signed)],
        [said.customer, caller.key],
        [said.computer, request.computer],
        [said.technician, request.technician],
        [said.technicianName, request.name],
        [said.credentials, credentials === null ? null : await sha256(credentials)],
        // A password is confirmed by the doorkeeper alone, which can open what was sealed for it; so is a challenge its own.
        [said.confirmed, credentials === null ? "click" : "password"],
        [said.challenge === null, said.computer === null],
      );
      if (said.computer === null) mustBe([credentials, null]);
      if (JSON.stringify(said.terms) !== JSON.stringify(request.terms)) throw new Refusal("terms-differ");
      const approval: Approval = { caller, id, said, signed, request, statement: await hashOf(signed) };
      const isKnown = await mustBeApprovable(parts, approval);
      if (!isKnown) {
        const receipt = said.computer === null ? null : await registered(parts, approval, said.computer, credentials);
        await keepGrant(parts, approval, receipt);
      }
      const told = await grantTold(parts, said.id);
      return c.json({ grant: told, receipt: told.receipt }, 201);
    });

/** Refuses where the doorkeeper that was asked for isn't this computer's any more. */
async function mustBePaired({ store }: Parts, computerId: string, door: string): Promise<void> {
  const row = await store.selectFrom("computers").where("id", "=", computerId).select("door").executeTakeFirst();
  if (row?.door !== door) throw new Refusal("not-paired");
}
