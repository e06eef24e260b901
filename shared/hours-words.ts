import { dash, figures, type Language, oClock, type Reader, tied, weekdayName } from "./clock-words.ts";
import { minutesOf } from "./hours.ts";
import { type Hours, type Weekday, weekdays } from "./terms.ts";

/** A piece of a sentence, in bold or not. */
export type Piece = { text: string; strong: boolean };
export const plain = (text: string): Piece => ({ text, strong: false });
export const strong = (text: string): Piece => ({ text, strong: true });

/** Entries that share their weekdays, the times in order. */
type Group = { days: Weekday[]; nights: boolean; entries: Hours[] };

const runsOverMidnight = ({ opens, closes }: Hours): boolean => closes < opens && closes !== "00:00";
/** Over midnight from the afternoon into the morning: what people call a night. */
const isNight = (entry: Hours): boolean => runsOverMidnight(entry) && entry.opens >= "15:00" && entry.closes <= "12:00";
const isAllDay = ({ opens, closes }: Hours): boolean => opens === "00:00" && closes === "24:00";

function groupsOf(hours: readonly Hours[]): Group[] {
  const groups = new Map<string, Group>();
  for (const entry of hours) {
    const days = weekdays.filter((weekday) => entry.weekdays.includes(weekday));
    const nights = days.length === 7 && isNight(entry);
    const key = `${days} ${nights}`;
    const group = groups.get(key) ?? { days, nights, entries: [] };
    groups.set(key, { ...group, entries: [...group.entries, entry].sort((a, b) => a.opens.localeCompare(b.opens)) });
  }
  // Beside a whole day its other times say nothing.
  return [...groups.values()].map((group) => ({
    ...group,
    entries: group.entries.some(isAllDay) ? group.entries.filter(isAllDay).slice(0, 1) : group.entries,
  }));
}

/** Longer than this, neighbours aren't read over the end of the week: "Mon–Wed and Fri–Sun", but "Sat–Mon". */
const longestOverSunday = 4;

/** The weekdays as lists of neighbours, Sunday followed by Monday: three or more in one, fewer one by one. */
function runsOf(days: readonly Weekday[]): number[][] {
  const indexes = days.map((weekday) => weekdays.indexOf(weekday));
  const isIn = (index: number): boolean => indexes.includes((index + 7) % 7);
  const from = (first: number): number[] => {
    const run: number[] = [];
    while (isIn(first + run.length)) run.push((first + run.length) % 7);
    return run;
  };
  const runs = indexes.filter((index) => !isIn(index - 1)).map(from);
  const whole = runs.flatMap((run) => {
    const monday = run.indexOf(0);
    return monday > 0 && run.length > longestOverSunday ? [run.slice(monday), run.slice(0, monday)] : [run];
  });
  return whole.flatMap((run) => (run.length > 2 ? [run] : run.map((index) => [index])));
}

/** "a", "a and b", "a, b and c". */
const listed = (parts: readonly string[], and: string): string =>
  parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(", ")} ${and} ${parts.at(-1)}`;

const times = (entry: Hours, reader: Reader): [string, string] => [
  figures(minutesOf(entry.opens), reader),
  figures(minutesOf(entry.closes) || 1_440, reader),
];

const words = {
  en: {
    and: "and",
    everyNight: "every night",
    everyDay: "every day",
    allDay: "all day",
    on: "on ",
    from: "from",
    to: "to",
    nextDay: " the next day",
    each: (day: string) => `${day}s`,
  },
  de: {
    and: "und",
    everyNight: "jede Nacht",
    everyDay: "täglich",
    allDay: "ganztägig",
    on: "",
    from: "von",
    to: "bis",
    nextDay: " am nächsten Tag",
    each: (day: string) => `${day.toLowerCase()}s`,
  },
} as const;

function rowDays({ days, nights }: Group, language: Language): string {
  const { everyNight, everyDay, each, and } = words[language];
  if (days.length === 7) return nights ? everyNight : everyDay;
  const name = (index: number | undefined, short: boolean): string => weekdayName(index ?? 0, language, short);
  if (days.length === 1) return each(name(runsOf(days).flat()[0], false));
  const runs = runsOf(days).map((run) =>
    run.length > 1 ? `${name(run[0], true)}${dash}${name(run.at(-1), true)}` : name(run[0], true),
  );
  return listed(runs, and);
}

/** Whether "every day" may be left out, because there is but one. */
const isPlainDay = ({ days, entries }: Group): boolean => days.length === 7 && !entries.some(runsOverMidnight);

/**
 * The hours as a row of a list says them, without a capital: "every night 20:00–06:00", "Mon–Fri 18:00–20:00"; where the
 * span is `oneDay`, "18:00–20:00".
 */
export function hoursRow(hours: readonly Hours[], reader: Reader, oneDay: boolean): string {
  const { language } = reader;
  const { and, allDay } = words[language];
  const rows = groupsOf(hours).map((group) => {
    const said = group.entries.map((entry) => (isAllDay(entry) ? allDay : times(entry, reader).join(dash)));
    const days = oneDay && isPlainDay(group) ? "" : `${rowDays(group, language)} `;
    return `${days}${listed(said, and)}${said.at(-1) === allDay ? "" : oClock(reader)}`;
  });
  return joined(rows, language);
}

/** Groups one after the other: their own times may be joined by "and" already. */
function joined(rows: readonly string[], language: Language): string {
  return rows
    .map((row, index) => `${index === 0 ? "" : separator(index === rows.length - 1, language)}${row}`)
    .join("");
}
const separator = (isLast: boolean, language: Language): string =>
  isLast ? (language === "de" ? " sowie " : ", and ") : ", ";

function sentenceDays({ days, nights }: Group, language: Language): string {
  const { everyNight, everyDay, each, on, to, and } = words[language];
  if (days.length === 7) return nights ? everyNight : everyDay;
  const name = (index: number | undefined): string => weekdayName(index ?? 0, language);
  const runs = runsOf(days);
  const said = runs.map((run, index) => {
    const [first, last] = [name(run[0]), name(run.at(-1))];
    // English says "on Saturdays" but "Monday to Friday".
    if (run.length === 1) return `${runs[index - 1]?.length === 1 ? "" : on}${each(first)}`;
    return language === "de" ? `${each(first)} ${to} ${each(last)}` : `${first} ${to} ${last}`;
  });
  return listed(said, and);
}

/** The hours as a sentence says them, times in bold: "every night from **20:00 to 06:00**"; `oneDay` as in `hoursRow`. */
export function hoursSentence(hours: readonly Hours[], reader: Reader, oneDay: boolean): Piece[] {
  const { language } = reader;
  const { from, to, nextDay, allDay, and } = words[language];
  const groups = groupsOf(hours);
  return groups.flatMap((group, place) => {
    const before = place === 0 ? "" : separator(place === groups.length - 1, language);
    const days = oneDay && isPlainDay(group) ? "" : `${sentenceDays(group, language)} `;
    return group.entries.flatMap((entry, index) => {
      const join = index === group.entries.length - 1 ? ` ${and} ` : ", ";
      const lead = index === 0 ? `${before}${days}` : join;
      if (isAllDay(entry)) return [plain(lead), strong(allDay)];
      const [opens, closes] = times(entry, reader);
      const later = runsOverMidnight(entry) && !group.nights ? nextDay : "";
      return [plain(`${lead}${from} `), strong(`${opens}${tied}${to}${tied}${closes}${oClock(reader)}${later}`)];
    });
  });
}
