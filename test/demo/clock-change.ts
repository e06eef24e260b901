const offset = (zone: string, at: number): string =>
  new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value ?? "";

const hour = 3_600_000;

/** The hour in which a zone's clocks change next after `at`. Throws where they don't within a year. */
export function nextClockChange(zone: string, at: number): number {
  const now = offset(zone, at);
  for (let hours = 1; hours <= 366 * 24; hours += 1) {
    if (offset(zone, at + hours * hour) !== now) return at + hours * hour;
  }
  throw new RangeError(`the clocks of ${zone} don't change within a year`);
}

/** The date that a zone's calendar shows at an instant, as `YYYY-MM-DD`. */
export const dateIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(at);
