import { describe, expect, it } from "vitest";
import { readTerms } from "../../shared/read-terms.ts";
import { everyDay, on, terms } from "./valid.ts";

const without = (member: string) => Object.fromEntries(Object.entries(terms()).filter(([name]) => name !== member));
const span = (value: unknown) => ({ ...terms(), span: value });
const hours = (...value: unknown[]) => ({ ...terms(), hours: value });
const dates = (from: unknown, through: unknown) => span({ kind: "dates", from, through });

describe("terms that mean one thing are read", () => {
  it.each<[string, unknown]>([
    ["the valid example", terms()],
    ["at setup", terms({ credentialMode: "at-setup" })],
    ["one day", terms({ span: { kind: "days", days: 1 } })],
    ["3650 days", terms({ span: { kind: "days", days: 3650 } })],
    ["one date", dates("2026-10-20", "2026-10-20")],
    ["a leap day", dates("2028-02-29", "2028-02-29")],
    ["unlimited", span({ kind: "unlimited" })],
    ["hours over midnight", hours(everyDay("20:00", "06:00"))],
    ["hours to the end of the day", hours(everyDay("00:00", "24:00"))],
    ["hours to midnight", hours(everyDay("23:59", "00:00"))],
    ["twenty entries", hours(...Array.from({ length: 20 }, () => everyDay("09:00", "10:00")))],
    ["UTC", terms({ zone: "UTC" })],
    ["a zone three deep", terms({ zone: "America/Argentina/Buenos_Aires" })],
  ])("%s", (_, value) => {
    expect(readTerms(value)).toEqual(value);
  });

  it("an entry of hours that was read can't be changed", () => {
    const read = readTerms(hours(everyDay("20:00", "06:00")));
    expect(Object.isFrozen(read?.hours)).toBe(true);
    expect(Object.isFrozen(read?.hours[0])).toBe(true);
    expect(Object.isFrozen(read?.hours[0]?.weekdays)).toBe(true);
  });
});

describe("anything else is not", () => {
  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a text", JSON.stringify(terms())],
    ["a list", [terms()]],
    ["an empty object", {}],
    ["no mode", without("credentialMode")],
    ["no span", without("span")],
    ["no hours", without("hours")],
    ["no zone", without("zone")],
    ["a member too many", { ...terms(), until: 1 }],
    ["another mode", { ...terms(), credentialMode: "never" }],
    ["another kind of span", span({ kind: "weeks", weeks: 1 })],
    ["a span with a member too many", span({ kind: "unlimited", days: 1 })],
    ["no number of days", span({ kind: "days" })],
    ["no days", span({ kind: "days", days: 0 })],
    ["fewer than none", span({ kind: "days", days: -1 })],
    ["3651 days", span({ kind: "days", days: 3651 })],
    ["a day and a half", span({ kind: "days", days: 1.5 })],
    ["days that are no number", span({ kind: "days", days: Number.NaN })],
    ["endless days", span({ kind: "days", days: Number.POSITIVE_INFINITY })],
    ["days as text", span({ kind: "days", days: "5" })],
    ["dates in the wrong order", dates("2026-10-21", "2026-10-20")],
    ["30 February", dates("2027-02-30", "2027-03-05")],
    ["29 February of an ordinary year", dates("2027-02-01", "2027-02-29")],
    ["a thirteenth month", dates("2026-10-20", "2026-13-01")],
    ["a month zero", dates("2026-00-20", "2026-12-01")],
    ["a day zero", dates("2026-10-00", "2026-12-01")],
    ["a day without its zero", dates("2026-10-1", "2026-10-20")],
    ["a date with a time", dates("2026-10-20T00:00", "2026-10-21")],
    ["no date", dates("", "2026-10-21")],
    ["a date with a blank before it", dates(" 2026-10-2", "2026-10-21")],
    ["a date in other digits", dates("٢٠٢٦-١٠-٢٠", "2026-10-21")],
    ["a date beyond four digits", dates("2026-10-20", "12026-10-2")],
    ["a year before Christ", dates("-001-10-20", "2026-10-20")],
    ["dates as numbers", dates(20261020, 20261021)],
    ["hours that open when they close", hours(everyDay("09:00", "09:00"))],
    ["hours from 24:00", hours(everyDay("24:00", "09:00"))],
    ["24:01", hours(everyDay("09:00", "24:01"))],
    ["25:00", hours(everyDay("09:00", "25:00"))],
    ["12:60", hours(everyDay("09:00", "12:60"))],
    ["9:00", hours(everyDay("9:00", "12:00"))],
    ["a nonsense opening", hours(everyDay("noon", "12:00"))],
    ["a nonsense closing", hours(everyDay("09:00", "never"))],
    ["a time with something before it", hours(everyDay("109:00", "12:00"))],
    ["a time with something behind it", hours(everyDay("09:001", "12:00"))],
    ["a time with a line break behind it", hours(everyDay("9:00\n", "12:00"))],
    ["no closing", hours({ opens: "09:00", weekdays: ["mon"] })],
    ["no weekday", hours(on([], "09:00", "12:00"))],
    ["a weekday twice", hours(on(["mon", "tue", "mon"], "09:00", "12:00"))],
    [
      "eight weekdays",
      hours({ ...everyDay("09:00", "12:00"), weekdays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon"] }),
    ],
    ["another weekday", hours({ opens: "09:00", closes: "12:00", weekdays: ["monday"] })],
    ["one entry of two malformed", hours(everyDay("09:00", "12:00"), everyDay("13:00", "13:00"))],
    ["21 entries", hours(...Array.from({ length: 21 }, () => everyDay("09:00", "10:00")))],
    ["an unknown zone", terms({ zone: "Europe/Atlantis" })],
    ["no zone name", terms({ zone: "" })],
    ["the local zone", terms({ zone: "local" })],
    ["an offset", terms({ zone: "+02:00" })],
  ])("%s", (_, value) => {
    expect(readTerms(value)).toBeNull();
  });
});
