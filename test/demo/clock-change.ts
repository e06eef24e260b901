const minutesAhead = (zone: string, at: number): string =>
  new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value ?? "";

const day = 86_400_000;

/** In how many days, from `at`, a zone's clocks change next; null when not within a year. */
export function daysToClockChange(zone: string, at: number): number | null {
  const now = minutesAhead(zone, at);
  for (let days = 1; days <= 366; days += 1) if (minutesAhead(zone, at + days * day) !== now) return days;
  return null;
}

/** The date that a zone's calendar shows at an instant, as `YYYY-MM-DD`. */
export const dateIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(at);
