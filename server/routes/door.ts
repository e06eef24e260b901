import { upgradeWebSocket } from "@hono/node-server";
import { Hono } from "hono";
import { WebSocket } from "ws";
import { fromDoor, type ToDoor } from "../../shared/door-wire.ts";
import { greeting } from "../../shared/records.ts";
import { createTurns } from "../../shared/turns.ts";
import { callerOf, type Env } from "../caller.ts";
import type { Line } from "../events.ts";
import { lineOf } from "../line.ts";
import { failure } from "../log.ts";
import type { Parts } from "../parts.ts";
import { Refusal } from "../refusal.ts";
import { tokenHash } from "../sign-in.ts";
import { doorLeft, doorSaid } from "../told-by-door.ts";
import { closing, greetWithin, parsed, upgrade } from "../upgrade.ts";

/** messages that may wait to be kept before no more are read */
const mostWaiting = 32;

/** `/api/door`: a doorkeeper's token first, then what shared/door-wire.ts says; see doors.ts for what is asked of it. */
export const doorRoutes = (parts: Parts) =>
  new Hono<Env>().get(
    "/api/door",
    // A browser always says an Origin: no page and no extension can speak here.
    upgrade(parts, (origin) => origin === undefined),
    upgradeWebSocket(() => {
      let raw: WebSocket | null = null;
      let line: Line | null = null;
      let key: string | null = null;
      let off: (() => void) | null = null;
      let asked = false;
      let pairs = false;
      let untold = false;
      let isClosed = false;
      let timer: NodeJS.Timeout | undefined;
      let waiting = 0;
      const inTurn = createTurns();
      const shut = (code: number): void => {
        clearTimeout(timer);
        line?.close(code);
      };
      const tell = (message: ToDoor): void => line?.send(JSON.stringify(message));
      const greet = async (message: unknown): Promise<void> => {
        const said = greeting.safeParse(message);
        if (!said.success) return shut(closing.malformed);
        const caller = await callerOf(parts.store, tokenHash(said.data.token), parts.now());
        if (isClosed || line === null) return;
        if (caller?.role !== "doorkeeper") return shut(closing.notSignedIn);
        clearTimeout(timer);
        key = caller.key;
        off = parts.doors.listen(caller, line);
        tell({ kind: "welcome", now: parts.now() });
      };
      const hear = async (message: unknown): Promise<void> => {
        if (!asked) {
          asked = true;
          return greet(message);
        }
        if (isClosed || key === null) return;
        const said = fromDoor.safeParse(message);
        await parts.limits[said.data?.kind === "entry" ? "entries" : "door"].count(key);
        if (!said.success) return shut(closing.malformed);
        if (said.data.kind === "ping") tell({ kind: "pong", now: parts.now() });
        else {
          pairs ||= said.data.kind === "pair-door";
          untold ||= said.data.kind === "entry";
          await doorSaid(parts, key, said.data);
        }
      };
      const failed = (error: unknown): void => {
        if (error instanceof Refusal) shut(error.code === "too-many" ? closing.tooMany : closing.malformed);
        else {
          parts.log(failure(error));
          shut(closing.failed);
        }
      };
      return {
        onOpen(_event, socket) {
          if (socket.raw instanceof WebSocket) {
            raw = socket.raw;
            line = lineOf(raw);
          }
          timer = setTimeout(() => shut(closing.notSignedIn), greetWithin);
        },
        onMessage({ data }) {
          if (isClosed) return;
          const message = parsed(data);
          // One after the other, in order; who sends faster than we keep is read more slowly.
          waiting += 1;
          if (waiting >= mostWaiting) raw?.pause();
          void inTurn(() => hear(message).catch(failed)).finally(() => {
            waiting -= 1;
            // A history that comes in is told once it is in, not entry by entry.
            if (waiting === 0 && untold && key !== null) parts.tellDoor(key);
            untold &&= waiting > 0;
            if (waiting < mostWaiting) raw?.resume();
          });
        },
        onClose() {
          isClosed = true;
          clearTimeout(timer);
          off?.();
          if (key === null || !pairs) return;
          doorLeft(parts, key).catch((error: unknown) => parts.log(failure(error)));
        },
      };
    }),
  );
