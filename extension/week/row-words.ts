import type { Opening } from "../../shared/span.ts";
import type { Day } from "./day.ts";

/** What a row says of its day, in instants. */
export type RowWord =
  | { kind: "range"; from: number; until: number; nextDay: boolean }
  | { kind: "from"; at: number }
  | { kind: "until"; at: number }
  | { kind: "all-day" }
  | { kind: "ends"; at: number };

const hour = 3_600_000;
const dayLength = 24 * hour;

/** Openings stand in the row in which they begin; what is left of last night's is drawn and not repeated in words. */
export function wordsOf(day: Day, found: Opening[], end: number | null, isFirst: boolean): RowWord[] {
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
