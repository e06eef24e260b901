import { readDate } from "../../shared/calendar.ts";
import { dateWords, figures, oClock, weekdayName } from "../../shared/clock-words.ts";
import { useReader } from "../page/reader.tsx";
import type { ClockChange } from "./clock-change.ts";
import { groupsOf, type Row, type Week } from "./week.ts";

const minute = 60_000;

/** One sentence for each change of a clock within the week: what it means, with its date. */
export function WeekNotes({ week, otherPlace }: { week: Week; otherPlace: string }) {
  return (
    <>
      {week.changes.map((change) => (
        <ChangeNote key={change.date} change={change} />
      ))}
      {week.otherAxis && <DistanceNotes week={week} place={otherPlace} />}
    </>
  );
}

function ChangeNote({ change }: { change: ClockChange }) {
  const reader = useReader();
  const { week } = reader.texts;
  const night = week.night(dateWords(readDate(change.date), reader.language, "long", false));
  const time = `${figures(change.minute, reader)}${oClock(reader)}`;
  const isDrawn = change.kind === "forward" || change.passes !== "none";
  return (
    <p class="weeknote">
      {isDrawn && (
        <span class="key day" aria-hidden="true">
          <i class={change.kind === "forward" ? "skip" : `twice ${change.passes}`} />
        </span>
      )}
      <span>
        {change.kind === "forward"
          ? week.forward(night, change.minutes, time, change.open)
          : week.back(night, change.minutes, time, change.passes)}
      </span>
    </p>
  );
}

function DistanceNotes({ week, place }: { week: Week; place: string }) {
  const { language, texts } = useReader();
  const groups = groupsOf(week);
  const weekday = (row: Row | undefined): string =>
    row === undefined ? "" : weekdayName((new Date(readDate(row.date)).getUTCDay() + 6) % 7, language);
  return (
    <>
      {groups.slice(1).map((group, index) => {
        const before = groups[index];
        return (
          <p key={group.ahead} class="weeknote">
            <span>
              {texts.week.distance(
                place,
                texts.week.apart((before?.ahead ?? 0) / minute),
                weekday(before?.rows.at(-1)),
                texts.week.apart(group.ahead / minute),
                weekday(group.rows[0]),
              )}
            </span>
          </p>
        );
      })}
    </>
  );
}
