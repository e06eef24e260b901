import { z } from "zod";
import { bounds } from "../../shared/bounds.ts";
import type { Clock } from "./parts.ts";
import type { State } from "./state.ts";

export type OwnClock = Clock & {
  /** the server's clock, as a welcome or a pong just said it */
  compare(server: number): void;
  /** the line is lost: what the server said of its clock counts no longer */
  uncompare(): void;
  /** looks whether it went back */
  look(): void;
  /** somebody at the computer says that the clock is right as it is now: writes it, inside a transaction */
  storeAccepted(): void;
  /** from here on; once it is stored */
  accept(): void;
};

const setting = z.object({ value: z.string() });
/** ms that a clock may go back: what a computer's own time-keeping does by itself */
const mayGoBack = 2 * 60_000;
/** ms of new time after which the highest is stored again; a restart forgets no more than this */
const storeEvery = 30_000;

export const systemClock: Pick<Clock, "now" | "monotonic"> = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

/**
 * The computer's clock and its floor (protocol.md section 0): the highest time seen is stored; a clock that went back by
 * more than two minutes closes everything, over restarts too, until somebody at the computer accepts it.
 */
export function createClock(
  state: State,
  source: Pick<Clock, "now" | "monotonic"> = systemClock,
  /** told once, when it is found to have gone back */
  wentBackNow: () => void = () => {},
): OwnClock {
  const read = (name: string): string | undefined =>
    state.first(setting, "select value from settings where name = ?", name)?.value;
  const store = (name: string, value: string): void =>
    state.run("insert or replace into settings (name, value) values (?, ?)", name, value);

  let highest = Number(read("clock-highest") ?? 0);
  let stored = highest;
  let wentBack = read("clock-went-back") !== undefined;
  /** server's clock minus this one's monotonic */
  let serverAhead: number | null = null;

  function look(): void {
    const at = source.now();
    if (!wentBack && at < highest - mayGoBack) {
      wentBack = true;
      tryTo(() => store("clock-went-back", String(highest)));
      wentBackNow();
      return;
    }
    if (!wentBack && at > highest) highest = at;
    if (highest >= stored + storeEvery) {
      tryTo(() => store("clock-highest", String(highest)));
      stored = highest;
    }
  }

  return {
    now: () => source.now(),
    monotonic: () => source.monotonic(),
    look,
    refuses() {
      look();
      if (wentBack) return "clock-went-back";
      if (serverAhead === null) return null;
      const differs = Math.abs(source.now() - (serverAhead + source.monotonic()));
      return differs <= bounds.clocksDiffer ? null : "clocks-differ";
    },
    compare(server) {
      serverAhead = server - source.monotonic();
    },
    uncompare() {
      serverAhead = null;
    },
    storeAccepted() {
      store("clock-highest", String(source.now()));
      state.run("delete from settings where name = 'clock-went-back'");
    },
    accept() {
      highest = source.now();
      stored = highest;
      wentBack = false;
    },
  };
}

/** What can't be stored holds in memory, and is tried again when more time has passed. */
function tryTo(store: () => void): void {
  try {
    store();
  } catch {
    // The disk is full: nothing new begins anyway while nothing can be stored.
  }
}
