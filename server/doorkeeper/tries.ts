import { z } from "zod";
import type { Clock, Tries } from "./parts.ts";
import type { State } from "./state.ts";

const perGrant = { most: 3, within: 15 * 60_000 };
const perComputer = { most: 10, within: 24 * 3_600_000 };
const counted = z.object({ count: z.int() });

/**
 * How often credentials may be tried, so that nobody guesses through the door (protocol.md section 0): 3 failures of a
 * grant in a quarter of an hour, 10 of this computer in a day. A try is stored before it is made: who ends the doorkeeper
 * while it waits for an answer has used it up. A try in the future, of a clock that went back, counts too.
 */
export function createTries(state: State, clock: Pick<Clock, "now">): Tries {
  const since = (at: number): number =>
    state.first(counted, "select count(*) as count from tries where at > ?", at)?.count ?? Number.POSITIVE_INFINITY;
  const ofGrant = (grant: string, at: number): number =>
    state.first(counted, "select count(*) as count from tries where grant = ? and at > ?", grant, at)?.count ??
    Number.POSITIVE_INFINITY;
  return {
    count(grant) {
      const at = clock.now();
      const may =
        ofGrant(grant, at - perGrant.within) < perGrant.most && since(at - perComputer.within) < perComputer.most;
      if (!may) return "too-many-tries";
      try {
        state.atOnce(() => {
          state.run("delete from tries where at <= ?", at - perComputer.within);
          state.run("insert into tries (grant, at) values (?, ?)", grant, at);
        });
        return null;
      } catch {
        return "not-stored";
      }
    },
    succeeded(grant) {
      try {
        state.run("delete from tries where number = (select max(number) from tries where grant = ?)", grant);
      } catch {
        // The disk is full: it stays counted.
      }
    },
  };
}
