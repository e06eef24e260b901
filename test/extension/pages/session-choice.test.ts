import { describe, expect, test } from "vitest";
import type { PageShown, TechnicianSession } from "../../../extension/messages.ts";
import { chooseSession } from "../../../extension/panel/session-choice.ts";
import { scenes } from "./preview/scenes.ts";

const here = "https://console.contoso.example";
const [example] = scenes["panel-form"].technician?.sessions ?? [];
if (example === undefined) throw new Error("no session in the scene");
const session = (id: string, changes: Partial<TechnicianSession> = {}): TechnicianSession => ({
  ...example,
  id,
  createdAt: 0,
  ...changes,
});
const elsewhere = { origin: "https://desk.contoso.example" };
const ids = ({ shown, others }: ReturnType<typeof chooseSession>) => [shown?.id ?? null, others.map(({ id }) => id)];

test("without sessions nothing is shown", () => {
  expect(ids(chooseSession({ sessions: [], console: here, page: null }, null))).toEqual([null, []]);
});

test("the newest open session of this console comes first, then the others, this console's before", () => {
  const sessions = [
    session("old", { createdAt: 1 }),
    session("foreign", { ...elsewhere, createdAt: 9 }),
    session("new", { createdAt: 5, state: "waiting" }),
  ];
  expect(ids(chooseSession({ sessions, console: here, page: null }, null))).toEqual(["new", ["old", "foreign"]]);
});

test("a session of another console is listed, and shown only when it is chosen", () => {
  const sessions = [session("foreign", elsewhere)];
  expect(ids(chooseSession({ sessions, console: here, page: null }, null))).toEqual([null, ["foreign"]]);
  expect(ids(chooseSession({ sessions, console: here, page: null }, "foreign"))).toEqual(["foreign", []]);
});

test("a chosen session that has ended gives way", () => {
  const sessions = [session("ended", { state: "ended", createdAt: 9 }), session("open", { createdAt: 1 })];
  expect(ids(chooseSession({ sessions, console: here, page: null }, "ended"))).toEqual(["open", []]);
});

test("an introduction that failed stays until another session is started", () => {
  const failed = session("failed", {
    state: "ended",
    createdAt: 5,
    introduction: { step: "failed", because: "number-differs" },
  });
  expect(ids(chooseSession({ sessions: [failed], console: here, page: null }, null))).toEqual(["failed", []]);
  const later = session("later", { createdAt: 6 });
  expect(ids(chooseSession({ sessions: [failed, later], console: here, page: null }, null))).toEqual(["later", []]);
  const laterEnded = session("later", { createdAt: 6, state: "ended" });
  expect(ids(chooseSession({ sessions: [failed, laterEnded], console: here, page: null }, null))).toEqual([null, []]);
});

describe("where the page names what it is about", () => {
  const page = (...keys: string[]): PageShown => ({
    by: "contract",
    console: null,
    name: "vm",
    kind: null,
    references: keys.map((key) => ({ kind: key.startsWith("page:") ? "page" : "device", value: key, key })),
    computers: [],
  });
  const seventeen = page("device:17");
  const other = { ...example, computer: example.computer && { ...example.computer, id: "other" } };
  const known = { ...seventeen, computers: ["other"] };
  const ofSeventeen = session("of 17", { reference: "device:17", createdAt: 1 });
  const ofNine = session("of 9", { reference: "device:9", createdAt: 5 });
  const ofNone = session("of none", { createdAt: 3 });
  const foreign = session("foreign", { ...elsewhere, reference: "device:17", createdAt: 9 });

  test.each<[string, PageShown, TechnicianSession[], [string | null, string[]]]>([
    [
      "its own session comes before newer ones",
      seventeen,
      [ofNine, ofSeventeen, ofNone],
      ["of 17", ["of 9", "of none"]],
    ],
    ["of several references any will do", page("ticket:1", "device:17"), [ofNine, ofSeventeen], ["of 17", ["of 9"]]],
    ["the same reference at another console is another thing", seventeen, [foreign], [null, ["foreign"]]],
    ["a session of another page is listed, not shown", seventeen, [ofNine], [null, ["of 9"]]],
    ["one that belongs to no page is shown", seventeen, [ofNine, ofNone], ["of none", ["of 9"]]],
    ["but not before computers that are known here", known, [ofNone], [null, ["of none"]]],
    [
      "unless it is with one of them",
      known,
      [ofNone, session("with it", { computer: other.computer })],
      ["with it", ["of none"]],
    ],
    [
      "which come first on a page that names only itself, too",
      { ...page("page:abc"), computers: ["other"] },
      [ofNine],
      [null, ["of 9"]],
    ],
    ["which don't come before its own session", known, [ofSeventeen, ofNone], ["of 17", ["of none"]]],
    [
      "a page that names only itself shows the newest, as any",
      page("page:abc"),
      [ofNine, ofNone],
      ["of 9", ["of none"]],
    ],
    [
      "unless a session was started on that very page",
      page("page:abc"),
      [ofNine, session("of abc", { reference: "page:abc" })],
      ["of abc", ["of 9"]],
    ],
  ])("%s", (_, about, sessions, shown) => {
    expect(ids(chooseSession({ sessions, console: here, page: about }, null))).toEqual(shown);
  });

  test("what was chosen stays, whatever the page names", () => {
    expect(ids(chooseSession({ sessions: [ofNine, ofSeventeen], console: here, page: seventeen }, "of 9"))).toEqual([
      "of 9",
      ["of 17"],
    ]);
  });

  test("what failed or lapsed on another page isn't said here", () => {
    const over = {
      ...ofNine,
      state: "ended" as const,
      introduction: { step: "failed" as const, because: "altered" as const },
    };
    const { shown, last } = chooseSession({ sessions: [over], console: here, page: seventeen }, null);
    expect([shown, last]).toEqual([null, null]);
  });
});
