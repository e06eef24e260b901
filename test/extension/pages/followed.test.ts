import { describe, expect, test } from "vitest";
import type { PageShown } from "../../../extension/messages.ts";
import { follow, patienceFor } from "../../../extension/panel/followed.ts";
import { pageWords, referenceWords, ticketOf } from "../../../extension/panel/page-word.ts";
import { en } from "../../../extension/texts/en.ts";
import { plain } from "../../../extension/texts/words.ts";

const about = (kind: "device" | "ticket" | "page", value: string, more: Partial<PageShown> = {}): PageShown => ({
  by: "description",
  console: null,
  name: null,
  kind: null,
  references: [{ kind, value, key: `${kind}:${value}` }],
  computers: [],
  ...more,
});
const [one, other] = [about("device", "1"), about("device", "2")];

describe("the panel goes along with the page", () => {
  test("as long as nobody works in it", () => expect(follow(one, other, false)).toBe(other));
  test("and stays while somebody does", () => expect(follow(one, other, true)).toBe(one));
  test("the first word is taken at any rate", () => expect(follow(null, one, true)).toBe(one));
  test("more about the same thing is taken at any rate", () => {
    const met = about("device", "1", { name: "vm", computers: ["a"] });
    expect(follow(one, met, true)).toBe(met);
  });
  test("of a page that names only its address and a name, the name is the thing", () => {
    const named = about("page", "/", { name: "vm" });
    expect(follow(about("page", "/"), named, true)).not.toBe(named);
  });
});

test("a page that keeps changing has to stand still ever longer, and not for ever", () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(patienceFor)).toEqual([0, 300, 600, 1_200, 2_000, 2_000, 2_000]);
});

describe("what the page says, in a few words", () => {
  const node = "node//8GQ$vZ0oYy2X1yRj0l7bVxkqj";
  test.each<[PageShown, string | null]>([
    [about("device", "17", { name: "vm" }), "vm · device 17"],
    [about("device", node, { name: "vm" }), "vm · device"],
    [about("ticket", "4711"), "ticket 4711"],
    [about("page", "/desk", { name: "Bela Holt" }), "Bela Holt"],
    [about("page", "/desk"), null],
  ])("%#", (page, said) => {
    const words = pageWords(page, en);
    expect(words && plain(words)).toBe(said);
  });

  test("a value that nobody reads is called by its name", () => {
    const [reference] = about("device", node).references;
    expect(reference && plain(referenceWords(reference, en, "vm"))).toBe("device vm");
    expect(reference && plain(referenceWords(reference, en))).toBe("device");
  });
});

describe("the ticket that a page names", () => {
  test.each([
    [about("ticket", "4711"), "4711"],
    [about("ticket", "47\u202e11"), null],
    [about("ticket", "4".repeat(201)), null],
    [about("device", "4711"), null],
    [null, null],
  ])("%# is proposed where a request can carry it", (page, ticket) => expect(ticketOf(page)).toBe(ticket));
});
