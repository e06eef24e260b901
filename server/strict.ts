import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { isOurOrigin } from "./origin.ts";
import { malformed, Refusal } from "./refusal.ts";

const json = /^application\/json(; ?charset=utf-8)?$/i;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * One spelling of everything: a path as it is written here, a body of UTF-8 that says it is JSON; and no call out of a web
 * page, which has no business here, whatever name it reached us by.
 */
export const strict =
  (url: string): MiddlewareHandler<{ Bindings: Partial<HttpBindings> }> =>
  async (c, next) => {
    const { pathname } = new URL(c.req.url);
    const asked = c.env?.incoming?.url?.split("?")[0] ?? pathname;
    if (asked !== pathname || pathname.includes("%")) throw new Refusal("unknown");
    const origin = c.req.header("origin");
    if (origin !== undefined && !isOurOrigin(origin, url)) throw new Refusal("not-allowed");
    const bytes = c.req.method === "GET" || c.req.method === "HEAD" ? null : await c.req.arrayBuffer();
    if (bytes !== null && bytes.byteLength > 0) {
      if (!json.test(c.req.header("content-type") ?? "")) throw new Refusal("not-json");
      try {
        JSON.parse(utf8.decode(bytes));
      } catch {
        throw malformed("", "unreadable");
      }
    }
    await next();
  };
