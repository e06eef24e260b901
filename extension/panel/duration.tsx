import { useId } from "preact/hooks";
import { dateAt } from "../../shared/calendar.ts";
import { dateWordsOf, timeOf } from "../../shared/clock-words.ts";
import type { Span, Terms } from "../../shared/terms.ts";
import { Choice } from "../page/choice.tsx";
import { FieldError } from "../page/field.tsx";
import { useReader } from "../page/reader.tsx";
import type { Part } from "./draft-state.ts";
import { spanWindow } from "./outlook.tsx";
import { reasonText } from "./reasons.ts";

/** Without one a year takes six digits, and who types it runs past the four. */
const lastDate = "9999-12-31";

type Props = { part: Part; terms: Terms; now: number };

/** Days, a range of dates, or no end. */
export function Duration({ part, terms, now }: Props) {
  const reader = useReader();
  const { form } = reader.texts;
  const id = useId();
  const { draft, off } = part;
  const error = part.errorOf("span");
  const isUnlimited = draft.kind === "unlimited";
  const against = part.against({ span: { kind: "unlimited" } }).find(({ field }) => field === "span");
  const unlimitedWhy = against ? reasonText(against, "unlimited", part.policy, reader.texts) : null;
  const choice = (kind: Span["kind"], what: string, why: string | null = null) => (
    <Choice
      type="radio"
      group="duration"
      what={what}
      why={why}
      off={off}
      checked={draft.kind === kind}
      onChoose={() => part.change({ kind })}
    />
  );
  const until = draft.kind === "days" && error === null && !off ? spanWindow(terms, now)?.until : null;
  const invalid = error === null || isUnlimited ? undefined : "true";
  const described = invalid && { "aria-describedby": `${id}-error` };
  const date = (which: "from" | "through", label: string) => (
    <div class="field">
      <label for={`${id}-${which}`}>{label}</label>
      <input
        class="box date"
        type="date"
        id={`${id}-${which}`}
        value={draft[which]}
        min={dateAt(terms.zone, now)}
        max={lastDate}
        readOnly={off}
        aria-invalid={invalid}
        {...described}
        onInput={(event) => part.change({ [which]: event.currentTarget.value })}
        onBlur={() => part.touch("span")}
      />
    </div>
  );
  return (
    <section class="section">
      <fieldset>
        <legend>{form.duration}</legend>
        <div class="inline days">
          {choice("days", form.days)}
          <input
            class="box narrow days"
            type="number"
            min="1"
            max="3650"
            step="1"
            aria-label={form.days}
            value={draft.days}
            readOnly={off}
            aria-disabled={off ? "true" : undefined}
            aria-invalid={draft.kind === "days" ? invalid : undefined}
            {...(draft.kind === "days" ? described : undefined)}
            onInput={(event) => part.change({ days: event.currentTarget.value, kind: "days" })}
            onBlur={() => part.touch("span")}
          />
          {until != null && (
            <span class="small">
              {form.until(
                `${dateWordsOf(until, { ...reader, zone: terms.zone }, "narrow", now)}, ${timeOf(until, { ...reader, zone: terms.zone })}`,
              )}
            </span>
          )}
        </div>
        {draft.kind === "days" && <FieldError text={error} id={`${id}-error`} />}
        {choice("dates", form.dates)}
        {draft.kind === "dates" && (
          <div class="below">
            <div class="inline">
              {date("from", form.from)}
              {date("through", form.through)}
            </div>
            <FieldError text={error} id={`${id}-error`} />
          </div>
        )}
        {choice("unlimited", form.unlimited, unlimitedWhy)}
      </fieldset>
    </section>
  );
}
