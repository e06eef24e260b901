import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { readDate } from "../../shared/calendar.ts";
import { dateWords } from "../../shared/clock-words.ts";
import { type Terms, type Weekday, weekdays } from "../../shared/terms.ts";
import { Button } from "../page/button.tsx";
import { Choice } from "../page/choice.tsx";
import { FieldError } from "../page/field.tsx";
import { useReader } from "../page/reader.tsx";
import type { Row } from "../week/week.ts";
import { type Entry, freshEntry, mostEntries } from "./draft.ts";
import type { Part } from "./draft-state.ts";
import { EntryFields } from "./entry-fields.tsx";
import { FormWeek } from "./form-week.tsx";
import { WeekdayBox } from "./weekday-box.tsx";

type Props = { part: Part; terms: Terms; now: number; customerZone: string };

/** *Only at certain hours*, its entries, and the week that comes of them. */
export function HoursChoice({ part, terms, now, customerZone }: Props) {
  const { texts } = useReader();
  const { form } = texts;
  const { draft, off } = part;
  const id = useId();
  const all = useRef<HTMLFieldSetElement>(null);
  /** the entry that is to have the focus */
  const [led, lead] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (led === null) return;
    all.current?.querySelectorAll(".entry")[led]?.querySelector("input")?.focus();
    lead(null);
  }, [led]);
  const error = part.errorOf("hours");
  const put = (index: number, changes: Partial<Entry>): void =>
    part.change({ hours: draft.hours.map((entry, place) => (place === index ? { ...entry, ...changes } : entry)) });
  const toggle = (index: number, weekday: Weekday): void => {
    const chosen = draft.hours[index]?.weekdays ?? [];
    part.touch("hours");
    put(index, {
      weekdays: chosen.includes(weekday) ? chosen.filter((one) => one !== weekday) : [...chosen, weekday],
    });
  };
  function add(): void {
    part.change({ hours: [...draft.hours, freshEntry] });
    lead(draft.hours.length);
  }
  function remove(index: number): void {
    part.change({ hours: draft.hours.filter((_, place) => place !== index) });
    lead(Math.min(index, draft.hours.length - 2));
  }
  const single = draft.hours.length === 1 ? draft.hours[0] : undefined;
  return (
    <section class="section">
      <Choice
        type="checkbox"
        what={form.certain}
        checked={draft.certain}
        off={off}
        onChoose={(certain) => part.change({ certain, hours: draft.hours.length > 0 ? draft.hours : [freshEntry] })}
      />
      {draft.certain && (
        <fieldset class="hours" ref={all} aria-describedby={error === null ? undefined : `${id}-error`}>
          <legend class="vh">{form.hours}</legend>
          {draft.hours.map((entry, index) => (
            <EntryFields
              key={index}
              part={part}
              entry={entry}
              number={index + 1}
              several={draft.hours.length > 1}
              invalid={error !== null}
              put={(changes) => put(index, changes)}
              toggle={(weekday) => toggle(index, weekday)}
              remove={() => remove(index)}
            />
          ))}
          <FieldError text={error} id={`${id}-error`} />
          <FormWeek
            terms={terms}
            now={now}
            customerZone={customerZone}
            head={single && ((row) => <RowHead row={row} entry={single} toggle={(weekday) => toggle(0, weekday)} />)}
          />
          <div class="row-between ends">
            <Button kind="link" off={off || draft.hours.length >= mostEntries} onPress={add}>
              {form.add}
            </Button>
            {single && (
              <Button kind="link" off={off} onPress={() => put(0, { opens: "00:00", closes: "24:00" })}>
                {form.allDay}
              </Button>
            )}
          </div>
        </fieldset>
      )}
      {!draft.certain && !off && <FormWeek terms={terms} now={now} customerZone={customerZone} />}
    </section>
  );
}

/** The head of a row: a box that stands for that weekday throughout, not for that date. */
function RowHead({ row, entry, toggle }: { row: Row; entry: Entry; toggle: (weekday: Weekday) => void }) {
  const { language } = useReader();
  const weekday = weekdays[(new Date(readDate(row.date)).getUTCDay() + 6) % 7] ?? "mon";
  return (
    <WeekdayBox
      weekday={weekday}
      text={dateWords(readDate(row.date), language, "number", false)}
      checked={entry.weekdays.includes(weekday)}
      onToggle={() => toggle(weekday)}
    />
  );
}
