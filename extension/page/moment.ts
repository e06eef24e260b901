import { dayTimeOf, timeOf } from "../../shared/clock-words.ts";
import { readingAt } from "../../shared/zone.ts";
import type { PageReader } from "./reader.tsx";

const day = 86_400_000;

/** The date that a zone reads at an instant, as a number of days. */
export const dateIn = (zone: string, instant: number): number => Math.floor(readingAt(zone, instant) / day);

/** Whether the reader's clock reads today's date then. */
export const isToday = (instant: number, { zone }: PageReader, at: number): boolean =>
  dateIn(zone, instant) === dateIn(zone, at);

/** An instant by the reader's clock: today its time alone, on another day the day with it. */
export const momentOf = (instant: number, reader: PageReader, at: number): string =>
  isToday(instant, reader, at) ? timeOf(instant, reader) : dayTimeOf(instant, reader, at);
