import { describe, expect, it } from "vitest";
import { accessAt, type Grant, openings, spanOf } from "../../shared/access-window.ts";
import type { Terms } from "../../shared/terms.ts";
import { everyDay, instant, on, terms, tuesday, workdays } from "./valid.ts";

const unlimited = { kind: "unlimited" } as const;
const days = (count: number) => ({ kind: "days", days: count }) as const;
const dates = (from: string, through: string) => ({ kind: "dates", from, through }) as const;
const grant = (changed: Partial<Terms> = {}, approvedAt = tuesday): Grant => ({ terms: terms(changed), approvedAt });
const closed = (because: string, opensAt: number | null = null) => ({ open: false, because, opensAt });
const open = (until: number | null) => ({ open: true, until });
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("spanOf", () => {
  const rows: [what: string, changed: Partial<Terms>, approvedAt: string, from: string, until: string | null][] = [
    [
      "one day",
      { span: days(1) },
      "2026-10-20T14:35:27.123+02:00",
      "2026-10-20T14:35:27.123+02:00",
      "2026-10-21T14:35:27.123+02:00",
    ],
    [
      "days over the autumn change last an hour longer",
      { span: days(5) },
      "2026-10-20T14:35+02:00",
      "2026-10-20T14:35+02:00",
      "2026-10-25T14:35+01:00",
    ],
    [
      "days over the spring change last an hour less",
      { span: days(1) },
      "2027-03-27T14:35+01:00",
      "2027-03-27T14:35+01:00",
      "2027-03-28T14:35+02:00",
    ],
    [
      "days that end in the skipped hour end at its later reading",
      { span: days(1) },
      "2027-03-27T02:30+01:00",
      "2027-03-27T02:30+01:00",
      "2027-03-28T03:30+02:00",
    ],
    [
      "days that end at the first skipped instant",
      { span: days(1) },
      "2027-03-27T02:00+01:00",
      "2027-03-27T02:00+01:00",
      "2027-03-28T03:00+02:00",
    ],
    [
      "days that end just before the skipped hour",
      { span: days(1) },
      "2027-03-27T01:59:59.999+01:00",
      "2027-03-27T01:59:59.999+01:00",
      "2027-03-28T01:59:59.999+01:00",
    ],
    [
      "days that end in the repeated hour end at its first pass",
      { span: days(1) },
      "2026-10-24T02:30+02:00",
      "2026-10-24T02:30+02:00",
      "2026-10-25T02:30+02:00",
    ],
    [
      "so they do when approved in winter",
      { span: days(283) },
      "2026-01-15T02:30+01:00",
      "2026-01-15T02:30+01:00",
      "2026-10-25T02:30+02:00",
    ],
    [
      "the hour after the repeated one comes once",
      { span: days(1) },
      "2026-10-24T03:00+02:00",
      "2026-10-24T03:00+02:00",
      "2026-10-25T03:00+01:00",
    ],
    [
      "a day from the second pass of the repeated hour",
      { span: days(1) },
      "2026-10-25T02:30+01:00",
      "2026-10-25T02:30+01:00",
      "2026-10-26T02:30+01:00",
    ],
    [
      "days that end in the half hour that Lord Howe skips",
      { span: days(1), zone: "Australia/Lord_Howe" },
      "2026-10-03T02:15+10:30",
      "2026-10-03T02:15+10:30",
      "2026-10-04T02:45+11:00",
    ],
    [
      "days that end on the date that Apia skipped",
      { span: days(1), zone: "Pacific/Apia" },
      "2011-12-29T10:00-10:00",
      "2011-12-29T10:00-10:00",
      "2011-12-31T10:00+14:00",
    ],
    [
      "days over the date that Apia skipped",
      { span: days(2), zone: "Pacific/Apia" },
      "2011-12-29T10:00-10:00",
      "2011-12-29T10:00-10:00",
      "2011-12-31T10:00+14:00",
    ],
    [
      "the most days",
      { span: days(3650) },
      "2026-10-20T14:35+02:00",
      "2026-10-20T14:35+02:00",
      "2036-10-17T14:35+02:00",
    ],
    [
      "dates ahead",
      { span: dates("2026-10-24", "2026-10-25") },
      "2026-10-20T14:35+02:00",
      "2026-10-24T00:00+02:00",
      "2026-10-26T00:00+01:00",
    ],
    [
      "one date",
      { span: dates("2026-10-24", "2026-10-24") },
      "2026-10-20T14:35+02:00",
      "2026-10-24T00:00+02:00",
      "2026-10-25T00:00+02:00",
    ],
    [
      "dates that have begun begin at the approval",
      { span: dates("2026-10-01", "2026-10-21") },
      "2026-10-20T14:35+02:00",
      "2026-10-20T14:35+02:00",
      "2026-10-22T00:00+02:00",
    ],
    [
      "today's date alone",
      { span: dates("2026-10-20", "2026-10-20") },
      "2026-10-20T14:35+02:00",
      "2026-10-20T14:35+02:00",
      "2026-10-21T00:00+02:00",
    ],
    [
      "dates in another zone",
      { span: dates("2026-10-24", "2026-10-24"), zone: "America/New_York" },
      "2026-10-20T14:35+02:00",
      "2026-10-24T00:00-04:00",
      "2026-10-25T00:00-04:00",
    ],
    [
      "a date whose midnight is skipped begins when the clock arrives in it",
      { span: dates("2026-09-06", "2026-09-06"), zone: "America/Santiago" },
      "2026-09-01T12:00-04:00",
      "2026-09-06T01:00-03:00",
      "2026-09-07T00:00-03:00",
    ],
    [
      "a date before a skipped midnight ends there",
      { span: dates("2026-04-23", "2026-04-23"), zone: "Africa/Cairo" },
      "2026-04-20T12:00+02:00",
      "2026-04-23T00:00+02:00",
      "2026-04-24T01:00+03:00",
    ],
    [
      "so in Beirut",
      { span: dates("2027-03-28", "2027-03-28"), zone: "Asia/Beirut" },
      "2027-03-20T12:00+02:00",
      "2027-03-28T01:00+03:00",
      "2027-03-29T00:00+03:00",
    ],
    [
      "a date whose midnight comes twice begins at the first",
      { span: dates("2026-11-01", "2026-11-01"), zone: "America/Havana" },
      "2026-10-30T12:00-04:00",
      "2026-11-01T00:00-04:00",
      "2026-11-02T00:00-05:00",
    ],
    [
      "so on the Azores",
      { span: dates("2026-10-25", "2026-10-25"), zone: "Atlantic/Azores" },
      "2026-10-20T12:00+00:00",
      "2026-10-25T00:00+00:00",
      "2026-10-26T00:00-01:00",
    ],
    [
      "the date that Apia skipped is empty",
      { span: dates("2011-12-30", "2011-12-30"), zone: "Pacific/Apia" },
      "2011-12-20T12:00-10:00",
      "2011-12-31T00:00+14:00",
      "2011-12-31T00:00+14:00",
    ],
    ["unlimited", { span: unlimited }, "2026-10-20T14:35+02:00", "2026-10-20T14:35+02:00", null],
    [
      "fourteen days with the customer's credentials",
      { span: days(14), credentialMode: "at-setup" },
      "2026-10-20T14:35+02:00",
      "2026-10-20T14:35+02:00",
      "2026-11-03T14:35+01:00",
    ],
    [
      "fifteen are cut",
      { span: days(15), credentialMode: "at-setup" },
      "2026-10-20T14:35+02:00",
      "2026-10-20T14:35+02:00",
      "2026-11-03T14:35+01:00",
    ],
    [
      "thirteen are not",
      { span: days(13), credentialMode: "at-setup" },
      "2026-10-20T14:35+02:00",
      "2026-10-20T14:35+02:00",
      "2026-11-02T14:35+01:00",
    ],
    [
      "unlimited with the customer's credentials is cut",
      { span: unlimited, credentialMode: "at-setup" },
      "2026-10-20T14:35+02:00",
      "2026-10-20T14:35+02:00",
      "2026-11-03T14:35+01:00",
    ],
    [
      "fourteen dates, the approval's among them",
      { span: dates("2026-10-20", "2026-11-02"), credentialMode: "at-setup" },
      "2026-10-20T14:35+02:00",
      "2026-10-20T14:35+02:00",
      "2026-11-03T00:00+01:00",
    ],
    [
      "a fifteenth is cut at the wall clock of the approval",
      { span: dates("2026-10-20", "2026-11-03"), credentialMode: "at-setup" },
      "2026-10-20T14:35+02:00",
      "2026-10-20T14:35+02:00",
      "2026-11-03T14:35+01:00",
    ],
    [
      "counted from the approval even where the dates begin later",
      { span: dates("2026-11-03", "2026-11-05"), credentialMode: "at-setup" },
      "2026-10-20T14:35+02:00",
      "2026-11-03T00:00+01:00",
      "2026-11-03T14:35+01:00",
    ],
    [
      "ten years of dates",
      { span: dates("2026-10-20", "2036-10-20") },
      "2026-10-20T14:35+02:00",
      "2026-10-20T14:35+02:00",
      "2036-10-21T00:00+02:00",
    ],
    [
      "ten years from a leap day",
      { span: dates("2028-03-01", "2038-02-28") },
      "2028-02-29T12:00+01:00",
      "2028-03-01T00:00+01:00",
      "2038-03-01T00:00+01:00",
    ],
  ];
  it.each(rows)("%s", (_, changed, approvedAt, from, until) => {
    expect(spanOf(terms(changed), instant(approvedAt))).toEqual({
      from: instant(from),
      until: until === null ? null : instant(until),
    });
  });

  const refused: [what: string, changed: Partial<Terms>, approvedAt: number][] = [
    ["more than ten years of dates", { span: dates("2026-10-20", "2036-10-21") }, tuesday],
    [
      "ten years and a day from a leap day",
      { span: dates("2028-03-01", "2038-03-01") },
      instant("2028-02-29T12:00+01:00"),
    ],
    ["an unknown zone", { zone: "Europe/Atlantis" }, tuesday],
    ["an approval that is no number", {}, Number.NaN],
    ["an approval at no end of time", {}, Number.POSITIVE_INFINITY],
    ["an approval between two milliseconds", {}, tuesday + 0.5],
    ["an approval before 1970", {}, -1],
    ["an approval in the hundredth century", {}, Date.UTC(9900, 0, 1) + 1],
  ];
  it.each(refused)("%s can't be read", (_, changed, approvedAt) => {
    expect(() => spanOf(terms(changed), approvedAt)).toThrow(new RangeError("these terms can't be read"));
    expect(accessAt(grant(changed, approvedAt), tuesday)).toEqual(closed("unreadable"));
    expect(openings(grant(changed, approvedAt), tuesday, 5)).toEqual([]);
  });

  it("an approval at the beginning and at the end of what can be read", () => {
    expect(spanOf(terms({ span: days(1), zone: "UTC" }), 0)).toEqual({ from: 0, until: day });
    const last = Date.UTC(9900, 0, 1);
    expect(spanOf(terms({ span: days(1), zone: "UTC" }), last)).toEqual({ from: last, until: last + day });
  });
});

