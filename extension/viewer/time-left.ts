import { dateWordsOf, lengthOf, timeOf } from "../../shared/clock-words.ts";
import { isKnownZone, readingAt } from "../../shared/zone.ts";
import { dateIn, momentOf } from "../page/moment.ts";
import type { PageReader } from "../page/reader.tsx";

const minute = 60_000;
const day = 24 * 60 * minute;

/** Whole minutes until then, the one that has begun among them. */
export const minutesLeft = (until: number, at: number): number => Math.max(1, Math.ceil((until - at) / minute));

/** "1 h 12 min"; null where it is more than a day. */
export const leftOf = (until: number, at: number, { language }: PageReader): string | null =>
  until - at > day ? null : lengthOf(minutesLeft(until, at) * minute, language);

/**
 * An instant by the reader's clock and by the computer's; on another day than today's the reader's carries its day, and
 * the computer's where it isn't the reader's. `there`: null where both read alike.
 */
export function bothClocks(
  until: number,
  at: number,
  reader: PageReader,
  zone: string | null,
): { yours: string; there: string | null } {
  const yours = momentOf(until, reader, at);
  if (zone === null || !isKnownZone(zone) || readingAt(zone, until) === readingAt(reader.zone, until)) {
    return { yours, there: null };
  }
  const by = { ...reader, zone };
  const time = timeOf(until, by);
  if (dateIn(zone, until) === dateIn(reader.zone, until)) return { yours, there: time };
  return { yours, there: `${dateWordsOf(until, by, "narrow", at)}, ${time}` };
}
