import { describe, expect, test } from "vitest";
import { axisLabels } from "../../../extension/week/axis.ts";
import { groupsOf, type Week, type WeekOf, weekOf } from "../../../extension/week/week.ts";
import { weekLineOf } from "../../../extension/week/week-line.ts";
import { type Hours, type Span, type Terms, weekdays } from "../../../shared/terms.ts";

const berlin = "Europe/Berlin";
const lisbon = "Europe/Lisbon";
const newYork = "America/New_York";
const hour = 3_600_000;
const night: Hours = { opens: "20:00", closes: "06:00", weekdays };
/** A Tuesday, 14:35 in Berlin; clocks go back on the Sunday after. */
const tuesday = Date.parse("2026-10-20T12:35:00Z");

const terms = (span: Span, hours: Hours[], zone = berlin): Terms => ({
  credentialMode: "at-connection",
  span,
  hours,
  zone,
});
const nights = (span: Span, zone = berlin): Terms => terms(span, [night], zone);
const days = (count: number): Span => ({ kind: "days", days: count });
const unlimited: Span = { kind: "unlimited" };

const week = (of: Terms, more: Partial<WeekOf> = {}): Week => {
  const at = more.at ?? tuesday;
  return weekOf({ grant: { terms: of, approvedAt: at }, at, zone: berlin, other: null, begin: "opening", ...more });
};
/** Bars of a row, "20-24>" where it stays open, "<0-6" where it was. */
const bars = (found: Week, index: number): string =>
  (found.rows[index]?.bars ?? [])
    .map(({ from, to, before, after }) => `${before ? "<" : ""}${short(from)}-${short(to)}${after ? ">" : ""}`)
    .join(" ");
const short = (position: number): string => String(Math.round(position * 100) / 100);
const part = (of: { from: number; to: number } | null | undefined): string =>
  of ? `${short(of.from)}-${short(of.to)}` : "none";
const kinds = (found: Week, index: number): string[] => (found.rows[index]?.words ?? []).map(({ kind }) => kind);

describe("five nights from a Tuesday, over the hour that comes twice", () => {
  const found = week(nights(days(5)), { other: lisbon });

  test("begins today and has seven days", () => {
    expect(found.rows.map(({ date }) => date)).toEqual([
      "2026-10-20",
      "2026-10-21",
      "2026-10-22",
      "2026-10-23",
      "2026-10-24",
      "2026-10-25",
      "2026-10-26",
    ]);
    expect(found.rows.map(({ today }) => today)).toEqual([true, false, false, false, false, false, false]);
    expect(found.later).toBe(false);
  });

  test("now stands in today's row alone", () => {
    expect(found.rows.map(({ now }) => now)).toEqual([14 + 35 / 60, null, null, null, null, null, null]);
  });

  test("the bar runs over midnight without a line between", () => {
    expect([0, 1, 4, 5, 6].map((index) => bars(found, index))).toEqual([
      "20-24>",
      "<0-6 20-24>",
      "<0-6 20-24>",
      "<0-6",
      "",
    ]);
  });

  test("the track is what is left of the span", () => {
    expect([0, 1, 5, 6].map((index) => part(found.rows[index]?.track))).toEqual([
      "14.58-24",
      "0-24",
      "0-14.58",
      "none",
    ]);
  });

  test("the span ends in its own row, by the minute", () => {
    expect(found.rows.map(({ end }) => end)).toEqual([null, null, null, null, null, 14 + 35 / 60, null]);
  });

  test("times stand in the row in which it opens, and the end in its own", () => {
    expect([0, 4, 5, 6].map((index) => kinds(found, index))).toEqual([["range"], ["range"], ["ends"], []]);
  });

  test("the hour that comes twice is marked, open both times", () => {
    expect(found.rows[5]?.twice).toEqual({ from: 2, to: 3, passes: "both" });
    expect(found.changes).toEqual([{ kind: "back", date: "2026-10-25", minute: 120, minutes: 60, passes: "both" }]);
  });

  test("Lisbon changes at the same instant: one axis, an hour behind", () => {
    expect(found.otherAxis).toBe(true);
    expect(groupsOf(found).map(({ ahead, rows }) => [ahead / hour, rows.length])).toEqual([[-1, 7]]);
  });
});

