import { expect, it } from "vitest";
import { isRecent, newsFor } from "../../extension/technician/request-news.ts";
import type { Request, Session } from "../../shared/records.ts";

const origin = "https://console.example";
const device = { kind: "device" as const, value: "17", key: "device:17" };
const session = { id: "s1", origin, reference: "device:17" } as Session;
const request = { id: "r1", sessionId: "s1", state: "pending", askedAt: 10, answeredAt: null, lapsesAt: 90 } as Request;

const news = (sessions: Session[], requests: Request[], references = [device], at = origin) =>
  newsFor(
    { origin: at, references },
    {
      sessions: new Map(sessions.map((one) => [one.id, one])),
      requests: new Map(requests.map((one) => [one.id, one])),
    },
  );

it("a page hears of a request in a session of what it names", () => {
  expect(news([session], [request])).toEqual([{ reference: "device:17", state: "pending", at: 10 }]);
});

it.each<[string, Session, Request, (typeof device)[] | undefined]>([
  ["on another console", { ...session, origin: "https://other.example" }, request, undefined],
  ["of another reference", { ...session, reference: "device:18" }, request, undefined],
  ["of no page", { ...session, reference: null }, request, undefined],
  ["that isn't there any more", { ...session, id: "s2" }, request, undefined],
  [
    "of an address, which names nothing",
    { ...session, reference: "page:h" },
    request,
    [{ kind: "page" as never, value: "/17", key: "page:h" }],
  ],
])("and of none in a session %s", (_, other, one, references) => {
  expect(news([other], [one], references)).toEqual([]);
});

it("the newest request counts, by when it was asked", () => {
  const later: Request = { ...request, id: "r2", state: "denied", askedAt: 20, answeredAt: 30 };
  const expected = [{ reference: "device:17", state: "denied", at: 30 }];
  expect(news([session], [request, later])).toEqual(expected);
  expect(news([session], [later, request])).toEqual(expected);
});

it.each<[Request["state"], number | null, number]>([
  ["pending", null, 10],
  ["approved", 40, 40],
  ["withdrawn", 40, 40],
  ["lapsed", null, 90],
])("%s is dated by when it became so", (state, answeredAt, at) => {
  expect(news([session], [{ ...request, state, answeredAt }])).toMatchObject([{ state, at }]);
});

it("a value that a key can't hold is told as the page named it", () => {
  const odd = { kind: "device" as const, value: "<17>", key: "device:hash" };
  expect(news([{ ...session, reference: odd.key }], [request], [odd])).toMatchObject([{ reference: "device:<17>" }]);
});

it("what is pending is always told to a page that was just loaded, answers for twelve hours", () => {
  const hours = 3_600_000;
  const told = { reference: "device:17", at: 0 };
  expect(isRecent({ ...told, state: "pending" }, 100 * hours)).toBe(true);
  expect(isRecent({ ...told, state: "approved" }, 12 * hours - 1)).toBe(true);
  expect(isRecent({ ...told, state: "approved" }, 12 * hours)).toBe(false);
});
