import { type Grant, openings, spanOf } from "../../shared/access-window.ts";
import { dateAt, datePlus } from "../../shared/calendar.ts";
import type { Opening } from "../../shared/span.ts";
import { readAlike, readingAt } from "../../shared/zone.ts";
import { type Changed, type ClockChange, clockChangeIn, type Passes, partOpen } from "./clock-change.ts";
import { type Bar, barIn, dayOf, endIn, endOf, overlaps, type Part, positionIn } from "./day.ts";
import { type RowWord, wordsOf } from "./row-words.ts";

// What the week strip shows (look.md section 3), worked out from the openings alone: instants are laid on the wall clock
// of one zone, one row a day. Positions in a row are hours of that clock, 0 to 24.

export type Row = {
  /** `YYYY-MM-DD` */
  date: string;
  today: boolean;
  /** the part that lies in the span and isn't over; null where there is none */
  track: Part | null;
  bars: Bar[];
  /** where the drawn hour comes twice and is open at least once */
  twice: (Part & { passes: Passes }) | null;
  /** where the clock skips */
  skip: Part | null;
  now: number | null;
  /** where the span ends */
  end: number | null;
  words: RowWord[];
  /** by how much the other clock is ahead at the end of the row, in ms; 0 without another clock */
  ahead: number;
};

export type Week = {
  rows: Row[];
  /** whether the first row is a later day than today */
  later: boolean;
  /** changes of the drawn clock within the span */
  changes: ClockChange[];
  /** whether the other clock has an axis of its own */
  otherAxis: boolean;
  /** whether access is open at any time shown */
  open: boolean;
};

export type WeekOf = {
  grant: Grant;
  at: number;
  /** the clock that is drawn, and the other one, if there is one */
  zone: string;
  other: string | null;
  /** `opening`: the first row is the day of the first opening, where that is later than today; `span`: of the span's start */
  begin: "today" | "opening" | "span";
};

/** 20 entries of hours open at most that often in eight days */
const mostOpenings = 180;

/** Seven rows, from today or later. Terms that can't be read give rows in which nothing is open. */
export function weekOf(asked: WeekOf): Week {
  const { grant, at, zone, other, begin } = asked;
  const span = readableSpan(grant);
  const found = span ? openings(grant, at, mostOpenings) : [];
  const today = dateAt(zone, at);
  const start = begin === "today" ? at : begin === "span" ? (span?.from ?? at) : (found[0]?.from ?? at);
  const first = later(today, dateAt(zone, start));
  // What is open now is drawn from its true beginning; everything else before now is past.
  const shown = span && { from: Math.max(span.from, Math.min(at, found[0]?.from ?? at)), until: span.until };
  const rows: Row[] = [];
  const changes: ClockChange[] = [];
  for (let date = first; rows.length < 7; date = datePlus(date, 1)) {
    const day = dayOf(zone, date);
    if (day.from === day.until) continue; // a date that the zone left out
    const inRow = found.filter((opening) => overlaps(opening, day.from, day.until));
    const bars = inRow.map((opening) => barIn(zone, day, opening)).filter((bar) => bar !== null);
    const changed = clockChangeIn(zone, day, inRow);
    const change = changed && shown && shown.from <= changed.at && changed.at < endOf(shown) ? changed : null;
    if (change) changes.push(change.change);
    rows.push({
      date,
      today: date === today,
      track: shown && barIn(zone, day, shown),
      bars,
      ...marksOf(change, bars),
      now: positionIn(zone, day, at),
      end: endIn(zone, day, span?.until ?? null),
      words: wordsOf(day, inRow, span?.until ?? null, rows.length === 0),
      ahead: other === null ? 0 : readingAt(other, day.until - 1) - readingAt(zone, day.until - 1),
    });
  }
  const [weekFrom, weekUntil] = [dayOf(zone, first).from, dayOf(zone, rows.at(-1)?.date ?? first).until];
  return {
    rows,
    later: first !== today,
    changes,
    otherAxis: other !== null && !readAlike(zone, other, weekFrom, weekUntil),
    open: rows.some(({ bars }) => bars.length > 0),
  };
}

const later = (a: string, b: string): string => (a < b ? b : a);

function readableSpan(grant: Grant): Opening | null {
  try {
    return spanOf(grant.terms, grant.approvedAt);
  } catch {
    return null;
  }
}

/** How a change of the clock is drawn: a gap, or a bar split in two where it is open. */
function marksOf(changed: Changed | null, bars: readonly Bar[]): Pick<Row, "twice" | "skip"> {
  if (changed === null) return { twice: null, skip: null };
  const { change, part } = changed;
  if (change.kind === "forward") return { twice: null, skip: part };
  const open = change.passes === "none" ? null : partOpen(part, bars);
  return { twice: open && { ...open, passes: change.passes }, skip: null };
}

/** Rows that one axis of the other clock serves. The row in which the distance changes goes with the later one. */
export function groupsOf({ rows }: Week): { ahead: number; rows: Row[] }[] {
  const groups: { ahead: number; rows: Row[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.ahead === row.ahead) last.rows.push(row);
    else groups.push({ ahead: row.ahead, rows: [row] });
  }
  return groups;
}
