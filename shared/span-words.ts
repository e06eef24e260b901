import { dateAt, datePlus, readDate, startOfDate } from "./calendar.ts";
import { type Language, type Reader, zoneOf } from "./clock-words.ts";
import { neverCloses, planOf } from "./hours.ts";
import { never, readSpan } from "./span.ts";
import type { Terms } from "./terms.ts";
import { distances, placeOf, readAlike } from "./zone.ts";

/** How a span ends. `from` is null where they have begun and last longer than the day of the approval; dates are starts of dates as `readDate` gives them. */
export type End =
  | { kind: "none" }
  | { kind: "instant"; until: number }
  | { kind: "dates"; from: number | null; through: number };

/** What has to be said about terms, before it is put into words. */
export type Said = {
  hours: Terms["hours"];
  /** no hours, or hours that together are all day every day */
  always: boolean;
  end: End;
  /** the clock in which hours and dates are read, where the reader's reads differently in what is left of the span */
  clock: Clock | null;
};
/** The name of a clock, and from which instant on it is how far ahead of the reader's, where that changes. */
export type Clock = { name: string; change: { at: number; ahead: number } | null };

/** Whether a span is one date and no more. */
export const isOneDay = (end: End): boolean => end.kind === "dates" && end.from === end.through;

/** "Lisbon time", "Ortszeit Lissabon", "UTC". */
function clockName(zone: string, language: Language): string {
  const place = placeOf(zone, language);
  if (place.startsWith("UTC")) return place;
  return language === "de" ? `Ortszeit ${place}` : `${place} time`;
}

/** What is to be said to a reader about terms; null where they, or the approval, can't be read. */
export function saidOf(terms: Terms, approvedAt: number, reader: Reader, at: number): Said | null {
  const readable = readSpan(terms, approvedAt);
  if (readable === null) return null;
  const { read, span } = readable;
  const { hours, zone } = read;
  const always = neverCloses(planOf(hours));
  const end = endOf(read, approvedAt, span.until);
  const left = span.from < at && at < (span.until ?? never) ? at : span.from;
  // Without hours and dates nothing is read from the clock of the terms: an end by itself is an instant.
  if ((always && end.kind !== "dates") || readAlike(zoneOf(reader), zone, left, span.until)) {
    return { hours, always, end, clock: null };
  }
  const [, next] = distances(zoneOf(reader), zone, left, span.until);
  const change = next === undefined ? null : { at: next.from, ahead: next.offset };
  return { hours, always, end, clock: { name: clockName(zone, reader.language), change } };
}

function endOf({ span, zone }: Terms, approvedAt: number, until: number | null): End {
  if (until === null) return { kind: "none" };
  // Dates that the two weeks cut short end at an instant.
  if (span.kind !== "dates" || until < startOfDate(zone, datePlus(span.through, 1))) return { kind: "instant", until };
  const today = dateAt(zone, approvedAt);
  const first = span.from > today ? span.from : today;
  const from = first > today || first === span.through ? readDate(first) : null;
  return { kind: "dates", from, through: readDate(span.through) };
}
