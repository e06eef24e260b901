import { bounds } from "./bounds.ts";
import { datePlus, daysLater, startOfDate, tenYearsAfter } from "./calendar.ts";
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

/** The time that terms which were read span, as `spanOf` of shared/access-window.ts; null where the approval can't bear them. */
export function spanIn({ credentialMode, span, zone }: Terms, approvedAt: number): Opening | null {
  if (!isApproval(approvedAt)) return null;
  let from = approvedAt;
  let until = never;
  if (span.kind === "days") until = daysLater(zone, approvedAt, span.days);
  if (span.kind === "dates") {
    if (span.through > tenYearsAfter(zone, approvedAt)) return null;
    from = Math.max(approvedAt, startOfDate(zone, span.from));
    until = startOfDate(zone, datePlus(span.through, 1));
  }
  if (credentialMode === "at-setup") until = Math.min(until, daysLater(zone, approvedAt, bounds.setupDays));
  return { from, until: orNull(until) };
}
