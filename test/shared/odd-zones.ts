import * as fc from "fast-check";
import { type Terms, type Weekday, weekdays } from "../../shared/terms.ts";

const minute = 60_000;
const hour = 60 * minute;
export const day = 24 * hour;

/** Zones with odd offsets or odd changes of the clock, and the instants of some changes. */
export const changes: [zone: string, at: string][] = [
  ["Europe/Berlin", "2027-03-28T01:00:00Z"],
  ["Europe/Berlin", "2026-10-25T01:00:00Z"],
  ["America/New_York", "2027-03-14T07:00:00Z"],
  ["America/New_York", "2026-11-01T06:00:00Z"],
  // midnight skipped
  ["America/Santiago", "2026-09-06T04:00:00Z"],
  ["Africa/Cairo", "2026-04-23T22:00:00Z"],
  ["Asia/Beirut", "2027-03-27T22:00:00Z"],
  // midnight twice, or the hour before it
  ["Atlantic/Azores", "2026-10-25T01:00:00Z"],
  ["America/Havana", "2026-11-01T05:00:00Z"],
  ["America/Santiago", "2027-04-04T03:00:00Z"],
  // half an hour; three quarters of an hour beside the full one
  ["Australia/Lord_Howe", "2026-10-03T15:30:00Z"],
  ["Australia/Lord_Howe", "2027-04-03T15:00:00Z"],
  ["Pacific/Chatham", "2026-09-26T14:00:00Z"],
  ["Pacific/Chatham", "2027-04-03T14:00:00Z"],
  ["Asia/Kathmandu", "1985-12-31T18:30:00Z"],
  ["America/St_Johns", "2027-03-14T05:30:00Z"],
  ["America/St_Johns", "2011-03-13T03:31:00Z"],
  // a whole day skipped
  ["Pacific/Apia", "2011-12-30T10:00:00Z"],
  ["Pacific/Kwajalein", "1993-08-21T12:00:00Z"],
  ["Africa/Casablanca", "2027-02-07T02:00:00Z"],
  ["Asia/Gaza", "2026-10-23T23:00:00Z"],
  ["Asia/Kolkata", "2026-10-25T00:00:00Z"],
  ["UTC", "2026-10-25T00:00:00Z"],
];

const around = (value: number, reach: number) =>
  fc.oneof(
    fc.constantFrom(-1, 0, 1).map((difference) => value + difference),
    fc.integer({ min: -reach, max: reach }).map((difference) => value + difference),
    fc.integer({ min: -Math.floor(reach / minute), max: Math.floor(reach / minute) }).map((n) => value + n * minute),
  );

const times = fc.oneof(
  fc.constantFrom("00:00", "00:01", "00:30", "01:00", "01:59", "02:00", "02:30", "02:59", "03:00", "12:00", "23:59"),
  fc
    .integer({ min: 0, max: 1439 })
    .map((n) => `${String(Math.floor(n / 60)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}`),
);

const hours = fc
  .record({
    opens: times,
    closes: fc.oneof({ weight: 4, arbitrary: times }, { weight: 1, arbitrary: fc.constant("24:00") }),
    weekdays: fc.oneof(
      fc.constant<Weekday[]>([...weekdays]),
      fc.subarray<Weekday>([...weekdays], { minLength: 1 }),
      fc.constantFrom<Weekday>("sat", "sun", "mon").map((weekday) => [weekday]),
    ),
  })
  .filter(({ opens, closes }) => opens !== closes);

/** A zone, a change of its clock, an approval and terms near it, and instants worth asking about. */
export const situation = fc.constantFrom(...changes).chain(([zone, text]) => {
  const change = Date.parse(text);
  const date = (offset: number) => new Date(change + offset * day).toISOString().slice(0, 10);
  const span: fc.Arbitrary<Terms["span"]> = fc.oneof(
    fc.integer({ min: 1, max: 20 }).map((days) => ({ kind: "days" as const, days })),
    fc
      .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 6 }))
      .map(([from, length]) => ({ kind: "dates" as const, from: date(from), through: date(from + length) })),
    fc.constant({ kind: "unlimited" as const }),
  );
  return fc.record({
    zone: fc.constant(zone),
    change: fc.constant(change),
    terms: fc.record({
      credentialMode: fc.constantFrom("at-connection" as const, "at-setup" as const),
      span,
      hours: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 5, arbitrary: fc.array(hours, { minLength: 1, maxLength: 4 }) },
      ),
      zone: fc.constant(zone),
    }),
    approvedAt: fc.oneof(
      around(change - 5 * day, 6 * day),
      fc.integer({ min: 1, max: 14 }).chain((days) => around(change - days * day, 2 * hour)),
    ),
    at: fc.array(fc.oneof(around(change, 3 * hour), around(change, 20 * day)), { minLength: 4, maxLength: 12 }),
  });
});
