import { expect, test } from "vitest";
import type { TechnicianSession } from "../../../extension/messages.ts";
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
