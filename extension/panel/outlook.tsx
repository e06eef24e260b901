import { spanOf } from "../../shared/access-window.ts";
import { question } from "../../shared/describe.ts";
import type { Opening } from "../../shared/span.ts";
import type { Terms } from "../../shared/terms.ts";
import { useReader } from "../page/reader.tsx";
import { Pieces } from "../page/said.tsx";
import { OpeningsTable } from "../week/openings-table.tsx";

/** The time that terms span from now on, null where they can't be read. */
export function spanWindow(terms: Terms, now: number): Opening | null {
  try {
    return spanOf(terms, now);
  } catch {
    return null;
  }
}

type Props = { terms: Terms; now: number; customerZone: string };

/** What would come of it: the next openings in both clocks. */
export function Outlook({ terms, now, customerZone }: Props) {
  const { openings } = useReader().texts;
  if (spanWindow(terms, now) === null) return null;
  return (
    <OpeningsTable grant={{ terms, approvedAt: now }} at={now} other={customerZone} otherTitle={openings.customer} />
  );
}

/** The very sentence that the customer will read. */
export function WillRead({
  terms,
  now,
  customerZone,
  technician,
  computer,
}: Props & { technician: string; computer: string }) {
  const reader = useReader();
  const customer = { language: reader.language, zone: customerZone };
  if (spanWindow(terms, now) === null) return null;
  return (
    <section class="section">
      <div class="note">
        <p class="small">{reader.texts.form.willRead}</p>
        <p>
          <Pieces
            pieces={question(terms, now, { technician, computer }, customer, now)}
            names={[technician, computer]}
          />
        </p>
      </div>
    </section>
  );
}
