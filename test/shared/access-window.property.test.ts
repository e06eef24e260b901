import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessAt, type Grant, openings, spanOf } from "../../shared/access-window.ts";
import { day, situation } from "./odd-zones.ts";
import { spanOracle, stateOracle } from "./oracle.ts";

/** RUNS=3000 looks deeper. */
const runs = { numRuns: Number(process.env.RUNS ?? 60) };
const stateOf = (grant: Grant, at: number) => {
  const access = accessAt(grant, at);
  return access.open ? "open" : access.because;
};

describe("against an oracle that asks luxon one instant at a time", { timeout: 1_000_000 }, () => {
  it("a span begins and ends where its words say", () => {
    fc.assert(
      fc.property(situation, ({ terms, approvedAt }) => {
        expect(spanOf(terms, approvedAt)).toEqual(spanOracle(terms, approvedAt));
      }),
      runs,
    );
  });

  it("a grant is open at an instant exactly when its words say so, at every boundary and a millisecond beside it", () => {
    fc.assert(
      fc.property(situation, ({ terms, approvedAt, at }) => {
        const grant = { terms, approvedAt };
        const span = spanOracle(terms, approvedAt);
        const boundaries = openings(grant, approvedAt - day, 6).flatMap(({ from, until }) => [from, until ?? from]);
        const asked = [...at, ...boundaries, span.from, span.until ?? span.from];
        for (const instant of asked.flatMap((middle) => [middle - 1, middle, middle + 1])) {
          expect([instant, stateOf(grant, instant)]).toEqual([instant, stateOracle(grant, instant, span)]);
        }
      }),
      runs,
    );
  });

  it("until and opensAt are the first instants at which the answer is another", () => {
    fc.assert(
      fc.property(situation, fc.option(fc.nat(20 * day)), fc.option(fc.nat(20 * day)), (given, revoked, paused) => {
        const { terms, approvedAt, at } = given;
        const grant: Grant = { terms, approvedAt };
        if (revoked !== null) grant.revokedAt = approvedAt + revoked;
        if (paused !== null) grant.pausedAt = approvedAt + paused;
        const span = spanOracle(terms, approvedAt);
        for (const instant of at) {
          const access = accessAt(grant, instant);
          const turn = access.open ? access.until : access.opensAt;
          // No turn means none: looked at hour by hour over the fifteen days after, in which every week repeats.
          const end = turn ?? instant + 15 * day;
          const wanted = (middle: number) => (stateOracle(grant, middle, span) === "open") === access.open;
          const step = Math.max(60_000, Math.floor((end - instant) / 150));
          for (let middle = instant; middle < end; middle += step)
            expect([middle, wanted(middle)]).toEqual([middle, true]);
          if (turn !== null) expect([turn - 1, wanted(turn - 1), wanted(turn)]).toEqual([turn - 1, true, false]);
        }
      }),
      runs,
    );
  });

  it("openings are the open intervals as long as they can be, in order", () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 8 }), ({ terms, approvedAt, at }, count) => {
        const grant = { terms, approvedAt };
        const span = spanOracle(terms, approvedAt);
        const open = (instant: number) => stateOracle(grant, instant, span) === "open";
        for (const from of at.slice(0, 3)) {
          const found = openings(grant, from, count);
          expect(found.length).toBeLessThanOrEqual(count);
          let end = from;
          for (const [index, opening] of found.entries()) {
            expect([opening.from, open(opening.from - 1), open(opening.from)]).toEqual([opening.from, false, true]);
            if (index > 0) {
              expect(opening.from).toBeGreaterThan(end);
              const middle = Math.floor((end + opening.from) / 2);
              expect([middle, open(middle)]).toEqual([middle, false]);
            } else if (opening.from > from) expect(open(from)).toBe(false);
            if (opening.until === null) {
              expect(index).toBe(found.length - 1);
              break;
            }
            expect(opening.until).toBeGreaterThan(from);
            expect([opening.until, open(opening.until - 1), open(opening.until)]).toEqual([opening.until, true, false]);
            end = opening.until;
          }
          if (found.length < count && found.at(-1)?.until !== null && span.until !== null) {
            for (let later = end; later < span.until; later += 3_600_000)
              expect([later, open(later)]).toEqual([later, false]);
          }
        }
      }),
      runs,
    );
  });

  it("the answer doesn't depend on what was asked before", () => {
    fc.assert(
      fc.property(situation, ({ terms, approvedAt, at }) => {
        const asked = { terms, approvedAt };
        for (const instant of at) {
          expect(accessAt(asked, instant)).toEqual(accessAt({ terms, approvedAt }, instant));
        }
      }),
      runs,
    );
  });
});
