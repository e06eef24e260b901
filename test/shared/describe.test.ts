import * as fc from "fast-check";
import { describe as about, expect, it } from "vitest";
import type { Reader } from "../../shared/clock-words.ts";
import { describe, question } from "../../shared/describe.ts";
import type { Terms } from "../../shared/terms.ts";
import { said } from "./said.ts";
import { everyDay, instant, on, terms, tuesday, workdays } from "./valid.ts";
import { starred, visible } from "./visible.ts";

const en: Reader = { language: "en", zone: "Europe/Berlin" };
const de: Reader = { language: "de", zone: "Europe/Berlin" };
const names = { technician: "Anna Berg", computer: "Office PC" };
const nights = terms({ hours: [everyDay("20:00", "06:00")] });
const unlimited = { kind: "unlimited" } as const;
const row = (given: Terms, reader: Reader, at = tuesday) => visible(describe(given, tuesday, reader, at));
const heading = (given: Terms, reader: Reader, at = tuesday) => starred(question(given, tuesday, names, reader, at));

about("what is said about terms", () => {
  it.each(said)("$what", (given) => {
    const whole = terms(given.terms);
    expect([row(whole, en), row(whole, de)]).toEqual([given.en, given.de]);
    expect([heading(whole, en), heading(whole, de)]).toEqual([given.question, given.frage]);
  });

  it("by a clock of twelve hours", () => {
    const given = terms({ span: unlimited, hours: [on(workdays, "08:00", "12:00"), on(["sat"], "18:00", "24:00")] });
    expect(row(given, { ...en, hour12: true })).toBe(
      "Mon=Fri 8:00~am=12:00~pm, and Saturdays 6:00~pm=midnight, no end date",
    );
    expect(heading(nights, { ...en, hour12: true })).toBe(
      "May **Anna Berg** connect to **Office PC** every night from **8:00~pm~to~6:00~am**, until **Sunday 25~October, 2:35~pm**?",
    );
    expect(row(nights, { ...de, hour12: true })).toBe("Jede Nacht 8:00~pm=6:00~am, bis So 25.~Oktober, 2:35~pm");
  });

  it("a technician in Lisbon reads hours by the customer's clock and the next opening by her own", () => {
    const lisbon: Reader = { language: "en", zone: "Europe/Lisbon" };
    expect(row(nights, lisbon)).toBe(
      "Every night 20:00=06:00 (Berlin time), until Sun 25~October, 13:35 (your time). Next opening: today~19:00 your time.",
    );
    expect(row(nights, lisbon, instant("2026-10-20T21:10+02:00"))).toBe(
      "Every night 20:00=06:00 (Berlin time), until Sun 25~October, 13:35 (your time). Open until Wed~05:00 your time.",
    );
    expect(row(nights, lisbon, instant("2026-10-21T06:00+02:00"))).toBe(
      "Every night 20:00=06:00 (Berlin time), until Sun 25~October, 13:35 (your time). Next opening: today~19:00 your time.",
    );
    const over = instant("2026-10-25T14:35+01:00");
    expect(row(nights, lisbon, over)).toBe(
      "Every night 20:00=06:00 (Berlin time), until Sun 25~October, 13:35 (your time).",
    );
  });

  it("a change of the distance is said until it is over", () => {
    const tunis = terms({
      hours: [everyDay("20:00", "06:00")],
      span: { kind: "days", days: 30 },
      zone: "Africa/Tunis",
    });
    const change = instant("2026-10-25T02:00+01:00");
    expect(row(tunis, en, change - 1)).toContain("From Sun 25~October, Tunis time is the same as yours.");
    expect(row(tunis, en, change)).toBe("Every night 20:00=06:00, until Thu 19~November, 13:35");
  });

  it("an upcoming span is compared where it lies", () => {
    const span = { kind: "dates", from: "2026-10-25", through: "2026-10-26" } as const;
    const hours = [everyDay("20:00", "06:00")];
    expect(row(terms({ span, hours, zone: "Africa/Tunis" }), en)).toContain(
      "From Sun 25~October, Tunis time is the same as yours.",
    );
    const later = { ...span, from: "2026-10-26" };
    expect(row(terms({ span: later, hours, zone: "Africa/Tunis" }), en)).toBe("Every night 20:00=06:00, on 26~October");
    const winter = terms({
      span: { kind: "dates", from: "2027-03-27", through: "2027-03-29" },
      hours,
      zone: "Africa/Lagos",
    });
    expect(row(winter, en)).toContain("From Sun 28~March~2027, Lagos time is 1~h behind yours.");
  });

  it("a clock ahead, and one half an hour away", () => {
    const helsinki: Reader = { language: "en", zone: "Europe/Helsinki" };
    expect(row(terms({ hours: [everyDay("20:00", "06:00")], span: unlimited, zone: "Asia/Kolkata" }), helsinki)).toBe(
      "Every night 20:00=06:00 (Kolkata time), no end date. Next opening: today~17:30 your time. From Sun 25~October, Kolkata time is 3~h~30~min ahead of yours.",
    );
  });

  it("the year is said where it isn't the reader's", () => {
    const nextYear = instant("2027-01-01T00:00+01:00");
    expect(row(nights, en, nextYear)).toBe("Every night 20:00=06:00, until Sun 25~October~2026, 14:35");
    expect(row(nights, en, nextYear - 1)).toBe("Every night 20:00=06:00, until Sun 25~October, 14:35");
    expect(heading(terms({ span: { kind: "dates", from: "2026-10-26", through: "2026-11-06" } }), en, nextYear)).toBe(
      "May **Anna Berg** connect to **Office PC** **at any time**, from **Monday 26~October~2026 through Friday 6~November~2026**?",
    );
  });

  it("a reader whose zone isn't known reads UTC, and is told so by the name of the other clock", () => {
    expect(row(nights, { language: "en", zone: "Etc/Unknown" })).toBe(
      "Every night 20:00=06:00 (Berlin time), until Sun 25~October, 13:35 (your time). Next opening: today~18:00 your time. From Sun 25~October, Berlin time is 1~h ahead of yours.",
    );
  });

  it.each([Number.NaN, -1, 0.5])("an approval at %s can't be read", (approvedAt) => {
    expect(describe(nights, approvedAt, en, tuesday)).toBe("These terms can't be read. Access stays closed.");
    expect(question(nights, approvedAt, names, de, tuesday)).toEqual([
      { text: "Diese Bedingungen sind nicht lesbar. Der Zugriff bleibt geschlossen.", strong: false },
    ]);
  });

  it("where today isn't known, terms are said as from their beginning", () => {
    expect(row(nights, en, Number.NaN)).toBe("Every night 20:00=06:00, until Sun 25~October~2026, 14:35");
  });

  it("names stand alone in their pieces, whatever they hold", () => {
    const hostile = { technician: "**</b>\u202e", computer: "every night from" };
    for (const reader of [en, de]) {
      const pieces = question(nights, tuesday, hostile, reader, tuesday);
      expect(pieces).toContainEqual({ text: hostile.technician, strong: true });
      expect(pieces).toContainEqual({ text: hostile.computer, strong: true });
    }
  });
});

