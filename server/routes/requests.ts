import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { spanOf } from "../../shared/access-window.ts";
import { emptyCall, idParam, reasonCall, requestCall, requestsQuery } from "../../shared/calls.ts";
import { request } from "../../shared/records.ts";
import { hashOf } from "../../shared/statements.ts";
import { by, type CallerOf, type Env } from "../caller.ts";
import { heard, mustAgree, mustBe } from "../heard.ts";
import { enter } from "../history.ts";
import { mustBeAllowed } from "../may-ask.ts";
import { beginning, onePage, pageOf } from "../page.ts";
import type { Parts } from "../parts.ts";
import { nameOfTechnician } from "../people.ts";
import { organisationName } from "../records/me.ts";
import { ownRequest, requestsTold, requestTold } from "../records/request.ts";
import { ownSession } from "../records/session.ts";
import { sightOf } from "../records/sight.ts";
import { malformed, Refusal } from "../refusal.ts";
import { answer, body, listOf, problems } from "../route.ts";
import type { Store } from "../store/store.ts";
import { write } from "../write.ts";

const common = ["malformed", "not-signed-in", "not-allowed"] as const;
const ask = createRoute({
  method: "post",
  path: "/api/requests",
  summary: "The technician asks for unattended access",
  ...by("technician"),
  request: body(requestCall),
  responses: {
    201: answer("Asked; the same request again is answered alike", request),
    ...problems(...common, "unknown", "request-pending", "refused", "bad-signature", "clocks-differ", "too-many"),
  },
});
const list = createRoute({
  method: "get",
  path: "/api/requests",
  summary: "My requests, newest first",
  ...by("technician", "customer"),
  request: { query: requestsQuery },
  responses: { 200: answer("A page of them", listOf(request)), ...problems(...common) },
});
const deny = createRoute({
  method: "post",
  path: "/api/requests/{id}/deny",
  summary: "The customer says no",
  ...by("customer"),
  request: { params: idParam, ...body(reasonCall, false) },
  responses: { 200: answer("Denied", request), ...problems(...common, "unknown", "not-pending", "too-many") },
});
const withdraw = createRoute({
  method: "post",
  path: "/api/requests/{id}/withdraw",
  summary: "The technician takes it back",
  ...by("technician"),
  request: { params: idParam, ...body(emptyCall, false) },
  responses: { 200: answer("Withdrawn", request), ...problems(...common, "unknown", "not-pending", "too-many") },
});

