import type { MiddlewareHandler } from "hono";
import type { Env } from "./caller.ts";
import type { Parts } from "./parts.ts";
import { Refusal } from "./refusal.ts";

/** How sockets of ours are closed. */
export const closing = {
  over: 1000,
  goingAway: 1001,
  tooMany: 1008,
  failed: 1011,
  malformed: 4400,
  notSignedIn: 4401,
  /** the other side of a stream didn't come in time */
  alone: 4404,
} as const;

/** ms within which a line must say whose it is */
export const greetWithin = 5_000;

/** Parses what somebody sent over a socket; undefined for what isn't JSON in a text message. */
export function parsed(data: unknown): unknown {
  try {
    return typeof data === "string" ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}

/** Lets the upgrade to a WebSocket through from a wanted Origin, and not too many from one address. */
export const upgrade =
  (parts: Parts, isWanted: (origin: string | undefined) => boolean): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (!isWanted(c.req.header("origin"))) throw new Refusal("not-allowed");
    await parts.limits.sockets.count(c.var.address);
    if (c.req.header("upgrade")?.toLowerCase() !== "websocket") throw new Refusal("malformed");
    await next();
  };
