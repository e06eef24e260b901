import { figuresOf, type Reader, timesOf } from "../../shared/clock-words.ts";
import { readingAt } from "../../shared/zone.ts";
import type { Texts } from "../texts/en.ts";
import type { RowWord } from "./row-words.ts";

const minute = 60_000;
const isFullHour = (at: number, { zone }: Reader): boolean => readingAt(zone, at) % (60 * minute) === 0;
/** "08", midnight as an end "24" */
const hourOf = (at: number, reader: Reader, isEnd: boolean): string => {
  const said = figuresOf(at, reader).slice(0, 2);
  return isEnd && said === "00" ? "24" : said;
};
/** The time of an end: midnight is 24:00. */
const endOf = (at: number, reader: Reader): string =>
  figuresOf(at, reader) === "00:00" ? "24:00" : figuresOf(at, reader);

/** What the eye reads at the end of a row: one thing, short; the drawing and the table of openings have the rest. */
export function rowText(words: readonly RowWord[], reader: Reader, texts: Texts): string {
  const { week } = texts;
  const ranges = words.filter((word) => word.kind === "range");
  const [range] = ranges;
  if (range && ranges.length === 1) return timesOf(range.from, range.until, reader);
  if (ranges.length === 2 && ranges.every(({ from, until }) => isFullHour(from, reader) && isFullHour(until, reader)))
    return ranges
      .map(({ from, until }) => week.range(hourOf(from, reader, false), hourOf(until, reader, true)))
      .join(", ");
  if (ranges.length > 1) return week.times(ranges.length);
  const pick = (["all-day", "from", "ends", "until"] as const).flatMap((kind) =>
    words.filter((word) => word.kind === kind),
  )[0];
  return pick ? wordOf(pick, reader, texts) : week.nothing;
}

/** What the ear hears of a row: everything, in full. */
export function spokenText(words: readonly RowWord[], reader: Reader, texts: Texts): string {
  if (words.length === 0) return texts.week.sayNothing;
  return words.map((word) => wordOf(word, reader, texts)).join(", ");
}

function wordOf(word: RowWord, reader: Reader, { week }: Texts): string {
  switch (word.kind) {
    case "range":
      return week.sayRange(figuresOf(word.from, reader), endOf(word.until, reader), word.nextDay);
    case "from":
      return week.from_(figuresOf(word.at, reader));
    case "until":
      return week.until_(endOf(word.at, reader));
    case "all-day":
      return week.allDay;
    case "ends":
      return week.ends(endOf(word.at, reader));
  }
}
