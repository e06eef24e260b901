import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { beforeFirst, chainHash, enter } from "../../server/history.ts";
import { main, verifyHistory } from "../../server/verify-history.ts";
import { bounds } from "../../shared/bounds.ts";
import { historyText } from "../../shared/happening.ts";
import { historyEntry } from "../../shared/records.ts";
import { hashOf, sha256 } from "../../shared/statements.ts";
import { approve, introduce, must, requestAccess } from "./people.ts";
import { problemOf } from "./problem-of.ts";
import { openStage, type Stage } from "./stage.ts";

const page = z.object({ items: z.array(historyEntry), next: z.string().optional() });

async function* linesOf(text: string) {
  yield* text.split("\n").slice(0, -1);
}
const verify = (text: string) => verifyHistory(linesOf(text));

async function exported(stage: Stage, chain: string): Promise<string> {
  const headers = { authorization: `Bearer ${stage.admin.token}`, accept: "application/jsonl" };
  const answer = await stage.ground.ask(`/api/history?chain=${chain}`, { headers });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/jsonl"]);
  return answer.text();
}

const said = (items: z.infer<typeof historyEntry>[]) => items.map(({ entry }) => historyText.parse(JSON.parse(entry)));

describe("the history", () => {
  let stage: Stage;
  let chain: string;
  beforeAll(async () => {
    stage = await openStage();
    chain = stage.customer.held.computerId;
  });

  it("tells the customer everything about his computer, in order, and names each statement by its hash", async () => {
    const { customer: him, session, granted, grant, asked, door, ground } = stage;
    const { items } = must(await him.ask("GET", "/api/history"), 200, page);
    const technician = { id: stage.anna.id, name: "Anna Berg" };
    const stored = await ground.store
      .selectFrom("computers")
      .where("id", "=", chain)
      .selectAll()
      .executeTakeFirstOrThrow();
    const told = said(items);
    expect(told.slice(0, 7)).toEqual(
      [
        {
          event: "session-joined",
          session: session.id,
          technician,
          name: "Office PC",
          kind: "desktop",
          join: await hashOf(session.join),
        },
        { event: "session-met", session: session.id, technician, meet: await hashOf(session.meet) },
        { event: "session-active", session: session.id, technician },
        {
          event: "request-asked",
          request: granted.id,
          session: session.id,
          technician,
          statement: await hashOf(granted.signed),
        },
        {
          event: "grant-made",
          grant: grant.id,
          request: granted.id,
          technician,
          statement: await hashOf(grant.signed),
        },
        {
          event: "request-asked",
          request: asked.id,
          session: session.id,
          technician,
          statement: await hashOf(asked.signed),
        },
        {
          event: "computer-paired",
          door: door.keys.key,
          name: "Office PC",
          pairDoor: await hashOf(stored.pairDoor ?? ""),
          paired: await hashOf(stored.paired ?? ""),
        },
      ].map((happened, index) => ({ chain, number: index + 1, at: ground.now(), ...happened })),
    );
    expect(told.slice(7).map(({ event }) => event)).toEqual([
      "session-joined",
      "session-met",
      "session-active",
      "request-asked",
      "grant-made",
    ]);
  });

  it("is chained: each hash is that of the hash before and the very text", async () => {
    const { items } = must(await stage.customer.ask("GET", "/api/history"), 200, page);
    let previous = beforeFirst;
    for (const { entry, hash } of items) {
      expect(hash).toBe(await sha256(previous + entry));
      expect(hash).toBe(chainHash(previous, entry));
      previous = hash;
    }
  });

  it("of the server holds who did what with people, groups and the organisation", async () => {
    const { items } = must(await stage.admin.ask("GET", "/api/history"), 200, page);
    const events = said(items).map(({ event }) => event);
    expect(events.slice(0, 8)).toEqual([
      "first-administrator",
      "signed-in",
      "organisation-renamed",
      "group-made",
      "person-made",
      "signed-in",
      "key-tied",
      "person-made",
    ]);
    expect(events).toContain("session-started");
  });

  it("is read by nobody else", async () => {
    const { anna, stranger, customer: him } = stage;
    problemOf(await anna.ask("GET", `/api/history?chain=${chain}`), "not-allowed");
    problemOf(await stranger.ask("GET", `/api/history?chain=${chain}`), "unknown");
    problemOf(await him.ask("GET", "/api/history?chain=server"), "unknown");
    const { items } = must(await stage.admin.ask("GET", `/api/history?chain=${chain}`), 200, page);
    expect(must(await him.ask("GET", `/api/history?chain=${chain}`), 200, page).items).toEqual(items);
  });

  it("comes in pages, or whole as JSON Lines", async () => {
    const own = await openStage();
    const { store } = own.ground;
    const server = "server";
    const person = { id: own.anna.id, name: "Anna Berg" };
    await store.transaction().execute(async (transaction) => {
      for (let count = 0; count < 2 * bounds.page; count += 1)
        await enter(transaction, server, count, { event: "signed-out", person });
    });
    const numbers: number[] = [];
    for (let after: string | undefined = "0"; after !== undefined; ) {
      const one: z.infer<typeof page> = must(await own.admin.ask("GET", `/api/history?after=${after}`), 200, page);
      numbers.push(...one.items.map(({ number }) => number));
      after = one.next;
    }
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const text = await exported(own, server);
    expect(text.trimEnd().split("\n")).toHaveLength(numbers.length);
    expect(await verify(text)).toMatchObject({ whole: true, entries: numbers.length });
  });

  it("grows with every fact, in the transaction of the fact: a refused call leaves no entry", async () => {
    const own = await openStage();
    const { anna, customer: him, asked } = own;
    const count = async () => (await own.ground.store.selectFrom("history").select("number").execute()).length;
    const before = await count();
    problemOf(await him.ask("POST", `/api/requests/${asked.id}/approve`, { grant: asked.signed }), "bad-signature");
    problemOf(await anna.ask("POST", `/api/requests/${asked.id}/deny`), "not-allowed");
    expect(await count()).toBe(before);
    await anna.ask("POST", `/api/requests/${asked.id}/withdraw`);
    expect(await count()).toBe(before + 1);
  });
});

