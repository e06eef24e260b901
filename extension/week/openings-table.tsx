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
  const alike = other === null || readAlike(reader.zone, other, next[0]?.from ?? at, end?.until ?? end?.from ?? at);
  return (
    <section class="section">
      <h2>{texts.titleOf(next.length)}</h2>
      <table class="tt">
        <thead>
          <tr>
            <th scope="col">{alike && other !== null ? texts.bothClocks(place) : texts.yourTime(place)}</th>
            {!alike && <th scope="col">{otherTitle(placeOf(other, reader.language))}</th>}
          </tr>
        </thead>
        <tbody>
          {next.map(({ from, until }) => (
            <tr key={from}>
              <td class="yours">{rangeOf(from, until, reader, at)}</td>
              {!alike && <td>{rangeOf(from, until, { ...reader, zone: other }, at)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
