import { upgradeWebSocket } from "@hono/node-server";
import { Hono } from "hono";
import { WebSocket } from "ws";
import { greeting, ping } from "../../shared/records.ts";
import { callerOf, type Env } from "../caller.ts";
import type { Line } from "../events.ts";
import { lineOf } from "../line.ts";
import { failure } from "../log.ts";
import { isOurOrigin } from "../origin.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../refusal.ts";
import { tokenHash } from "../sign-in.ts";

const malformed = 4400;
const notSignedIn = 4401;
/** ms within which a line must say whose it is */
const greetWithin = 5_000;
/** Parses what somebody sent over a socket; undefined for what isn't JSON in a text message. */
function parsed(data: unknown): unknown {
  try {
    return typeof data === "string" ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}

/** `/api/events`: the token first, then only pings, each answered; see events.ts for what is told. */
export const eventRoutes = (parts: Parts) =>
  new Hono<Env>().get(
    "/api/events",
    async (c, next) => {
      if (!isOurOrigin(c.req.header("origin"), parts.url)) throw new Refusal("not-allowed");
      await parts.limits.sockets.count(c.var.address);
      if (c.req.header("upgrade")?.toLowerCase() !== "websocket") throw new Refusal("malformed");
      await next();
    },
    upgradeWebSocket(() => {
      let line: Line | null = null;
      let off: (() => void) | null = null;
      let asked = false;
      let isClosed = false;
      let timer: NodeJS.Timeout | undefined;
      const shut = (code: number): void => {
        clearTimeout(timer);
        line?.close(code);
      };
      const greet = async (message: unknown): Promise<void> => {
        const said = greeting.safeParse(message);
        if (!said.success) return shut(malformed);
        const caller = await callerOf(parts.store, tokenHash(said.data.token), parts.now());
        if (isClosed || line === null) return;
        if (caller === null) return shut(notSignedIn);
        clearTimeout(timer);
        off = parts.events.listen(caller, line);
      };
      return {
        onOpen(_event, { raw }) {
          if (raw instanceof WebSocket) line = lineOf(raw);
          timer = setTimeout(() => shut(notSignedIn), greetWithin);
        },
        onMessage({ data }) {
          if (isClosed) return;
          const message = parsed(data);
          if (!asked) {
            asked = true;
            greet(message).catch((error: unknown) => {
              parts.log(failure(error));
              shut(1011);
            });
          } else if (!ping.safeParse(message).success) shut(malformed);
          else line?.send('{"kind":"pong"}');
        },
        onClose() {
          isClosed = true;
          clearTimeout(timer);
          off?.();
        },
      };
    }),
  );
