import { type Grant, openings, spanOf } from "../../shared/access-window.ts";
import { dateAt, datePlus, readDate, startOfDate } from "../../shared/calendar.ts";
import type { Opening } from "../../shared/span.ts";
import { readAlike, readingAt, type Stretch, stretchAt } from "../../shared/zone.ts";

// What the week strip shows (look.md section 3), worked out from the openings alone: instants are laid on the wall clock
// of one zone, one row a day. Positions in a row are hours of that clock, 0 to 24.

/** Part of a row. */
export type Part = { from: number; to: number };
/** `before`: it was open already when the row began; `after`: it stays open past the row's end. */
export type Bar = Part & { before: boolean; after: boolean };
/** In which passes of an hour that comes twice access is open. */
export type Passes = "both" | "first" | "second" | "none";

/** What a row says of its day, in instants. */
export type RowWord =
  | { kind: "range"; from: number; until: number; nextDay: boolean }
  | { kind: "from"; at: number }
  | { kind: "until"; at: number }
  | { kind: "all-day" }
  | { kind: "ends"; at: number };

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

/** A change of the drawn clock within the span, with the reading from which on it repeats or skips, in minutes. */
export type ClockChange =
  | { kind: "back"; date: string; minute: number; minutes: number; passes: Passes }
  | { kind: "forward"; date: string; minute: number; minutes: number; open: boolean };