describe("changes of the clock", () => {
  test("New York changes on another day: the row of Berlin's change goes with the later axis", () => {
    const found = week(nights(unlimited), { other: newYork });
    expect(groupsOf(found).map(({ ahead, rows }) => [ahead / hour, rows.length])).toEqual([
      [-6, 5],
      [-5, 2],
    ]);
  });

  test("New York's own change, a week later, in Berlin's rows", () => {
    const found = week(nights(unlimited), { other: newYork, at: Date.parse("2026-10-28T12:00:00Z") });
    expect(
      groupsOf(found).map(({ ahead, rows }) => [ahead / hour, rows.map(({ date }) => date.slice(5)).join()]),
    ).toEqual([
      [-5, "10-28,10-29,10-30,10-31"],
      [-6, "11-01,11-02,11-03"],
    ]);
    expect(found.changes).toEqual([]);
  });

  test("an hour that is skipped is a gap in one bar", () => {
    const found = week(nights(days(5)), { at: Date.parse("2027-03-25T12:00:00Z") });
    const sunday = found.rows.findIndex(({ date }) => date === "2027-03-28");
    expect(bars(found, sunday)).toBe("<0-6 20-24>");
    expect(part(found.rows[sunday]?.skip)).toBe("2-3");
    expect(found.changes).toEqual([{ kind: "forward", date: "2027-03-28", minute: 120, minutes: 60, open: true }]);
  });

  test("closed in both passes: said, not drawn", () => {
    const found = week(terms(unlimited, [{ opens: "09:00", closes: "12:00", weekdays }]));
    expect(found.rows[5]?.twice).toBeNull();
    expect(found.changes).toMatchObject([{ kind: "back", passes: "none" }]);
  });

  // Hours that are read in UTC know both passes apart.
  test.each([
    ["first", "20:00", "01:00"],
    ["second", "01:00", "05:00"],
    ["both", "00:30", "01:30"],
    ["none", "03:00", "05:00"],
  ] as const)("an hour that comes twice, open in pass %s", (passes, opens, closes) => {
    const found = week(terms(unlimited, [{ opens, closes, weekdays }], "Etc/UTC"), { begin: "today" });
    expect(found.changes).toMatchObject([{ passes }]);
    expect(found.rows[5]?.twice?.passes ?? "none").toBe(passes);
  });

  test("a span that ends before the clock is set back knows nothing of it", () => {
    const grant = { terms: { ...nights(days(7)), hours: [] }, approvedAt: Date.parse("2026-10-18T00:40:00Z") };
    const found = weekOf({ grant, at: tuesday, zone: berlin, other: null, begin: "today" });
    expect(found.changes).toEqual([]);
    expect(bars(found, 5)).toBe("<0-2.67");
  });

  test("outside of the span a change isn't mentioned", () => {
    expect(week(nights(days(2))).changes).toEqual([]);
    expect(week(nights(days(2))).rows[5]?.twice).toBeNull();
  });

  test("half an hour on Lord Howe, back in April and forward in October", () => {
    const zone = "Australia/Lord_Howe";
    const of = nights(unlimited, zone);
    const back = week(of, { zone, at: Date.parse("2027-04-01T00:00:00Z") });
    expect(back.changes).toEqual([{ kind: "back", date: "2027-04-04", minute: 90, minutes: 30, passes: "both" }]);
    expect(part(back.rows.find(({ date }) => date === "2027-04-04")?.twice)).toBe("1.5-2");
    const forward = week(of, { zone, at: Date.parse("2027-09-30T00:00:00Z") });
    expect(forward.changes).toEqual([{ kind: "forward", date: "2027-10-03", minute: 120, minutes: 30, open: true }]);
  });

  test("a midnight that is skipped: the day begins at one, and its bar too", () => {
    const zone = "America/Havana";
    const found = week(nights(unlimited, zone), { zone, at: Date.parse("2027-03-12T12:00:00Z") });
    const row = found.rows.findIndex(({ date }) => date === "2027-03-14");
    expect(part(found.rows[row]?.skip)).toBe("0-1");
    expect(bars(found, row)).toBe("<0-6 20-24>");
  });

  test("an hour that comes twice before midnight, in the Azores", () => {
    const zone = "Atlantic/Azores";
    const found = week(nights(unlimited, zone), { zone, at: Date.parse("2026-10-22T12:00:00Z") });
    expect(found.changes).toMatchObject([{ kind: "back", date: "2026-10-25", minute: 0, minutes: 60 }]);
  });
});

describe("the other clock", () => {
  test("no axis where both read alike all week", () => {
    expect(week(nights(unlimited), { other: "Europe/Paris" }).otherAxis).toBe(false);
    expect(week(nights(unlimited)).otherAxis).toBe(false);
  });

  test("an axis where they differ in a part of the week only", () => {
    // London goes forward on 28 March 2027, Abidjan never.
    const found = week(nights(unlimited), {
      zone: "Europe/London",
      other: "Africa/Abidjan",
      at: Date.parse("2027-03-25T12:00:00Z"),
    });
    expect(found.otherAxis).toBe(true);
    expect(groupsOf(found).map(({ ahead }) => ahead / hour)).toEqual([0, -1]);
  });

  test("hours that are read in another zone are drawn in the reader's", () => {
    const found = week(nights(unlimited, "Asia/Kathmandu"), { other: "Asia/Kathmandu" });
    expect(bars(found, 1)).toBe("<0-2.25 16.25-24>");
    expect(groupsOf(found)[0]?.ahead).toBe(3.75 * hour);
  });
});

