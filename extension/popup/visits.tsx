import { dash, dateWordsOf, figuresOf } from "../../shared/clock-words.ts";
import { placeOf } from "../../shared/zone.ts";
import type { CustomerVisit, MissingEntries } from "../messages.ts";
import { type PageReader, useNow, useReader } from "../page/reader.tsx";
import { Name } from "../page/said.tsx";
import { Warning } from "../page/warning.tsx";

type Props = { visits: CustomerVisit[]; missing: MissingEntries | null; paired: boolean };
const atOnce = 5;

/** Every visit as the computer itself signed it, and what it has written that the server doesn't show. */
export function Visits({ visits, missing, paired }: Props) {
  const reader = useReader();
  const { visits: texts, popup } = reader.texts;
  const earlier = visits.slice(atOnce);
  return (
    <section class="section">
      <h2 aria-label={popup.visits}>
        {popup.visits}
        {visits.length > 0 && <span class="small">{texts.yourTime(placeOf(reader.zone, reader.language))}</span>}
      </h2>
      {missing !== null && <Missing missing={missing} />}
      {visits.length === 0 ? (
        <p class="quiet">{paired ? popup.noVisitsYet : popup.noVisits}</p>
      ) : (
        <Table visits={visits.slice(0, atOnce)} />
      )}
      {earlier.length > 0 && (
        <details>
          <summary>{texts.more(earlier.length)}</summary>
          <Table visits={earlier} />
        </details>
      )}
    </section>
  );
}

function Missing({ missing }: { missing: MissingEntries }) {
  const { visits: texts } = useReader().texts;
  return missing.kind === "missing" ? (
    <p class="note spaced-below">{texts.missing(missing.after, missing.entries)}</p>
  ) : (
    <div class="spaced-below">
      <Warning title={texts.alteredTitle} what={texts.altered(missing.after)} toDo={texts.alteredDo} />
    </div>
  );
}

function Table({ visits }: { visits: CustomerVisit[] }) {
  const reader = useReader();
  const { visits: texts } = reader.texts;
  const now = useNow();
  return (
    <table class="tt visits">
      <caption class="vh">{texts.yourTime(placeOf(reader.zone, reader.language))}</caption>
      <thead class="vh">
        <tr>
          <th scope="col">{texts.day}</th>
          <th scope="col">{texts.times}</th>
          <th scope="col">{texts.who}</th>
        </tr>
      </thead>
      <tbody>
        {visits.map((visit) => (
          <tr key={`${visit.from} ${visit.n}`}>
            <td class="when">{dateWordsOf(visit.from, reader, "narrow", now)}</td>
            <td class="when">{timesOf(visit, reader)}</td>
            <td>
              {visit.who === null ? texts.unknown : <Name text={visit.who} />}
              <span class="small">{whyOf(visit, reader)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function timesOf({ what, from, until }: CustomerVisit, reader: PageReader): string {
  const begins = figuresOf(from, reader);
  if (what === "refused") return begins;
  return until === null ? reader.texts.visits.since(begins) : `${begins}${dash}${figuresOf(until, reader)}`;
}

function whyOf({ what, until, because }: CustomerVisit, { texts }: PageReader): string {
  const said = Object.entries({ ...texts.turnedAway, ...(what === "visited" ? texts.ended : {}) });
  const why = said.find(([code]) => code === because)?.[1] ?? "";
  if (what === "refused") return texts.visits.refused(why);
  return until === null ? texts.visits.noEnd : why;
}
