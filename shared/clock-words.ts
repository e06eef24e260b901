import { type DateStyle, dateWords, type Language, nothing, tied, weekdayName } from "./date-words.ts";
import { isInstant, isKnownZone, readingAt } from "./zone.ts";

export { type DateStyle, dateWords, type Language, nothing, tied, weekdayName } from "./date-words.ts";

/** Who reads: in which language, by which clock, and whether the clock has twelve hours. */
export type Reader = { language: Language; zone: string; hour12?: boolean | undefined };
/** An en dash that doesn't break either. */
export const dash = "\u2060–\u2060";
const day = 86_400_000;
const minute = 60_000;
/** A weekday alone is said of the five days ahead. */
const nearDays = 5;

const words = {
  en: {
    clock: "",
    today: "today",
    from: "from",
    midnight: "midnight",
    hour: "h",
    minute: "min",
  },
  de: {
    clock: `${tied}Uhr`,
    today: "heute",
    from: "ab",
    midnight: "Mitternacht",
    hour: "Std.",
    minute: "Min.",
  },
} as const;

/** The reader's zone; UTC where a browser names one that isn't known. */
export const zoneOf = ({ zone }: Reader): string => (isKnownZone(zone) ? zone : "UTC");

/** What the reader's clock reads, as in shared/zone.ts; null without an instant. */
const readingOf = (instant: number, reader: Reader): number | null =>
  isInstant(instant) ? readingAt(zoneOf(reader), instant) : null;

const dateNumber = (reading: number): number => Math.floor(reading / day);
const yearOf = (reading: number): number => new Date(reading).getUTCFullYear();

/** A date in words, as `dateWords`; the year is said where it isn't the one that the reader's clock reads at `at`. */
export function datedWords(reading: number, reader: Reader, style: DateStyle, at: number): string {
  const now = readingOf(at, reader);
  return dateWords(reading, reader.language, style, now === null || yearOf(now) !== yearOf(reading));
}

/** The date of an instant by the reader's clock; the year where it isn't the one of `at`. */
export const dateWordsOf = (instant: number, reader: Reader, style: DateStyle, at: number): string =>
  datedWords(readingOf(instant, reader) ?? Number.NaN, reader, style, at);

/** A time of day, given as minutes since midnight, in figures: "14:35", "24:00"; by a clock of twelve hours "2:35 pm". */
export function figures(minutes: number, { language, hour12 }: Omit<Reader, "zone">): string {
  const [hour, past] = [Math.floor(minutes / 60), String(minutes % 60).padStart(2, "0")];
  if (!hour12) return `${String(hour).padStart(2, "0")}:${past}`;
  return hour === 24 ? words[language].midnight : `${hour % 12 || 12}:${past}${tied}${hour < 12 ? "am" : "pm"}`;
}

/** What follows a time in a sentence: nothing, in German "Uhr". */
export const oClock = ({ language, hour12 }: Omit<Reader, "zone">): string => (hour12 ? "" : words[language].clock);

const minutesIn = (reading: number): number => Math.floor(reading / minute) - dateNumber(reading) * 1_440;

/** The time of an instant as tables say it: "14:35". */
export function figuresOf(instant: number, reader: Reader): string {
  const reading = readingOf(instant, reader);
  return reading === null ? nothing : figures(minutesIn(reading), reader);
}

/** The time of an instant as a sentence says it: "14:35", "14:35 Uhr". */
export const timeOf = (instant: number, reader: Reader): string =>
  isInstant(instant) ? `${figuresOf(instant, reader)}${oClock(reader)}` : nothing;

/** Day and time of an instant, the day as far as it is needed: "today 20:00", "Wed 06:00", "Mon 26 October, 18:00", past "19 October, 18:12". */
export function dayTimeOf(instant: number, reader: Reader, at: number): string {
  const reading = readingOf(instant, reader);
  const now = readingOf(at, reader);
  if (reading === null) return nothing;
  const ahead = now === null ? Number.NaN : dateNumber(reading) - dateNumber(now);
  const time = timeOf(instant, reader);
  if (ahead === 0) return `${words[reader.language].today}${tied}${time}`;
  if (ahead < 0) return `${dateWordsOf(instant, reader, "plain", at)}, ${time}`;
  if (ahead <= nearDays) return `${shortDay(reading, reader, false)}${tied}${time}`;
  return `${dateWordsOf(instant, reader, "short", at)}, ${time}`;
}

const shortDay = (reading: number, { language }: Reader, dated: boolean): string =>
  dated
    ? `${dateWords(reading, language, "narrow", false)},`.replaceAll(" ", tied)
    : weekdayName((dateNumber(reading) + 3) % 7, language, true);

/** Both ends' times alone: "20:00–06:00"; midnight at the end is "24:00". */
export function timesOf(from: number, until: number, reader: Reader): string {
  const [first, last] = [readingOf(from, reader), readingOf(until, reader)];
  if (first === null || last === null) return nothing;
  return `${figures(minutesIn(first), reader)}${dash}${figures(minutesIn(last) || 1_440, reader)}`;
}

/**
 * An opening in a table: "Tue 20:00 – Wed 06:00", "Sat 09:00–12:00", without an end "from Tue 20:00". With `at`, the date
 * is said of an opening that isn't within the five days after it, and of one that is longer than that.
 */
export function rangeOf(from: number, until: number | null, reader: Reader, at = from): string {
  const [first, last, now] = [readingOf(from, reader), readingOf(until ?? from, reader), readingOf(at, reader)];
  if (first === null || last === null || now === null) return nothing;
  const isFar = (reading: number): boolean => Math.abs(dateNumber(reading) - dateNumber(now)) > nearDays;
  const dated = isFar(first) || isFar(last);
  const begins = `${shortDay(first, reader, dated)}${tied}${figures(minutesIn(first), reader)}`;
  if (until === null) return `${words[reader.language].from}${tied}${begins}`;
  if (dateNumber(last - 1) === dateNumber(first))
    return `${shortDay(first, reader, dated)}${tied}${timesOf(from, until, reader)}`;
  return `${begins}${tied}–${tied}${shortDay(last, reader, dated)}${tied}${figures(minutesIn(last), reader)}`;
}

/** A length of time, in whole minutes: "1 h 12 min", "1 Std. 12 Min."; nothing shorter than a minute. */
export function lengthOf(milliseconds: number, language: Language): string {
  const minutes = Math.floor(Math.abs(milliseconds) / minute);
  if (!Number.isFinite(minutes)) return nothing;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [
    hours > 0 && `${hours}${tied}${words[language].hour}`,
    rest > 0 && `${rest}${tied}${words[language].minute}`,
  ];
  return parts.filter(Boolean).join(tied) || `0${tied}${words[language].minute}`;
}