about("whatever arrives", () => {
  const odd = fc.record({
    credentialMode: fc.constantFrom("at-connection", "at-setup"),
    span: fc.oneof(
      fc.record({ kind: fc.constant("days"), days: fc.oneof(fc.double(), fc.integer({ min: -1, max: 4000 })) }),
      fc.record({
        kind: fc.constant("dates"),
        from: fc.oneof(fc.string(), fc.constantFrom("2026-10-01", "2026-02-30", "2026-10-26", "9999-12-31")),
        through: fc.oneof(fc.string(), fc.constantFrom("2026-10-20", "2026-10-26", "2036-10-20", "0000-01-01")),
      }),
      fc.constant({ kind: "unlimited" }),
    ),
    hours: fc.array(
      fc.record({
        opens: fc.constantFrom("00:00", "09:00", "20:00", "24:00", "", "x"),
        closes: fc.constantFrom("00:00", "06:00", "12:00", "24:00", "", "x"),
        weekdays: fc.subarray(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
      }),
      { maxLength: 4 },
    ),
    zone: fc.constantFrom("Europe/Berlin", "Pacific/Apia", "America/St_Johns", "UTC", "local", "Nowhere", "", "\u202e"),
  });
  it("no screen says what isn't words", () => {
    fc.assert(
      fc.property(
        odd,
        fc.constantFrom(tuesday, 0, Number.NaN, 9e15),
        fc.constantFrom("UTC", "Asia/Tokyo", ""),
        fc.constantFrom(tuesday, Number.NaN, -9e15),
        (given, approvedAt, zone, at) => {
          for (const language of ["en", "de"] as const) {
            const reader = { language, zone };
            const words = `${describe(given as Terms, approvedAt, reader, at)} ${question(
              given as Terms,
              approvedAt,
              names,
              reader,
              at,
            )
              .map(({ text }) => text)
              .join("")}`;
            expect(words).not.toMatch(/Invalid|undefined|NaN|null|Infinity|\u202e|\[object| {2}/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
