import { isInstant } from "./zone.ts";

export type Language = "en" | "de";
/** How much of a date is said: "Sunday 25 October", "Sun 25 October", "25 October", "Sun 25 Oct", "Sun 25". */
export type DateStyle = "long" | "short" | "plain" | "narrow" | "number";

/** What stands where there is nothing to say, or where an instant can't be read. */
export const nothing = "–";
/** A no-break space: a time and a date never break over two lines (look.md section 1). */
export const tied = "\u00a0";

const list = (words: string): string[] => words.split(" ");
const words = {
  en: {
    weekdays: list("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    months: list("January February March April May June July August September October November December"),
    narrowMonths: list("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    shortWeekday: 3,
    afterWeekday: " ",
    afterDay: "",
  },
  de: {
    weekdays: list("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"),
    months: list("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    narrowMonths: list("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
    shortWeekday: 2,
    afterWeekday: ", ",
    afterDay: ".",
  },
} as const;

/** The name of a weekday, 0 = Monday: "Saturday", or short, "Sat". */
export function weekdayName(index: number, language: Language, short = false): string {
  const { weekdays, shortWeekday } = words[language];
  return (weekdays[index] ?? nothing).slice(0, short ? shortWeekday : undefined);
}

/**
 * A date in words. `reading` is what a wall clock reads (the start of a date as `readDate` of shared/calendar.ts gives it
 * will do); `year`: whether the year is said.
 */
export function dateWords(reading: number, language: Language, style: DateStyle, year: boolean): string {
  if (!isInstant(reading)) return nothing;
  const { months, narrowMonths, afterWeekday, afterDay } = words[language];
  const date = new Date(reading);
  const weekday = weekdayName((date.getUTCDay() + 6) % 7, language, style !== "long");
  const number = `${date.getUTCDate()}${afterDay}`;
  const month = (style === "narrow" ? narrowMonths : months)[date.getUTCMonth()];
  const said = `${number}${tied}${month}${year ? `${tied}${date.getUTCFullYear()}` : ""}`;
  switch (style) {
    case "number":
      return `${weekday}${tied}${number}`;
    case "plain":
      return said;
    case "long":
      return `${weekday}${afterWeekday}${said}`;
    case "short":
    case "narrow":
      return `${weekday} ${said}`;
  }
}
