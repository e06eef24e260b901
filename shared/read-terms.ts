import { bounds } from "./bounds.ts";
import { readDate } from "./calendar.ts";
import { hasMeaning } from "./hours.ts";
import { type Hours, type Span, type Terms, termsShape } from "./terms.ts";
import { isKnownZone } from "./zone.ts";

/** Whether a span has a meaning by itself: 1 to 3650 whole days, or two real dates in order (design.md section 4, Bounds). */
export function isReadableSpan(span: Span): boolean {
  switch (span.kind) {
    case "days":
      return Number.isInteger(span.days) && span.days >= 1 && span.days <= bounds.days;
    case "dates":
      return readDate(span.from) <= readDate(span.through);
    case "unlimited":
      return true;
  }
}

/** Whether every entry of hours has a meaning. */
export const areReadableHours = (hours: readonly Hours[]): boolean => hours.every(hasMeaning);

/**
 * The one way from JSON to terms (model.md section 5). Null for anything that doesn't mean one thing: a member too many or
 * missing, a date or a time that doesn't exist, `opens` the same as `closes`, a weekday twice or none, an unknown zone.
 * What depends on the day of the approval (two weeks, ten years) is asked by `spanOf` and `mayRequest`.
 */
export function readTerms(value: unknown): Terms | null {
  const { data: terms } = termsShape.safeParse(value);
  return terms && isReadableSpan(terms.span) && areReadableHours(terms.hours) && isKnownZone(terms.zone) ? terms : null;
}