export type Week = {
  rows: Row[];
  /** whether the first row is a later day than today */
  later: boolean;
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

const hour = 3_600_000;
const minute = 60_000;
const dayLength = 24 * hour;
/** 20 entries of hours open at most that often in eight days */
const mostOpenings = 180;

/** Seven rows, from today or later. Terms that can't be read give rows in which nothing is open. */
export function weekOf({ grant, at, zone, other, begin }: WeekOf): Week {
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
    const change = changeIn(zone, day);
    const inRow = found.filter((opening) => opening.from < day.until && endOf(opening) > day.from);
    const lies = (instant: number): boolean => day.from <= instant && instant < day.until;
    const end = span?.until ?? null;
    rows.push({
      date,
      today: date === today,
      track: shown && partOf(zone, day, shown),
      bars: inRow.flatMap((opening) => barOf(zone, day, opening)),
      twice: null,
      skip: null,
      now: lies(at) ? positionOf(zone, date, at) : null,
      end: end !== null && day.from < end && end <= day.until ? endPosition(zone, day, end) : null,
      words: wordsOf(day, inRow, end, rows.length === 0),
      ahead: other === null ? 0 : readingAt(other, day.until - 1) - readingAt(zone, day.until - 1),
    });
    if (change) markChange(rows.at(-1) as Row, change, day, inRow, shown, changes);
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

type Day = { date: string; from: number; until: number };

const later = (a: string, b: string): string => (a < b ? b : a);
const endOf = ({ until }: Opening): number => until ?? Number.POSITIVE_INFINITY;

const dayOf = (zone: string, date: string): Day => ({
  date,
  from: startOfDate(zone, date),
  until: startOfDate(zone, datePlus(date, 1)),
});

function readableSpan(grant: Grant): Opening | null {
  try {
    return spanOf(grant.terms, grant.approvedAt);
  } catch {
    return null;
  }
}

const clamp = (position: number): number => Math.min(Math.max(position, 0), 24);
/** What the clock reads at an instant, in hours from the start of a date. */
const positionOf = (zone: string, date: string, at: number): number =>
  clamp((readingAt(zone, at) - readDate(date)) / hour);
/** The position of an end: of the last instant before it, so that midnight is 24 and not 0. */
const endPosition = (zone: string, { date }: Day, end: number): number =>
  clamp((readingAt(zone, end - 1) + 1 - readDate(date)) / hour);

/** The part of a day that an interval covers, from its first reading to its last. */
function partOf(zone: string, day: Day, interval: Opening): Part | null {
  const [part] = barOf(zone, day, interval);
  return part ? { from: part.from, to: part.to } : null;
}

/** An interval laid on the wall clock of a day: one bar, also over an hour that is skipped or comes twice. */
function barOf(zone: string, day: Day, interval: Opening): Bar[] {
  const from = Math.max(interval.from, day.from);
  const until = Math.min(endOf(interval), day.until);
  if (!(from < until)) return [];
  const edges: number[] = [];
  for (let at = from; at < until; ) {
    const stretch = stretchAt(zone, at);
    const end = Math.min(stretch.until, until);
    edges.push(clamp((at + stretch.offset - readDate(day.date)) / hour));
    edges.push(clamp((end + stretch.offset - readDate(day.date)) / hour));
    at = end;
  }
  const before = interval.from < day.from;
  const after = endOf(interval) > day.until;
  return [
    {
      from: before ? 0 : Math.min(...edges),
      to: after || until === day.until ? 24 : Math.max(...edges),
      before,
      after,
    },
  ];
}

/** The change of the clock within a day, also right at its beginning, where midnight is skipped. */
function changeIn(zone: string, day: Day): { at: number; before: Stretch; after: Stretch } | null {
  for (let at = day.from - 1; at < day.until; ) {
    const before = stretchAt(zone, at);
    if (before.until >= day.until) return null;
    const after = stretchAt(zone, before.until);
    if (after.offset !== before.offset) return { at: before.until, before, after };
    at = before.until;
  }
  return null;
}

function markChange(
  row: Row,
  { at, before, after }: { at: number; before: Stretch; after: Stretch },
  day: Day,
  found: Opening[],
  shown: Opening | null,
  changes: ClockChange[],
): void {
  if (shown === null || at < shown.from || at >= endOf(shown)) return;
  const length = Math.abs(after.offset - before.offset);
  const isOpen = (from: number, until: number): boolean =>
    found.some((opening) => opening.from < until && endOf(opening) > from);
  const midnight = readDate(day.date);
  const minutes = length / minute;
  if (after.offset > before.offset) {
    const skipped = at + before.offset - midnight;
    row.skip = { from: clamp(skipped / hour), to: clamp((skipped + length) / hour) };
    const open = isOpen(at - 1, at) && isOpen(at, at + 1);
    changes.push({ kind: "forward", date: row.date, minute: skipped / minute, minutes, open });
    return;
  }
  const first = isOpen(at - length, at);
  const second = isOpen(at, at + length);
  const passes: Passes = first && second ? "both" : first ? "first" : second ? "second" : "none";
  const repeated = at + after.offset - midnight;
  changes.push({ kind: "back", date: row.date, minute: repeated / minute, minutes, passes });
  const drawn = { from: clamp(repeated / hour), to: clamp((repeated + length) / hour) };
  const covered = row.bars.filter((bar) => bar.from < drawn.to && bar.to > drawn.from);
  if (passes === "none" || covered.length === 0) return;
  row.twice = {
    from: Math.max(drawn.from, Math.min(...covered.map((bar) => bar.from))),
    to: Math.min(drawn.to, Math.max(...covered.map((bar) => bar.to))),
    passes,
  };
}

/** Openings stand in the row in which they begin; what is left of last night's is drawn and not repeated in words. */
function wordsOf(day: Day, found: Opening[], end: number | null, isFirst: boolean): RowWord[] {
  const words: RowWord[] = [];
  for (const { from, until } of found) {
    const opensHere = from >= day.from;
    const short = until !== null && until - from < dayLength && until <= day.until + dayLength + hour;
    if (from <= day.from && (until === null || until >= day.until)) words.push({ kind: "all-day" });
    else if (opensHere && until !== null && short) {
      words.push({ kind: "range", from, until, nextDay: until > day.until });
    } else if (opensHere) words.push({ kind: "from", at: from });
    else if (until !== null && (isFirst || !short)) words.push({ kind: "until", at: until });
  }
  if (end === null || !(day.from < end && end <= day.until)) return words;
  return [...words.filter((word) => !(word.kind === "until" && word.at === end)), { kind: "ends", at: end }];
}
