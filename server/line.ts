import { WebSocket } from "ws";
import type { Line } from "./events.ts";

/** bytes that may wait for a reader before it is dropped: it is told everything anew when it comes back */
const mostWaiting = 16 * 1024 * 1024;

/** ms between two questions whether a line is still there */
const askEvery = 30_000;

/** Every half minute a line is asked whether somebody is still there; one that never answered by the next time is dead. */
export function lineOf(socket: WebSocket): Line {
  let askedAt: number | null = null;
  let isAlive = true;
  socket.on("pong", () => {
    isAlive = true;
  });
  return {
    send(text) {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (socket.bufferedAmount > mostWaiting) socket.terminate();
      else socket.send(text);
    },
    passTime(at) {
      askedAt ??= at;
      if (at < askedAt + askEvery) return;
      if (!isAlive) return socket.terminate();
      askedAt = at;
      isAlive = false;
      socket.ping();
    },
    close(code) {
      socket.close(code);
    },
  };
}
