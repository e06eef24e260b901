import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { type Access, accessAt, type Grant, openings } from "../../shared/access-window.ts";
import type { Terms } from "../../shared/terms.ts";
import { stretchAt } from "../../shared/zone.ts";
import { everyDay, on, terms, tuesday, workdays } from "./valid.ts";

const day = 86_400_000;
// Every question about a zone's clock that isn't answered from memory goes through here.
let lookUps: MockInstance;
beforeEach(() => {
  lookUps = vi.spyOn(Intl.DateTimeFormat.prototype, "formatToParts");
});
afterEach(() => {
  lookUps.mockRestore();
});
const countOf = (work: () => void): number => {
  lookUps.mockClear();
  work();
  return lookUps.mock.calls.length;
};
/** An instant of which nothing was looked up yet. */
let fresh = 0;
const freshInstant = (): number => Date.UTC(2200, 0, 1) + ++fresh * 300 * day;

describe("what was looked up about a zone", () => {
  it("costs two look-ups where no clock changes, and none the second time", () => {
    const at = freshInstant();
    expect(countOf(() => stretchAt("UTC", at))).toBe(2);
    expect(countOf(() => stretchAt("UTC", at))).toBe(0);
    expect(countOf(() => stretchAt("Asia/Tokyo", at))).toBe(2);
    expect(countOf(() => stretchAt("UTC", at))).toBe(0);
  });

  it("costs some twenty where one does", () => {
    const change = Date.parse("2031-03-30T01:00:00Z");
    expect(countOf(() => stretchAt("Europe/Berlin", change))).toBeLessThan(25);
    expect(countOf(() => stretchAt("Europe/Berlin", change - 1))).toBe(0);
  });

  it("is forgotten after 4,000 stretches, and then as it was", () => {
    const at = freshInstant();
    const isForgotten = (): boolean => countOf(() => stretchAt("UTC", at)) > 0;
    let next = at;
    const lookAtOthers = (times: number): void => {
      for (let index = 0; index < times; index++) {
        next += 3 * day;
        stretchAt("UTC", next);
      }
    };
    const before = stretchAt("UTC", at);
    // Until it is forgotten for the first time others may have been looked up; from then on it is known how many.
    for (let times = 0; times < 4_000 && !isForgotten(); times += 100) lookAtOthers(100);
    while (isForgotten()) lookAtOthers(0);
    const first = next;
    while (!isForgotten()) lookAtOthers(1);
    expect((next - first) / (3 * day)).toBeLessThanOrEqual(4_000);
    expect((next - first) / (3 * day)).toBeGreaterThan(3_850);
    expect(stretchAt("UTC", at)).toEqual(before);
  });

  it("is forgotten after 200 spellings of zones, and then as it was", () => {
    const before = stretchAt("Europe/Berlin", 0);
    const spelling = (index: number): string =>
      [..."Europe/berlin"]
        .map((letter, place) =>
          place > 0 && (index >> (place < 6 ? place - 1 : place - 2)) & 1 ? letter.toUpperCase() : letter,
        )
        .join("");
    for (let index = 0; index < 130; index++) stretchAt(spelling(index), 0);
    const soFar = countOf(() => stretchAt("Europe/Berlin", 0));
    for (let index = 130; index < 201; index++) expect(stretchAt(spelling(index), 0)).toEqual(before);
    expect([soFar, countOf(() => stretchAt("Europe/Berlin", 0))]).toEqual([0, 2]);
    expect(stretchAt("Europe/Berlin", 0)).toEqual(before);
  });
});

describe("openings", () => {
  it("late in a long grant cost no more than early ones", () => {
    for (const hours of [[], [everyDay("20:00", "06:00")], [on(["sun"], "02:00", "03:00")]]) {
      const approvedAt = freshInstant();
      const grant: Grant = { terms: terms({ span: { kind: "unlimited" }, hours, zone: "Asia/Tokyo" }), approvedAt };
      openings(grant, approvedAt, 1);
      expect(countOf(() => openings(grant, approvedAt + 250 * day, 3))).toBeLessThan(40);
    }
  });

  it("of a week without a turn are looked for no further back than they must", () => {
    const approvedAt = freshInstant();
    const grant: Grant = {
      terms: terms({ span: { kind: "unlimited" }, hours: [everyDay("00:00", "24:00")], zone: "Asia/Tokyo" }),
      approvedAt,
    };
    expect(countOf(() => openings(grant, approvedAt + 250 * day, 3))).toBeLessThan(3);
  });
});

describe("a grant that is asked about again", () => {
  const span: Record<Terms["span"]["kind"], Terms["span"]> = {
    days: { kind: "days", days: 30 },
    dates: { kind: "dates", from: "2026-10-01", through: "2026-11-30" },
    unlimited: { kind: "unlimited" },
  };
  const ahead: Terms["span"] = { kind: "dates", from: "2026-11-01", through: "2026-11-30" };
  it.each<[what: string, terms: Terms, open: boolean]>([
    ["open, days", terms({ span: span.days }), true],
    ["open, dates", terms({ span: span.dates }), true],
    ["open, unlimited", terms({ span: span.unlimited }), true],
    ["open, hours", terms({ span: span.unlimited, hours: [everyDay("09:00", "18:00")] }), true],
    ["closed, hours", terms({ span: span.days, hours: [on(workdays, "20:00", "06:00")] }), false],
    ["upcoming", terms({ span: ahead }), false],
    ["upcoming, hours", terms({ span: ahead, hours: [on(["fri"], "20:00", "06:00")] }), false],
  ])("%s: compares, and looks nothing up", (_, given, open) => {
    const grant: Grant = { terms: given, approvedAt: tuesday };
    // What reads terms or clocks goes through a Map; what compares doesn't.
    const maps = vi.spyOn(Map.prototype, "get");
    const mapsIn = (work: () => Access): number => {
      const before = maps.mock.calls.length;
      expect(work().open).toBe(open);
      return maps.mock.calls.length - before;
    };
    try {
      const first = mapsIn(() => accessAt(grant, tuesday));
      const again = [tuesday, tuesday + 1, tuesday].map((at) => mapsIn(() => accessAt(grant, at)));
      expect([first > 0, ...again]).toEqual([true, 0, 0, 0]);
    } finally {
      maps.mockRestore();
    }
  });
});
