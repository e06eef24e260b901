import { describe, expect, it } from "vitest";
import { type Asked, type Given, mayRequest, type RequestReason } from "../../shared/may-request.ts";
import type { Policy } from "../../shared/policy.ts";
import type { Terms } from "../../shared/terms.ts";
import { everyDay, instant, on, policy, terms, tuesday } from "./valid.ts";

const asked = (changed: Partial<Terms> = {}, words: Partial<Asked> = {}): Asked => ({
  terms: terms(changed),
  reason: "",
  ticket: "",
  ...words,
});
const given = (changed: Partial<Policy> = {}, rest: Partial<Given> = {}): Given => ({
  policy: policy(changed),
  session: { kind: "desktop", state: "active" },
  paired: true,
  ...rest,
});
type Code = RequestReason["code"];
const inField = (field: RequestReason["field"], ...codes: Code[]): RequestReason[] =>
  codes.map((code) => ({ code, field }));
const days = (count: number) => ({ kind: "days", days: count }) as const;
const dates = (from: string, through: string) => ({ kind: "dates", from, through }) as const;
const unlimited = { kind: "unlimited" } as const;
const setup = "at-setup" as const;
const may: RequestReason[] = [];

describe("what may be asked for", () => {
  const rows: [what: string, asked: Asked, given: Given, reasons: RequestReason[]][] = [
    ["the valid example", asked(), given(), may],
    // the group
    ["a group that isn't permitted", asked(), given({ mayUse: false }), inField("session", "group-not-permitted")],
    // the session
    [
      "waiting for the customer",
      asked(),
      given({}, { session: { kind: "desktop", state: "waiting" } }),
      inField("session", "session-not-active"),
    ],
    [
      "before the check number fits",
      asked(),
      given({}, { session: { kind: "desktop", state: "meeting" } }),
      inField("session", "not-introduced"),
    ],
    [
      "after the session",
      asked(),
      given({}, { session: { kind: "desktop", state: "ended" } }),
      inField("session", "session-not-active"),
    ],
    [
      "a session that nobody joined",
      asked(),
      given({}, { session: { kind: "desktop", state: "lapsed" } }),
      inField("session", "session-not-active"),
    ],
    [
      "a chat-only session",
      asked(),
      given({}, { session: { kind: "chat-only", state: "active" } }),
      inField("session", "chat-only-session"),
    ],
    [
      "a mobile session",
      asked(),
      given({}, { session: { kind: "mobile", state: "active" } }),
      inField("session", "mobile-session"),
    ],
    [
      "a chat-only session before it is active",
      asked(),
      given({}, { session: { kind: "chat-only", state: "meeting" } }),
      inField("session", "not-introduced", "chat-only-session"),
    ],
    // the credential mode
    ["on setup", asked({ credentialMode: setup }), given(), may],
    [
      "on setup where administrators' credentials are always asked",
      asked({ credentialMode: setup }),
      given({ administratorCredentialsAlways: true }),
      inField("credentialMode", "mode-not-offered"),
    ],
    [
      "when connecting where administrators' credentials are always asked",
      asked(),
      given({ administratorCredentialsAlways: true }),
      may,
    ],
    [
      "on setup without a doorkeeper",
      asked({ credentialMode: setup }),
      given({}, { paired: false }),
      inField("credentialMode", "doorkeeper-missing"),
    ],
    ["when connecting without a doorkeeper", asked(), given({}, { paired: false }), may],
    [
      "on setup, neither offered nor paired",
      asked({ credentialMode: setup }),
      given({ administratorCredentialsAlways: true }, { paired: false }),
      inField("credentialMode", "mode-not-offered", "doorkeeper-missing"),
    ],
    // two weeks
    ["14 days on setup", asked({ credentialMode: setup, span: days(14) }), given(), may],
    ["15 days on setup", asked({ credentialMode: setup, span: days(15) }), given(), inField("span", "two-week-limit")],
    ["15 days when connecting", asked({ span: days(15) }), given(), may],
    [
      "14 dates on setup, today's among them",
      asked({ credentialMode: setup, span: dates("2026-10-20", "2026-11-02") }),
      given(),
      may,
    ],
    [
      "15 dates on setup",
      asked({ credentialMode: setup, span: dates("2026-10-20", "2026-11-03") }),
      given(),
      inField("span", "two-week-limit"),
    ],
    [
      "one date on setup, the 13th day from today",
      asked({ credentialMode: setup, span: dates("2026-11-02", "2026-11-02") }),
      given(),
      may,
    ],
    [
      "one date on setup, the 14th day from today",
      asked({ credentialMode: setup, span: dates("2026-11-03", "2026-11-03") }),
      given(),
      inField("span", "two-week-limit"),
    ],
    [
      "dates on setup long ahead",
      asked({ credentialMode: setup, span: dates("2027-01-01", "2027-01-02"), hours: [on(["mon"], "09:00", "12:00")] }),
      given(),
      inField("span", "two-week-limit"),
    ],
    [
      "dates on setup that began long ago",
      asked({ credentialMode: setup, span: dates("2020-01-01", "2026-11-02") }),
      given(),
      may,
    ],
    [
      "unlimited on setup",
      asked({ credentialMode: setup, span: unlimited }),
      given(),
      inField("span", "two-week-limit"),
    ],
    [
      "unlimited on setup where it isn't allowed, and over a cap",
      asked({ credentialMode: setup, span: unlimited }),
      given({ unlimitedAllowed: false, longestDays: 5 }),
      inField("span", "two-week-limit"),
    ],
    // the cap
    ["as many days as the cap", asked({ span: days(30) }), given({ longestDays: 30 }), may],
    ["a day over the cap", asked({ span: days(31) }), given({ longestDays: 30 }), inField("span", "over-cap")],
    [
      "as many dates as the cap, today's among them",
      asked({ span: dates("2026-10-20", "2026-11-18") }),
      given({ longestDays: 30 }),
      may,
    ],
    [
      "a date over the cap",
      asked({ span: dates("2026-10-20", "2026-11-19") }),
      given({ longestDays: 30 }),
      inField("span", "over-cap"),
    ],
    [
      "a date over the cap that begins later",
      asked({ span: dates("2026-11-19", "2026-11-19") }),
      given({ longestDays: 30 }),
      inField("span", "over-cap"),
    ],
    [
      "today under a cap of one day",
      asked({ span: dates("2026-10-20", "2026-10-20") }),
      given({ longestDays: 1 }),
      may,
    ],
    [
      "tomorrow under a cap of one day",
      asked({ span: dates("2026-10-20", "2026-10-21") }),
      given({ longestDays: 1 }),
      inField("span", "over-cap"),
    ],
    [
      "over both limits",
      asked({ credentialMode: setup, span: days(15) }),
      given({ longestDays: 7 }),
      inField("span", "two-week-limit", "over-cap"),
    ],
    [
      "over the smaller limit",
      asked({ credentialMode: setup, span: days(14) }),
      given({ longestDays: 7 }),
      inField("span", "over-cap"),
    ],
    ["unlimited", asked({ span: unlimited }), given(), may],
    [
      "unlimited where it isn't allowed",
      asked({ span: unlimited }),
      given({ unlimitedAllowed: false }),
      inField("span", "unlimited-not-allowed"),
    ],
    [
      "unlimited where it isn't allowed, and over a cap",
      asked({ span: unlimited }),
      given({ unlimitedAllowed: false, longestDays: 30 }),
      inField("span", "unlimited-not-allowed"),
    ],
    ["unlimited under a cap", asked({ span: unlimited }), given({ longestDays: 30 }), inField("span", "over-cap")],
    ["days where unlimited isn't allowed", asked(), given({ unlimitedAllowed: false }), may],
    // the span
    ["no days", asked({ span: days(0) }), given(), inField("span", "span-malformed")],
    [
      "days that are no number",
      asked({ span: days(Number.NaN) }),
      given({ longestDays: 5 }),
      inField("span", "span-malformed"),
    ],
    [
      "more days than ten years",
      asked({ span: days(3651) }),
      given({ longestDays: 5 }),
      inField("span", "span-malformed"),
    ],
    ["as many days as ten years", asked({ span: days(3650) }), given(), may],
    ["a part of a day", asked({ span: days(0.5) }), given(), inField("span", "span-malformed")],
    [
      "dates in the wrong order",
      asked({ span: dates("2026-10-22", "2026-10-21") }),
      given(),
      inField("span", "span-malformed"),
    ],
    [
      "a date that isn't one",
      asked({ span: dates("2026-02-30", "2026-12-01") }),
      given(),
      inField("span", "span-malformed"),
    ],
    ["no dates at all", asked({ span: dates("", "") }), given(), inField("span", "span-malformed")],
    ["dates ten years ahead", asked({ span: dates("2036-10-20", "2036-10-20") }), given(), may],
    [
      "dates more than ten years ahead",
      asked({ span: dates("2036-10-20", "2036-10-21") }),
      given({ longestDays: 30 }),
      inField("span", "span-malformed"),
    ],
    ["today", asked({ span: dates("2026-10-20", "2026-10-20") }), given(), may],
    ["yesterday", asked({ span: dates("2026-10-19", "2026-10-19") }), given(), inField("span", "span-over")],
    [
      "yesterday, and hours that it didn't have",
      asked({ span: dates("2026-10-19", "2026-10-19"), hours: [on(["sun"], "09:00", "12:00")] }),
      given(),
      inField("span", "span-over"),
    ],
    // hours
    ["hours", asked({ hours: [everyDay("20:00", "06:00")] }), given(), may],
    [
      "hours that open when they close",
      asked({ hours: [everyDay("09:00", "09:00")] }),
      given(),
      inField("hours", "hours-malformed"),
    ],
    [
      "hours without a weekday",
      asked({ hours: [on([], "09:00", "12:00")] }),
      given(),
      inField("hours", "hours-malformed"),
    ],
    [
      "a weekday twice",
      asked({ hours: [on(["mon", "mon"], "09:00", "12:00")] }),
      given(),
      inField("hours", "hours-malformed"),
    ],
    ["a time that isn't one", asked({ hours: [everyDay("9", "12:00")] }), given(), inField("hours", "hours-malformed")],
    [
      "hours on a weekday that the dates don't have",
      asked({ span: dates("2026-10-21", "2026-10-22"), hours: [on(["fri"], "09:00", "12:00")] }),
      given(),
      inField("hours", "never-open"),
    ],
    [
      "hours on a weekday that the dates just have",
      asked({ span: dates("2026-10-21", "2026-10-23"), hours: [on(["fri"], "09:00", "12:00")] }),
      given(),
      may,
    ],
    [
      "hours today that are over",
      asked({ span: dates("2026-10-20", "2026-10-20"), hours: [everyDay("09:00", "14:35")] }),
      given(),
      inField("hours", "never-open"),
    ],
    [
      "hours today that aren't",
      asked({ span: dates("2026-10-20", "2026-10-20"), hours: [everyDay("09:00", "14:36")] }),
      given(),
      may,
    ],
    [
      "hours that are skipped on their only day",
      asked({ span: dates("2027-03-28", "2027-03-28"), hours: [everyDay("02:00", "03:00")] }),
      given(),
      inField("hours", "never-open"),
    ],
    [
      "malformed hours over yesterday",
      asked({ span: dates("2026-10-19", "2026-10-19"), hours: [everyDay("9", "12:00")] }),
      given(),
      [...inField("span", "span-over"), ...inField("hours", "hours-malformed")],
    ],
    // the zone
    ["an unknown zone", asked({ zone: "Europe/Atlantis" }), given(), inField("zone", "zone-unknown")],
    [
      "an unknown zone and dates",
      asked({ zone: "Europe/Atlantis", span: dates("2020-10-21", "2040-10-22") }),
      given({ longestDays: 1 }),
      inField("zone", "zone-unknown"),
    ],
    [
      "an unknown zone and too many days",
      asked({ zone: "Europe/Atlantis", span: days(9) }),
      given({ longestDays: 1 }),
      [...inField("span", "over-cap"), ...inField("zone", "zone-unknown")],
    ],
    ["the local zone", asked({ zone: "local" }), given(), inField("zone", "zone-unknown")],
    [
      "today in another zone",
      asked({ zone: "Pacific/Auckland", span: dates("2026-10-20", "2026-10-20") }),
      given(),
      inField("span", "span-over"),
    ],
    // reason and ticket
    ["a reason where one is required", asked({}, { reason: "Updates" }), given({ reasonRequired: true }), may],
    ["no reason where one is required", asked(), given({ reasonRequired: true }), inField("reason", "reason-missing")],
    [
      "a blank reason where one is required",
      asked({}, { reason: " \n" }),
      given({ reasonRequired: true }),
      inField("reason", "reason-missing"),
    ],
    ["a ticket where one is required", asked({}, { ticket: "4711" }), given({ ticketRequired: true }), may],
    [
      "no ticket where one is required",
      asked({}, { reason: "Updates" }),
      given({ ticketRequired: true }),
      inField("ticket", "ticket-missing"),
    ],
    [
      "a blank ticket where one is required",
      asked({}, { ticket: " " }),
      given({ ticketRequired: true }),
      inField("ticket", "ticket-missing"),
    ],
  ];
  it.each(rows)("%s", (_, wanted, by, reasons) => {
    expect(mayRequest(wanted, by, tuesday)).toEqual(reasons);
  });

  it("hours that never come are told beside other reasons, but not beside those about the span", () => {
    const hours = [on(["fri"], "09:00", "12:00")];
    const wanted = asked({ span: dates("2026-10-21", "2026-10-22"), hours });
    expect(mayRequest(wanted, given({ mayUse: false }), tuesday)).toEqual([
      ...inField("session", "group-not-permitted"),
      ...inField("hours", "never-open"),
    ]);
    expect(mayRequest(wanted, given({ mayUse: false, longestDays: 1 }), tuesday)).toEqual([
      ...inField("session", "group-not-permitted"),
      ...inField("span", "over-cap"),
    ]);
  });

  it.each([
    [
      "at-connection" as const,
      { computerPasswordAlways: true },
      false,
      inField("credentialMode", "doorkeeper-missing"),
    ],
    ["at-connection" as const, { computerPasswordAlways: true }, true, may],
    ["at-connection" as const, { computerPasswordAlways: false }, false, may],
    [setup, { computerPasswordAlways: true }, false, inField("credentialMode", "doorkeeper-missing")],
  ])("%s, %j, paired: %s", (credentialMode, setting, paired, reasons) => {
    expect(mayRequest(asked({ credentialMode, span: days(5) }), given(setting, { paired }), tuesday)).toEqual(reasons);
  });

  it("every reason is given at once", () => {
    const wanted: Asked = {
      terms: { credentialMode: setup, span: days(99), hours: [everyDay("", "")], zone: "" },
      reason: "",
      ticket: "",
    };
    const by = given(
      {
        mayUse: false,
        administratorCredentialsAlways: true,
        longestDays: 3,
        reasonRequired: true,
        ticketRequired: true,
      },
      { paired: false, session: { kind: "mobile", state: "ended" } },
    );
    expect(mayRequest(wanted, by, tuesday)).toEqual([
      ...inField("session", "group-not-permitted", "session-not-active", "mobile-session"),
      ...inField("credentialMode", "mode-not-offered", "doorkeeper-missing"),
      ...inField("span", "two-week-limit", "over-cap"),
      ...inField("hours", "hours-malformed"),
      ...inField("zone", "zone-unknown"),
      ...inField("reason", "reason-missing"),
      ...inField("ticket", "ticket-missing"),
    ]);
  });

  it("the date that Apia skipped has no hours to open in", () => {
    const at = instant("2011-12-20T12:00-10:00");
    const span = dates("2011-12-30", "2011-12-30");
    expect(mayRequest(asked({ span, zone: "Pacific/Apia" }), given(), at)).toEqual(inField("span", "never-open"));
  });

  it("the last instant of a date, and the first of the next", () => {
    const wanted = asked({ span: dates("2026-10-19", "2026-10-20") });
    const midnight = instant("2026-10-21T00:00+02:00");
    expect(mayRequest(wanted, given(), midnight - 1)).toEqual(may);
    expect(mayRequest(wanted, given(), midnight)).toEqual(inField("span", "span-over"));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, tuesday + 0.5])("at %s nothing may be asked for", (at) => {
    for (const span of [days(5), unlimited, dates("2026-10-21", "2026-10-22")])
      expect(mayRequest(asked({ span }), given(), at)).toEqual(inField("span", "span-over"));
  });

  it("a policy that says neither yes nor no permits nothing", () => {
    const torn = {
      policy: { longestDays: null } as unknown as Policy,
      session: { kind: "desktop", state: "active" } as const,
      paired: true,
    };
    expect(mayRequest(asked({ credentialMode: setup }), torn, tuesday)).toEqual([
      ...inField("session", "group-not-permitted"),
      ...inField("credentialMode", "mode-not-offered"),
    ]);
    expect(mayRequest(asked(), { ...torn, paired: false }, tuesday)).toEqual([
      ...inField("session", "group-not-permitted"),
      ...inField("credentialMode", "doorkeeper-missing"),
    ]);
    expect(mayRequest(asked({ span: unlimited }), torn, tuesday)).toEqual([
      ...inField("session", "group-not-permitted"),
      ...inField("span", "unlimited-not-allowed"),
    ]);
  });
});