describe("accessAt without hours", () => {
  const until = instant("2026-10-25T14:35+01:00");
  it.each([
    ["before the approval", tuesday - 1, closed("upcoming", tuesday)],
    ["at the approval", tuesday, open(until)],
    ["just before the end", until - 1, open(until)],
    ["at the end", until, closed("expired")],
    ["long after", until + 365 * day, closed("expired")],
  ])("%s", (_, at, access) => {
    expect(accessAt(grant(), at)).toEqual(access);
  });

  it("dates ahead are upcoming, and never open before their first date", () => {
    const ahead = grant({ span: dates("2026-10-24", "2026-10-25") });
    const from = instant("2026-10-24T00:00+02:00");
    expect(accessAt(ahead, tuesday)).toEqual(closed("upcoming", from));
    expect(accessAt(ahead, from - 1)).toEqual(closed("upcoming", from));
    expect(accessAt(ahead, from)).toEqual(open(instant("2026-10-26T00:00+01:00")));
  });

  it("unlimited never closes by itself", () => {
    for (const at of [tuesday, tuesday + 0.5, tuesday + 40_000 * day, 8.64e15])
      expect(accessAt(grant({ span: unlimited }), at)).toEqual(open(null));
  });

  it("hours that fill the week are no hours", () => {
    const filled = grant({ span: unlimited, hours: [everyDay("00:00", "12:00"), everyDay("12:00", "24:00")] });
    expect(accessAt(filled, tuesday)).toEqual(open(null));
    expect(openings(filled, tuesday + day, 3)).toEqual([{ from: tuesday, until: null }]);
  });

  it("dates that were over at the approval never open", () => {
    const over = grant({ span: dates("2026-10-01", "2026-10-19") });
    expect(accessAt(over, tuesday)).toEqual(closed("expired"));
    expect(accessAt(over, instant("2026-10-05T12:00+02:00"))).toEqual(closed("upcoming"));
    expect(openings(over, 0, 5)).toEqual([]);
  });

  it("the date that Apia skipped never opens", () => {
    const skipped = grant(
      { span: dates("2011-12-30", "2011-12-30"), zone: "Pacific/Apia" },
      instant("2011-12-20T12:00-10:00"),
    );
    const end = instant("2011-12-31T00:00+14:00");
    expect(accessAt(skipped, end - 1)).toEqual(closed("upcoming"));
    expect(accessAt(skipped, end)).toEqual(closed("expired"));
    expect(openings(skipped, 0, 5)).toEqual([]);
  });
});

