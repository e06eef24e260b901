import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { bounds } from "../../shared/bounds.ts";
import { entriesQuery, idParam } from "../../shared/calls.ts";
import { doorEntry } from "../../shared/records.ts";
import { by, type Env } from "../caller.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../refusal.ts";
import { answer, listOf, problems } from "../route.ts";

const list = createRoute({
  method: "get",
  path: "/api/computers/{id}/entries",
  summary: "The doorkeeper's own signed history, oldest first; `next` is the number to pass as `after`",
  ...by("customer", "administrator"),
  request: { params: idParam, query: entriesQuery },
  responses: {
    200: answer("A page of it", listOf(doorEntry)),
    ...problems("malformed", "not-signed-in", "not-allowed", "unknown"),
  },
});

export const entryRoutes = ({ store }: Parts) =>
  new OpenAPIHono<Env>().openapi(list, async (c) => {
    const { caller } = c.var;
    const { id } = c.req.valid("param");
    const { after = 0 } = c.req.valid("query");
    if (caller.role === "customer" && caller.id !== id) throw new Refusal("unknown");
    const computer = await store.selectFrom("computers").where("id", "=", id).select("door").executeTakeFirst();
    if (computer === undefined) throw new Refusal("unknown");
    const rows = await store
      .selectFrom("entries")
      .where("door", "=", computer.door ?? "")
      .where("n", ">", after)
      .orderBy("n")
      .limit(bounds.page + 1)
      .select(["n", "signed"])
      .execute();
    const items = rows.slice(0, bounds.page);
    const last = items.at(-1);
    return c.json(rows.length > items.length && last ? { items, next: String(last.n) } : { items }, 200);
  });
