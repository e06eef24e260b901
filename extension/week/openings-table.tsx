import { type Grant, openings } from "../../shared/access-window.ts";
import { rangeOf } from "../../shared/clock-words.ts";
import { placeOf, readAlike } from "../../shared/zone.ts";
import { useReader } from "../page/reader.tsx";

type Props = {
  grant: Grant;
  at: number;
  /** the other person's clock, and how its column is headed */
  other: string | null;
  otherTitle: (place: string) => string;
};

/** The next three openings in words, in the reader's clock and in the other person's. */
export function OpeningsTable({ grant, at, other, otherTitle }: Props) {
  const reader = useReader();
  const { openings: texts } = reader.texts;
  const next = openings(grant, at, 3);
  if (next.length === 0) return null;
  const place = placeOf(reader.zone, reader.language);
  const end = next.at(-1);
  const alike =
    other === null || readAlike(reader.zone, other, next[0]?.from ?? at, end === undefined ? at : end.until);
  const rows = next.map(({ from, until }) =>
    [reader.zone, ...(alike ? [] : [other])].map((zone) => breakable(rangeOf(from, until, { ...reader, zone }, at))),
  );
  const longest = Math.max(...rows.flat().map(({ length }) => length));
  return (
    <section class="section">
      <h2>{texts.titleOf(next.length)}</h2>
      <table class={`tt openings ${longest > 32 ? "long" : longest > 22 ? "dated" : ""}`}>
        <thead>
          <tr>
            <th scope="col">{alike && other !== null ? texts.bothClocks(place) : texts.yourTime(place)}</th>
            {!alike && <th scope="col">{otherTitle(placeOf(other, reader.language))}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(([yours, others], index) => (
            <tr key={next[index]?.from}>
              <td class="yours">{yours}</td>
              {others !== undefined && <td>{others}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** In large text a range may break after its dash, and nowhere else. */
const breakable = (range: string): string => range.replace("\u00a0–\u00a0", "\u00a0– ");