export const requestRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(ask, async (c) => {
      const { caller } = c.var;
      const { sessionId, request: signed } = c.req.valid("json");
      await ownSession(parts.store, caller, sessionId);
      const said = await heard("request", signed, caller.key);
      mustBe([said.technician, caller.key], [said.session, sessionId], [said.name, caller.name]);
      const statement = await hashOf(signed);
      await write(parts, async (transaction, changes, at) => {
        const session = await ownSession(transaction, caller, sessionId);
        const before = await transaction
          .selectFrom("requests")
          .where("id", "=", said.id)
          .select("signed")
          .executeTakeFirst();
        if (before?.signed === signed) return;
        if (before !== undefined) throw malformed("/request", "id-used");
        mustBe([said.organisation, await organisationName(transaction)]);
        mustAgree(said.at, at);
        await mustBeAllowed(transaction, said, session, at);
        const computer = await transaction
          .selectFrom("computers")
          .where("id", "=", session.computerId)
          .select(["id", "key", "door"])
          .executeTakeFirstOrThrow();
        mustBe([said.customer, computer.key], [said.computer, computer.door], [said.lapses, session.endsAt]);
        const pending = await transaction
          .selectFrom("requests")
          .where("technicianId", "=", caller.id)
          .where("computerId", "=", computer.id)
          .where("answer", "is", null)
          .select("id")
          .executeTakeFirst();
        if (pending !== undefined) throw new Refusal("request-pending");
        await mustNotPester(transaction, sessionId, at);
        const { id, terms, reason, ticket } = said;
        // Days are counted from the approval; dates are over whether or not anybody approves.
        const over = terms.span.kind === "dates" ? spanOf(terms, at).until : null;
        await transaction
          .insertInto("requests")
          .values({
            id,
            sessionId,
            computerId: computer.id,
            technicianId: caller.id,
            signed,
            terms: JSON.stringify(terms),
            reason,
            ticket,
            askedAt: at,
            lapsesAt: Math.min(said.lapses, over ?? said.lapses),
          })
          .execute();
        const technician = { id: caller.id, name: caller.name };
        await enter(transaction, computer.id, at, {
          event: "request-asked",
          request: id,
          session: sessionId,
          technician,
          statement,
        });
        changes.requests.add(id);
      });
      return c.json(await requestTold(parts, said.id), 201);
    })
    .openapi(list, async (c) => {
      const { caller } = c.var;
      const { state, after } = c.req.valid("query");
      const sight = sightOf(parts);
      const from = await beginning(after, (before) => ownRequest(parts.store, caller, before));
      const rows = await requestsTold(parts.store, sight, (all) => {
        let own = all.where(
          caller.role === "technician" ? "requests.technicianId" : "requests.computerId",
          "=",
          caller.id,
        );
        if (state === "pending") own = own.where("answer", "is", null).where("lapsesAt", ">", sight.at);
        else if (state === "lapsed")
          own = own.where((is) =>
            is.or([is("answer", "=", state), is.and([is("answer", "is", null), is("lapsesAt", "<=", sight.at)])]),
          );
        else if (state !== undefined) own = own.where("answer", "=", state);
        if (from !== null)
          own = own.where(({ eb, refTuple, tuple }) =>
            eb(refTuple("requests.askedAt", "requests.id"), "<", tuple(from.askedAt, from.id)),
          );
        return own.orderBy("requests.askedAt", "desc").orderBy("requests.id", "desc").limit(onePage);
      });
      return c.json(pageOf(rows), 200);
    })
    .openapi(deny, async (c) => {
      const { id } = c.req.valid("param");
      await refuse(parts, c.var.caller, id, "denied", c.req.valid("json").reason || null);
      return c.json(await requestTold(parts, id), 200);
    })
    .openapi(withdraw, async (c) => {
      const { id } = c.req.valid("param");
      await refuse(parts, c.var.caller, id, "withdrawn", null);
      return c.json(await requestTold(parts, id), 200);
    });

/** what may be asked in one session within an hour: each request calls the customer to his screen */
const mostAsked = 10;
const hour = 3_600_000;

/** Refuses with `too-many` who asks again and again, whatever became of what was asked before. */
async function mustNotPester(transaction: Store, sessionId: string, at: number): Promise<void> {
  const tenth = await transaction
    .selectFrom("requests")
    .where("sessionId", "=", sessionId)
    .orderBy("askedAt", "desc")
    .offset(mostAsked - 1)
    .limit(1)
    .select("askedAt")
    .executeTakeFirst();
  if (tenth === undefined || tenth.askedAt + hour <= at) return;
  throw new Refusal("too-many", { retryAfter: Math.ceil((tenth.askedAt + hour - at) / 1000) });
}

/** Answers a pending request with no. The first answer wins. */
async function refuse(
  parts: Parts,
  caller: CallerOf<"technician" | "customer">,
  id: string,
  no: "denied" | "withdrawn",
  reason: string | null,
): Promise<void> {
  await write(parts, async (transaction, changes, at) => {
    const row = await ownRequest(transaction, caller, id);
    if (row.answer !== null) throw new Refusal("not-pending");
    await transaction
      .updateTable("requests")
      .set({ answer: no, answeredAt: at, answerReason: reason })
      .where("id", "=", id)
      .execute();
    const technician = await nameOfTechnician(transaction, row.technicianId);
    await enter(transaction, row.computerId, at, {
      event: "request-answered",
      request: id,
      technician,
      answer: no,
      reason,
    });
    changes.requests.add(id);
  });
}
