import { placeOf } from "../../shared/zone.ts";
import { Choice } from "../page/choice.tsx";
import { FieldError } from "../page/field.tsx";
import { useReader } from "../page/reader.tsx";
import type { Part } from "./draft-state.ts";

/** Whose clock dates and hours are read by; shown only where the two clocks read differently. */
export function ZoneChoice({ part, customerZone }: { part: Part; customerZone: string }) {
  const { language, zone, texts } = useReader();
  const choice = (clock: "customer" | "local", what: string, place: string) => (
    <Choice
      type="radio"
      group="zone"
      what={what}
      beside={placeOf(place, language)}
      off={part.off}
      checked={part.draft.clock === clock}
      onChoose={() => part.change({ clock })}
    />
  );
  return (
    <section class="section">
      <fieldset>
        <legend>{texts.form.zone}</legend>
        {choice("customer", texts.form.customerTime, customerZone)}
        {choice("local", texts.form.localTime, zone)}
        <FieldError text={part.errorOf("zone")} />
      </fieldset>
    </section>
  );
}
