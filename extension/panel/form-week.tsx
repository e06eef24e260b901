import type { ComponentChildren } from "preact";
import type { Terms } from "../../shared/terms.ts";
import { isKnownZone, placeOf } from "../../shared/zone.ts";
import { useReader } from "../page/reader.tsx";
import { type Row, weekOf } from "../week/week.ts";
import { WeekStrip } from "../week/week-strip.tsx";

type Props = {
  terms: Terms;
  now: number;
  customerZone: string;
  head?: ((row: Row) => ComponentChildren) | undefined;
};

/** The strip is drawn in the clock in which the hours are read, so that field and drawing agree. */
export function FormWeek({ terms, now, customerZone, head }: Props) {
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
