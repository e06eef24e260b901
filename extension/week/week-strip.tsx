import type { ComponentChildren } from "preact";
import { readDate } from "../../shared/calendar.ts";
import { dateWords } from "../../shared/clock-words.ts";
import { placeOf } from "../../shared/zone.ts";
import { useReader } from "../page/reader.tsx";
import { axisLabels } from "./axis.ts";
import type { Part } from "./day.ts";
import { rowText, spokenText } from "./row-text.ts";
import { groupsOf, type Row, type Week } from "./week.ts";
import { WeekNotes } from "./week-notes.tsx";

type Props = {
  week: Week;
  /** the drawn clock and whose it is; the other one, which gets an axis where it reads differently */
  zone: string;
  whose: string;
  other: string | null;
  othersWhose: string;
  caption: string;
  paused?: boolean;
  /** what stands at the head of a row in place of its day */
  head?: (row: Row) => ComponentChildren;
};

/** Seven days as a table: for the eye a drawing with two axes, for the ear a day and its times. */
export function WeekStrip({ week, zone, whose, other, othersWhose, caption, paused, head }: Props) {
  const { language, texts } = useReader();
  const place = placeOf(zone, language);
  const otherPlace = other === null ? "" : placeOf(other, language);
  const groups = groupsOf(week);
  const last = groups.at(-1);
  return (
    <div class={paused ? "weekbox paused" : "weekbox"}>
      <table class="week">
        <caption class="vh">{caption}</caption>
        <thead>
          <AxisRow place={place} whose={whose} labels={axisLabels(0)} />
        </thead>
        <tbody>
          {groups.map((group) => (
            <>
              {group.rows.map((row) => (
                <tr key={row.date} class={row.today ? "today" : undefined}>
                  <th scope="row">{head ? head(row) : dayName(row)}</th>
                  <td>
                    <DayDrawing row={row} />
                  </td>
                  <RowTimes row={row} zone={zone} />
                </tr>
              ))}
              {week.otherAxis && group !== last && (
                <AxisRow place={otherPlace} whose={othersWhose} labels={axisLabels(group.ahead)} change />
              )}
            </>
          ))}
        </tbody>
        {week.otherAxis && last && (
          <tfoot>
            <AxisRow place={otherPlace} whose={othersWhose} labels={axisLabels(last.ahead)} />
          </tfoot>
        )}
      </table>
      <WeekNotes week={week} otherPlace={otherPlace} />
    </div>
  );

  function dayName({ today, date }: Row): string {
    return today ? texts.week.today : dateWords(readDate(date), language, "number", false);
  }
}

type AxisProps = { place: string; whose: string; labels: string[]; change?: boolean };

/** Not for the ear: the caption names the clock, and the openings below say both. */
function AxisRow({ place, whose, labels, change }: AxisProps) {
  const long = labels.some((label) => label.length > 2);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in a row of labels takes focus
    <tr class={change ? "change" : undefined} aria-hidden="true">
      <td class="lead">
        <b>{place}</b>
      </td>
      <td>
        <div class={long ? "axis long" : "axis"}>
          {labels.map((label, index) => (
            <span key={index} class={index % 2 ? "minor" : undefined} style={{ left: `${index * 25}%` }}>
              {label}
            </span>
          ))}
        </div>
      </td>
      <td class="times dim">{whose}</td>
    </tr>
  );
}

function RowTimes({ row, zone }: { row: Row; zone: string }) {
  const reader = useReader();
  const text = rowText(row.words, { ...reader, zone }, reader.texts);
  const spoken = spokenText(row.words, { ...reader, zone }, reader.texts);
  return (
    <td class={row.words.length === 0 ? "times dim" : "times"}>
      <span aria-hidden="true">{text}</span>
      <span class="vh">{spoken}</span>
    </td>
  );
}

const percent = (hours: number): string => `${((hours / 24) * 100).toFixed(3)}%`;
const across = ({ from, to }: Part) => ({ left: percent(from), width: percent(to - from) });

function DayDrawing({ row }: { row: Row }) {
  return (
    <div class="day" aria-hidden="true">
      <i class="base" />
      {row.track && <i class="track" style={across(row.track)} />}
      {row.track &&
        [6, 12, 18].map((position) => <i key={position} class="quarter" style={{ left: percent(position) }} />)}
      {row.bars.map((bar) => (
        <i key={bar.from} class={`bar${bar.before ? " before" : ""}${bar.after ? " after" : ""}`} style={across(bar)} />
      ))}
      {row.twice && <i class={`twice ${row.twice.passes}`} style={across(row.twice)} />}
      {row.skip && <i class="skip" style={across(row.skip)} />}
      {row.end !== null && <i class="end" style={{ left: percent(row.end) }} />}
      {row.now !== null && <i class="now" style={{ left: percent(row.now) }} />}
    </div>
  );
}