describe("accessAt with hours", () => {
  type Row = [
    what: string,
    hours: Terms["hours"],
    zone: string,
    at: string,
    access: [open: true, until: string] | [open: false, opensAt: string],
  ];
  const nights = [everyDay("20:00", "06:00")];
  const berlin = "Europe/Berlin";
  const rows: Row[] = [
    [
      "before they open",
      [everyDay("09:00", "12:00")],
      berlin,
      "2026-10-21T08:59:59.999+02:00",
      [false, "2026-10-21T09:00+02:00"],
    ],
    [
      "when they open",
      [everyDay("09:00", "12:00")],
      berlin,
      "2026-10-21T09:00+02:00",
      [true, "2026-10-21T12:00+02:00"],
    ],
    [
      "just before they close",
      [everyDay("09:00", "12:00")],
      berlin,
      "2026-10-21T11:59:59.999+02:00",
      [true, "2026-10-21T12:00+02:00"],
    ],
    [
      "when they close",
      [everyDay("09:00", "12:00")],
      berlin,
      "2026-10-21T12:00+02:00",
      [false, "2026-10-22T09:00+02:00"],
    ],
    [
      "until midnight",
      [everyDay("22:00", "24:00")],
      berlin,
      "2026-10-21T23:59:59.999+02:00",
      [true, "2026-10-22T00:00+02:00"],
    ],
    [
      "until midnight, written as the beginning of the next day",
      [everyDay("22:00", "00:00")],
      berlin,
      "2026-10-21T22:00+02:00",
      [true, "2026-10-22T00:00+02:00"],
    ],
    ["from midnight", [everyDay("00:00", "01:00")], berlin, "2026-10-22T00:00+02:00", [true, "2026-10-22T01:00+02:00"]],
    ["over midnight, in the evening", nights, berlin, "2026-10-21T20:00+02:00", [true, "2026-10-22T06:00+02:00"]],
    [
      "over midnight, in the morning",
      nights,
      berlin,
      "2026-10-22T05:59:59.999+02:00",
      [true, "2026-10-22T06:00+02:00"],
    ],
    ["over midnight, by day", nights, berlin, "2026-10-22T06:00+02:00", [false, "2026-10-22T20:00+02:00"]],
    [
      "a night belongs to the weekday on which it opens",
      [on(["wed"], "22:00", "02:00")],
      berlin,
      "2026-10-22T01:59+02:00",
      [true, "2026-10-22T02:00+02:00"],
    ],
    [
      "not to the morning of that weekday",
      [on(["thu"], "22:00", "02:00")],
      berlin,
      "2026-10-22T01:59+02:00",
      [false, "2026-10-22T22:00+02:00"],
    ],
    [
      "a night from Sunday to Monday",
      [on(["sun"], "22:00", "02:00")],
      berlin,
      "2026-11-02T01:59+01:00",
      [true, "2026-11-02T02:00+01:00"],
    ],
    [
      "a night from Sunday to Monday, before",
      [on(["sun"], "22:00", "02:00")],
      berlin,
      "2026-11-01T21:59+01:00",
      [false, "2026-11-01T22:00+01:00"],
    ],
    [
      "another weekday",
      [on(["sat"], "09:00", "12:00")],
      berlin,
      "2026-10-25T10:00+01:00",
      [false, "2026-10-31T09:00+01:00"],
    ],
    [
      "touching entries are one opening",
      [on(["wed"], "09:00", "12:00"), on(["wed"], "12:00", "14:00")],
      berlin,
      "2026-10-21T10:00+02:00",
      [true, "2026-10-21T14:00+02:00"],
    ],
    [
      "overlapping entries are one opening",
      [on(["wed"], "09:00", "13:00"), on(["wed"], "12:00", "14:00")],
      berlin,
      "2026-10-21T10:00+02:00",
      [true, "2026-10-21T14:00+02:00"],
    ],
    [
      "an entry within another adds nothing",
      [on(["wed"], "09:00", "14:00"), on(["wed"], "10:00", "11:00")],
      berlin,
      "2026-10-21T10:00+02:00",
      [true, "2026-10-21T14:00+02:00"],
    ],
    [
      "days that touch at midnight are one opening",
      [on(["wed"], "20:00", "24:00"), on(["thu"], "00:00", "06:00")],
      berlin,
      "2026-10-21T21:00+02:00",
      [true, "2026-10-22T06:00+02:00"],
    ],
    [
      "Sunday and Monday that touch are one opening",
      [on(["sun"], "20:00", "24:00"), on(["mon"], "00:00", "06:00")],
      berlin,
      "2026-11-01T21:00+01:00",
      [true, "2026-11-02T06:00+01:00"],
    ],
    [
      "a minute is enough",
      [everyDay("09:00", "09:01")],
      berlin,
      "2026-10-21T09:00:59.999+02:00",
      [true, "2026-10-21T09:01+02:00"],
    ],
    [
      "the other entry",
      [on(["wed"], "09:00", "10:00"), on(["wed"], "11:00", "12:00")],
      berlin,
      "2026-10-21T10:00+02:00",
      [false, "2026-10-21T11:00+02:00"],
    ],
    [
      "a third entry that overlaps the second",
      [on(["wed"], "09:00", "10:00"), on(["wed"], "11:00", "13:00"), on(["wed"], "12:00", "14:00")],
      berlin,
      "2026-10-21T11:30+02:00",
      [true, "2026-10-21T14:00+02:00"],
    ],
    [
      "Monday's first instant",
      [on(["mon"], "00:00", "01:00")],
      berlin,
      "2026-11-02T00:00+01:00",
      [true, "2026-11-02T01:00+01:00"],
    ],
    [
      "Sunday's end",
      [on(["sun"], "22:00", "24:00")],
      berlin,
      "2026-11-01T23:00+01:00",
      [true, "2026-11-02T00:00+01:00"],
    ],
    [
      "Monday after Sunday's end",
      [on(["sun"], "22:00", "24:00")],
      berlin,
      "2026-11-02T00:00+01:00",
      [false, "2026-11-08T22:00+01:00"],
    ],
    [
      "before Monday's beginning",
      [on(["mon"], "00:00", "01:00")],
      berlin,
      "2026-11-01T23:59:59.999+01:00",
      [false, "2026-11-02T00:00+01:00"],
    ],
    // the hour that comes twice
    [
      "the first pass of the repeated hour counts",
      [everyDay("02:00", "02:30")],
      berlin,
      "2026-10-25T02:29:59.999+02:00",
      [true, "2026-10-25T02:30+02:00"],
    ],
    [
      "between its two passes it is closed",
      [everyDay("02:00", "02:30")],
      berlin,
      "2026-10-25T02:30+02:00",
      [false, "2026-10-25T02:00+01:00"],
    ],
    [
      "the second pass counts",
      [everyDay("02:00", "02:30")],
      berlin,
      "2026-10-25T02:00+01:00",
      [true, "2026-10-25T02:30+01:00"],
    ],
    [
      "hours that begin in it begin again",
      [everyDay("02:30", "05:00")],
      berlin,
      "2026-10-25T02:30+02:00",
      [true, "2026-10-25T02:00+01:00"],
    ],
    [
      "and are closed until then",
      [everyDay("02:30", "05:00")],
      berlin,
      "2026-10-25T02:00+01:00",
      [false, "2026-10-25T02:30+01:00"],
    ],
    [
      "hours that fill it are open through both",
      [everyDay("02:00", "03:00")],
      berlin,
      "2026-10-25T02:00+02:00",
      [true, "2026-10-25T03:00+01:00"],
    ],
    ["a night lasts an hour longer", nights, berlin, "2026-10-24T20:00+02:00", [true, "2026-10-25T06:00+01:00"]],
    [
      "in New York too",
      [everyDay("01:00", "01:30")],
      "America/New_York",
      "2026-11-01T01:30-04:00",
      [false, "2026-11-01T01:00-05:00"],
    ],
    [
      "the half hour that Lord Howe repeats",
      [everyDay("01:30", "01:45")],
      "Australia/Lord_Howe",
      "2027-04-04T01:45+11:00",
      [false, "2027-04-04T01:30+10:30"],
    ],
    [
      "midnight twice on the Azores",
      [everyDay("23:00", "00:30")],
      "Atlantic/Azores",
      "2026-10-25T00:30+00:00",
      [false, "2026-10-25T00:00-01:00"],
    ],
    // the hour that is skipped
    [
      "hours that are skipped wait a day",
      [everyDay("02:00", "03:00")],
      berlin,
      "2027-03-28T01:59:59.999+01:00",
      [false, "2027-03-29T02:00+02:00"],
    ],
    [
      "hours that begin in the skipped hour begin after it",
      [everyDay("02:30", "05:00")],
      berlin,
      "2027-03-28T01:59:59.999+01:00",
      [false, "2027-03-28T03:00+02:00"],
    ],
    [
      "hours that end in it end where it begins",
      [everyDay("01:00", "02:30")],
      berlin,
      "2027-03-28T01:59:59.999+01:00",
      [true, "2027-03-28T03:00+02:00"],
    ],
    [
      "closed hours that are skipped don't close",
      [everyDay("03:00", "02:00")],
      berlin,
      "2027-03-28T01:59:59.999+01:00",
      [true, "2027-03-29T02:00+02:00"],
    ],
    ["a night lasts an hour less", nights, berlin, "2027-03-27T20:00+01:00", [true, "2027-03-28T06:00+02:00"]],
    [
      "the midnight that Santiago skips",
      [everyDay("23:00", "00:30")],
      "America/Santiago",
      "2026-09-05T23:59:59.999-04:00",
      [true, "2026-09-06T01:00-03:00"],
    ],
    [
      "the first hour in Santiago that day",
      [everyDay("00:00", "01:00")],
      "America/Santiago",
      "2026-09-05T23:59:59.999-04:00",
      [false, "2026-09-07T00:00-03:00"],
    ],
    [
      "Friday in Apia, skipped",
      [on(["fri"], "09:00", "12:00")],
      "Pacific/Apia",
      "2011-12-29T23:59-10:00",
      [false, "2012-01-06T09:00+14:00"],
    ],
    [
      "Saturday morning in Apia belongs to the night of the Friday that never was",
      [on(["fri"], "20:00", "06:00")],
      "Pacific/Apia",
      "2011-12-31T05:59+14:00",
      [true, "2011-12-31T06:00+14:00"],
    ],
    [
      "a night of Thursday in Apia ends at the skip",
      [on(["thu"], "20:00", "06:00")],
      "Pacific/Apia",
      "2011-12-29T23:59-10:00",
      [true, "2011-12-31T00:00+14:00"],
    ],
    // zones beside the full hour
    [
      "Kathmandu",
      [everyDay("09:00", "12:00")],
      "Asia/Kathmandu",
      "2026-10-21T08:59+05:45",
      [false, "2026-10-21T09:00+05:45"],
    ],
    [
      "St. John's",
      [everyDay("09:00", "12:00")],
      "America/St_Johns",
      "2026-10-21T11:59-02:30",
      [true, "2026-10-21T12:00-02:30"],
    ],
    [
      "Chatham over its change",
      [everyDay("02:00", "04:00")],
      "Pacific/Chatham",
      "2026-09-27T02:44:59.999+12:45",
      [true, "2026-09-27T04:00+13:45"],
    ],
  ];
  it.each(rows)("%s", (_, hours, zone, at, [isOpen, turn]) => {
    const given: Grant = { terms: terms({ span: unlimited, hours, zone }), approvedAt: instant("2011-01-01T00:00Z") };
    expect(accessAt(given, instant(at))).toEqual(isOpen ? open(instant(turn)) : closed("outside-hours", instant(turn)));
  });

  it("an opening ends with the span", () => {
    const given = grant({ span: days(1), hours: [everyDay("13:00", "15:00")] });
    const end = tuesday + day;
    expect(accessAt(given, tuesday)).toEqual(open(instant("2026-10-20T15:00+02:00")));
    expect(accessAt(given, end - 1)).toEqual(open(end));
    expect(accessAt(given, end)).toEqual(closed("expired"));
  });

  it("where nothing opens before the end there is no next opening", () => {
    const given = grant({ span: days(1), hours: [everyDay("14:00", "14:35")] });
    expect(accessAt(given, tuesday)).toEqual(closed("outside-hours", instant("2026-10-21T14:00+02:00")));
    expect(accessAt(given, tuesday + day - 1)).toEqual(open(tuesday + day));
    expect(accessAt(grant({ span: days(1), hours: [everyDay("14:35", "14:36")] }), tuesday + hour)).toEqual(
      closed("outside-hours"),
    );
  });

  it("an upcoming grant opens at its first hours, not at its first date", () => {
    const given = grant({ span: dates("2026-10-24", "2026-11-30"), hours: [on(["mon"], "09:00", "12:00")] });
    const opensAt = instant("2026-10-26T09:00+01:00");
    expect(accessAt(given, tuesday)).toEqual(closed("upcoming", opensAt));
    expect(accessAt(given, tuesday + 1)).toEqual(closed("upcoming", opensAt));
    expect(accessAt({ ...given, revokedAt: opensAt + 1 }, tuesday)).toEqual(closed("upcoming", opensAt));
    expect(accessAt({ ...given, revokedAt: opensAt }, tuesday)).toEqual(closed("upcoming"));
    expect(accessAt({ ...given, pausedAt: opensAt }, tuesday)).toEqual(closed("upcoming"));
  });

  it("an upcoming grant whose hours never fall into its dates never opens", () => {
    const given = grant({ span: dates("2026-10-24", "2026-10-25"), hours: [on(["mon"], "09:00", "12:00")] });
    expect(accessAt(given, tuesday)).toEqual(closed("upcoming"));
    expect(openings(given, tuesday, 5)).toEqual([]);
  });
});