describe("verifying an export", () => {
  let text: string;
  let lines: string[];
  let directory: string;
  beforeAll(async () => {
    const stage = await openStage();
    const session = await introduce(stage.bea, stage.customer);
    await approve(
      stage.customer,
      await requestAccess(stage.bea, stage.customer, session, undefined, stage.door.keys.key),
    );
    text = (await exported(stage, stage.customer.held.computerId)) + (await exported(stage, "server"));
    lines = text.split("\n").slice(0, -1);
    directory = mkdtempSync(join(tmpdir(), "whileaway-history-"));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const withLine = (index: number, change: (line: string) => string) =>
    `${lines.map((line, at) => (at === index ? change(line) : line)).join("\n")}\n`;

  it("finds it whole, with the head of each chain", async () => {
    const verified = await verify(text);
    expect(verified).toMatchObject({ whole: true, entries: lines.length });
    if (!verified.whole) throw new Error("it isn't");
    expect(verified.heads.size).toBe(2);
    expect([...verified.heads.values()].map(({ hash }) => hash)).toContain(JSON.parse(lines.at(-1) ?? "").hash);
  });

  it.each([
    ["a changed text", (line: string) => line.replace("Anna Berg", "Anna Burg"), 2, "changed"],
    [
      "a changed instant in the row",
      (line: string) => line.replace(/"at":(\d+),"entry"/, '"at":1,"entry"'),
      2,
      "something else",
    ],
    [
      "a changed hash",
      (line: string) => line.replace(/"hash":"(.)/, (_, first) => `"hash":"${first === "A" ? "B" : "A"}`),
      2,
      "changed",
    ],
    ["a line that isn't one", () => "nonsense", 2, "isn't an entry"],
    ["an empty line", () => "", 2, "isn't an entry"],
  ])("finds %s", async (_, change, line, because) => {
    const verified = await verify(withLine(1, change));
    expect(verified).toMatchObject({ whole: false, line, because: expect.stringContaining(because) });
  });

  it("finds an entry that was taken out, put twice, or put elsewhere", async () => {
    const [first = "", second = "", third = "", ...rest] = lines;
    for (const order of [
      [first, third, ...rest],
      [second, third, ...rest],
      [first, first, second, third, ...rest],
      [first, third, second, ...rest],
    ])
      expect(await verify(`${order.join("\n")}\n`)).toMatchObject({ whole: false });
  });

  it("finds a text that was changed together with its hash, at the entry after it", async () => {
    const entry = JSON.parse(lines[0] ?? "");
    entry.entry = entry.entry.replace("Anna Berg", "Anna Burg");
    entry.hash = chainHash(beforeFirst, entry.entry);
    expect(await verify(withLine(0, () => JSON.stringify(entry)))).toMatchObject({ whole: false, line: 2 });
  });

  it("as a command says so and exits 0, says where it is broken and exits 1, or can't and exits 2", async () => {
    const whole = join(directory, "whole.jsonl");
    const broken = join(directory, "broken.jsonl");
    writeFileSync(whole, text);
    writeFileSync(
      broken,
      withLine(2, (line) => line.replace("Anna", "Otto")),
    );
    const run = async (...arguments_: string[]) => {
      const spoken: string[] = [];
      return [await main(arguments_, (line) => spoken.push(line)), spoken.join("\n")] as const;
    };
    expect(await run(whole)).toEqual([0, expect.stringContaining(`${lines.length} entries in 2 chains hold together`)]);
    expect(await run(broken)).toEqual([1, "line 3: its text or an earlier one was changed"]);
    const empty = join(directory, "empty.jsonl");
    writeFileSync(empty, "");
    expect(await run(empty)).toEqual([1, `${empty} holds no entries`]);
    expect((await run(join(directory, "none.jsonl")))[0]).toBe(2);
    expect((await run())[0]).toBe(2);
  });
});
