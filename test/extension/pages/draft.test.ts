import { describe, expect, test } from "vitest";
import {
  type Draft,
  freshDraft,
  freshEntry,
  lengthOfEntry,
  readTime,
  termsOf,
} from "../../../extension/panel/draft.ts";
import { readTerms } from "../../../shared/read-terms.ts";

const zones = { customer: "Europe/Berlin", local: "Europe/Lisbon" };
const at = Date.parse("2026-10-20T22:30:00Z");
const draft: Draft = freshDraft(zones.customer, at);

test("the defaults: when connecting, one day, no hours, the customer's time", () => {
  expect(termsOf(draft, zones)).toEqual({
    credentialMode: "at-connection",
    span: { kind: "days", days: 1 },
    hours: [],
    zone: "Europe/Berlin",
  });
  expect({ reason: draft.reason, ticket: draft.ticket }).toEqual({ reason: "", ticket: "" });
});

test("a range of dates begins on the customer's date", () => {
  expect([draft.from, draft.through]).toEqual(["2026-10-21", "2026-10-27"]);
});

test("my local time reads everything by the technician's clock", () => {
  expect(termsOf({ ...draft, clock: "local" }, zones).zone).toBe("Europe/Lisbon");
});

test("hours count only while their box is checked", () => {
  const filled: Draft = { ...draft, hours: [freshEntry] };
  expect(termsOf(filled, zones).hours).toEqual([]);
  expect(termsOf({ ...filled, certain: true }, zones).hours).toEqual([
    { opens: "20:00", closes: "06:00", weekdays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] },
  ]);
});

test("weekdays come in their order, however they were checked", () => {
  const entry = { ...freshEntry, weekdays: ["sun" as const, "mon" as const] };
  expect(termsOf({ ...draft, certain: true, hours: [entry] }, zones).hours[0]?.weekdays).toEqual(["mon", "sun"]);
});

describe("what is typed wrongly makes terms that nobody can read", () => {
  test.each<[string, Partial<Draft>]>([
    ["no number", { days: "" }],
    ["half a day", { days: "1.5" }],
    ["a minus", { days: "-1" }],
    ["nought", { days: "0" }],
    ["an exponent", { days: "1e3" }],
    ["too many days", { days: "3651" }],
    ["no date", { kind: "dates", from: "" }],
    ["dates the wrong way round", { kind: "dates", from: "2026-10-22", through: "2026-10-21" }],
    ["a time that doesn't exist", { certain: true, hours: [{ ...freshEntry, opens: "25:00" }] }],
    ["the same time twice", { certain: true, hours: [{ ...freshEntry, closes: "20:00" }] }],
    ["no weekday", { certain: true, hours: [{ ...freshEntry, weekdays: [] }] }],
  ])("%s", (_, changes) => {
    expect(readTerms(termsOf({ ...draft, ...changes }, zones))).toBeNull();
  });

  test.each<[string, Partial<Draft>]>([
    ["as it comes", {}],
    ["with blanks", { days: " 5 " }],
    ["the longest", { days: "3650" }],
    ["one date", { kind: "dates", from: "2026-10-21", through: "2026-10-21" }],
    ["no end", { kind: "unlimited" }],
    ["until midnight", { certain: true, hours: [{ ...freshEntry, closes: "24" }] }],
  ])("and rightly: %s", (_, changes) => {
    expect(readTerms(termsOf({ ...draft, ...changes }, zones))).not.toBeNull();
  });
});

describe("a time of day, as people type it", () => {
  test.each([
    ["20:00", "20:00"],
    ["8", "08:00"],
    ["08", "08:00"],
    ["8:05", "08:05"],
    ["8.30", "08:30"],
    ["0830", "08:30"],
    ["8 30", "08:30"],
    ["8 Uhr", "08:00"],
    ["8 am", "08:00"],
    ["12 am", "00:00"],
    ["12pm", "12:00"],
    ["11:59 PM", "23:59"],
    ["0", "00:00"],
    ["24", "24:00"],
    ["24:00", "24:00"],
    [" 6:00 ", "06:00"],
  ])("%s is %s", (typed, time) => expect(readTime(typed)).toBe(time));

  test.each(["", "24:01", "25", "8:60", "13 pm", "0 am", "8:5", "eight", "8:00:00", "-1", "1e1"])(
    "%s is none",
    (typed) => expect(readTime(typed)).toBeNull(),
  );
});

test.each([
  ["20:00", "06:00", { minutes: 600, overMidnight: true }],
  ["09:00", "12:30", { minutes: 210, overMidnight: false }],
  ["00:00", "24:00", { minutes: 1_440, overMidnight: false }],
  ["20:00", "00:00", { minutes: 240, overMidnight: false }],
  ["20:00", "20:00", null],
  ["24:00", "06:00", null],
  ["20:00", "", null],
])("%s to %s lasts %o", (opens, closes, length) => {
  expect(lengthOfEntry({ ...freshEntry, opens, closes })).toEqual(length);
});
