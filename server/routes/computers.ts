import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { idParam, pageQuery } from "../../shared/calls.ts";
import { computer, computerChange } from "../../shared/records.ts";
import { isKnownZone } from "../../shared/zone.ts";
import { by, type Caller, type Env } from "../caller.ts";
import { enter } from "../history.ts";
import { beginning, onePage, pageOf } from "../page.ts";
import type { Parts } from "../parts.ts";
import { computersTold } from "../records/computer.ts";
import { sightOf } from "../records/sight.ts";
import { malformed, Refusal } from "../refusal.ts";
import { answer, body, listOf, problems } from "../route.ts";
import { computersMet } from "../seen-by.ts";
import { write } from "../write.ts";

const common = ["malformed", "not-signed-in", "not-allowed"] as const;
const list = createRoute({
  method: "get",
  path: "/api/computers",
  summary: "The computers that I may see, by id",
  ...by("technician", "administrator", "customer"),
  request: { query: pageQuery },
  responses: { 200: answer("A page of them", listOf(computer)), ...problems("malformed", "not-signed-in") },
});
const change = createRoute({
  method: "patch",
  path: "/api/computers/{id}",
  summary: "The customer names his computer and says its zone; an administrator may name it",
  ...by("customer", "administrator"),
  request: { params: idParam, ...body(computerChange) },
  responses: { 200: answer("As it is now", computer), ...problems(...common, "unknown", "too-many") },
});

export const computerRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(list, async (c) => {
      const { caller } = c.var;
      const { after } = c.req.valid("query");
      const from = await beginning(after, async (id) => (await seen(parts, caller, id, null))[0]);
      return c.json(pageOf(await seen(parts, caller, null, from?.id ?? null)), 200);
    })
    .openapi(change, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const { name, zone } = c.req.valid("json");
      if (zone !== undefined && !isKnownZone(zone)) throw malformed("/zone", "zone-unknown");
      if (zone !== undefined && caller.role !== "customer") throw new Refusal("not-allowed");
      if (caller.role === "customer" && caller.id !== id) throw new Refusal("unknown");
      await write(parts, async (transaction, changes, at) => {
        const before = await transaction.selectFrom("computers").where("id", "=", id).selectAll().executeTakeFirst();
        if (before === undefined) throw new Refusal("unknown");
        const now = { name: name ?? before.name, zone: zone ?? before.zone };
        await transaction.updateTable("computers").set(now).where("id", "=", id).execute();
        if (now.name !== before.name)
          await enter(transaction, id, at, { event: "computer-renamed", name: now.name, by: caller.role });
        changes.computers.add(id);
      });
      const [told] = await seen(parts, caller, id, null);
      if (told === undefined) throw new Refusal("unknown");
      return c.json(told, 200);
    });

/** The computers that somebody may see: the one with this id, or a page of those after `after`. */
const seen = (parts: Parts, caller: Caller, id: string | null, after: string | null) =>
  computersTold(parts.store, sightOf(parts), (all) => {
    let rows = all.orderBy("id").limit(onePage);
    if (caller.role === "customer") rows = rows.where("id", "=", caller.id);
    if (caller.role === "technician") rows = rows.where("id", "in", computersMet(parts.store, caller.id));
    if (id !== null) rows = rows.where("id", "=", id);
    return after === null ? rows : rows.where("id", ">", after);
  });
