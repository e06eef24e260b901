import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { compact } from "../../shared/bounds.ts";
import { connectionCall, connectionsQuery, emptyCall, idParam, orderCall, tokenAnswer } from "../../shared/calls.ts";
import { connection } from "../../shared/records.ts";
import { by, type Env } from "../caller.ts";
import { knock } from "../knock.ts";
import { passOrder } from "../order.ts";
import { beginning, onePage, pageOf } from "../page.ts";
import type { Parts } from "../parts.ts";
import { connectionsTold, connectionTold, ownConnection } from "../records/connection.ts";
import { answer, body, listOf, problems } from "../route.ts";
import { cutConnection, endConnection } from "../visits.ts";
import { write } from "../write.ts";

const common = ["malformed", "not-signed-in", "not-allowed"] as const;
/** What a doorkeeper may answer to somebody who wants to connect. */
const doorSays = [
  "offline",
  "busy",
  "challenge-gone",
  "connection-open",
  "closed",
  "bad-signature",
  "clocks-differ",
  "clock-went-back",
  "unreadable",
  "not-for-this-computer",
  "not-paired",
  "unknown-grant",
  "not-our-screen",
  "no-login-type",
  "no-screen",
  "not-stored",
  "too-many-tries",
  "no-answer",
] as const;
const ask = createRoute({
  method: "post",
  path: "/api/connections",
  summary: "The technician knocks: the doorkeeper's challenge, under which she may order a connection within a minute",
  ...by("technician"),
  request: body(connectionCall),
  responses: {
    201: answer("Asked", z.object({ connection, challenge: compact })),
    ...problems(...common, "unknown", ...doorSays, "too-many"),
  },
});
const order = createRoute({
  method: "post",
  path: "/api/connections/{id}/order",
  summary: "Her signed order; where the doorkeeper accepts it, a token for this connection's stream, for half a minute",
  ...by("technician"),
  request: { params: idParam, ...body(orderCall) },
  responses: {
    200: answer("Accepted", tokenAnswer),
    ...problems(...common, "unknown", ...doorSays, "too-many"),
  },
});
const end = createRoute({
  method: "post",
  path: "/api/connections/{id}/end",
  summary: "Ends a connection; within five seconds, whether or not the doorkeeper says so",
  ...by("technician", "customer", "administrator"),
  request: { params: idParam, ...body(emptyCall, false) },
  responses: { 200: answer("As it is now", connection), ...problems(...common, "unknown", "too-many") },
});
const list = createRoute({
  method: "get",
  path: "/api/connections",
  summary: "Connections that I may see, newest first",
  ...by("technician", "customer", "administrator"),
  request: { query: connectionsQuery },
  responses: { 200: answer("A page of them", listOf(connection)), ...problems(...common) },
});

export const connectionRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(ask, async (c) => {
      const { grantId, resumes = null } = c.req.valid("json");
      const { id, challenge } = await knock(parts, c.var.caller, grantId, resumes);
      return c.json({ connection: await connectionTold(parts, id), challenge }, 201);
    })
    .openapi(order, async (c) => {
      const { id } = c.req.valid("param");
      await passOrder(parts, c.var.caller, id, c.req.valid("json").order);
      return c.json(parts.streams.tokenFor(id, parts.now()), 200);
    })
    .openapi(end, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      await write(parts, async (transaction, changes, at) => {
        await cutConnection(transaction, changes, await ownConnection(transaction, caller, id), caller.role, at);
        // Who isn't there can't say that it is over.
        const row = await ownConnection(transaction, caller, id);
        if (!parts.doors.isOnline(row.door)) await endConnection(transaction, changes, row, caller.role, at);
      });
      return c.json(await connectionTold(parts, id), 200);
    })
    .openapi(list, async (c) => {
      const { caller } = c.var;
      const { computer, technician, after } = c.req.valid("query");
      const from = await beginning(after, (before) => ownConnection(parts.store, caller, before));
      const rows = await connectionsTold(parts.store, (all) => {
        let seen = all;
        if (caller.role === "technician") seen = seen.where("connections.technicianId", "=", caller.id);
        if (caller.role === "customer") seen = seen.where("connections.computerId", "=", caller.id);
        if (computer !== undefined) seen = seen.where("connections.computerId", "=", computer);
        if (technician !== undefined) seen = seen.where("connections.technicianId", "=", technician);
        if (from !== null)
          seen = seen.where(({ eb, refTuple, tuple }) =>
            eb(refTuple("connections.askedAt", "connections.id"), "<", tuple(from.askedAt, from.id)),
          );
        return seen.orderBy("connections.askedAt", "desc").orderBy("connections.id", "desc").limit(onePage);
      });
      return c.json(pageOf(rows), 200);
    });
