import { readDate } from "../../shared/calendar.ts";
import type { Opening } from "../../shared/span.ts";
import { stretchAt } from "../../shared/zone.ts";
import { type Bar, type Day, overlaps, type Part, placeIn } from "./day.ts";

/** In which passes of an hour that comes twice access is open. */
export type Passes = "both" | "first" | "second" | "none";

/** A change of the drawn clock, with the reading from which on it repeats or skips, in minutes since midnight. */
export type ClockChange =
  | { kind: "back"; date: string; minute: number; minutes: number; passes: Passes }
  | { kind: "forward"; date: string; minute: number; minutes: number; open: boolean };

/** A change and the part of the row in which it is drawn. */
export type Changed = { at: number; change: ClockChange; part: Part };

const minute = 60_000;

/** The change of the clock within a day, also right at its beginning, where midnight is skipped; null where there is none. */
export function clockChangeIn(zone: string, day: Day, found: readonly Opening[]): Changed | null {
  for (let before = stretchAt(zone, day.from - 1); before.until < day.until; ) {
    const at = before.until;
    const after = stretchAt(zone, at);
    if (after.offset !== before.offset) return changed(day, found, at, before.offset, after.offset);
    before = after;
  }
  return null;
}

function changed(day: Day, found: readonly Opening[], at: number, before: number, after: number): Changed {
  const length = Math.abs(after - before);
  const isOpen = (from: number, until: number): boolean => found.some((opening) => overlaps(opening, from, until));
  const reading = at + Math.min(before, after);
  const where = { date: day.date, minute: (reading - readDate(day.date)) / minute, minutes: length / minute };
  const part = { from: placeIn(day, reading), to: placeIn(day, reading + length) };
  if (after > before) {
    const open = isOpen(at - 1, at) && isOpen(at, at + 1);
    return { at, change: { kind: "forward", ...where, open }, part };
  }
  const [first, second] = [isOpen(at - length, at), isOpen(at, at + length)];
  const passes = first && second ? "both" : first ? "first" : second ? "second" : "none";
  return { at, change: { kind: "back", ...where, passes }, part };
}

/** The part of an hour that comes twice in which a bar is drawn. */
export function partOpen({ from, to }: Part, bars: readonly Bar[]): Part | null {
  const covered = bars.filter((bar) => bar.from < to && bar.to > from);
  if (covered.length === 0) return null;
  return {
    from: Math.max(from, Math.min(...covered.map((bar) => bar.from))),
    to: Math.min(to, Math.max(...covered.map((bar) => bar.to))),
  };
}