describe("which week, and which words", () => {
  test("from the day of the first opening, where that is later", () => {
    const saturdays = terms(unlimited, [{ opens: "09:00", closes: "12:00", weekdays: ["sat"] }]);
    const found = week(saturdays);
    expect(found.rows[0]?.date).toBe("2026-10-24");
    expect(found.later).toBe(true);
    expect(week(saturdays, { begin: "today" }).rows[0]?.date).toBe("2026-10-20");
  });

  test("from the start of the span, where a form is filled in", () => {
    const found = week(nights({ kind: "dates", from: "2026-10-26", through: "2026-10-30" }), { begin: "span" });
    expect(found.rows[0]?.date).toBe("2026-10-26");
    expect(found.rows[4]?.end).toBe(24);
    expect(kinds(found, 4)).toEqual(["range", "ends"]);
  });

  test("at any time: from now on, all day, until the end", () => {
    const found = week(terms(days(3), []));
    expect([0, 1, 2, 3, 4].map((index) => kinds(found, index))).toEqual([
      ["from"],
      ["all-day"],
      ["all-day"],
      ["ends"],
      [],
    ]);
  });

  test("one day at any time is said as its beginning and its end", () => {
    const found = week(terms(days(1), []));
    expect([0, 1, 2].map((index) => kinds(found, index))).toEqual([["from"], ["ends"], []]);
  });

  test("weekdays that touch are one opening, said day by day", () => {
    const found = week(terms(unlimited, [{ opens: "00:00", closes: "24:00", weekdays: ["wed", "thu"] }]));
    expect([0, 1, 2].map((index) => kinds(found, index))).toEqual([["all-day"], ["all-day"], []]);
  });

  test("what was open before today stays drawn from its beginning, and is said in the first row", () => {
    const at = Date.parse("2026-10-20T01:00:00Z");
    const grant = { terms: nights(unlimited), approvedAt: at - 48 * hour };
    const found = weekOf({ grant, at, zone: berlin, other: null, begin: "today" });
    expect(kinds(found, 0)).toEqual(["until", "range"]);
    expect(bars(found, 0)).toBe("<0-6 20-24>");
    expect(part(found.rows[0]?.track)).toBe("0-24");
  });

  test("an opening ahead isn't drawn as past", () => {
    const found = week(nights(unlimited));
    expect(part(found.rows[0]?.track)).toBe("14.58-24");
  });

  test.each([
    ["unknown zone", nights(unlimited, "Mars/Base")],
    ["a time that doesn't exist", terms(unlimited, [{ ...night, opens: "25:00" }])],
    ["an empty span", nights({ kind: "dates", from: "2026-10-01", through: "2026-10-02" })],
  ])("%s: seven rows, nothing open", (_, of) => {
    const found = week(of);
    expect(found.rows).toHaveLength(7);
    expect(found.open).toBe(false);
    expect(found.rows.every(({ words }) => words.every(({ kind }) => kind === "ends"))).toBe(true);
  });
});

describe("the week in one line", () => {
  test("bars over midnight are one bar", () => {
    const line = weekLineOf(week(nights(days(5)), { begin: "today" }));
    expect(line.bars).toEqual([
      { from: 20, to: 30 },
      { from: 44, to: 54 },
      { from: 68, to: 78 },
      { from: 92, to: 102 },
      { from: 116, to: 126 },
    ]);
    expect(part(line.track)).toBe("14.58-134.58");
    expect(line.now).toBeCloseTo(14.583, 2);
  });

  test("nothing at all", () => {
    const line = weekLineOf(week(nights(unlimited, "Mars/Base"), { begin: "today" }));
    expect(line).toMatchObject({ track: null, bars: [] });
  });
});

describe("axes", () => {
  test.each([
    [0, ["0", "6", "12", "18", "24"]],
    [-1, ["23", "5", "11", "17", "23"]],
    [-6, ["18", "0", "6", "12", "18"]],
    [24, ["24", "6", "12", "18", "0"]],
    [3.75, ["3:45", "9:45", "15:45", "21:45", "3:45"]],
    [10.5, ["10:30", "16:30", "22:30", "4:30", "10:30"]],
  ])("%d hours ahead", (ahead, labels) => {
    expect(axisLabels(ahead * hour)).toEqual(labels);
  });
});
