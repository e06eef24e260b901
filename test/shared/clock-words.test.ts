import { describe, expect, it } from "vitest";
import {
  type DateStyle,
  dateWords,
  dateWordsOf,
  dayTimeOf,
  figures,
  figuresOf,
  lengthOf,
  nothing,
  type Reader,
  rangeOf,
  timeOf,
  timesOf,
  weekdayName,
} from "../../shared/clock-words.ts";
import { instant, tuesday } from "./valid.ts";
import { visible } from "./visible.ts";

const en: Reader = { language: "en", zone: "Europe/Berlin" };
const de: Reader = { language: "de", zone: "Europe/Berlin" };
const en12: Reader = { ...en, hour12: true };
const de12: Reader = { ...de, hour12: true };
const readers = { en, de, "en, twelve hours": en12, "de, twelve hours": de12 };
type Who = keyof typeof readers;

describe("a time", () => {
  it.each<[Who, string, string, string]>([
    ["en", "2026-10-20T14:35:59.999+02:00", "14:35", "14:35"],
    ["de", "2026-10-20T14:35+02:00", "14:35", "14:35~Uhr"],
    ["en", "2026-10-20T00:05+02:00", "00:05", "00:05"],
    ["en, twelve hours", "2026-10-20T14:35+02:00", "2:35~pm", "2:35~pm"],
    ["en, twelve hours", "2026-10-20T00:05+02:00", "12:05~am", "12:05~am"],
    ["en, twelve hours", "2026-10-20T11:59+02:00", "11:59~am", "11:59~am"],
    ["en, twelve hours", "2026-10-20T12:00+02:00", "12:00~pm", "12:00~pm"],
    ["de, twelve hours", "2026-10-20T14:35+02:00", "2:35~pm", "2:35~pm"],
    // both passes of the hour that comes twice
    ["en", "2026-10-25T02:30+02:00", "02:30", "02:30"],
    ["en", "2026-10-25T02:30+01:00", "02:30", "02:30"],
    ["en", "1969-12-31T23:30+01:00", "23:30", "23:30"],
  ])("%s %s", (who, at, inTables, inSentences) => {
    expect(visible(figuresOf(instant(at), readers[who]))).toBe(inTables);
    expect(visible(timeOf(instant(at), readers[who]))).toBe(inSentences);
  });

  it("at the end of the day", () => {
    expect(figures(1440, en)).toBe("24:00");
    expect(figures(1440, en12)).toBe("midnight");
    expect(figures(1440, de12)).toBe("Mitternacht");
  });

  it("by an unknown clock is UTC's", () => {
    for (const zone of ["Nowhere", "", "local", undefined])
      expect(timeOf(instant("2026-10-20T14:35+02:00"), { language: "en", zone: zone as string })).toBe("12:35");
  });
});

