import { describe, expect, test } from "vitest";
import type { TechnicianGrant } from "../../../extension/messages.ts";
import { folded, holds, listComputers } from "../../../extension/panel/listed-computers.ts";
import type { Terms } from "../../../shared/terms.ts";
import { nightly, now, scenes } from "./preview/scenes.ts";

const { grants = [], computers = [] } = scenes["panel-connect"].technician ?? {};
const [example] = grants;
const [paired] = computers;
if (example === undefined || paired === undefined) throw new Error("no grant in the scene");

const always: Terms = { ...nightly, hours: [] };
const tomorrow: Terms = { ...nightly, hours: [{ opens: "09:00", closes: "10:00", weekdays: ["wed"] }] };
const computer = (name: string) => ({ ...paired, id: name, name });
const grant = (name: string, terms: Terms, more: Partial<TechnicianGrant> = {}): TechnicianGrant => ({
  ...example,
  id: `${name} ${JSON.stringify(terms.hours)}`,
  computer: { ...example.computer, id: name, name },
  terms,
  ...more,
});
const list = (...given: TechnicianGrant[]) =>
  listComputers(
    { grants: given, computers: [...new Set(given.map((one) => one.computer.name))].map(computer) },
    now,
    "en",
  );
const names = (...given: TechnicianGrant[]): string[] => list(...given).map(({ name }) => name);

test("open now comes first, then the next opening, then the name", () => {
  expect(
    names(
      grant("paused", always, { pausedAt: now - 1 }),
      grant("tomorrow", tomorrow),
      grant("night B", nightly),
      grant("PC 10", always),
      grant("night a", nightly),
      grant("PC 9", always),
    ),
  ).toEqual(["PC 9", "PC 10", "night a", "night B", "tomorrow", "paused"]);
});

test("a computer stands once, under the grant by which it can be visited soonest", () => {
  const listed = list(grant("PC", tomorrow), grant("PC", always), grant("PC", nightly));
  expect(listed.map(({ grant: { terms }, opens }) => [terms, opens])).toEqual([[always, "now"]]);
});

test.each<[string, Partial<TechnicianGrant>]>([
  ["asked from another browser", { mine: false }],
  ["that doesn't hold", { held: false }],
  ["given before a doorkeeper was there", { door: null }],
  ["given to another doorkeeper", { door: "another" }],
])("a grant %s opens nothing from here, and stands last", (_, more) => {
  const listed = list(grant("A", always, more), grant("B", tomorrow));
  expect(listed.map(({ name, opens }) => [name, opens === null])).toEqual([
    ["B", false],
    ["A", true],
  ]);
});

test("what is over isn't listed", () => {
  expect(names(grant("revoked", always, { revokedAt: now }), grant("PC", always))).toEqual(["PC"]);
  expect(
    names(grant("expired", { ...always, span: { kind: "days", days: 1 } }, { approvedAt: now - 90_000_000 })),
  ).toEqual([]);
});

test("a computer that was renamed has its new name, and one that the server doesn't list the grant's", () => {
  const given = grant("old", always);
  expect(listComputers({ grants: [given], computers: [{ ...computer("old"), name: "new" }] }, now, "en")[0]?.name).toBe(
    "new",
  );
  expect(listComputers({ grants: [given], computers: [] }, now, "en")[0]).toMatchObject({
    name: "old",
    computer: null,
  });
});

describe("searching", () => {
  test.each([
    ["Büro-PC", "buro", true],
    ["Büro-PC", "BÜRO", true],
    ["Office PC 17", "17 off", true],
    ["Office PC 17", "  ", true],
    ["Office PC 17", "off 18", false],
    ["ﬁlter", "fil", true],
  ])("%s holds %j: %s", (name, typed, is) => expect(holds(folded(name), typed)).toBe(is));
});

test("a thousand computers are listed in the time that a key takes", () => {
  const many = Array.from({ length: 1_000 }, (_, index) => grant(`PC ${index}`, index % 2 ? nightly : always));
  const given = { grants: many, computers: many.map(({ computer: { name } }) => computer(name)) };
  const from = process.cpuUsage();
  expect(listComputers(given, now, "en")).toHaveLength(1_000);
  expect(process.cpuUsage(from).user).toBeLessThan(1_000_000);
});
