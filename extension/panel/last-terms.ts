import { dateAt } from "../../shared/calendar.ts";
import type { Terms } from "../../shared/terms.ts";
import type { LastTerms } from "../messages.ts";
import { type Draft, freshDraft, termsOf } from "./draft.ts";
import type { Reason } from "./reasons.ts";

type Zones = { customer: string; local: string };
/** What of a form is terms. */
type Filled = Omit<Draft, "reason" | "ticket">;

/** A form filled with what was asked for last, read in the same person's clock; dates that are over stay out of it. */
export function filledAsLast({ terms, clock }: LastTerms, zones: Zones, at: number): Filled {
  const { reason: _reason, ticket: _ticket, ...fresh } = freshDraft(zones.customer, at);
  const { credentialMode, span, hours } = terms;
  const filled: Filled = {
    ...fresh,
    credentialMode,
    clock,
    certain: hours.length > 0,
    hours: hours.map((entry) => ({ ...entry, weekdays: [...entry.weekdays] })),
  };
  switch (span.kind) {
    case "days":
      return { ...filled, kind: "days", days: String(span.days) };
    case "unlimited":
      return { ...filled, kind: "unlimited" };
    case "dates": {
      const today = dateAt(zones[clock], at);
      if (span.through < today) return filled;
      return { ...filled, kind: "dates", from: span.from > today ? span.from : today, through: span.through };
    }
  }
}

/**
 * What can be offered as last time, with the terms that would come of it. Null where it is what the form holds anyway, and
 * where the rules (`against`) refuse these terms now.
 */
export function offerAsLast(
  last: LastTerms,
  zones: Zones,
  at: number,
  against: (terms: Terms) => readonly Reason[],
): { filled: Filled; terms: Terms } | null {
  const filled = filledAsLast(last, zones, at);
  const fresh = freshDraft(zones.customer, at);
  const terms = termsOf({ ...fresh, ...filled }, zones);
  if (JSON.stringify(terms) === JSON.stringify(termsOf(fresh, zones))) return null;
  // Reason and ticket are typed anew each time.
  const refused = against(terms).some(({ field }) => field !== "reason" && field !== "ticket");
  return refused ? null : { filled, terms };
}
