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
import { tokenHash } from "../sign-in.ts";
import { closing, greetWithin, parsed, upgrade } from "../upgrade.ts";

/** `/api/events`: the token first, then only pings, each answered; see events.ts for what is told. */
export const eventRoutes = (parts: Parts) =>
  new Hono<Env>().get(
    "/api/events",
    upgrade(parts, (origin) => isOurOrigin(origin, parts.url)),
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
        if (!said.success) return shut(closing.malformed);
        const caller = await callerOf(parts.store, tokenHash(said.data.token), parts.now());
        if (isClosed || line === null) return;
        if (caller === null) return shut(closing.notSignedIn);
        clearTimeout(timer);
        off = parts.events.listen(caller, line);
      };
      return {
        onOpen(_event, { raw }) {
          if (raw instanceof WebSocket) line = lineOf(raw);
          timer = setTimeout(() => shut(closing.notSignedIn), greetWithin);
        },
        onMessage({ data }) {
          if (isClosed) return;
          const message = parsed(data);
          if (!asked) {
            asked = true;
            greet(message).catch((error: unknown) => {
              parts.log(failure(error));
              shut(closing.failed);
            });
          } else if (!ping.safeParse(message).success) shut(closing.malformed);
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
