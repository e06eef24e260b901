import { bounds } from "./bounds.ts";
import { day, readingAt, stretchAt } from "./zone.ts";

/** The date that the zone reads at `at`, `YYYY-MM-DD`. */
export const dateAt = (zone: string, at: number): string => dateOf(readingAt(zone, at));

/**
 * The earliest instant at which the zone reads `reading` or later, and the instant at which it would read it had its clock
 * not been changed meanwhile: the two differ only where the reading is skipped.
 */
function firstReading(zone: string, reading: number): { first: number; unchanged: number } {
  // Offsets are less than a day, so the reading lies ahead of this one's beginning.
  let stretch = stretchAt(zone, reading - 2 * day);
  let before = stretch;
  while (!(Math.max(stretch.from, reading - stretch.offset) < stretch.until)) {
    before = stretch;
    stretch = stretchAt(zone, stretch.until);
  }
  return { first: Math.max(stretch.from, reading - stretch.offset), unchanged: reading - before.offset };
}

/** The start of a date: the earliest instant at which the zone reads that date or a later one (design.md section 4). */
export const startOfDate = (zone: string, date: string): number => firstReading(zone, readDate(date)).first;

/**
 * The same wall clock that many calendar days after `at`: where it is skipped the later reading, where it comes twice the
 * earlier (design.md section 4, Span).
 */
export function daysLater(zone: string, at: number, days: number): number {
  const reading = readingAt(zone, at) + days * day;
  const { first, unchanged } = firstReading(zone, reading);
  return readingAt(zone, first) === reading ? first : unchanged;
}

/** The milliseconds at which UTC reads the start of a date; NaN where the text isn't a real date, `YYYY-MM-DD`. */
export function readDate(date: string): number {
  const start = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // Some engines take 30 February for 2 March.
  return Number.isFinite(start) && dateOf(start) === date ? start : Number.NaN;
}

/** The date of a reading, `YYYY-MM-DD`. */
export const dateOf = (reading: number): string => new Date(reading).toISOString().slice(0, 10);

/** The date that many days after another, without any zone. */
export const datePlus = (date: string, days: number): string => dateOf(readDate(date) + days * day);

/** The date ten calendar years after the one that the zone reads at `at`; of a 29 February a text between the 28th and March. */
export function tenYearsAfter(zone: string, at: number): string {
  const date = dateAt(zone, at);
  return `${Number(date.slice(0, 4)) + bounds.years}${date.slice(4)}`;
}
