import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

/** bytes that wait for the viewer, above which the screen isn't read, and below which it is again */
const waiting = { most: 4 * 1024 * 1024, few: 1024 * 1024 };

/** Keeps each side of a visit from being read faster than the other takes it, so that nothing grows between them. */
export type Pressure = {
  /** bytes of this screen were sent to the viewer: it isn't read where too many wait */
  sending(screen: Duplex): void;
  /** the line took a message over, for `send` of its WebSocket */
  sent: () => void;
  /** the screen doesn't take what the viewer says: nothing more is read until it does */
  full(screen: Duplex): void;
};

export function createPressure(line: WebSocket): Pressure {
  let held: Duplex | null = null;
  return {
    sending(screen) {
      if (line.bufferedAmount <= waiting.most) return;
      held = screen;
      screen.pause();
    },
    sent() {
      if (held === null || line.bufferedAmount > waiting.few) return;
      const screen = held;
      held = null;
      screen.resume();
    },
    full(screen) {
      line.pause();
      screen.once("drain", () => line.resume());
    },
  };
}
