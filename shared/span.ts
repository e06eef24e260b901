import { bounds } from "./bounds.ts";
import { datePlus, daysLater, startOfDate, tenYearsAfter } from "./calendar.ts";
import { readTerms } from "./read-terms.ts";
import type { Terms } from "./terms.ts";

/** Half-open; `until` null has no end. */
export type Opening = { from: number; until: number | null };

/** Dates have four digits. Later approvals are nobody's. */
const lastApproval = Date.UTC(9900, 0, 1);
/** An end that doesn't come, in numbers. */
export const never = Number.POSITIVE_INFINITY;
export const orNull = (at: number): number | null => (at === never ? null : at);

/** Whether an approval can bear a grant: whole epoch milliseconds. */
export const isApproval = (at: unknown): at is number =>
  Number.isInteger(at) && 0 <= (at as number) && (at as number) <= lastApproval;

/** Reads terms, and the time that they span (`spanOf` of shared/access-window.ts); null where they, or the approval, can't be read. */
export function readSpan(terms: unknown, approvedAt: unknown): { read: Terms; span: Opening } | null {
  const read = readTerms(terms);
  if (read === null || !isApproval(approvedAt)) return null;
  const { credentialMode, span, zone } = read;
  let from = approvedAt;
  let until = never;
  if (span.kind === "days") until = daysLater(zone, approvedAt, span.days);
  if (span.kind === "dates") {
    if (span.through > tenYearsAfter(zone, approvedAt)) return null;
    from = Math.max(approvedAt, startOfDate(zone, span.from));
    until = startOfDate(zone, datePlus(span.through, 1));
  }
  if (credentialMode === "at-setup") until = Math.min(until, daysLater(zone, approvedAt, bounds.setupDays));
  return { read, span: { from, until: orNull(until) } };
}
