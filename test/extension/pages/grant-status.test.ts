import { describe, expect, test } from "vitest";
import { isOver, type ShownGrant, statusOf } from "../../../extension/page/grant-status.tsx";
import { readerOf } from "../../../extension/page/reader.tsx";
import { nightly } from "./preview/scenes.ts";

const hour = 3_600_000;
/** A Tuesday, 14:35 in Berlin. */
const at = Date.parse("2026-10-20T12:35:00Z");
const english = readerOf("en-GB", "Europe/Berlin", () => at);
const german = readerOf("de-DE", "Europe/Berlin", () => at);
const grant: ShownGrant = {
  terms: nightly,
  approvedAt: at,
  pausedAt: null,
  revokedAt: null,
  revokedBy: null,
};
const words = (
  changes: Partial<ShownGrant>,
  now = at,
  reader = english,
  to: "customer" | "technician" = "customer",
) => {
  const { lamp, words: said } = statusOf({ ...grant, ...changes }, reader, now, to);
  return `${lamp}: ${said.replaceAll("\u00a0", " ")}`;
};
const always = { terms: { ...nightly, span: { kind: "unlimited" as const }, hours: [] } };
const later = { ...nightly, span: { kind: "dates" as const, from: "2026-10-26", through: "2026-10-30" } };

describe("a grant, as its status line says it", () => {
  test.each<[string, string, string]>([
    ["closed until tonight", words({}), "closed: Closed, opens today 20:00"],
    ["open tonight", words({}, at + 6 * hour), "open: Open until Wed 06:00"],
    ["open with no end", words(always), "open: Open, with no end date"],
    ["not begun", words({ terms: later }), "closed: Opens Mon 26 October, 00:00"],
    ["paused", words({ pausedAt: at - 20 * hour }), "paused: Paused by you, 19 October, 18:35"],
    [
      "paused at the computer itself",
      words({ pausedAt: at - 20 * hour, pausedBy: "computer" }),
      "paused: Paused at the computer, 19 October, 18:35",
    ],
    ["paused by a clock that is ahead", words({ pausedAt: at + hour }), "paused: Paused by you, today 15:35"],
    ["over", words({}, at + 6 * 24 * hour), "over: Over since 25 October, 14:35"],
    [
      "unreadable",
      words({ terms: { ...nightly, zone: "Mars/Base" } }),
      "over: These terms can't be read. Access stays closed.",
    ],
    [
      "revoked by the customer himself",
      words({ revokedAt: at, revokedBy: "customer" }),
      "over: Revoked by you, today 14:35",
    ],
    [
      "revoked by somebody else",
      words({ revokedAt: at, revokedBy: "administrator" }),
      "over: Revoked by the administrator, today 14:35",
    ],
  ])("%s", (_, said, expected) => expect(said).toBe(expected));
});

test("the technician reads how long it stays open, and whose doing it was", () => {
  expect(words({}, at + 6 * hour, english, "technician")).toBe("open: Open until Wed 06:00, 9 h 25 min left");
  expect(words({ pausedAt: at }, at, english, "technician")).toBe("paused: Paused by the customer, today 14:35");
  const revoked = { revokedAt: at, revokedBy: "technician" as const };
  expect(words(revoked, at, english, "technician")).toBe("over: Revoked by you, today 14:35");
});

test("in German", () => {
  expect(words({}, at, german)).toBe("closed: Geschlossen, offen ab heute 20:00 Uhr");
  expect(words({}, at + 6 * hour, german)).toBe("open: Offen bis Mi 06:00 Uhr");
});

test("revoked and expired grants are over, paused and closed ones aren't", () => {
  expect(isOver({ ...grant, revokedAt: at }, at)).toBe(true);
  expect(isOver(grant, at + 6 * 24 * hour)).toBe(true);
  expect(isOver({ ...grant, pausedAt: at }, at)).toBe(false);
  expect(isOver(grant, at)).toBe(false);
});