describe("revoked and paused", () => {
  const until = instant("2026-10-25T14:35+01:00");
  const at = tuesday + hour;
  const rows: [what: string, changed: Partial<Grant>, at: number, access: object][] = [
    ["revoked at this instant", { revokedAt: at }, at, closed("revoked")],
    ["revoked a millisecond later", { revokedAt: at + 1 }, at, open(at + 1)],
    ["paused at this instant", { pausedAt: at }, at, closed("paused")],
    ["paused a millisecond later", { pausedAt: at + 1 }, at, open(at + 1)],
    ["paused before it is revoked", { pausedAt: at + 5, revokedAt: at + 9 }, at, open(at + 5)],
    ["revoked before it is paused", { pausedAt: at + 9, revokedAt: at + 5 }, at, open(at + 5)],
    ["revoked comes before paused", { pausedAt: at, revokedAt: at }, at, closed("revoked")],
    ["revoked comes before expired", { revokedAt: at }, until, closed("revoked")],
    ["expired comes before paused", { pausedAt: at }, until, closed("expired")],
    ["paused comes before upcoming", { pausedAt: 0 }, tuesday - 1, closed("paused")],
    ["revoked comes before upcoming", { revokedAt: 0 }, tuesday - 1, closed("revoked")],
    ["a revocation that is no number closes", { revokedAt: Number.NaN }, at, closed("revoked")],
    ["a pause that is no number closes", { pausedAt: Number.NaN }, at, closed("paused")],
    ["a revocation that is undefined is none", { revokedAt: undefined }, at, open(until)],
    ["a pause that is undefined is none", { pausedAt: undefined }, at, open(until)],
  ];
  it.each(rows)("%s", (_, changed, asked, access) => {
    expect(accessAt({ ...grant(), ...changed }, asked)).toEqual(access);
  });

  it("a null from a store closes rather than opens", () => {
    const stored: unknown = { ...grant(), revokedAt: null };
    expect(accessAt(stored as Grant, at)).toEqual(closed("revoked"));
  });

  it("hours: what opens only after a pause or revocation doesn't open", () => {
    const nights = grant({ hours: [everyDay("20:00", "06:00")] });
    const opensAt = instant("2026-10-20T20:00+02:00");
    expect(accessAt({ ...nights, pausedAt: opensAt + 1 }, tuesday)).toEqual(closed("outside-hours", opensAt));
    expect(accessAt({ ...nights, pausedAt: opensAt }, tuesday)).toEqual(closed("outside-hours"));
    expect(accessAt({ ...nights, revokedAt: opensAt }, tuesday)).toEqual(closed("outside-hours"));
    expect(accessAt({ ...nights, revokedAt: opensAt }, opensAt)).toEqual(closed("revoked"));
  });
});

