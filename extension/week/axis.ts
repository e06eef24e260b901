const hour = 3_600_000;

/** Five labels of an axis, at 0, 6, 12, 18 and 24 hours of the drawn clock, in the reading of a clock `ahead` ms further. */
export function axisLabels(ahead: number): string[] {
  return [0, 6, 12, 18, 24].map((position) => {
    const reading = position * hour + ahead;
    if (reading === 24 * hour) return "24";
    const minutes = (((reading / 60_000) % 1_440) + 1_440) % 1_440;
    const [hours, past] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
    return past === 0 ? String(hours) : `${hours}:${String(past).padStart(2, "0")}`;
  });
}
