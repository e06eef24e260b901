import { readDate } from "../../shared/calendar.ts";
import { weekdayName } from "../../shared/clock-words.ts";
import { useReader } from "../page/reader.tsx";
import type { Part } from "./day.ts";
import type { Week } from "./week.ts";
import { weekLineOf } from "./week-line.ts";

const percent = (hours: number): string => `${((hours / 168) * 100).toFixed(3)}%`;
const across = ({ from, to }: Part) => ({ left: percent(from), width: percent(to - from) });

/** The week in one line, for lists: a picture beside a status line that says it in words. */
export function WeekInLine({ week, paused }: { week: Week; paused: boolean }) {
  const { language } = useReader();
  const line = weekLineOf(week);
  return (
    <div aria-hidden="true">
      <div class={paused ? "weekline paused" : "weekline"}>
        <i class="base" />
        {line.track && <i class="track" style={across(line.track)} />}
        {[1, 2, 3, 4, 5, 6].map((day) => (
          <i key={day} class="midnight" style={{ left: percent(24 * day) }} />
        ))}
        {line.bars.map((bar) => (
          <i key={bar.from} class="bar" style={across(bar)} />
        ))}
        {line.now !== null && <i class="now" style={{ left: percent(line.now) }} />}
      </div>
      <div class="weekdays">
        {line.dates.map((date) => (
          <span key={date}>{weekdayName((new Date(readDate(date)).getUTCDay() + 6) % 7, language, true)}</span>
        ))}
      </div>
    </div>
  );
}
