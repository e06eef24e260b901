import { useId } from "preact/hooks";
import { type Weekday, weekdays } from "../../shared/terms.ts";
import { Button } from "../page/button.tsx";
import { useReader } from "../page/reader.tsx";
import { type Entry, lengthOfEntry, readTime } from "./draft.ts";
import type { Part } from "./draft-state.ts";
import { WeekdayBox } from "./weekday-box.tsx";

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

/** One entry of hours. Alone it has its weekdays at the rows of the strip, among several beside its times. */
export function EntryFields({ part, entry, number, several, invalid, put, toggle, remove }: EntryProps) {
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
