import type { Part } from "./day.ts";
import type { Week } from "./week.ts";

/** The week in one line: positions in hours from the first midnight, 0 to 168. */
type WeekLine = { track: Part | null; bars: Part[]; now: number | null; dates: string[] };

export function weekLineOf({ rows }: Week): WeekLine {
  const bars: Part[] = [];
  rows.forEach((row, index) => {
    for (const { from, to, before } of row.bars) {
      const last = bars.at(-1);
      if (before && last && last.to === 24 * index) last.to = 24 * index + to;
      else bars.push({ from: 24 * index + from, to: 24 * index + to });
    }
  });
  const tracks = rows.flatMap(({ track }, index) =>
    track ? [{ from: 24 * index + track.from, to: 24 * index + track.to }] : [],
  );
  const [first, last] = [tracks[0], tracks.at(-1)];
  const today = rows.findIndex(({ now }) => now !== null);
  return {
    track: first && last ? { from: first.from, to: last.to } : null,
    bars,
    now: today < 0 ? null : 24 * today + (rows[today]?.now ?? 0),
    dates: rows.map(({ date }) => date),
  };
}
