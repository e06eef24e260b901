import { describe, expect, test } from "vitest";
import type { LastTerms } from "../../../extension/messages.ts";
import { freshDraft, termsOf } from "../../../extension/panel/draft.ts";
import { filledAsLast, offerAsLast } from "../../../extension/panel/last-terms.ts";
import { mayRequest } from "../../../shared/may-request.ts";
import type { Policy } from "../../../shared/policy.ts";
import type { Terms } from "../../../shared/terms.ts";
import { policy } from "../../shared/valid.ts";

const zones = { customer: "Europe/Berlin", local: "America/New_York" };
/** In Berlin the 21st, in New York still the 20th. */
const at = Date.parse("2026-10-20T22:30:00Z");
const nights: Terms = {
  credentialMode: "at-connection",
  span: { kind: "days", days: 7 },
  hours: [{ opens: "20:00", closes: "06:00", weekdays: ["mon", "fri"] }],
  // Another customer's: it isn't taken over.
  zone: "Asia/Kathmandu",
};
const last = (terms: Partial<Terms>, clock: LastTerms["clock"] = "customer"): LastTerms => ({
  terms: { ...nights, ...terms },
  clock,
});
const dates = (from: string, through: string): Partial<Terms> => ({ span: { kind: "dates", from, through } });
const asked = (given: LastTerms): Terms =>
  termsOf({ ...freshDraft(zones.customer, at), ...filledAsLast(given, zones, at) }, zones);

test("everything is filled in, in the clock of the same person", () => {
  expect(asked(last({ credentialMode: "at-setup" }))).toEqual({
    ...nights,
    credentialMode: "at-setup",
    zone: zones.customer,
  });
  expect(asked(last({ span: { kind: "unlimited" }, hours: [] }, "local"))).toEqual({
    ...{ credentialMode: "at-connection", span: { kind: "unlimited" }, hours: [] },
    zone: zones.local,
  });
});

test("neither reason nor ticket is filled in", () => {
  expect(Object.keys(filledAsLast(last({}), zones, at))).not.toContain("ticket");
  expect(Object.keys(filledAsLast(last({}), zones, at))).not.toContain("reason");
});

describe("dates", () => {
  test.each<[string, LastTerms, Terms["span"]]>([
    [
      "that are to come stay",
      last(dates("2026-10-25", "2026-10-30")),
      { kind: "dates", from: "2026-10-25", through: "2026-10-30" },
    ],
    [
      "that have begun begin today",
      last(dates("2026-10-01", "2026-10-30")),
      { kind: "dates", from: "2026-10-21", through: "2026-10-30" },
    ],
    [
      "whose last one is today stay",
      last(dates("2026-10-01", "2026-10-21")),
      { kind: "dates", from: "2026-10-21", through: "2026-10-21" },
    ],
    ["that are over make one day", last(dates("2026-10-01", "2026-10-20")), { kind: "days", days: 1 }],
    [
      "aren't over yet in the clock that reads them",
      last(dates("2026-10-01", "2026-10-20"), "local"),
      { kind: "dates", from: "2026-10-20", through: "2026-10-20" },
    ],
  ])("%s", (_, given, span) => expect(asked(given).span).toEqual(span));
});

describe("the offer", () => {
  const offer = (given: LastTerms, changes: Partial<Policy> = {}, paired = true) =>
    offerAsLast(given, zones, at, (terms) =>
      mayRequest(
        { terms, reason: "", ticket: "" },
        { policy: policy(changes), session: { kind: "desktop", state: "active" }, paired },
        at,
      ),
    );
  test("holds the very terms that come of it", () => {
    const given = last({});
    expect(offer(given)?.terms).toEqual(asked(given));
  });
  test("stands where only a reason or a ticket is still to be typed", () => {
    expect(offer(last({}), { reasonRequired: true, ticketRequired: true })).not.toBeNull();
  });
  test.each<[string, LastTerms, Partial<Policy>, boolean]>([
    ["the form holds just that already", last({ span: { kind: "days", days: 1 }, hours: [] }), {}, true],
    ["nothing is left of it but over dates", last({ ...dates("2026-01-01", "2026-01-02"), hours: [] }), {}, true],
    ["it is longer than may be asked for now", last({}), { longestDays: 6 }, true],
    ["unlimited isn't allowed any more", last({ span: { kind: "unlimited" } }), { unlimitedAllowed: false }, true],
    [
      "its mode isn't offered any more",
      last({ credentialMode: "at-setup" }),
      { administratorCredentialsAlways: true },
      true,
    ],
    ["this computer has no doorkeeper for its mode", last({ credentialMode: "at-setup" }), {}, false],
    ["nothing may be asked for at all", last({}), { mayUse: false }, true],
  ])("isn't made where %s", (_, given, changes, paired) => expect(offer(given, changes, paired)).toBeNull());
});
