import { bounds } from "../../shared/bounds.ts";
import { dateAt, datePlus } from "../../shared/calendar.ts";
import { minutesOf } from "../../shared/hours.ts";
import { type CredentialMode, type Hours, type Span, type Terms, type Weekday, weekdays } from "../../shared/terms.ts";

/** The form as it stands, with everything that was typed in it. */
export type Draft = {
  credentialMode: CredentialMode;
  kind: Span["kind"];
  days: string;
  from: string;
  through: string;
  certain: boolean;
  hours: Entry[];
  clock: "customer" | "local";
  reason: string;
  ticket: string;
};
export type Entry = { opens: string; closes: string; weekdays: Weekday[] };

export const freshEntry: Entry = { opens: "20:00", closes: "06:00", weekdays: [...weekdays] };

/** The defaults of design.md section 9: when connecting, one day, hours off, the customer's time; never unlimited. */
export function freshDraft(zone: string, at: number): Draft {
  const today = dateAt(zone, at);
  return {
    credentialMode: "at-connection",
    kind: "days",
    days: "1",
    from: today,
    through: datePlus(today, 6),
    certain: false,
    hours: [],
    clock: "customer",
    reason: "",
    ticket: "",
  };
}

/** What the form asks for. What was typed wrongly gives terms that `mayRequest` has a reason against. */
export function termsOf(draft: Draft, zones: { customer: string; local: string }): Terms {
  return {
    credentialMode: draft.credentialMode,
    span: spanOfDraft(draft),
    hours: draft.certain ? draft.hours.map(hoursOf) : [],
    zone: zones[draft.clock],
  };
}

function spanOfDraft({ kind, days, from, through }: Draft): Span {
  if (kind === "unlimited") return { kind };
  // A number that isn't whole and positive is no number of days; 0 is refused by the rules.
  if (kind === "days") return { kind, days: /^\d{1,5}$/.test(days.trim()) ? Number(days) : 0 };
  return { kind, from: from.slice(0, 10), through: through.slice(0, 10) };
}

const hoursOf = ({ opens, closes, weekdays: chosen }: Entry): Hours => ({
  opens: readTime(opens) ?? "",
  closes: readTime(closes) ?? "",
  weekdays: weekdays.filter((weekday) => chosen.includes(weekday)),
});

/**
 * A time of day as people type it: "20:00", "8", "8.30", "0830", "8 pm", "24". `HH:MM`, or null for anything else.
 */
export function readTime(typed: string): string | null {
  const parts = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm|uhr)?$/i.exec(typed.trim());
  if (parts === null) return null;
  const half = parts[3]?.toLowerCase();
  const [hour, past] = [Number(parts[1]), parts[2] ?? "00"];
  const twelve = half === "am" || half === "pm";
  if (twelve && (hour < 1 || hour > 12)) return null;
  const said = `${String(twelve ? (hour % 12) + (half === "pm" ? 12 : 0) : hour).padStart(2, "0")}:${past}`;
  return Number.isNaN(minutesOf(said)) ? null : said;
}

/** How long an entry of hours lasts, in minutes, and whether it runs over midnight; null where its times mean nothing. */
export function lengthOfEntry({ opens, closes }: Entry): { minutes: number; overMidnight: boolean } | null {
  const [from, to] = [minutesOf(readTime(opens) ?? ""), minutesOf(readTime(closes) ?? "")];
  if (!(from < 1_440 && to >= 0) || from === to) return null;
  return { minutes: to > from ? to - from : to + 1_440 - from, overMidnight: to < from && to > 0 };
}

export const mostEntries = bounds.hours;