describe("a date", () => {
  const reading = Date.UTC(2026, 9, 25, 14, 35);
  it.each<[DateStyle, string, string, string]>([
    ["long", "Sunday 25~October", "Sonntag, 25.~Oktober", "Sonntag, 25.~Oktober~2026"],
    ["short", "Sun 25~October", "So 25.~Oktober", "So 25.~Oktober~2026"],
    ["plain", "25~October", "25.~Oktober", "25.~Oktober~2026"],
    ["narrow", "Sun 25~Oct", "So 25.~Okt.", "So 25.~Okt.~2026"],
    ["number", "Sun~25", "So~25.", "So~25."],
  ])("%s", (style, english, german, withYear) => {
    expect(visible(dateWords(reading, "en", style, false))).toBe(english);
    expect(visible(dateWords(reading, "de", style, false))).toBe(german);
    expect(visible(dateWords(reading, "de", style, true))).toBe(withYear);
  });

  it("has every weekday and month", () => {
    const english = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
    const german = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(" ");
    expect(english.map((_, index) => weekdayName(index, "en"))).toEqual(english);
    expect(german.map((_, index) => weekdayName(index, "de"))).toEqual(german);
    expect(english.map((_, index) => weekdayName(index, "en", true))).toEqual("Mon Tue Wed Thu Fri Sat Sun".split(" "));
    expect(german.map((_, index) => weekdayName(index, "de", true))).toEqual("Mo Di Mi Do Fr Sa So".split(" "));
    expect(weekdayName(7, "en")).toBe(nothing);
    const said = (language: "en" | "de", style: DateStyle) =>
      Array.from(
        { length: 12 },
        (_, month) => visible(dateWords(Date.UTC(2026, month, 1), language, style, false)).split("~")[1],
      ).join(" ");
    expect(said("en", "plain")).toBe(
      "January February March April May June July August September October November December",
    );
    expect(said("de", "plain")).toBe(
      "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    );
    expect(said("en", "narrow")).toBe("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
    expect(said("de", "narrow")).toBe("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.");
  });

  it("says the year where it isn't the reader's current one", () => {
    const newYear = instant("2026-12-31T23:30Z");
    expect(visible(dateWordsOf(newYear, en, "plain", tuesday))).toBe("1~January~2027");
    expect(visible(dateWordsOf(newYear, { ...en, zone: "UTC" }, "plain", tuesday))).toBe("31~December");
    expect(visible(dateWordsOf(newYear, en, "plain", newYear))).toBe("1~January");
    expect(visible(dateWordsOf(tuesday, en, "plain", newYear))).toBe("20~October~2026");
    expect(visible(dateWordsOf(tuesday, en, "plain", Number.NaN))).toBe("20~October~2026");
    expect(visible(dateWordsOf(0, en, "plain", Number.NaN))).toBe("1~January~1970");
  });
});

describe("day and time", () => {
  it.each<[at: string, english: string, german: string]>([
    ["2026-10-20T20:00+02:00", "today~20:00", "heute~20:00~Uhr"],
    ["2026-10-20T00:00+02:00", "today~00:00", "heute~00:00~Uhr"],
    ["2026-10-21T00:00+02:00", "Wed~00:00", "Mi~00:00~Uhr"],
    ["2026-10-25T14:35+01:00", "Sun~14:35", "So~14:35~Uhr"],
    ["2026-10-26T18:00+01:00", "Mon 26~October, 18:00", "Mo 26.~Oktober, 18:00~Uhr"],
    ["2026-10-19T18:12+02:00", "19~October, 18:12", "19.~Oktober, 18:12~Uhr"],
    ["2027-01-04T09:00+01:00", "Mon 4~January~2027, 09:00", "Mo 4.~Januar~2027, 09:00~Uhr"],
    ["2025-12-31T09:00+01:00", "31~December~2025, 09:00", "31.~Dezember~2025, 09:00~Uhr"],
  ])("%s", (at, english, german) => {
    expect(visible(dayTimeOf(instant(at), en, tuesday))).toBe(english);
    expect(visible(dayTimeOf(instant(at), de, tuesday))).toBe(german);
  });

  it("says the whole date where today isn't known", () => {
    expect(visible(dayTimeOf(tuesday, en, Number.NaN))).toBe("Tue 20~October~2026, 14:35");
    expect(visible(dayTimeOf(0, en, Number.NaN))).toBe("Thu 1~January~1970, 01:00");
  });
});

describe("an opening", () => {
  const rows: [from: string, until: string | null, english: string, german: string][] = [
    ["2026-10-20T20:00+02:00", "2026-10-21T06:00+02:00", "Tue~20:00~–~Wed~06:00", "Di~20:00~–~Mi~06:00"],
    ["2026-10-24T09:00+02:00", "2026-10-24T12:00+02:00", "Sat~09:00=12:00", "Sa~09:00=12:00"],
    ["2026-10-24T18:00+02:00", "2026-10-25T00:00+02:00", "Sat~18:00=24:00", "Sa~18:00=24:00"],
    ["2026-10-24T18:00+02:00", "2026-10-25T00:01+02:00", "Sat~18:00~–~Sun~00:01", "Sa~18:00~–~So~00:01"],
    ["2026-10-24T00:00+02:00", "2026-10-25T00:00+02:00", "Sat~00:00=24:00", "Sa~00:00=24:00"],
    ["2026-10-20T20:00+02:00", null, "from~Tue~20:00", "ab~Di~20:00"],
    ["2026-10-25T18:00+01:00", "2026-10-25T20:00+01:00", "Sun~18:00=20:00", "So~18:00=20:00"],
    ["2026-10-26T18:00+01:00", "2026-10-26T20:00+01:00", "Mon~26~Oct,~18:00=20:00", "Mo~26.~Okt.,~18:00=20:00"],
    ["2026-10-14T18:00+02:00", "2026-10-14T20:00+02:00", "Wed~14~Oct,~18:00=20:00", "Mi~14.~Okt.,~18:00=20:00"],
    [
      "2026-10-20T14:35+02:00",
      "2026-10-26T14:35+01:00",
      "Tue~20~Oct,~14:35~–~Mon~26~Oct,~14:35",
      "Di~20.~Okt.,~14:35~–~Mo~26.~Okt.,~14:35",
    ],
    ["2026-10-26T18:00+01:00", null, "from~Mon~26~Oct,~18:00", "ab~Mo~26.~Okt.,~18:00"],
  ];
  it.each(rows)("%s to %s", (from, until, english, german) => {
    const end = until === null ? null : instant(until);
    expect(visible(rangeOf(instant(from), end, en, tuesday))).toBe(english);
    expect(visible(rangeOf(instant(from), end, de, tuesday))).toBe(german);
  });

  it("has its weekdays alone where nothing else is asked for", () => {
    const from = instant("2027-01-04T09:00+01:00");
    expect(visible(rangeOf(from, from + 3_600_000, en))).toBe("Mon~09:00=10:00");
    expect(visible(rangeOf(from, from + 10 * 86_400_000, en))).toBe("Mon~4~Jan,~09:00~–~Thu~14~Jan,~09:00");
    expect(visible(rangeOf(from, from + 3_600_000, en12))).toBe("Mon~9:00~am=10:00~am");
  });

  it("has its times alone in the strip", () => {
    expect(visible(timesOf(instant("2026-10-20T20:00+02:00"), instant("2026-10-21T06:00+02:00"), de))).toBe(
      "20:00=06:00",
    );
    expect(visible(timesOf(instant("2026-10-20T00:00+02:00"), instant("2026-10-21T00:00+02:00"), de))).toBe(
      "00:00=24:00",
    );
  });
});

describe("a length of time", () => {
  it.each<[minutes: number, english: string, german: string]>([
    [72, "1~h~12~min", "1~Std.~12~Min."],
    [60, "1~h", "1~Std."],
    [59.99, "59~min", "59~Min."],
    [530, "8~h~50~min", "8~Std.~50~Min."],
    [0.5, "0~min", "0~Min."],
    [-90, "1~h~30~min", "1~Std.~30~Min."],
  ])("%s minutes", (minutes, english, german) => {
    expect(visible(lengthOf(minutes * 60_000, "en"))).toBe(english);
    expect(visible(lengthOf(minutes * 60_000, "de"))).toBe(german);
  });
});

describe("where there is no instant nothing is said", () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15, undefined, null])("%s", (odd) => {
    const at = odd as number;
    expect([
      figuresOf(at, en),
      timeOf(at, de),
      dateWords(at, "de", "long", true),
      dateWordsOf(at, de, "short", tuesday),
      dayTimeOf(at, de, tuesday),
      rangeOf(at, tuesday, de),
      rangeOf(tuesday, tuesday, de, at === undefined ? Number.NaN : at),
      timesOf(at, tuesday, de),
      timesOf(tuesday, at, de),
    ]).toEqual(Array.from({ length: 9 }, () => "–"));
  });

  it("an end that is no instant is no end that could be said", () => {
    expect(rangeOf(tuesday, Number.NaN, en)).toBe("–");
    expect(rangeOf(Number.NaN, tuesday, en, tuesday)).toBe("–");
    expect(rangeOf(Number.NaN, null, en, tuesday)).toBe("–");
    expect(lengthOf(Number.NaN, "en")).toBe("–");
  });
});
