import { describe, expect, it } from "vitest";
import { dateAt, dateOf, datePlus, daysLater, readDate, startOfDate } from "../../shared/calendar.ts";
import { distances, isInstant, isKnownZone, placeOf, readAlike, readingAt, stretchAt } from "../../shared/zone.ts";
import { instant } from "./valid.ts";

const day = 86_400_000;
const hour = 3_600_000;

describe("a known zone", () => {
  it.each([
    "Europe/Berlin",
    "America/Argentina/Buenos_Aires",
    "America/St_Johns",
    "America/Port-au-Prince",
    "UTC",
    "GMT",
    "EST",
    "EST5EDT",
    "Etc/GMT+5",
    "Etc/UTC",
    "Asia/Calcutta",
    "Asia/Kolkata",
    "Europe/Kiev",
    "Antarctica/DumontDUrville",
    "GB",
    "NZ-CHAT",
    "GMT0",
  ])("%s", (name) => {
    expect(isKnownZone(name)).toBe(true);
    expect(isKnownZone(name)).toBe(true);
  });

  it.each([
    "",
    "local",
    "system",
    "default",
    "+02:00",
    "-0300",
    "UTC+2",
    "GMT+2",
    "Z",
    "Invalid DateTime",
    "europe/berlin",
    "europe/Berlin",
    "Europe/Atlantis",
    "Europe/Berlin ",
    " Europe/Berlin",
    "Europe/Berlin\n",
    "Europe//Berlin",
    "Etc/Unknown",
    "Factory",
    "AST",
    "PST",
    "JST",
    "ACT",
    "pst",
    "SystemV/PST8PDT",
    "US/Pacific-New",
    "E",
    `Europe/${"B".repeat(64)}`,
    "__proto__",
    "constructor",
  ])("is not %j", (name) => {
    expect(isKnownZone(name)).toBe(false);
  });

  it.each([undefined, null, 2, {}, ["Europe/Berlin"]])("is not %j", (name) => {
    expect(isKnownZone(name)).toBe(false);
  });

  it("is the only one that is asked for the time", () => {
    expect(() => stretchAt("Europe/Atlantis", 0)).toThrow(new RangeError("unknown zone"));
    expect(() => stretchAt("local", 0)).toThrow(RangeError);
    expect(() => stretchAt("Europe/Berlin", Number.NaN)).toThrow(new RangeError("not an instant"));
    expect(() => stretchAt("Europe/Berlin", Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});

describe("an instant", () => {
  it.each([0, 1.5, -1, 8.64e15, -8.64e15])("is %s", (at) => expect(isInstant(at)).toBe(true));
  it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 2, -8.64e15 - 2, "0", null, undefined])("is not %s", (at) =>
    expect(isInstant(at)).toBe(false),
  );
});

describe("stretches", () => {
  it.each<[zone: string, change: string, before: number, after: number]>([
    ["Europe/Berlin", "2027-03-28T01:00:00Z", 1, 2],
    ["Europe/Berlin", "2026-10-25T01:00:00Z", 2, 1],
    ["Australia/Lord_Howe", "2026-10-03T15:30:00Z", 10.5, 11],
    ["Pacific/Chatham", "2026-09-26T14:00:00Z", 12.75, 13.75],
    ["Pacific/Apia", "2011-12-30T10:00:00Z", -10, 14],
    ["Asia/Kathmandu", "1985-12-31T18:30:00Z", 5.5, 5.75],
    ["America/St_Johns", "2011-03-13T03:31:00Z", -3.5, -2.5],
    // a change at the very edge of the three days that are looked at in one go
    ["Africa/Monrovia", "1972-01-07T00:44:30Z", -44.5 / 60, 0],
  ])("in %s meet at %s", (zone, text, before, after) => {
    const change = instant(text);
    expect(stretchAt(zone, change - 1).offset).toBe(before * hour);
    expect(stretchAt(zone, change).offset).toBe(after * hour);
    expect(stretchAt(zone, change - 1).until).toBe(change);
    expect(stretchAt(zone, change).from).toBe(change);
    expect(readingAt(zone, change)).toBe(change + after * hour);
  });

  it("hold the instant that was asked for", () => {
    for (let at = instant("2026-01-01T00:00Z"); at < instant("2028-01-01T00:00Z"); at += 7 * hour) {
      const { from, until } = stretchAt("Europe/Berlin", at);
      expect(from <= at && at < until).toBe(true);
    }
  });
});

describe("dates", () => {
  it.each<[string, string, string]>([
    ["Europe/Berlin", "2026-10-20T21:59:59.999Z", "2026-10-20"],
    ["Europe/Berlin", "2026-10-20T22:00:00Z", "2026-10-21"],
    ["Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29"],
    ["Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31"],
  ])("in %s at %s it is %s", (zone, at, date) => expect(dateAt(zone, instant(at))).toBe(date));

  it("begin once, at the earliest instant that reads them or a later one", () => {
    expect(startOfDate("Europe/Berlin", "2026-10-25")).toBe(instant("2026-10-25T00:00+02:00"));
    expect(startOfDate("America/Havana", "2026-11-01")).toBe(instant("2026-11-01T00:00-04:00"));
    expect(startOfDate("America/Santiago", "2026-09-06")).toBe(instant("2026-09-06T01:00-03:00"));
    expect(startOfDate("Pacific/Apia", "2011-12-30")).toBe(instant("2011-12-31T00:00+14:00"));
    // Kwajalein skipped a date, too; Manila's beginnings are those of 1899
    expect(startOfDate("Pacific/Kwajalein", "1993-08-21")).toBe(instant("1993-08-22T00:00+12:00"));
  });

  it("later keep the wall clock", () => {
    const at = instant("2026-10-24T02:30+02:00");
    expect(daysLater("Europe/Berlin", at, 1)).toBe(instant("2026-10-25T02:30+02:00"));
    expect(daysLater("Europe/Berlin", at, 2)).toBe(instant("2026-10-26T02:30+01:00"));
    expect(daysLater("Europe/Berlin", at, 0)).toBe(at);
  });

  it("are read strictly", () => {
    expect(readDate("2028-02-29")).toBe(Date.UTC(2028, 1, 29));
    expect(readDate("0001-01-01")).toBe(Date.parse("0001-01-01T00:00:00Z"));
    for (const text of ["2027-02-29", "2027-2-01", "2027-02-01Z", "x2027-02-01", "2027-13-01", ""])
      expect(readDate(text)).toBeNaN();
    expect(datePlus("2028-02-28", 2)).toBe("2028-03-01");
    expect(dateOf(0)).toBe("1970-01-01");
  });
});

describe("two clocks", () => {
  const at = instant("2026-10-20T12:00Z");
  it("read alike or not", () => {
    expect(readAlike("Europe/Berlin", "Europe/Berlin", at, null)).toBe(true);
    expect(readAlike("Europe/Berlin", "Europe/Paris", at, null)).toBe(true);
    expect(readAlike("Europe/Berlin", "Europe/Lisbon", at, null)).toBe(false);
    // in winter Tunis reads as Berlin does, and Iceland as Lisbon
    expect(readAlike("Europe/Berlin", "Africa/Tunis", instant("2026-10-25T01:00Z"), instant("2027-03-28T01:00Z"))).toBe(
      true,
    );
    expect(
      readAlike("Europe/Berlin", "Africa/Tunis", instant("2026-10-25T00:59:59.999Z"), instant("2027-03-28T01:00Z")),
    ).toBe(false);
    expect(
      readAlike("Europe/Berlin", "Africa/Tunis", instant("2026-10-25T01:00Z"), instant("2027-03-28T01:00:00.001Z")),
    ).toBe(false);
    expect(readAlike("Europe/Berlin", "Africa/Tunis", instant("2026-10-25T01:00Z"), null)).toBe(false);
    expect(readAlike("Europe/Berlin", "Nowhere", at, null)).toBe(false);
    expect(readAlike("Nowhere", "Nowhere", at, null)).toBe(false);
    expect(readAlike("Nowhere", "Europe/Berlin", at, null)).toBe(false);
    expect(readAlike("Europe/Berlin", "Europe/Berlin", Number.NaN, null)).toBe(false);
    expect(readAlike("Europe/Berlin", "Europe/Berlin", at, at)).toBe(true);
  });

  it("are looked at 366 days ahead", () => {
    const change = instant("2027-03-28T01:00Z");
    const farAway = instant("2040-01-01T00:00Z");
    // Istanbul and Riyadh read alike since 2016; before, they didn't in winter
    const before = instant("2016-09-07T00:00+03:00");
    expect(readAlike("Europe/Istanbul", "Asia/Riyadh", before, farAway)).toBe(true);
    expect(distances("Europe/Berlin", "UTC", change - 366 * day, farAway).at(-1)?.until).toBe(change);
    expect(distances("Europe/Berlin", "UTC", change - 366 * day, null).at(-1)?.offset).toBe(-hour);
    expect(distances("Europe/Berlin", "UTC", change - 366 * day + 1, null).at(-1)).toEqual({
      from: change,
      until: change + 1,
      offset: -2 * hour,
    });
    expect(distances("Europe/Berlin", "UTC", change - 366 * day + 1, change).at(-1)?.until).toBe(change);
  });

  it("have distances, and instants at which they change", () => {
    expect(distances("Europe/Berlin", "America/New_York", at, instant("2026-11-10T00:00Z"))).toEqual([
      { from: at, until: instant("2026-10-25T01:00Z"), offset: -6 * hour },
      { from: instant("2026-10-25T01:00Z"), until: instant("2026-11-01T06:00Z"), offset: -5 * hour },
      { from: instant("2026-11-01T06:00Z"), until: instant("2026-11-10T00:00Z"), offset: -6 * hour },
    ]);
    expect(distances("Europe/Berlin", "Europe/Lisbon", at, at + 300 * day)).toEqual([
      { from: at, until: at + 300 * day, offset: -hour },
    ]);
    expect(distances("Europe/Berlin", "Europe/Lisbon", at, at)).toEqual([]);
  });
});

describe("the place of a zone", () => {
  it.each<[zone: string, en: string, de: string]>([
    ["Europe/Berlin", "Berlin", "Berlin"],
    ["Europe/Lisbon", "Lisbon", "Lissabon"],
    ["America/New_York", "New York", "New York"],
    ["America/Argentina/Buenos_Aires", "Buenos Aires", "Buenos Aires"],
    ["America/St_Johns", "St. John's", "St. John's"],
    ["America/Sao_Paulo", "São Paulo", "São Paulo"],
    ["Asia/Calcutta", "Kolkata", "Kalkutta"],
    ["Asia/Kolkata", "Kolkata", "Kalkutta"],
    ["Asia/Saigon", "Ho Chi Minh City", "Ho-Chi-Minh-Stadt"],
    ["Atlantic/Azores", "Azores", "Azoren"],
    ["Australia/Lord_Howe", "Lord Howe", "Lord Howe"],
    ["Europe/Kiev", "Kyiv", "Kiew"],
    ["Europe/Zurich", "Zurich", "Zürich"],
    ["Europe/Vienna", "Vienna", "Wien"],
    ["UTC", "UTC", "UTC"],
    ["Etc/UTC", "UTC", "UTC"],
    ["GMT", "UTC", "UTC"],
    ["Etc/GMT", "UTC", "UTC"],
    ["Etc/GMT+0", "UTC", "UTC"],
    ["Etc/GMT+5", "UTC−5", "UTC−5"],
    ["Etc/GMT-14", "UTC+14", "UTC+14"],
    ["Nowhere/Evil\u202e", "unknown time zone", "unbekannte Zeitzone"],
    ["", "unknown time zone", "unbekannte Zeitzone"],
  ])("%s", (zone, en, de) => {
    expect(placeOf(zone, "en")).toBe(en);
    expect(placeOf(zone, "de")).toBe(de);
  });
});