describe("fail closed", () => {
  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    8.64e15 + 1,
    -8.64e15 - 1,
    "0",
    null,
    undefined,
    {},
  ])("at %s nothing is open", (at) => {
    for (const span of [unlimited, days(1)]) {
      expect(accessAt(grant({ span }), at as number)).toEqual(closed("unreadable"));
      expect(openings(grant({ span }), at as number, 3)).toEqual([]);
    }
  });

  it("at the ends of all time hours are looked up, not guessed", () => {
    const odd = grant({ span: unlimited, hours: [on(["sun"], "22:00", "24:00"), on(["mon"], "00:00", "02:00")] });
    expect(accessAt(odd, 8.64e15)).toMatchObject({ open: false, because: "outside-hours" });
    expect(accessAt(odd, -8.64e15)).toMatchObject({ open: false, because: "upcoming" });
    expect(openings(odd, 8.64e15 - 3 * day, 2).length).toBeLessThan(2);
    expect(openings(odd, 8.64e15, 2)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["missing terms", { approvedAt: tuesday }],
    ["null terms", { terms: null, approvedAt: tuesday }],
    ["a missing approval", { terms: terms() }],
    ["an approval as text", { terms: terms(), approvedAt: String(tuesday) }],
    ["missing hours", { terms: { ...terms(), hours: undefined }, approvedAt: tuesday }],
    ["an unknown member", { terms: { ...terms(), until: 5 }, approvedAt: tuesday }],
    ["an unknown mode", { terms: { ...terms(), credentialMode: "at-lunch" }, approvedAt: tuesday }],
    ["a weekday twice", { terms: terms({ hours: [on(["mon", "mon"], "00:00", "24:00")] }), approvedAt: tuesday }],
    ["no weekday", { terms: terms({ hours: [on([], "00:00", "24:00")] }), approvedAt: tuesday }],
    ["hours that open when they close", { terms: terms({ hours: [everyDay("09:00", "09:00")] }), approvedAt: tuesday }],
  ])("%s opens nothing", (_, given) => {
    expect(accessAt(given as Grant, tuesday)).toEqual(closed("unreadable"));
    expect(openings(given as Grant, tuesday, 5)).toEqual([]);
  });
});

