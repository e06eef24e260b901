import type { Policy } from "../../shared/policy.ts";
import type { Terms } from "../../shared/terms.ts";
import { weekdays } from "../../shared/terms.ts";

/** Tuesday 20 October 2026, 14:35 in Berlin: when the valid examples are approved. */
export const tuesday = Date.parse("2026-10-20T14:35:00+02:00");

/** Terms that are well in every respect; each row of a table changes one thing. */
export const terms = (changed: Partial<Terms> = {}): Terms => ({
  credentialMode: "at-connection",
  span: { kind: "days", days: 5 },
  hours: [],
  zone: "Europe/Berlin",
  ...changed,
});

/** A policy that permits everything and demands nothing; each row of a table changes one thing. */
export const policy = (changed: Partial<Policy> = {}): Policy => ({
  mayUse: true,
  administratorCredentialsAlways: false,
  longestDays: null,
  unlimitedAllowed: true,
  reasonRequired: false,
  ticketRequired: false,
  computerPasswordAlways: false,
  ...changed,
});

export const everyDay = (opens: string, closes: string) => ({ opens, closes, weekdays: [...weekdays] });
export const on = (days: Terms["hours"][number]["weekdays"], opens: string, closes: string) => ({
  opens,
  closes,
  weekdays: days,
});
export const workdays = weekdays.slice(0, 5);

/** An instant written with its offset, so that a table shows what the clock on the wall reads. */
export const instant = (text: string): number => {
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/(Z|[+-]\d\d:\d\d)$/.test(text)) throw new Error(`not an instant: ${text}`);
  return at;
};
