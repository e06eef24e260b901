import { DateTime, IANAZone } from "luxon";
import { accessAt, type Grant } from "../../shared/access-window.ts";
import { type Terms, weekdays } from "../../shared/terms.ts";
import type { Row } from "./row.ts";

/** As many again come before, so that the engine has compiled what it will compile. */
const rounds = 101;
const approvedAt = Date.UTC(2026, 9, 20, 12, 35);
const grant = (span: Terms["span"], hours: Terms["hours"]): Grant => ({
  terms: { credentialMode: "at-connection", span, hours, zone: "Europe/Berlin" },
  approvedAt,
});
const nights = { opens: "20:00", closes: "06:00", weekdays: [...weekdays] };
const two = (number: number): string => String(number).padStart(2, "0");
const tenEntries = Array.from({ length: 10 }, (_, index) => ({
  opens: `${two(2 * index)}:30`,
  closes: `${two(2 * index + 1)}:45`,
  weekdays: weekdays.filter((_, day) => (day + index) % 3 > 0),
}));

/** What a careful program without this one's rules would do: read the wall clock of every instant with luxon. */
function pointwise({ terms: { hours, zone } }: Grant): (at: number) => boolean {
  const berlin = IANAZone.create(zone);
  const entries = hours.map(({ opens, closes, weekdays: days }) => ({
    ...{ opens: minutes(opens), closes: minutes(closes) },
    days: days.map((day) => weekdays.indexOf(day) + 1),
  }));
  return (at) => {
    const clock = DateTime.fromMillis(at, { zone: berlin });
    const time = clock.hour * 60 + clock.minute;
    const yesterday = clock.weekday === 1 ? 7 : clock.weekday - 1;
    return entries.some(({ opens, closes, days }) =>
      opens < closes
        ? days.includes(clock.weekday) && opens <= time && time < closes
        : (days.includes(clock.weekday) && opens <= time) || (days.includes(yesterday) && time < closes),
    );
  };
}
const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

let opened = 0;
/** Nanoseconds for one decision, asked again and again as time goes by, 4 ms at a time. Short, so that few rounds are disturbed. */
function measure(decide: (at: number) => boolean, round: number, decisions: number): number {
  const from = approvedAt + round * 200_000;
  const began = performance.now();
  for (let index = 0; index < decisions; index++) if (decide(from + index * 4)) opened++;
  return ((performance.now() - began) * 1e6) / decisions;
}

/** The middle of some measurements, so that a disturbed round doesn't count. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("nothing was measured");
  return middle;
}

function decide(): Row {
  const asked = grant({ kind: "unlimited" }, [nights]);
  const theirs = pointwise(asked);
  const ours = (at: number): boolean => accessAt(asked, at).open;
  for (let at = approvedAt; at < approvedAt + 400 * 86_400_000; at += 1_234_567) {
    if (ours(at) !== theirs(at)) throw new Error(`ours and theirs differ at ${new Date(at).toISOString()}`);
  }
  const measured = Array.from({ length: 2 * rounds }, (_, round) => ({
    ours: 1e9 / measure(ours, round, 50_000),
    theirs: 1e9 / measure(theirs, round, 500),
  })).slice(rounds);
  const [mine, others] = [median(measured.map((round) => round.ours)), median(measured.map((round) => round.theirs))];
  return { name: "rules.decide", ours: mine, theirs: others, unit: "decisions/s", ratio: mine / others };
}

function growth(): Row {
  const long = grant({ kind: "unlimited" }, tenEntries);
  const short = grant({ kind: "days", days: 1 }, []);
  const measured = Array.from({ length: 2 * rounds }, (_, round) => ({
    short: measure((at) => accessAt(short, at).open, round, 50_000),
    long: measure((at) => accessAt(long, at).open, round, 50_000),
  })).slice(rounds);
  const [ours, theirs] = [median(measured.map((round) => round.long)), median(measured.map((round) => round.short))];
  return { name: "rules.decide-growth", ours, theirs, unit: "ns/decision", ratio: ours / theirs };
}

/** `rules.decide`: ours against luxon, instant by instant. `rules.decide-growth`: ten entries and no end against one day. */
export async function rules(): Promise<Row[]> {
  const rows = [decide(), growth()];
  if (opened === 0) throw new Error("these decisions decide nothing");
  return rows;
}
