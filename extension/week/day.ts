import { datePlus, readDate, startOfDate } from "../../shared/calendar.ts";
import type { Opening } from "../../shared/span.ts";
import { readingAt, stretchAt } from "../../shared/zone.ts";

// A day of a wall clock, as a row of the strip draws it. Positions are hours of that clock, 0 to 24.

/** A date and the instants at which it begins and ends. */
export type Day = { date: string; from: number; until: number };
/** Part of a row. */
export type Part = { from: number; to: number };
/** `before`: it was open already when the row began; `after`: it stays open past the row's end. */
export type Bar = Part & { before: boolean; after: boolean };

const hour = 3_600_000;

export const dayOf = (zone: string, date: string): Day => ({
  date,
  from: startOfDate(zone, date),
  until: startOfDate(zone, datePlus(date, 1)),
});

export const endOf = ({ until }: Opening): number => until ?? Number.POSITIVE_INFINITY;
export const overlaps = (opening: Opening, from: number, until: number): boolean =>
  opening.from < until && endOf(opening) > from;

/** Where a reading of the clock, as `readingAt` gives it, lies in a day. */
export const placeIn = ({ date }: Day, reading: number): number =>
  Math.min(Math.max((reading - readDate(date)) / hour, 0), 24);
/** Where the instant lies; null outside of the day. */
export const positionIn = (zone: string, day: Day, at: number): number | null =>
  day.from <= at && at < day.until ? placeIn(day, readingAt(zone, at)) : null;
/** Where an end lies: of the last instant before it, so that midnight is 24 and not 0. */
export const endIn = (zone: string, day: Day, end: number | null): number | null =>
  end !== null && day.from < end && end <= day.until ? placeIn(day, readingAt(zone, end - 1) + 1) : null;

/** An interval laid on the clock of a day: one bar, also over an hour that is skipped or comes twice. Null outside. */
export function barIn(zone: string, day: Day, interval: Opening): Bar | null {
  const from = Math.max(interval.from, day.from);
  const until = Math.min(endOf(interval), day.until);
  if (!(from < until)) return null;
  const edges: number[] = [];
  for (let at = from; at < until; ) {
    const stretch = stretchAt(zone, at);
    const end = Math.min(stretch.until, until);
    edges.push(placeIn(day, at + stretch.offset), placeIn(day, end + stretch.offset));
    at = end;
  }
  const before = interval.from < day.from;
  return {
    from: before ? 0 : Math.min(...edges),
    to: until === day.until ? 24 : Math.max(...edges),
    before,
    after: endOf(interval) > day.until,
  };
}
