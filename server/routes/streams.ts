import { upgradeWebSocket } from "@hono/node-server";
import { Hono } from "hono";
import { type RawData, WebSocket } from "ws";
import { id } from "../../shared/bounds.ts";
import { greeting } from "../../shared/records.ts";
import { callerOf, type Env } from "../caller.ts";
import { failure } from "../log.ts";
import { isOurOrigin } from "../origin.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../refusal.ts";
import { tokenHash } from "../sign-in.ts";
import type { SideName } from "../streams.ts";
import { closing, greetWithin, parsed, upgrade } from "../upgrade.ts";

/**
 * `/api/connections/{id}/stream`: the token first, then bytes, which go to the other end unread; see streams.ts. The
 * viewer comes from the extension, with the token that her order bought; the doorkeeper says no Origin, and its own token.
 */
export const streamRoutes = (parts: Parts) =>
  new Hono<Env>().get(
    "/api/connections/:id/stream",
    upgrade(parts, (origin) => origin === undefined || isOurOrigin(origin, parts.url)),
    async (c, next) => {
      if (!id.safeParse(c.req.param("id")).success) throw new Refusal("unknown");
      await next();
    },
    upgradeWebSocket((c) => {
      const connection = c.req.param("id") ?? "";
      const name: SideName = c.req.header("origin") === undefined ? "door" : "viewer";
      return {
        onOpen(_event, { raw }) {
          if (!(raw instanceof WebSocket)) return;
          const early: RawData[] = [];
          let isGreeted = false;
          const timer = setTimeout(() => raw.close(closing.notSignedIn), greetWithin);
          raw.once("close", () => clearTimeout(timer));
          const greet = async (data: RawData, isBinary: boolean): Promise<void> => {
            const said = greeting.safeParse(isBinary ? undefined : parsed(String(data)));
            if (!said.success) return leave(closing.malformed);
            const isAllowed = await mayJoin(parts, connection, name, said.data.token);
            clearTimeout(timer);
            if (raw.readyState !== WebSocket.OPEN) return;
            if (!isAllowed) return leave(closing.notSignedIn);
            parts.streams.join(connection, name, raw, early);
          };
          const leave = (code: number): void => {
            clearTimeout(timer);
            raw.close(code);
            raw.resume();
          };
          raw.on("message", (data: RawData, isBinary: boolean) => {
            if (!isGreeted) {
              isGreeted = true;
              raw.pause();
              greet(data, isBinary).catch((error: unknown) => {
                parts.log(failure(error));
                leave(closing.failed);
              });
            } else if (isBinary) early.push(data);
            else leave(closing.malformed);
          });
        },
      };
    }),
  );

/** Whether this token lets its holder in at this end of a connection that was ordered and isn't over. */
async function mayJoin(parts: Parts, connection: string, name: SideName, token: string): Promise<boolean> {
  const at = parts.now();
  if (name === "viewer" && !parts.streams.use(token, connection, at)) return false;
  const row = await parts.store
    .selectFrom("connections")
    .where("id", "=", connection)
    .where("order", "is not", null)
    .where("endedAt", "is", null)
    .select("door")
    .executeTakeFirst();
  if (row === undefined) return false;
  if (name === "viewer") return true;
  const caller = await callerOf(parts.store, tokenHash(token), at);
  return caller?.role === "doorkeeper" && caller.key === row.door;
}
