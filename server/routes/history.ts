import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { stream } from "hono/streaming";
import { bounds } from "../../shared/bounds.ts";
import { historyQuery } from "../../shared/calls.ts";
import { type HistoryEntry, historyEntry } from "../../shared/records.ts";
import { by, type Caller, type Env } from "../caller.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../refusal.ts";
import { listOf, problems } from "../route.ts";
import type { Store } from "../store/store.ts";

const read = createRoute({
  method: "get",
  path: "/api/history",
  summary: "A chain of the history, oldest first; as JSON Lines (Accept: application/jsonl) all of it, to be verified",
  ...by("administrator", "customer"),
  request: { query: historyQuery },
  responses: {
    200: {
      description: "A page of entries; `next` is the number to pass as `after`",
      content: { "application/json": { schema: listOf(historyEntry) } },
    },
    ...problems("malformed", "not-signed-in", "not-allowed", "unknown"),
  },
});

const jsonLines = /\bapplication\/(x-)?(jsonl|ndjson|jsonlines)\b/;

export const historyRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>().openapi(read, async (c) => {
    const { caller } = c.var;
    const { chain = chainOf(caller), after = 0 } = c.req.valid("query");
    if (caller.role === "customer" && chain !== caller.id) throw new Refusal("unknown");
    if (jsonLines.test(c.req.header("accept") ?? "")) {
      c.header("content-type", "application/jsonl");
      // The route's type is that of its JSON: lines are for `curl` and the verifier, not for the typed client.
      return stream(c, async (out) => {
        for await (const line of linesOf(parts.store, chain, after)) await out.write(line);
      }) as never;
    }
    const items = await entries(parts.store, chain, after, bounds.page + 1);
    const page = items.slice(0, bounds.page);
    const last = page.at(-1);
    return c.json(
      items.length > page.length && last ? { items: page, next: String(last.number) } : { items: page },
      200,
    );
  });

/** Whose chain is read where none is named. */
const chainOf = (caller: Caller): string => (caller.role === "customer" ? caller.id : "server");

const entries = (store: Store, chain: string, after: number, count: number): Promise<HistoryEntry[]> =>
  store
    .selectFrom("history")
    .where("chain", "=", chain)
    .where("number", ">", after)
    .orderBy("number")
    .limit(count)
    .selectAll()
    .execute();

async function* linesOf(store: Store, chain: string, after: number): AsyncGenerator<string> {
  for (let from = after; ; ) {
    const page = await entries(store, chain, from, bounds.page);
    for (const { chain, number, at, entry, hash } of page)
      yield `${JSON.stringify({ chain, number, at, entry, hash })}\n`;
    const last = page.at(-1);
    if (last === undefined || page.length < bounds.page) return;
    from = last.number;
  }
}
