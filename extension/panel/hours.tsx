import { useId } from "preact/hooks";
import { readDate } from "../../shared/calendar.ts";
import { dateWords } from "../../shared/clock-words.ts";
import { type Terms, type Weekday, weekdays } from "../../shared/terms.ts";
import { isKnownZone, placeOf } from "../../shared/zone.ts";
import { Button } from "../page/button.tsx";
import { Choice } from "../page/choice.tsx";
import { FieldError } from "../page/field.tsx";
import { useReader } from "../page/reader.tsx";
import { type Row, weekOf } from "../week/week.ts";
import { WeekStrip } from "../week/week-strip.tsx";
import { type Entry, freshEntry, lengthOfEntry, mostEntries, readTime } from "./draft.ts";
import type { Part } from "./form.tsx";
import { WeekdayBox } from "./weekday-box.tsx";

type Props = { part: Part; terms: Terms; now: number; customerZone: string };

/** *Only at certain hours*, its entries, and the week that comes of them. */
export function HoursChoice({ part, terms, now, customerZone }: Props) {
  const { texts } = useReader();
  const { form } = texts;
  const { draft, off } = part;
  const id = useId();
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
        <fieldset class="hours" aria-describedby={error === null ? undefined : `${id}-error`}>
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
              remove={() => part.change({ hours: draft.hours.filter((_, place) => place !== index) })}
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
            <Button
              kind="link"
              off={off || draft.hours.length >= mostEntries}
              onPress={() => part.change({ hours: [...draft.hours, freshEntry] })}
            >
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

type EntryProps = {
  part: Part;
  entry: Entry;
  number: number;
  several: boolean;
  invalid: boolean;
  put: (changes: Partial<Entry>) => void;
  toggle: (weekday: Weekday) => void;
  remove: () => void;
};

function EntryFields({ part, entry, number, several, invalid, put, toggle, remove }: EntryProps) {
  const { texts } = useReader();
  const { form } = texts;
  const id = useId();
  const length = lengthOfEntry(entry);
  const time = (which: "opens" | "closes", label: string) => (
    <span class="inline">
      <label for={`${id}-${which}`}>{label}</label>
      <input
        class="box narrow time"
        type="text"
        id={`${id}-${which}`}
        maxLength={8}
        autoComplete="off"
        value={entry[which]}
        readOnly={part.off}
        aria-invalid={invalid ? "true" : undefined}
        onInput={(event) => put({ [which]: event.currentTarget.value })}
        onBlur={() => {
          part.touch("hours");
          const read = readTime(entry[which]);
          if (read !== null) put({ [which]: read });
        }}
      />
    </span>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset inside the fieldset would be announced twice
    <div class="entry" role="group" aria-label={form.entry(number)}>
      <div class="inline">
        {time("opens", form.opens)}
        {time("closes", form.closes)}
        {length && <span class="small">{form.length(length.minutes, length.overMidnight)}</span>}
      </div>
      {several && (
        <>
          <div class="inline weekdays-line">
            {weekdays.map((weekday) => (
              <WeekdayBox
                key={weekday}
                weekday={weekday}
                checked={entry.weekdays.includes(weekday)}
                onToggle={() => toggle(weekday)}
              />
            ))}
          </div>
          <div class="row-between ends">
            <Button kind="link" name={form.removeName(number)} onPress={remove}>
              {form.remove}
            </Button>
            <Button kind="link" onPress={() => put({ opens: "00:00", closes: "24:00" })}>
              {form.allDay}
            </Button>
          </div>
        </>
      )}
    </div>
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

type WeekProps = Pick<Props, "terms" | "now" | "customerZone"> & {
  head?: ((row: Row) => preact.ComponentChildren) | undefined;
};

/** The strip is drawn in the clock in which the hours are read, so that field and drawing agree. */
function FormWeek({ terms, now, customerZone, head }: WeekProps) {
  const reader = useReader();
  const { week: texts } = reader.texts;
  if (!isKnownZone(terms.zone)) return null;
  const inCustomers = terms.zone === customerZone;
  const other = inCustomers ? reader.zone : customerZone;
  const week = weekOf({ grant: { terms, approvedAt: now }, at: now, zone: terms.zone, other, begin: "span" });
  const place = placeOf(terms.zone, reader.language);
  const own = terms.zone === reader.zone;
  return (
    <WeekStrip
      week={week}
      zone={terms.zone}
      whose={own ? texts.yourTime : texts.customer}
      other={other}
      othersWhose={inCustomers ? texts.yourTime : texts.customer}
      caption={own ? texts.caption(place) : texts.captionOther(place)}
      {...(head ? { head } : {})}
    />
  );
}
