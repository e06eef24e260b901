import { DateTime } from "luxon";
import type { Grant } from "../../shared/access-window.ts";
import type { Terms } from "../../shared/terms.ts";

// The rules of design.md section 4 once more, written only from their words: one instant at a time, with luxon, slowly.
// Shares nothing with shared/ but types.

const minute = 60_000;
const names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const clockOf = (zone: string, at: number) => DateTime.fromMillis(at, { zone });
const dayBefore = (weekday: number) => names[(weekday + 5) % 7];

/** Whether the hours admit the wall clock of one instant. */
function admitsOracle({ hours, zone }: Terms, at: number): boolean {
  const clock = clockOf(zone, at);
  const time = clock.toFormat("HH:mm");
  return (
    hours.length === 0 ||
    hours.some(({ opens, closes, weekdays }) => {
      const today = weekdays.includes(names[clock.weekday - 1] as never);
      const yesterday = weekdays.includes(dayBefore(clock.weekday) as never);
      if (opens < closes) return today && opens <= time && time < closes;
      return (today && opens <= time) || (yesterday && time < closes);
    })
  );
}

/** The instants at which any zone may show a reading of the wall clock, one each minute, with that reading's own seconds. */
function* minutesAround(reading: number) {
  for (let at = reading - 15 * 60 * minute; at <= reading + 15 * 60 * minute; at += minute) yield at;
}

const readingOf = (zone: string, at: number) => at + clockOf(zone, at).offset * minute;

function daysLaterOracle(zone: string, at: number, days: number): number {
  const wanted = readingOf(zone, at) + days * 24 * 60 * minute;
  const offsets: number[] = [];
  for (const candidate of minutesAround(wanted)) {
    if (readingOf(zone, candidate) === wanted) return candidate;
    offsets.push(clockOf(zone, candidate).offset * minute);
  }
  return wanted - Math.min(...offsets);
}

export function startOfDateOracle(zone: string, date: string): number {
  for (const candidate of minutesAround(Date.parse(`${date}T00:00:00Z`)))
    if ((clockOf(zone, candidate).toISODate() ?? "") >= date) return candidate;
  throw new Error("no such date");
}

export function spanOracle(terms: Terms, approvedAt: number): { from: number; until: number | null } {
  const { span, zone } = terms;
  let from = approvedAt;
  const ends: number[] = [];
  if (span.kind === "days") ends.push(daysLaterOracle(zone, approvedAt, span.days));
  if (span.kind === "dates") {
    from = Math.max(from, startOfDateOracle(zone, span.from));
    const next = new Date(Date.parse(`${span.through}T00:00:00Z`) + 24 * 60 * minute).toISOString().slice(0, 10);
    ends.push(startOfDateOracle(zone, next));
  }
  if (terms.credentialMode === "at-setup") ends.push(daysLaterOracle(zone, approvedAt, 14));
  return { from, until: ends.length > 0 ? Math.min(...ends) : null };
}

/** What `accessAt` has to say about one instant, but for the instants at which that changes. */
export function stateOracle(
  grant: Grant,
  at: number,
  span = spanOracle(grant.terms, grant.approvedAt),
): "open" | "revoked" | "expired" | "paused" | "upcoming" | "outside-hours" {
  if (grant.revokedAt !== undefined && at >= grant.revokedAt) return "revoked";
  if (span.until !== null && at >= span.until) return "expired";
  if (grant.pausedAt !== undefined && at >= grant.pausedAt) return "paused";
  if (at < span.from) return "upcoming";
  return admitsOracle(grant.terms, at) ? "open" : "outside-hours";
}
