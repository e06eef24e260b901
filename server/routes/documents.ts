import { Hono } from "hono";
import type { Env } from "../caller.ts";
import { docsPage, docsStyle } from "../docs-page.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../refusal.ts";
import type { Routes } from "../routes.ts";

const info = { title: "Whileaway", version: "0.1.0", description: "Consented unattended access for any web console." };

/** What is there to be read by operators and their tools. */
export function documentRoutes({ store, url, metrics }: Parts, described: Routes) {
  described.openAPIRegistry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
  const make = () => described.getOpenAPI31Document({ openapi: "3.1.0", info, servers: [{ url }] });
  let made: ReturnType<typeof make> | null = null;
  const document = () => {
    made ??= make();
    return made;
  };
  return new Hono<Env>()
    .get("/api/openapi.json", (c) => c.body(JSON.stringify(document()), 200, { "content-type": "application/json" }))
    .get("/api/docs", (c) => c.html(docsPage(document())))
    .get("/api/docs.css", (c) => c.body(docsStyle, 200, { "content-type": "text/css" }))
    .get("/health/live", (c) => c.json({ live: true }))
    .get("/health/ready", async (c) => {
      const found = await store
        .selectFrom("organisation")
        .select("id")
        .executeTakeFirst()
        .catch(() => undefined);
      if (found === undefined) throw new Refusal("not-ready");
      return c.json({ ready: true });
    })
    .get("/metrics", async (c) =>
      c.body(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType }),
    );
}
