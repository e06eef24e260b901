import type { Terms } from "../../shared/terms.ts";
import { everyDay, on, workdays } from "./valid.ts";

const unlimited = { kind: "unlimited" } as const;
const dates = (from: string, through: string) => ({ kind: "dates", from, through }) as const;

/**
 * Terms, approved and read on Tuesday 20 October 2026, 14:35 in Berlin, and every word that is said about them: in a row of
 * a list, and in the heading of the request. Written as test/shared/visible.ts shows it.
 */
export const said: { what: string; terms: Partial<Terms>; en: string; de: string; question: string; frage: string }[] =
  [
    {
      what: "the example of look.md",
      terms: { hours: [everyDay("20:00", "06:00")] },
      en: "Every night 20:00=06:00, until Sun 25~October, 14:35",
      de: "Jede Nacht 20:00=06:00~Uhr, bis So 25.~Oktober, 14:35~Uhr",
      question:
        "May **Anna Berg** connect to **Office PC** every night from **20:00~to~06:00**, until **Sunday 25~October, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr**, jede Nacht von **20:00~bis~06:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "at any time, no end",
      terms: { span: unlimited },
      en: "At any time, no end date",
      de: "Jederzeit, ohne Enddatum",
      question: "May **Anna Berg** connect to **Office PC** **at any time, with no end date**?",
      frage: "Darf sich **Anna Berg** **jederzeit und ohne Enddatum** mit **Office PC** verbinden?",
    },
    {
      what: "at any time for days",
      terms: {},
      en: "All day, until Sun 25~October, 14:35",
      de: "Ganztägig, bis So 25.~Oktober, 14:35~Uhr",
      question: "May **Anna Berg** connect to **Office PC** **at any time**, until **Sunday 25~October, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "at any time for dates ahead",
      terms: { span: dates("2026-10-26", "2026-11-06") },
      en: "All day, from 26~October through 6~November",
      de: "Ganztägig, 26.~Oktober bis 6.~November",
      question:
        "May **Anna Berg** connect to **Office PC** **at any time**, from **Monday 26~October through Friday 6~November**?",
      frage:
        "Darf sich **Anna Berg** von **Montag, 26.~Oktober, bis einschließlich Freitag, 6.~November**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "at any time for dates that begin today",
      terms: { span: dates("2026-10-20", "2026-10-31") },
      en: "All day, until 31~October",
      de: "Ganztägig, bis 31.~Oktober",
      question: "May **Anna Berg** connect to **Office PC** **at any time**, through **Saturday 31~October**?",
      frage:
        "Darf sich **Anna Berg** bis einschließlich **Samstag, 31.~Oktober**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "at any time for dates that have begun",
      terms: { span: dates("2026-10-01", "2026-10-31") },
      en: "All day, until 31~October",
      de: "Ganztägig, bis 31.~Oktober",
      question: "May **Anna Berg** connect to **Office PC** **at any time**, through **Saturday 31~October**?",
      frage:
        "Darf sich **Anna Berg** bis einschließlich **Samstag, 31.~Oktober**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "at any time today",
      terms: { span: dates("2026-10-20", "2026-10-20") },
      en: "All day, on 20~October",
      de: "Ganztägig, am 20.~Oktober",
      question: "May **Anna Berg** connect to **Office PC** **at any time**, on **Tuesday 20~October**?",
      frage: "Darf sich **Anna Berg** am **Dienstag, 20.~Oktober**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "at any time on one date ahead",
      terms: { span: dates("2026-10-26", "2026-10-26") },
      en: "All day, on 26~October",
      de: "Ganztägig, am 26.~Oktober",
      question: "May **Anna Berg** connect to **Office PC** **at any time**, on **Monday 26~October**?",
      frage: "Darf sich **Anna Berg** am **Montag, 26.~Oktober**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "at any time for what is left of today",
      terms: { span: dates("2026-10-01", "2026-10-20") },
      en: "All day, on 20~October",
      de: "Ganztägig, am 20.~Oktober",
      question: "May **Anna Berg** connect to **Office PC** **at any time**, on **Tuesday 20~October**?",
      frage: "Darf sich **Anna Berg** am **Dienstag, 20.~Oktober**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "into the next year",
      terms: { span: dates("2026-12-28", "2027-01-06") },
      en: "All day, from 28~December through 6~January~2027",
      de: "Ganztägig, 28.~Dezember bis 6.~Januar~2027",
      question:
        "May **Anna Berg** connect to **Office PC** **at any time**, from **Monday 28~December through Wednesday 6~January~2027**?",
      frage:
        "Darf sich **Anna Berg** von **Montag, 28.~Dezember, bis einschließlich Mittwoch, 6.~Januar~2027**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "days into the next year",
      terms: { span: { kind: "days", days: 100 } },
      en: "All day, until Thu 28~January~2027, 14:35",
      de: "Ganztägig, bis Do 28.~Januar~2027, 14:35~Uhr",
      question:
        "May **Anna Berg** connect to **Office PC** **at any time**, until **Thursday 28~January~2027, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Donnerstag, 28.~Januar~2027, 14:35~Uhr**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "hours that fill the week",
      terms: { span: unlimited, hours: [everyDay("00:00", "12:00"), everyDay("12:00", "24:00")] },
      en: "At any time, no end date",
      de: "Jederzeit, ohne Enddatum",
      question: "May **Anna Berg** connect to **Office PC** **at any time, with no end date**?",
      frage: "Darf sich **Anna Berg** **jederzeit und ohne Enddatum** mit **Office PC** verbinden?",
    },
    {
      what: "one weekday",
      terms: { hours: [on(["sat"], "09:00", "12:00")], span: dates("2026-10-20", "2026-10-31") },
      en: "Saturdays 09:00=12:00, until 31~October",
      de: "Samstags 09:00=12:00~Uhr, bis 31.~Oktober",
      question:
        "May **Anna Berg** connect to **Office PC** on Saturdays from **09:00~to~12:00**, through **Saturday 31~October**?",
      frage:
        "Darf sich **Anna Berg** bis einschließlich **Samstag, 31.~Oktober**, samstags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "workdays",
      terms: { hours: [on(workdays, "18:00", "20:00")], span: dates("2026-10-26", "2026-11-06") },
      en: "Mon=Fri 18:00=20:00, from 26~October through 6~November",
      de: "Mo=Fr 18:00=20:00~Uhr, 26.~Oktober bis 6.~November",
      question:
        "May **Anna Berg** connect to **Office PC** Monday to Friday from **18:00~to~20:00**, from **Monday 26~October through Friday 6~November**?",
      frage:
        "Darf sich **Anna Berg** von **Montag, 26.~Oktober, bis einschließlich Freitag, 6.~November**, montags bis freitags von **18:00~bis~20:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "every day",
      terms: { hours: [everyDay("09:00", "12:00")] },
      en: "Every day 09:00=12:00, until Sun 25~October, 14:35",
      de: "Täglich 09:00=12:00~Uhr, bis So 25.~Oktober, 14:35~Uhr",
      question:
        "May **Anna Berg** connect to **Office PC** every day from **09:00~to~12:00**, until **Sunday 25~October, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr**, täglich von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "every day until midnight",
      terms: { hours: [everyDay("18:00", "00:00")], span: unlimited },
      en: "Every day 18:00=24:00, no end date",
      de: "Täglich 18:00=24:00~Uhr, ohne Enddatum",
      question: "May **Anna Berg** connect to **Office PC** every day from **18:00~to~24:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** täglich von **18:00~bis~24:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "every day from midnight",
      terms: { hours: [everyDay("00:00", "06:00")], span: unlimited },
      en: "Every day 00:00=06:00, no end date",
      de: "Täglich 00:00=06:00~Uhr, ohne Enddatum",
      question: "May **Anna Berg** connect to **Office PC** every day from **00:00~to~06:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** täglich von **00:00~bis~06:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "over midnight, but no night",
      terms: { hours: [everyDay("14:59", "02:00")] },
      en: "Every day 14:59=02:00, until Sun 25~October, 14:35",
      de: "Täglich 14:59=02:00~Uhr, bis So 25.~Oktober, 14:35~Uhr",
      question:
        "May **Anna Berg** connect to **Office PC** every day from **14:59~to~02:00 the next day**, until **Sunday 25~October, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr**, täglich von **14:59~bis~02:00~Uhr am nächsten Tag** mit **Office PC** verbinden?",
    },
    {
      what: "a night that begins as early as can be",
      terms: { hours: [everyDay("15:00", "12:00")] },
      en: "Every night 15:00=12:00, until Sun 25~October, 14:35",
      de: "Jede Nacht 15:00=12:00~Uhr, bis So 25.~Oktober, 14:35~Uhr",
      question:
        "May **Anna Berg** connect to **Office PC** every night from **15:00~to~12:00**, until **Sunday 25~October, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr**, jede Nacht von **15:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "over midnight into the afternoon",
      terms: { hours: [everyDay("20:00", "12:01")] },
      en: "Every day 20:00=12:01, until Sun 25~October, 14:35",
      de: "Täglich 20:00=12:01~Uhr, bis So 25.~Oktober, 14:35~Uhr",
      question:
        "May **Anna Berg** connect to **Office PC** every day from **20:00~to~12:01 the next day**, until **Sunday 25~October, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr**, täglich von **20:00~bis~12:01~Uhr am nächsten Tag** mit **Office PC** verbinden?",
    },
    {
      what: "one night a week",
      terms: { hours: [on(["sat"], "22:00", "04:00")], span: unlimited },
      en: "Saturdays 22:00=04:00, no end date",
      de: "Samstags 22:00=04:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** on Saturdays from **22:00~to~04:00 the next day**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** samstags von **22:00~bis~04:00~Uhr am nächsten Tag** mit **Office PC** verbinden?",
    },
    {
      what: "nights of workdays",
      terms: { hours: [on(workdays, "22:00", "04:00")], span: unlimited },
      en: "Mon=Fri 22:00=04:00, no end date",
      de: "Mo=Fr 22:00=04:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** Monday to Friday from **22:00~to~04:00 the next day**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** montags bis freitags von **22:00~bis~04:00~Uhr am nächsten Tag** mit **Office PC** verbinden?",
    },
    {
      what: "two weekdays",
      terms: { hours: [on(["sat", "sun"], "09:00", "12:00")], span: unlimited },
      en: "Sat and Sun 09:00=12:00, no end date",
      de: "Sa und So 09:00=12:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** on Saturdays and Sundays from **09:00~to~12:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** samstags und sonntags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "three weekdays apart",
      terms: { hours: [on(["fri", "mon", "wed"], "09:00", "12:00")], span: unlimited },
      en: "Mon, Wed and Fri 09:00=12:00, no end date",
      de: "Mo, Mi und Fr 09:00=12:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** on Mondays, Wednesdays and Fridays from **09:00~to~12:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** montags, mittwochs und freitags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "three in a row and one apart",
      terms: { hours: [on(["mon", "tue", "wed", "sat"], "09:00", "12:00")], span: unlimited },
      en: "Mon=Wed and Sat 09:00=12:00, no end date",
      de: "Mo=Mi und Sa 09:00=12:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** Monday to Wednesday and on Saturdays from **09:00~to~12:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** montags bis mittwochs und samstags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "one apart and three in a row",
      terms: { hours: [on(["mon", "wed", "thu", "fri"], "09:00", "12:00")], span: unlimited },
      en: "Mon and Wed=Fri 09:00=12:00, no end date",
      de: "Mo und Mi=Fr 09:00=12:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** on Mondays and Wednesday to Friday from **09:00~to~12:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** montags und mittwochs bis freitags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "three in a row over Sunday",
      terms: { hours: [on(["mon", "sat", "sun"], "09:00", "12:00")], span: unlimited },
      en: "Sat=Mon 09:00=12:00, no end date",
      de: "Sa=Mo 09:00=12:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** Saturday to Monday from **09:00~to~12:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** samstags bis montags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "two in a row over Sunday",
      terms: { hours: [on(["mon", "sun"], "09:00", "12:00")], span: unlimited },
      en: "Sun and Mon 09:00=12:00, no end date",
      de: "So und Mo 09:00=12:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** on Sundays and Mondays from **09:00~to~12:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** sonntags und montags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "Tuesday to Saturday",
      terms: { hours: [on(["tue", "wed", "thu", "fri", "sat"], "09:00", "12:00")], span: unlimited },
      en: "Tue=Sat 09:00=12:00, no end date",
      de: "Di=Sa 09:00=12:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** Tuesday to Saturday from **09:00~to~12:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** dienstags bis samstags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "a whole day and hours in it",
      terms: {
        hours: [on(["sat"], "09:00", "12:00"), on(["sat"], "00:00", "24:00"), on(["sat"], "00:00", "24:00")],
        span: unlimited,
      },
      en: "Saturdays all day, no end date",
      de: "Samstags ganztägig, ohne Enddatum",
      question: "May **Anna Berg** connect to **Office PC** on Saturdays **all day**, **with no end date**?",
      frage: "Darf sich **Anna Berg** **ohne Enddatum** samstags **ganztägig** mit **Office PC** verbinden?",
    },
    {
      what: "all but Thursdays",
      terms: { hours: [on(["mon", "tue", "wed", "fri", "sat", "sun"], "09:00", "12:00")], span: unlimited },
      en: "Mon=Wed and Fri=Sun 09:00=12:00, no end date",
      de: "Mo=Mi und Fr=So 09:00=12:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** Monday to Wednesday and Friday to Sunday from **09:00~to~12:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** montags bis mittwochs und freitags bis sonntags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "four in a row over Sunday",
      terms: { hours: [on(["mon", "fri", "sat", "sun"], "09:00", "12:00")], span: unlimited },
      en: "Fri=Mon 09:00=12:00, no end date",
      de: "Fr=Mo 09:00=12:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** Friday to Monday from **09:00~to~12:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** freitags bis montags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "five in a row over Sunday",
      terms: { hours: [on(["mon", "tue", "fri", "sat", "sun"], "09:00", "12:00")], span: unlimited },
      en: "Mon, Tue and Fri=Sun 09:00=12:00, no end date",
      de: "Mo, Di und Fr=So 09:00=12:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** on Mondays, Tuesdays and Friday to Sunday from **09:00~to~12:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** montags, dienstags und freitags bis sonntags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "all but Sundays",
      terms: { hours: [on(["mon", "tue", "wed", "thu", "fri", "sat"], "09:00", "12:00")], span: unlimited },
      en: "Mon=Sat 09:00=12:00, no end date",
      de: "Mo=Sa 09:00=12:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** Monday to Saturday from **09:00~to~12:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** montags bis samstags von **09:00~bis~12:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "twice a day",
      terms: { hours: [on(workdays, "13:00", "17:00"), on(workdays, "08:00", "12:00")], span: unlimited },
      en: "Mon=Fri 08:00=12:00 and 13:00=17:00, no end date",
      de: "Mo=Fr 08:00=12:00 und 13:00=17:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** Monday to Friday from **08:00~to~12:00** and from **13:00~to~17:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** montags bis freitags von **08:00~bis~12:00~Uhr** und von **13:00~bis~17:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "three times a day",
      terms: { hours: [everyDay("08:00", "09:00"), everyDay("12:00", "13:00"), everyDay("18:00", "19:00")] },
      en: "Every day 08:00=09:00, 12:00=13:00 and 18:00=19:00, until Sun 25~October, 14:35",
      de: "Täglich 08:00=09:00, 12:00=13:00 und 18:00=19:00~Uhr, bis So 25.~Oktober, 14:35~Uhr",
      question:
        "May **Anna Berg** connect to **Office PC** every day from **08:00~to~09:00**, from **12:00~to~13:00** and from **18:00~to~19:00**, until **Sunday 25~October, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr**, täglich von **08:00~bis~09:00~Uhr**, von **12:00~bis~13:00~Uhr** und von **18:00~bis~19:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "workdays and Saturdays",
      terms: { hours: [on(workdays, "08:00", "12:00"), on(["sat"], "09:00", "11:00")], span: unlimited },
      en: "Mon=Fri 08:00=12:00, and Saturdays 09:00=11:00, no end date",
      de: "Mo=Fr 08:00=12:00~Uhr sowie samstags 09:00=11:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** Monday to Friday from **08:00~to~12:00**, and on Saturdays from **09:00~to~11:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** montags bis freitags von **08:00~bis~12:00~Uhr** sowie samstags von **09:00~bis~11:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "workdays, Saturdays and Sundays",
      terms: {
        hours: [on(workdays, "08:00", "12:00"), on(["sat"], "09:00", "11:00"), on(["sun"], "10:00", "11:00")],
        span: unlimited,
      },
      en: "Mon=Fri 08:00=12:00, Saturdays 09:00=11:00, and Sundays 10:00=11:00, no end date",
      de: "Mo=Fr 08:00=12:00~Uhr, samstags 09:00=11:00~Uhr sowie sonntags 10:00=11:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** Monday to Friday from **08:00~to~12:00**, on Saturdays from **09:00~to~11:00**, and on Sundays from **10:00~to~11:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** montags bis freitags von **08:00~bis~12:00~Uhr**, samstags von **09:00~bis~11:00~Uhr** sowie sonntags von **10:00~bis~11:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "nights, and the weekend all day",
      terms: { hours: [everyDay("20:00", "06:00"), on(["sat", "sun"], "00:00", "24:00")] },
      en: "Every night 20:00=06:00, and Sat and Sun all day, until Sun 25~October, 14:35",
      de: "Jede Nacht 20:00=06:00~Uhr sowie Sa und So ganztägig, bis So 25.~Oktober, 14:35~Uhr",
      question:
        "May **Anna Berg** connect to **Office PC** every night from **20:00~to~06:00**, and on Saturdays and Sundays **all day**, until **Sunday 25~October, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr**, jede Nacht von **20:00~bis~06:00~Uhr** sowie samstags und sonntags **ganztägig** mit **Office PC** verbinden?",
    },
    {
      what: "every night and every morning",
      terms: { hours: [everyDay("20:00", "06:00"), everyDay("07:00", "08:00")] },
      en: "Every night 20:00=06:00, and every day 07:00=08:00, until Sun 25~October, 14:35",
      de: "Jede Nacht 20:00=06:00~Uhr sowie täglich 07:00=08:00~Uhr, bis So 25.~Oktober, 14:35~Uhr",
      question:
        "May **Anna Berg** connect to **Office PC** every night from **20:00~to~06:00**, and every day from **07:00~to~08:00**, until **Sunday 25~October, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr**, jede Nacht von **20:00~bis~06:00~Uhr** sowie täglich von **07:00~bis~08:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "hours on one date",
      terms: { hours: [everyDay("18:00", "20:00")], span: dates("2026-10-26", "2026-10-26") },
      en: "18:00=20:00, on 26~October",
      de: "18:00=20:00~Uhr, am 26.~Oktober",
      question: "May **Anna Berg** connect to **Office PC** from **18:00~to~20:00**, on **Monday 26~October**?",
      frage:
        "Darf sich **Anna Berg** am **Montag, 26.~Oktober**, von **18:00~bis~20:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "two times on one date",
      terms: {
        hours: [everyDay("18:00", "20:00"), everyDay("21:00", "22:00")],
        span: dates("2026-10-26", "2026-10-26"),
      },
      en: "18:00=20:00 and 21:00=22:00, on 26~October",
      de: "18:00=20:00 und 21:00=22:00~Uhr, am 26.~Oktober",
      question:
        "May **Anna Berg** connect to **Office PC** from **18:00~to~20:00** and from **21:00~to~22:00**, on **Monday 26~October**?",
      frage:
        "Darf sich **Anna Berg** am **Montag, 26.~Oktober**, von **18:00~bis~20:00~Uhr** und von **21:00~bis~22:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "hours over midnight, and others, on one date",
      terms: {
        hours: [everyDay("14:00", "02:00"), everyDay("09:00", "10:00")],
        span: dates("2026-10-26", "2026-10-26"),
      },
      en: "Every day 09:00=10:00 and 14:00=02:00, on 26~October",
      de: "Täglich 09:00=10:00 und 14:00=02:00~Uhr, am 26.~Oktober",
      question:
        "May **Anna Berg** connect to **Office PC** every day from **09:00~to~10:00** and from **14:00~to~02:00 the next day**, on **Monday 26~October**?",
      frage:
        "Darf sich **Anna Berg** am **Montag, 26.~Oktober**, täglich von **09:00~bis~10:00~Uhr** und von **14:00~bis~02:00~Uhr am nächsten Tag** mit **Office PC** verbinden?",
    },
    {
      what: "hours from one instant to several",
      terms: { hours: [everyDay("09:00", "11:00"), everyDay("09:00", "10:00")], span: unlimited },
      en: "Every day 09:00=11:00 and 09:00=10:00, no end date",
      de: "Täglich 09:00=11:00 und 09:00=10:00~Uhr, ohne Enddatum",
      question:
        "May **Anna Berg** connect to **Office PC** every day from **09:00~to~11:00** and from **09:00~to~10:00**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** täglich von **09:00~bis~11:00~Uhr** und von **09:00~bis~10:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "a night and one date",
      terms: { hours: [everyDay("20:00", "06:00")], span: dates("2026-10-26", "2026-10-26") },
      en: "Every night 20:00=06:00, on 26~October",
      de: "Jede Nacht 20:00=06:00~Uhr, am 26.~Oktober",
      question:
        "May **Anna Berg** connect to **Office PC** every night from **20:00~to~06:00**, on **Monday 26~October**?",
      frage:
        "Darf sich **Anna Berg** am **Montag, 26.~Oktober**, jede Nacht von **20:00~bis~06:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "Mondays on one date",
      terms: { hours: [on(["mon"], "18:00", "20:00")], span: dates("2026-10-26", "2026-10-26") },
      en: "Mondays 18:00=20:00, on 26~October",
      de: "Montags 18:00=20:00~Uhr, am 26.~Oktober",
      question:
        "May **Anna Berg** connect to **Office PC** on Mondays from **18:00~to~20:00**, on **Monday 26~October**?",
      frage:
        "Darf sich **Anna Berg** am **Montag, 26.~Oktober**, montags von **18:00~bis~20:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "hours on two dates",
      terms: { hours: [everyDay("18:00", "20:00")], span: dates("2026-10-26", "2026-10-27") },
      en: "Every day 18:00=20:00, from 26~October through 27~October",
      de: "Täglich 18:00=20:00~Uhr, 26.~Oktober bis 27.~Oktober",
      question:
        "May **Anna Berg** connect to **Office PC** every day from **18:00~to~20:00**, from **Monday 26~October through Tuesday 27~October**?",
      frage:
        "Darf sich **Anna Berg** von **Montag, 26.~Oktober, bis einschließlich Dienstag, 27.~Oktober**, täglich von **18:00~bis~20:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "unlimited, cut by the two weeks",
      terms: { credentialMode: "at-setup", span: unlimited },
      en: "All day, until Tue 3~November, 14:35",
      de: "Ganztägig, bis Di 3.~November, 14:35~Uhr",
      question: "May **Anna Berg** connect to **Office PC** **at any time**, until **Tuesday 3~November, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Dienstag, 3.~November, 14:35~Uhr**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "dates, cut by the two weeks",
      terms: { credentialMode: "at-setup", span: dates("2026-10-26", "2026-12-06") },
      en: "All day, until Tue 3~November, 14:35",
      de: "Ganztägig, bis Di 3.~November, 14:35~Uhr",
      question: "May **Anna Berg** connect to **Office PC** **at any time**, until **Tuesday 3~November, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Dienstag, 3.~November, 14:35~Uhr**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "dates, not cut",
      terms: { credentialMode: "at-setup", span: dates("2026-10-26", "2026-11-02") },
      en: "All day, from 26~October through 2~November",
      de: "Ganztägig, 26.~Oktober bis 2.~November",
      question:
        "May **Anna Berg** connect to **Office PC** **at any time**, from **Monday 26~October through Monday 2~November**?",
      frage:
        "Darf sich **Anna Berg** von **Montag, 26.~Oktober, bis einschließlich Montag, 2.~November**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "nights in Lisbon",
      terms: { hours: [everyDay("20:00", "06:00")], zone: "Europe/Lisbon" },
      en: "Every night 20:00=06:00 (Lisbon time), until Sun 25~October, 14:35 (your time). Next opening: today~21:00 your time.",
      de: "Jede Nacht 20:00=06:00~Uhr (Ortszeit Lissabon), bis So 25.~Oktober, 14:35~Uhr (Ihre Zeit). Nächstes Zeitfenster: heute~21:00~Uhr Ihrer Zeit.",
      question:
        "May **Anna Berg** connect to **Office PC** every night from **20:00~to~06:00 (Lisbon time)**, until **Sunday 25~October, 14:35 (your time)**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr (Ihre Zeit)**, jede Nacht von **20:00~bis~06:00~Uhr (Ortszeit Lissabon)** mit **Office PC** verbinden?",
    },
    {
      what: "nights in Paris, which reads alike",
      terms: { hours: [everyDay("20:00", "06:00")], zone: "Europe/Paris" },
      en: "Every night 20:00=06:00, until Sun 25~October, 14:35",
      de: "Jede Nacht 20:00=06:00~Uhr, bis So 25.~Oktober, 14:35~Uhr",
      question:
        "May **Anna Berg** connect to **Office PC** every night from **20:00~to~06:00**, until **Sunday 25~October, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr**, jede Nacht von **20:00~bis~06:00~Uhr** mit **Office PC** verbinden?",
    },
    {
      what: "nights in New York, whose clocks change a week later",
      terms: { hours: [everyDay("20:00", "06:00")], span: unlimited, zone: "America/New_York" },
      en: "Every night 20:00=06:00 (New York time), no end date. Next opening: Wed~02:00 your time. From Sun 25~October, New York time is 5~h behind yours.",
      de: "Jede Nacht 20:00=06:00~Uhr (Ortszeit New York), ohne Enddatum. Nächstes Zeitfenster: Mi~02:00~Uhr Ihrer Zeit. Ab So 25.~Oktober ist es nach Ortszeit New York 5~Std. früher als bei Ihnen.",
      question:
        "May **Anna Berg** connect to **Office PC** every night from **20:00~to~06:00 (New York time)**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** jede Nacht von **20:00~bis~06:00~Uhr (Ortszeit New York)** mit **Office PC** verbinden?",
    },
    {
      what: "workdays in Kolkata",
      terms: { hours: [on(workdays, "09:00", "17:00")], span: { kind: "days", days: 9 }, zone: "Asia/Kolkata" },
      en: "Mon=Fri 09:00=17:00 (Kolkata time), until Thu 29~October, 13:35 (your time). Next opening: Wed~05:30 your time. From Sun 25~October, Kolkata time is 4~h~30~min ahead of yours.",
      de: "Mo=Fr 09:00=17:00~Uhr (Ortszeit Kalkutta), bis Do 29.~Oktober, 13:35~Uhr (Ihre Zeit). Nächstes Zeitfenster: Mi~05:30~Uhr Ihrer Zeit. Ab So 25.~Oktober ist es nach Ortszeit Kalkutta 4~Std.~30~Min. später als bei Ihnen.",
      question:
        "May **Anna Berg** connect to **Office PC** Monday to Friday from **09:00~to~17:00 (Kolkata time)**, until **Thursday 29~October, 13:35 (your time)**?",
      frage:
        "Darf sich **Anna Berg** bis **Donnerstag, 29.~Oktober, 13:35~Uhr (Ihre Zeit)**, montags bis freitags von **09:00~bis~17:00~Uhr (Ortszeit Kalkutta)** mit **Office PC** verbinden?",
    },
    {
      what: "workdays twice in Lisbon, and Saturdays",
      terms: {
        hours: [on(workdays, "09:00", "12:00"), on(workdays, "13:00", "17:00"), on(["sat"], "09:00", "12:00")],
        span: unlimited,
        zone: "Europe/Lisbon",
      },
      en: "Mon=Fri 09:00=12:00 and 13:00=17:00, and Saturdays 09:00=12:00 (Lisbon time), no end date. Open until today~18:00 your time.",
      de: "Mo=Fr 09:00=12:00 und 13:00=17:00~Uhr sowie samstags 09:00=12:00~Uhr (Ortszeit Lissabon), ohne Enddatum. Offen bis heute~18:00~Uhr Ihrer Zeit.",
      question:
        "May **Anna Berg** connect to **Office PC** Monday to Friday from **09:00~to~12:00** and from **13:00~to~17:00**, and on Saturdays from **09:00~to~12:00 (Lisbon time)**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** montags bis freitags von **09:00~bis~12:00~Uhr** und von **13:00~bis~17:00~Uhr** sowie samstags von **09:00~bis~12:00~Uhr (Ortszeit Lissabon)** mit **Office PC** verbinden?",
    },
    {
      what: "nights by a clock without a place",
      terms: { hours: [everyDay("20:00", "06:00")], zone: "Etc/GMT+5" },
      en: "Every night 20:00=06:00 (UTC−5), until Sun 25~October, 13:35 (your time). Next opening: Wed~03:00 your time. From Sun 25~October, UTC−5 is 6~h behind yours.",
      de: "Jede Nacht 20:00=06:00~Uhr (UTC−5), bis So 25.~Oktober, 13:35~Uhr (Ihre Zeit). Nächstes Zeitfenster: Mi~03:00~Uhr Ihrer Zeit. Ab So 25.~Oktober ist es nach UTC−5 6~Std. früher als bei Ihnen.",
      question:
        "May **Anna Berg** connect to **Office PC** every night from **20:00~to~06:00 (UTC−5)**, until **Sunday 25~October, 13:35 (your time)**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 13:35~Uhr (Ihre Zeit)**, jede Nacht von **20:00~bis~06:00~Uhr (UTC−5)** mit **Office PC** verbinden?",
    },
    {
      what: "nights by UTC",
      terms: { hours: [everyDay("20:00", "06:00")], span: unlimited, zone: "UTC" },
      en: "Every night 20:00=06:00 (UTC), no end date. Next opening: today~22:00 your time. From Sun 25~October, UTC is 1~h behind yours.",
      de: "Jede Nacht 20:00=06:00~Uhr (UTC), ohne Enddatum. Nächstes Zeitfenster: heute~22:00~Uhr Ihrer Zeit. Ab So 25.~Oktober ist es nach UTC 1~Std. früher als bei Ihnen.",
      question:
        "May **Anna Berg** connect to **Office PC** every night from **20:00~to~06:00 (UTC)**, **with no end date**?",
      frage:
        "Darf sich **Anna Berg** **ohne Enddatum** jede Nacht von **20:00~bis~06:00~Uhr (UTC)** mit **Office PC** verbinden?",
    },
    {
      what: "nights in Tunis, which reads as Berlin does in winter",
      terms: { hours: [everyDay("20:00", "06:00")], span: { kind: "days", days: 30 }, zone: "Africa/Tunis" },
      en: "Every night 20:00=06:00 (Tunis time), until Thu 19~November, 13:35 (your time). Next opening: today~21:00 your time. From Sun 25~October, Tunis time is the same as yours.",
      de: "Jede Nacht 20:00=06:00~Uhr (Ortszeit Tunis), bis Do 19.~November, 13:35~Uhr (Ihre Zeit). Nächstes Zeitfenster: heute~21:00~Uhr Ihrer Zeit. Ab So 25.~Oktober ist es nach Ortszeit Tunis genauso spät wie bei Ihnen.",
      question:
        "May **Anna Berg** connect to **Office PC** every night from **20:00~to~06:00 (Tunis time)**, until **Thursday 19~November, 13:35 (your time)**?",
      frage:
        "Darf sich **Anna Berg** bis **Donnerstag, 19.~November, 13:35~Uhr (Ihre Zeit)**, jede Nacht von **20:00~bis~06:00~Uhr (Ortszeit Tunis)** mit **Office PC** verbinden?",
    },
    {
      what: "dates in Lisbon",
      terms: { span: dates("2026-10-26", "2026-11-06"), zone: "Europe/Lisbon" },
      en: "All day, from 26~October through 6~November (Lisbon time). Next opening: Mon 26~October, 01:00 your time.",
      de: "Ganztägig, 26.~Oktober bis 6.~November (Ortszeit Lissabon). Nächstes Zeitfenster: Mo 26.~Oktober, 01:00~Uhr Ihrer Zeit.",
      question:
        "May **Anna Berg** connect to **Office PC** **at any time**, from **Monday 26~October through Friday 6~November (Lisbon time)**?",
      frage:
        "Darf sich **Anna Berg** von **Montag, 26.~Oktober, bis einschließlich Freitag, 6.~November (Ortszeit Lissabon)**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "one date in Lisbon",
      terms: { span: dates("2026-10-26", "2026-10-26"), zone: "Europe/Lisbon" },
      en: "All day, on 26~October (Lisbon time). Next opening: Mon 26~October, 01:00 your time.",
      de: "Ganztägig, am 26.~Oktober (Ortszeit Lissabon). Nächstes Zeitfenster: Mo 26.~Oktober, 01:00~Uhr Ihrer Zeit.",
      question: "May **Anna Berg** connect to **Office PC** **at any time**, on **Monday 26~October (Lisbon time)**?",
      frage:
        "Darf sich **Anna Berg** am **Montag, 26.~Oktober (Ortszeit Lissabon)**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "dates that have begun in Lisbon",
      terms: { span: dates("2026-10-01", "2026-10-24"), zone: "Europe/Lisbon" },
      en: "All day, until 24~October (Lisbon time). Open until Sun~01:00 your time.",
      de: "Ganztägig, bis 24.~Oktober (Ortszeit Lissabon). Offen bis So~01:00~Uhr Ihrer Zeit.",
      question:
        "May **Anna Berg** connect to **Office PC** **at any time**, through **Saturday 24~October (Lisbon time)**?",
      frage:
        "Darf sich **Anna Berg** bis einschließlich **Samstag, 24.~Oktober (Ortszeit Lissabon)**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "dates and hours in Lisbon",
      terms: {
        hours: [on(workdays, "18:00", "20:00")],
        span: dates("2026-10-26", "2026-11-06"),
        zone: "Europe/Lisbon",
      },
      en: "Mon=Fri 18:00=20:00 (Lisbon time), from 26~October through 6~November. Next opening: Mon 26~October, 19:00 your time.",
      de: "Mo=Fr 18:00=20:00~Uhr (Ortszeit Lissabon), 26.~Oktober bis 6.~November. Nächstes Zeitfenster: Mo 26.~Oktober, 19:00~Uhr Ihrer Zeit.",
      question:
        "May **Anna Berg** connect to **Office PC** Monday to Friday from **18:00~to~20:00 (Lisbon time)**, from **Monday 26~October through Friday 6~November**?",
      frage:
        "Darf sich **Anna Berg** von **Montag, 26.~Oktober, bis einschließlich Freitag, 6.~November**, montags bis freitags von **18:00~bis~20:00~Uhr (Ortszeit Lissabon)** mit **Office PC** verbinden?",
    },
    {
      what: "at any time for days in Lisbon",
      terms: { zone: "Europe/Lisbon" },
      en: "All day, until Sun 25~October, 14:35",
      de: "Ganztägig, bis So 25.~Oktober, 14:35~Uhr",
      question: "May **Anna Berg** connect to **Office PC** **at any time**, until **Sunday 25~October, 14:35**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr**, **jederzeit** mit **Office PC** verbinden?",
    },
    {
      what: "at any time, no end, in Lisbon",
      terms: { span: unlimited, zone: "Europe/Lisbon" },
      en: "At any time, no end date",
      de: "Jederzeit, ohne Enddatum",
      question: "May **Anna Berg** connect to **Office PC** **at any time, with no end date**?",
      frage: "Darf sich **Anna Berg** **jederzeit und ohne Enddatum** mit **Office PC** verbinden?",
    },
    {
      what: "hours in Lisbon that are open now",
      terms: { hours: [everyDay("13:00", "15:00")], zone: "Europe/Lisbon" },
      en: "Every day 13:00=15:00 (Lisbon time), until Sun 25~October, 14:35 (your time). Open until today~16:00 your time.",
      de: "Täglich 13:00=15:00~Uhr (Ortszeit Lissabon), bis So 25.~Oktober, 14:35~Uhr (Ihre Zeit). Offen bis heute~16:00~Uhr Ihrer Zeit.",
      question:
        "May **Anna Berg** connect to **Office PC** every day from **13:00~to~15:00 (Lisbon time)**, until **Sunday 25~October, 14:35 (your time)**?",
      frage:
        "Darf sich **Anna Berg** bis **Sonntag, 25.~Oktober, 14:35~Uhr (Ihre Zeit)**, täglich von **13:00~bis~15:00~Uhr (Ortszeit Lissabon)** mit **Office PC** verbinden?",
    },
    {
      what: "hours in Lisbon that don't open again",
      terms: { hours: [on(["mon"], "13:00", "15:00")], span: { kind: "days", days: 2 }, zone: "Europe/Lisbon" },
      en: "Mondays 13:00=15:00 (Lisbon time), until Thu 22~October, 14:35 (your time).",
      de: "Montags 13:00=15:00~Uhr (Ortszeit Lissabon), bis Do 22.~Oktober, 14:35~Uhr (Ihre Zeit).",
      question:
        "May **Anna Berg** connect to **Office PC** on Mondays from **13:00~to~15:00 (Lisbon time)**, until **Thursday 22~October, 14:35 (your time)**?",
      frage:
        "Darf sich **Anna Berg** bis **Donnerstag, 22.~Oktober, 14:35~Uhr (Ihre Zeit)**, montags von **13:00~bis~15:00~Uhr (Ortszeit Lissabon)** mit **Office PC** verbinden?",
    },
    {
      what: "an unknown zone",
      terms: { zone: "Nowhere" },
      en: "These terms can't be read. Access stays closed.",
      de: "Diese Bedingungen sind nicht lesbar. Der Zugriff bleibt geschlossen.",
      question: "These terms can't be read. Access stays closed.",
      frage: "Diese Bedingungen sind nicht lesbar. Der Zugriff bleibt geschlossen.",
    },
    {
      what: "hours that mean nothing",
      terms: { hours: [everyDay("09:00", "09:00")] },
      en: "These terms can't be read. Access stays closed.",
      de: "Diese Bedingungen sind nicht lesbar. Der Zugriff bleibt geschlossen.",
      question: "These terms can't be read. Access stays closed.",
      frage: "Diese Bedingungen sind nicht lesbar. Der Zugriff bleibt geschlossen.",
    },
  ];
