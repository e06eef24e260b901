import { type Grant, openings } from "./access-window.ts";
import { datedWords, dateWordsOf, dayTimeOf, lengthOf, type Reader, timeOf } from "./clock-words.ts";
import { hoursRow } from "./hours-words.ts";
import { unreadable } from "./question.ts";
import { type Clock, isOneDay, type Said, saidOf } from "./span-words.ts";
import type { Terms } from "./terms.ts";

export { question } from "./question.ts";

const words = {
  en: {
    anyTime: "at any time",
    allDay: "all day",
    noEnd: "no end date",
    yourTime: "your time",
    yours: (moment: string) => `${moment} your time`,
    until: (end: string) => `until ${end}`,
    on: (date: string) => `on ${date}`,
    range: (from: string, through: string) => `from ${from} through ${through}`,
    openUntil: (end: string) => `Open until ${end}.`,
    next: (opening: string) => `Next opening: ${opening}.`,
    change: (date: string, clock: string, ahead: string) => `From ${date}, ${clock} ${ahead}.`,
    ahead: (length: string) => `is ${length} ahead of yours`,
    behind: (length: string) => `is ${length} behind yours`,
    alike: "is the same as yours",
  },
  de: {
    anyTime: "jederzeit",
    allDay: "ganztägig",
    noEnd: "ohne Enddatum",
    yourTime: "Ihre Zeit",
    yours: (moment: string) => `${moment} Ihrer Zeit`,
    until: (end: string) => `bis ${end}`,
    on: (date: string) => `am ${date}`,
    range: (from: string, through: string) => `${from} bis ${through}`,
    openUntil: (end: string) => `Offen bis ${end}.`,
    next: (opening: string) => `Nächstes Zeitfenster: ${opening}.`,
    change: (date: string, clock: string, ahead: string) => `Ab ${date} ist es nach ${clock} ${ahead}.`,
    ahead: (length: string) => `${length} später als bei Ihnen`,
    behind: (length: string) => `${length} früher als bei Ihnen`,
    alike: "genauso spät wie bei Ihnen",
  },
} as const;

/**
 * Terms in one sentence for a row of a list: "Every night 20:00–06:00, until Sun 25 October, 14:35" (model.md sections 1
 * and 5). Hours and dates are said by the clock of the terms; where the reader's reads differently in what is left of the
 * span, that clock is named, and two short sentences follow: the next opening by the reader's clock, and, if the distance
 * between the two clocks changes, from which date on it is what. Terms that can't be read are said to be so.
 */
export function describe(terms: Terms, approvedAt: number, reader: Reader, at: number): string {
  const text = words[reader.language];
  const said = saidOf(terms, approvedAt, reader, at);
  if (said === null) return unreadable[reader.language];
  const { always, end, clock } = said;
  const whole = end.kind === "none" ? text.anyTime : text.allDay;
  const named = clock === null ? "" : ` (${clock.name})`;
  const parts = always
    ? [whole, `${endWords(said, reader, at)}${named}`]
    : [`${hoursRow(said.hours, reader, isOneDay(end))}${named}`, endWords(said, reader, at)];
  const row = parts.join(", ");
  const sentence = `${row.charAt(0).toUpperCase()}${row.slice(1)}`;
  if (clock === null) return sentence;
  const next = nextWords({ terms, approvedAt }, reader, at);
  return [`${sentence}.`, next, changeWords(clock, reader, at)].filter(Boolean).join(" ");
}

function endWords({ end, clock }: Said, reader: Reader, at: number): string {
  const text = words[reader.language];
  if (end.kind === "none") return text.noEnd;
  if (end.kind === "instant") {
    const yours = clock === null ? "" : ` (${text.yourTime})`;
    return text.until(`${dateWordsOf(end.until, reader, "short", at)}, ${timeOf(end.until, reader)}${yours}`);
  }
  const through = datedWords(end.through, reader, "plain", at);
  if (end.from === null) return text.until(through);
  return isOneDay(end) ? text.on(through) : text.range(datedWords(end.from, reader, "plain", at), through);
}

function nextWords(grant: Grant, reader: Reader, at: number): string {
  const text = words[reader.language];
  const [next] = openings(grant, at, 1);
  if (next === undefined) return "";
  if (next.from > at) return text.next(text.yours(dayTimeOf(next.from, reader, at)));
  return next.until === null ? "" : text.openUntil(text.yours(dayTimeOf(next.until, reader, at)));
}

function changeWords({ name, change }: Clock, reader: Reader, at: number): string {
  const text = words[reader.language];
  if (change === null) return "";
  const length = lengthOf(change.ahead, reader.language);
  const distance = change.ahead > 0 ? text.ahead(length) : change.ahead < 0 ? text.behind(length) : text.alike;
  return text.change(dateWordsOf(change.at, reader, "short", at), name, distance);
}
