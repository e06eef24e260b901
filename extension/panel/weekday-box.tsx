import { weekdayName } from "../../shared/clock-words.ts";
import { type Weekday, weekdays } from "../../shared/terms.ts";
import { useReader } from "../page/reader.tsx";

type Props = { weekday: Weekday; text?: string; checked: boolean; onToggle: () => void };

/** A weekday of an entry of hours; named in full for the ear. */
export function WeekdayBox({ weekday, text, checked, onToggle }: Props) {
  const { language, texts } = useReader();
  const index = weekdays.indexOf(weekday);
  return (
    <label class="pick">
      <input type="checkbox" aria-label={texts.form.weekdayNames[index]} checked={checked} onChange={onToggle} />
      <span aria-hidden="true">{text ?? weekdayName(index, language, true)}</span>
    </label>
  );
}