describe("a grant that is asked about again", () => {
  const noon = instant("2026-10-21T12:00+02:00");
  const later = closed("outside-hours", noon + hour);
  const rows: [what: string, change: (given: Grant) => void, access: object][] = [
    ["revokedAt", (given) => Object.assign(given, { revokedAt: noon }), closed("revoked")],
    ["pausedAt", (given) => Object.assign(given, { pausedAt: noon }), closed("paused")],
    ["approvedAt", (given) => Object.assign(given, { approvedAt: noon - 2 * day }), closed("expired")],
    ["approvedAt, no number", (given) => Object.assign(given, { approvedAt: Number.NaN }), closed("unreadable")],
    ["terms", (given) => Object.assign(given, { terms: terms({ hours: [everyDay("13:00", "14:00")] }) }), later],
    ["terms, none", (given) => Object.assign(given, { terms: null }), closed("unreadable")],
    ["hours", (given) => Object.assign(given.terms, { hours: [everyDay("13:00", "14:00")] }), later],
    [
      "hours, as many entries",
      (given) => Object.assign(given.terms, { hours: [on(["wed"], "13:00", "14:00"), on(["wed"], "15:00", "18:00")] }),
      later,
    ],
    ["hours, one entry less", (given) => Object.assign(given.terms.hours, { length: 1 }), later],
    ["zone", (given) => Object.assign(given.terms, { zone: "Europe/London" }), open(instant("2026-10-21T18:00+01:00"))],
    ["zone, unknown", (given) => Object.assign(given.terms, { zone: "Nowhere" }), closed("unreadable")],
    [
      "span",
      (given) => Object.assign(given.terms, { span: dates("2026-10-28", "2026-10-28") }),
      closed("upcoming", noon + 7 * day - 2 * hour),
    ],
    ["span, unlimited", (given) => Object.assign(given.terms, { span: unlimited, hours: [] }), open(null)],
    [
      "span, unlimited, the same hours",
      (given) => Object.assign(given.terms, { span: unlimited }),
      open(noon + 6 * hour),
    ],
    ["number of days", (given) => Object.assign(given.terms.span, { days: 1 }), open(noon + hour)],
  ];
  it.each(rows)("notices that it was given other %s", (_, change, access) => {
    const hours = [on(["wed"], "13:00", "14:00"), on(["wed"], "09:00", "18:00")];
    const given: Grant = { terms: terms({ span: { ...days(2) }, hours }), approvedAt: noon - 23 * hour };
    expect(accessAt(given, noon)).toEqual(open(noon + 6 * hour));
    change(given);
    expect(accessAt(given, noon)).toEqual(access);
    expect(accessAt({ ...given }, noon)).toEqual(access);
  });

  it("notices that an unlimited span was given an end, and one that ends none", () => {
    const given = grant({ span: unlimited });
    expect(accessAt(given, noon)).toEqual(open(null));
    given.terms.span = days(5);
    expect(accessAt(given, noon)).toEqual(open(instant("2026-10-25T14:35+01:00")));
    given.terms.span = unlimited;
    expect(accessAt(given, noon)).toEqual(open(null));
    given.terms.span = dates("2026-10-20", "2026-10-21");
    expect(accessAt(given, noon)).toEqual(open(instant("2026-10-22T00:00+02:00")));
  });

  it("notices the dates of a span", () => {
    const span = { kind: "dates" as const, from: "2026-10-20", through: "2026-10-21" };
    const given = { terms: terms({ span }), approvedAt: tuesday };
    expect(accessAt(given, noon)).toEqual(open(instant("2026-10-22T00:00+02:00")));
    span.through = "2026-10-22";
    expect(accessAt(given, noon)).toEqual(open(instant("2026-10-23T00:00+02:00")));
    span.from = "2026-10-22";
    expect(accessAt(given, noon)).toEqual(closed("upcoming", instant("2026-10-22T00:00+02:00")));
  });

  it("notices the mode alone", () => {
    const given: Grant = grant({ span: unlimited });
    expect(accessAt(given, tuesday + 14 * day + hour)).toEqual(open(null));
    given.terms.credentialMode = "at-setup";
    expect(accessAt(given, tuesday + 14 * day + hour)).toEqual(closed("expired"));
  });

  it("answers earlier instants as well as later ones", () => {
    const given = grant({ hours: [everyDay("20:00", "06:00")] });
    const evening = instant("2026-10-21T21:00+02:00");
    const first = accessAt(given, evening);
    expect(accessAt(given, evening - 4 * hour)).toEqual(closed("outside-hours", evening - hour));
    expect(accessAt(given, evening + 2 * day)).toEqual(open(evening + 2 * day + 9 * hour));
    expect(accessAt(given, evening)).toEqual(first);
    expect(accessAt(given, evening - 2 * hour)).toEqual(closed("outside-hours", evening - hour));
  });

  it("doesn't hand out what it keeps", () => {
    const given = grant();
    const access = accessAt(given, tuesday);
    Object.assign(access, { until: 0 });
    expect(accessAt(given, tuesday)).not.toEqual(access);
  });
});

