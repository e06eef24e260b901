import { Hono } from "hono";
import type { Env } from "../caller.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../refusal.ts";
import type { Routes } from "../routes.ts";

const info = { title: "Whileaway", version: "0.1.0", description: "Consented unattended access for any web console." };

/** What is there to be read by operators and their tools. */
export function documentRoutes(parts: Parts, described: Routes) {
  let text: string | null = null;
  const document = (): string => {
    described.openAPIRegistry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
    return JSON.stringify(described.getOpenAPI31Document({ openapi: "3.1.0", info, servers: [{ url: parts.url }] }));
  };
  return new Hono<Env>()
    .get("/api/openapi.json", (c) => {
      text ??= document();
      return c.body(text, 200, { "content-type": "application/json" });
    })
    .get("/health/live", (c) => c.json({ live: true }))
    .get("/health/ready", async (c) => {
      const found = await parts.store.selectFrom("organisation").select("id").executeTakeFirst();
      if (found === undefined) throw new Refusal("not-ready");
      return c.json({ ready: true });
    })
    .get("/metrics", async (c) =>
      c.text(await parts.metrics.registry.metrics(), 200, { "content-type": parts.metrics.registry.contentType }),
    );
}
