import { IANAZone } from "luxon";
import { placeNames } from "./place-names.ts";

/** Milliseconds. */
export const day = 86_400_000;
const second = 1_000;
/** The last instant that a `Date` can hold; the first one is its negative. */
export const lastInstant = 8_640_000_000_000_000;
/** How far ahead two zones are compared (design.md section 9). */
const lookAhead = 366 * day;

/** Part of a zone's time during which its distance from UTC, `offset`, stays the same: `from` included, `until` not. */
type Stretch = { from: number; until: number; offset: number };

// No zone of the IANA database has ever changed twice within 3.9 days, so a cell of three days holds one change at most.
const cell = 3 * day;
const mostZones = 200;
const mostCells = 4_000;
const known = new Map<string, { luxon: IANAZone; cells: Map<number, Stretch[]> }>();
let cells = 0;

const spelling = /^[A-Z][A-Za-z0-9_+\-/]{1,63}$/;
// Chromium and Node take short names of ICU's own ("AST" is Anchorage there), Firefox doesn't: no browser may open what another wouldn't.
const notIana = /^(SystemV\/|US\/Pacific-New$|(?!UTC|GMT|UCT|PRC|ROC|ROK|EST|MST|HST|CET|MET|EET|WET)[A-Z]{3}$)/i;

/** Whether a number is an instant: epoch milliseconds that a date can hold. A fraction of a millisecond may be one. */
export const isInstant = (at: unknown): at is number => Number.isFinite(at) && Math.abs(at as number) <= lastInstant;

/**
 * Whether `name` is a zone of the IANA database that this program knows. `local` and `+02:00`, which luxon or Intl would
 * take, and the short names that only some browsers know are refused (design.md section 4, Bounds).
 */
export function isKnownZone(name: unknown): name is string {
  if (typeof name !== "string" || !spelling.test(name) || notIana.test(name)) return false;
  return known.has(name) || IANAZone.isValidZone(name);
}

function knownZone(name: string) {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (!isKnownZone(name)) throw new RangeError("unknown zone");
  // The spelling of a zone's name can vary in case: whoever sends them all must not fill the memory.
  if (known.size >= mostZones) forget();
  const zone = { luxon: IANAZone.create(name), cells: new Map<number, Stretch[]>() };
  known.set(name, zone);
  return zone;
}

function forget(): void {
  IANAZone.resetCache();
  known.clear();
  cells = 0;
}

/**
 * The stretch that holds the instant `at`; it may be shorter than the whole time between two changes of the clock.
 * Throws a `RangeError` where the zone is unknown or `at` isn't finite. Beyond what a date can hold, `offset` is NaN.
 */
export function stretchAt(zone: string, at: number): Stretch {
  if (!Number.isFinite(at)) throw new RangeError("not an instant");
  const index = Math.floor(at / cell);
  const stretches = knownZone(zone).cells.get(index) ?? readCell(zone, index);
  return stretches.find((stretch) => at < stretch.until) as Stretch;
}

function readCell(name: string, index: number): Stretch[] {
  if (cells >= mostCells) forget();
  const zone = knownZone(name);
  const offsetAt = (at: number): number => Math.round(zone.luxon.offset(at) * 60) * second;
  const from = index * cell;
  const until = from + cell;
  const before = offsetAt(from);
  const after = offsetAt(until);
  // Changes are at whole seconds. One at the very end makes a second stretch that holds no instant.
  let [old, changed] = Object.is(before, after) ? [until / second, until / second] : [from / second, until / second];
  while (changed - old > 1) {
    const middle = Math.floor((old + changed) / 2);
    if (offsetAt(middle * second) === before) old = middle;
    else changed = middle;
  }
  const stretches = [
    { from, until: changed * second, offset: before },
    { from: changed * second, until, offset: after },
  ];
  zone.cells.set(index, stretches);
  cells += 1;
  return stretches;
}

/** What the zone's clock reads at `at`, as the milliseconds that UTC would have to show to read the same. */
export const readingAt = (zone: string, at: number): number => at + stretchAt(zone, at).offset;

/**
 * By how much the clock of `zoneB` is ahead of that of `zoneA`, in milliseconds, from `from` until `until` (null: no end),
 * as stretches in order, neighbours different; looked at 366 days ahead at most. Throws a `RangeError` on an unknown zone.
 */
export function distances(zoneA: string, zoneB: string, from: number, until: number | null): Stretch[] {
  const end = Math.min(until ?? Number.POSITIVE_INFINITY, from + lookAhead);
  const found: Stretch[] = [];
  for (let at = from; at < end; ) {
    const a = stretchAt(zoneA, at);
    const b = stretchAt(zoneB, at);
    const next = Math.min(a.until, b.until, end);
    const offset = b.offset - a.offset;
    const last = found.at(-1);
    if (last?.offset === offset) last.until = next;
    else found.push({ from: at, until: next, offset });
    at = next;
  }
  return found;
}

/**
 * Whether two zones read the same at every instant from `from` until `until` (null: no end), looked at 366 days ahead at
 * most (design.md section 9). False where either isn't known, or `from` is no instant.
 */
export function readAlike(zoneA: string, zoneB: string, from: number, until: number | null): boolean {
  if (!isKnownZone(zoneA) || !isKnownZone(zoneB) || !isInstant(from)) return false;
  return distances(zoneA, zoneB, from, until).every(({ offset }) => offset === 0);
}

/**
 * The place whose clock a zone is, as a person calls it: "Lisbon", in German "Lissabon". Of an unknown zone nothing is
 * repeated.
 */
export function placeOf(zone: string, language: "en" | "de"): string {
  if (!isKnownZone(zone)) return language === "de" ? "unbekannte Zeitzone" : "unknown time zone";
  const utc = /GMT([+-])(\d+)/.exec(zone);
  // The signs of these names are the other way round than everybody else's.
  if (utc) return utc[2] === "0" ? "UTC" : `UTC${utc[1] === "+" ? "−" : "+"}${utc[2]}`;
  const last = zone.slice(zone.lastIndexOf("/") + 1);
  return placeNames[language][last] ?? placeNames.en[last] ?? last.replaceAll("_", " ");
}
