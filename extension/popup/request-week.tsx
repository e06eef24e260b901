import { readDate } from "../../shared/calendar.ts";
import { dateWords, timeOf } from "../../shared/clock-words.ts";
import { isKnownZone, placeOf } from "../../shared/zone.ts";
import { useReader } from "../page/reader.tsx";
import { weekOf } from "../week/week.ts";
import { WeekStrip } from "../week/week-strip.tsx";
import type { Verified } from "./place.ts";

/** When access would be open, were it approved now, in the customer's own clock. */
export function RequestWeek({ request: { terms, technician }, now }: { request: Verified; now: number }) {
  const reader = useReader();
  const { week: texts } = reader.texts;
  const other = technician.zone !== null && isKnownZone(technician.zone) ? technician.zone : null;
  const week = weekOf({ grant: { terms, approvedAt: now }, at: now, zone: reader.zone, other, begin: "opening" });
  const place = placeOf(reader.zone, reader.language);
  const first = dateWords(readDate(week.rows[0]?.date ?? ""), reader.language, "short", false);
  if (!week.open) {
    return (
      <section class="section">
        <h2>{texts.title}</h2>
        <p>{texts.never}</p>
      </section>
    );
  }
  return (
    <section class="section">
      <h2>
        {texts.title}
        <span class="small">{week.later ? texts.from(first) : texts.now(timeOf(now, reader))}</span>
      </h2>
      <WeekStrip
        week={week}
        zone={reader.zone}
        whose={texts.yourTime}
        other={other}
        othersWhose={texts.technician}
        caption={week.later ? texts.captionFrom(first, place) : texts.caption(place)}
      />
    </section>
  );
}
