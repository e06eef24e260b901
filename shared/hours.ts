import type { Hours } from "./terms.ts";
import { weekdays } from "./terms.ts";
import { day } from "./zone.ts";

const minute = 60_000;
const week = 7 * day;
/** 1 January 1970 was a Thursday. */
const mondayToEpoch = 3 * day;

/**
 * The hours of some terms, laid over a week of wall clock: positions in milliseconds since Monday 00:00 at which open and
 * closed change places, in order, and which of the two it is just before Monday 00:00.
 */
export type WeekPlan = { turns: readonly number[]; openBefore: boolean };

/** Minutes since midnight of a time of day, `00:00` to `24:00`; NaN for anything else. */
export function minutesOf(time: string): number {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (parts) return Number(parts[1]) * 60 + Number(parts[2]);
  return time === "24:00" ? 1_440 : Number.NaN;
}

/** Whether an entry of hours has a meaning: two different times, `24:00` only as the end, every weekday once, at least one. */
export function hasMeaning({ opens, closes, weekdays: days }: Hours): boolean {
  const [from, until] = [minutesOf(opens), minutesOf(closes)];
  return from < 1_440 && until <= 1_440 && from !== until && days.length > 0 && new Set(days).size === days.length;
}

/**
 * Lays entries of hours (each with a meaning) over one week. An entry that runs over midnight belongs to the weekday on
 * which it opens (design.md section 4). No entries: always open.
 */
export function planOf(hours: readonly Hours[]): WeekPlan {
  if (hours.length === 0) return { turns: [], openBefore: true };
  const spans: [number, number][] = [];
  for (const { opens, closes, weekdays: days } of hours) {
    const [from, until] = [minutesOf(opens) * minute, minutesOf(closes) * minute];
    for (const weekday of days) {
      const midnight = weekdays.indexOf(weekday) * day;
      const end = midnight + until + (until < from ? day : 0);
      spans.push([midnight + from, Math.min(end, week)]);
      if (end > week) spans.push([0, end - week]);
    }
  }
  spans.sort(([a], [b]) => a - b);
  const turns: number[] = [];
  for (const [from, until] of spans) {
    const last = turns.at(-1) ?? -1;
    if (from > last) turns.push(from, until);
    else if (until > last) turns[turns.length - 1] = until;
  }
  const openBefore = turns.at(-1) === week;
  if (openBefore) {
    // The end of Sunday is the beginning of Monday: open on both sides, or a turn to closed at position 0.
    turns.pop();
    if (turns[0] === 0) turns.shift();
    else turns.unshift(0);
  }
  return { turns, openBefore };
}

/** Whether the plan never closes. */
export const neverCloses = ({ turns }: WeekPlan): boolean => turns.length === 0;

const positionOf = (reading: number): number => (((reading + mondayToEpoch) % week) + week) % week;

/** Whether the plan admits a reading of the wall clock (`readingAt` of shared/zone.ts); never one that isn't a number. */
export function admits({ turns, openBefore }: WeekPlan, reading: number): boolean {
  const position = positionOf(reading);
  const turned = turns.filter((turn) => turn <= position).length % 2 === 1;
  return position >= 0 && turned !== openBefore;
}

/** Milliseconds of wall clock from a reading until the plan next turns; infinite where it never does. */
export function untilTurn({ turns }: WeekPlan, reading: number): number {
  const position = positionOf(reading);
  const next = turns.find((turn) => turn > position) ?? (turns[0] ?? Number.POSITIVE_INFINITY) + week;
  return next - position;
}
