import { expect, it, vi } from "vitest";
import type { Snapshot } from "../../extension/background/snapshot.ts";
import { createKnownComputers } from "../../extension/technician/known-computers.ts";
import type { Session } from "../../shared/records.ts";

const origin = "https://console.example";
const session = (id: string, createdAt: number, changes: Partial<Session> = {}): Session =>
  ({ origin, reference: "device:17", computer: { id }, createdAt, ...changes }) as Session;

function known(answer: () => Promise<Session[] | null>) {
  const clock = { at: 0 };
  const asked = vi.fn(answer);
  const changed = vi.fn();
  const { of } = createKnownComputers({ ask: asked, now: () => clock.at, changed });
  const snapshot = (...sessions: Session[]) => {
    const me = { role: "technician", id: "anna" };
    return { me, sessions: new Map(sessions.map((one, index) => [String(index), one])) } as unknown as Snapshot;
  };
  return { clock, asked, changed, snapshot, of: (at: Snapshot | null) => of(origin, ["device:17"], at) };
}
const nothing = async (): Promise<Session[]> => [];

it("the computer met last comes first, each of them once", async () => {
  const { of, snapshot, changed } = known(async () => [session("old", 1), session("new", 5)]);
  of(snapshot());
  await vi.waitUntil(() => changed.mock.calls.length === 1);
  expect(of(snapshot(session("now", 9), session("old", 7)))).toEqual(["now", "old", "new"]);
});

it.each([
  ["of another console", { origin: "https://other.example" }],
  ["of another reference", { reference: "device:18" }],
  ["of no page", { reference: null }],
  ["that nobody joined", { computer: null }],
])("a session %s counts for nothing", (_, changes) => {
  const { of, snapshot } = known(nothing);
  expect(of(snapshot(session("office", 1, changes)))).toEqual([]);
});

it("while nobody is signed in nobody is asked", () => {
  const { of, asked } = known(nothing);
  expect(of(null)).toEqual([]);
  expect(asked).not.toHaveBeenCalled();
});

it.each([
  ["an answer serves five minutes", nothing, 5 * 60_000],
  ["where there was none, it is asked again after half a minute", async () => null, 30_000],
])("%s", async (_, answer, serves) => {
  const { of, snapshot, asked, clock } = known(answer);
  of(snapshot());
  await Promise.all(asked.mock.results.map(({ value }) => value));
  clock.at = serves - 1;
  of(snapshot());
  expect(asked).toHaveBeenCalledTimes(1);
  clock.at = serves;
  of(snapshot());
  expect(asked).toHaveBeenCalledTimes(2);
});

it("a page whose share of questions is used up has another one after a while", () => {
  const clock = { at: 0 };
  const asked = vi.fn(nothing);
  const { of } = createKnownComputers({ ask: asked, now: () => clock.at, changed() {} });
  const snapshot = { me: { role: "technician", id: "anna" }, sessions: new Map() } as unknown as Snapshot;
  const ask = (count: number) =>
    of(
      origin,
      Array.from({ length: count }, (_, n) => `device:${clock.at}-${n}`),
      snapshot,
    );
  ask(30);
  expect(asked).toHaveBeenCalledTimes(20);
  clock.at = 6_000 - 1;
  ask(30);
  expect(asked).toHaveBeenCalledTimes(20);
  clock.at = 6_000;
  ask(30);
  expect(asked).toHaveBeenCalledTimes(21);
  of("https://other.example", ["device:1"], snapshot);
  expect(asked).toHaveBeenCalledTimes(22);
});
