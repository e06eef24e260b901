import { Refusal } from "./refusal.ts";

/** Lets work in when it is its turn; refuses with `too-many` when too many wait already. */
type Gate = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/** A gate for work that wants much of the machine: so many at once, so many waiting, first come first served. */
export function createGate(atOnce: number, mostWaiting: number): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (inside < atOnce) inside += 1;
    else if (waiting.length < mostWaiting) await new Promise<void>((enter) => waiting.push(enter));
    else throw new Refusal("too-many", { retryAfter: 5 });
    try {
      return await work();
    } finally {
      // Who waits takes over this place, so that nobody who comes meanwhile slips in.
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}