describe("openings", () => {
  const nights = grant({ hours: [everyDay("20:00", "06:00")] });
  const night = (date: number, from = "+02:00", until = from) => ({
    from: instant(`2026-10-${date}T20:00${from}`),
    until: instant(`2026-10-${date + 1}T06:00${until}`),
  });

  it("are in order, as many as asked for, and end with the span", () => {
    expect(openings(nights, tuesday, 3)).toEqual([night(20), night(21), night(22)]);
    expect(openings(nights, tuesday, 9)).toEqual([
      night(20),
      night(21),
      night(22),
      night(23),
      night(24, "+02:00", "+01:00"),
    ]);
  });

  it("begin with the one that ends after the instant, with its true beginning", () => {
    expect(openings(nights, night(21).from + 1, 1)).toEqual([night(21)]);
    expect(openings(nights, night(21).until - 1, 1)).toEqual([night(21)]);
    expect(openings(nights, night(21).until, 1)).toEqual([night(22)]);
    expect(openings(nights, night(21).from, 1)).toEqual([night(21)]);
  });

  it("have their true beginning even more than a week back", () => {
    const hours = [everyDay("03:00", "02:00")];
    const given = grant({ span: unlimited, hours }, instant("2027-03-01T12:00+01:00"));
    expect(openings(given, instant("2027-03-28T23:00+02:00"), 1)).toEqual([
      { from: instant("2027-03-27T03:00+01:00"), until: instant("2027-03-29T02:00+02:00") },
    ]);
    const weekly = grant(
      {
        span: unlimited,
        hours: [
          on(["sun"], "00:00", "02:00"),
          on(["sun"], "03:00", "24:00"),
          ...["mon", "tue", "wed", "thu", "fri", "sat"].map((weekday) => on([weekday as "mon"], "00:00", "24:00")),
        ],
      },
      instant("2027-03-01T12:00+01:00"),
    );
    expect(openings(weekly, instant("2027-04-03T23:00+02:00"), 1)).toEqual([
      { from: instant("2027-03-21T03:00+01:00"), until: instant("2027-04-04T02:00+02:00") },
    ]);
  });

  it("begin no earlier than the span", () => {
    const given = grant({ hours: [everyDay("14:00", "16:00")] });
    expect(openings(given, tuesday, 1)).toEqual([{ from: tuesday, until: instant("2026-10-20T16:00+02:00") }]);
    expect(openings(given, tuesday - 9 * day, 1)).toEqual([
      { from: tuesday, until: instant("2026-10-20T16:00+02:00") },
    ]);
    expect(openings(given, tuesday + minute, 1)).toEqual([{ from: tuesday, until: instant("2026-10-20T16:00+02:00") }]);
  });

  it("without hours are the span", () => {
    const until = instant("2026-10-25T14:35+01:00");
    expect(openings(grant(), 0, 5)).toEqual([{ from: tuesday, until }]);
    expect(openings(grant(), until - 1, 5)).toEqual([{ from: tuesday, until }]);
    expect(openings(grant(), until, 5)).toEqual([]);
    expect(openings(grant({ span: unlimited }), tuesday + day, 5)).toEqual([{ from: tuesday, until: null }]);
  });

  it("end at a revocation, and are none after it", () => {
    const revokedAt = night(21).from + hour;
    expect(openings({ ...nights, revokedAt }, tuesday, 9)).toEqual([
      night(20),
      { from: night(21).from, until: revokedAt },
    ]);
    expect(openings({ ...nights, revokedAt }, revokedAt, 9)).toEqual([]);
    expect(openings({ ...nights, revokedAt: tuesday }, tuesday - day, 9)).toEqual([]);
    expect(openings({ ...nights, revokedAt: Number.NaN }, tuesday, 9)).toEqual([]);
  });

  it("leave pauses aside", () => {
    expect(openings({ ...nights, pausedAt: tuesday }, tuesday, 1)).toEqual([night(20)]);
  });

  it.each([[0], [-1], [Number.NaN]])("are none when %s are asked for", (count) => {
    expect(openings(nights, tuesday, count)).toEqual([]);
  });

  it("are 366 at most", () => {
    const given = grant({ span: unlimited, hours: [everyDay("09:00", "12:00")] });
    expect(openings(given, tuesday, 366)).toHaveLength(366);
    expect(openings(given, tuesday, 367)).toHaveLength(366);
    expect(openings(given, tuesday, Number.POSITIVE_INFINITY)).toHaveLength(366);
    expect(openings(given, tuesday, 365)).toHaveLength(365);
  });

  it("on one weekday over ten years take little work", () => {
    const given = grant({
      span: days(3650),
      hours: [on(workdays.slice(0, 1), "02:00", "03:00")],
      zone: "Africa/Casablanca",
    });
    const began = process.cpuUsage();
    expect(openings(given, tuesday, 366)).toHaveLength(366);
    expect(process.cpuUsage(began).user).toBeLessThan(2_000_000);
  });
});
