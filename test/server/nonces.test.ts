import { afterEach, describe, expect, it } from "vitest";
import { createNonces } from "../../server/nonces.ts";
import { bounds } from "../../shared/bounds.ts";

const entries: { next: () => unknown } = Object.getPrototypeOf(new Map().entries());
const { next } = entries;
afterEach(() => {
  entries.next = next;
});

/** How many entries of maps are looked at while something is done. */
function looks(act: () => void): number {
  let count = 0;
  entries.next = function (this: unknown) {
    count += 1;
    return Reflect.apply(next, this, []);
  };
  act();
  entries.next = next;
  return count;
}

describe("nonces", () => {
  it("cost the same to use however many were used before", () => {
    const nonces = createNonces();
    for (let count = 0; count < 1_000; count += 1) nonces.use(nonces.fresh(0), 0);
    const one = nonces.fresh(0);
    expect(looks(() => expect(nonces.use(one, 0)).toBe(true))).toBeLessThan(5);
  });

  it("are forgotten when they are over", () => {
    const nonces = createNonces();
    for (let count = 0; count < 100; count += 1) nonces.use(nonces.fresh(0), 0);
    const later = bounds.nonceLives;
    expect(looks(() => nonces.use(nonces.fresh(later), later))).toBeGreaterThan(100);
    expect(looks(() => nonces.use(nonces.fresh(later), later))).toBeLessThan(5);
  });

  it("are good once up to the last moment, in whatever order they were made and used", () => {
    const nonces = createNonces();
    const [older, newer] = [nonces.fresh(0), nonces.fresh(1_000)];
    expect(nonces.use(newer, 2_000)).toBe(true);
    expect(nonces.use(older, 3_000)).toBe(true);
    expect(nonces.use(older, bounds.nonceLives - 1)).toBe(false);
    expect(nonces.use(newer, bounds.nonceLives + 999)).toBe(false);
  });
});
