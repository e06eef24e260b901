import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessAt, openings, spanOf } from "../../shared/access-window.ts";
import { mayRequest } from "../../shared/may-request.ts";
import { readTerms } from "../../shared/read-terms.ts";
import { type Terms, termsShape, weekdays } from "../../shared/terms.ts";
import { situation } from "./odd-zones.ts";
import { startOfDateOracle } from "./oracle.ts";
import { policy, tuesday } from "./valid.ts";

const slow = { numRuns: Number(process.env.RUNS ?? 60) };
const runs = { numRuns: slow.numRuns * 5 };
const given = { policy: policy(), session: { kind: "desktop", state: "active" } as const, paired: true };
const ask = (terms: Terms) => ({ terms, reason: "", ticket: "" });

/** Anything that the shape of terms lets through. */
const shaped = fc.record({
  credentialMode: fc.constantFrom("at-connection" as const, "at-setup" as const),
  span: fc.oneof(
    fc.record({
      kind: fc.constant("days" as const),
      days: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -1, max: 3652 })),
    }),
    fc.record({
      kind: fc.constant("dates" as const),
      from: fc.oneof(
        fc.string({ maxLength: 10 }),
        fc.constantFrom("2026-10-19", "2026-10-20", "2026-02-30", "0000-00-00"),
      ),
      through: fc.oneof(
        fc.string({ maxLength: 10 }),
        fc.constantFrom("2026-10-20", "2026-11-02", "2036-10-21", "9999-12-31"),
      ),
    }),
    fc.constant({ kind: "unlimited" as const }),
  ),
  hours: fc.array(
    fc.record({
      opens: fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom("00:00", "09:00", "24:00")),
      closes: fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom("00:00", "09:00", "24:00")),
      weekdays: fc.array(fc.constantFrom(...weekdays), { maxLength: 7 }),
    }),
    { maxLength: 3 },
  ),
  zone: fc.oneof(fc.string({ maxLength: 64 }), fc.constantFrom("Europe/Berlin", "local", "+02:00", "Pacific/Apia")),
});

describe("what may be asked for", { timeout: 1_000_000 }, () => {
  it("is what can be read and opens at some time", () => {
    fc.assert(
      fc.property(situation, ({ terms, approvedAt }) => {
        const reasons = mayRequest(ask(terms), given, approvedAt);
        const opens = openings({ terms, approvedAt }, approvedAt, 1).length > 0;
        if (reasons.length === 0) expect(opens).toBe(true);
        else if (!opens) expect(["never-open", "span-over", "two-week-limit"]).toContain(reasons[0]?.code);
        // What opens is refused for its length alone.
        else expect(reasons.map(({ code }) => code)).toEqual(["two-week-limit"]);
      }),
      runs,
    );
  });

  it("on setup is what isn't cut", () => {
    fc.assert(
      fc.property(situation, ({ terms, approvedAt }) => {
        const whole = spanOf({ ...terms, credentialMode: "at-connection" }, approvedAt).until;
        const cut = spanOf({ ...terms, credentialMode: "at-setup" }, approvedAt).until;
        const limited = mayRequest(ask({ ...terms, credentialMode: "at-setup" }), given, approvedAt).some(
          ({ code }) => code === "two-week-limit",
        );
        expect([limited, whole]).toEqual([whole !== cut, limited ? whole : cut]);
      }),
      runs,
    );
  });

  it("under a cap ends before the day after its last date begins", () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 12 }), ({ terms, approvedAt }, longestDays) => {
        fc.pre(terms.span.kind === "dates");
        const capped = { ...given, policy: policy({ longestDays }) };
        const over = mayRequest(ask(terms), capped, approvedAt).some(({ code }) => code === "over-cap");
        const { until } = spanOf({ ...terms, credentialMode: "at-connection" }, approvedAt);
        const today = new Date(approvedAt + 26 * 3_600_000).toISOString().slice(0, 10);
        const dates = Array.from({ length: 4 }, (_, back) =>
          new Date(Date.parse(today) - back * 86_400_000).toISOString().slice(0, 10),
        );
        const first = dates.find((date) => startOfDateOracle(terms.zone, date) <= approvedAt) ?? "";
        const last = new Date(Date.parse(first) + longestDays * 86_400_000).toISOString().slice(0, 10);
        expect(over).toBe((until ?? 0) > startOfDateOracle(terms.zone, last));
      }),
      slow,
    );
  });

  it("is answered for whatever has the shape of terms, and no is told by field", () => {
    fc.assert(
      fc.property(shaped, (terms) => {
        expect(termsShape.safeParse(terms).success).toBe(true);
        const reasons = mayRequest(ask(terms), given, tuesday);
        const readable = readTerms(terms) !== null;
        const malformed = reasons.some(({ code }) => code.endsWith("-malformed") || code === "zone-unknown");
        if (!readable) {
          expect(malformed).toBe(true);
          expect(accessAt({ terms, approvedAt: tuesday }, tuesday)).toMatchObject({
            open: false,
            because: "unreadable",
          });
        }
        expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length);
      }),
      runs,
    );
  });
});
