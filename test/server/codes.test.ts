import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCodes } from "../../server/codes.ts";
import { bounds } from "../../shared/bounds.ts";
import { openGround } from "./ground.ts";
import { call, cast, customer } from "./people.ts";
import { problemOf } from "./problem-of.ts";

async function waiting() {
  const ground = await openGround();
  const people = await cast(ground);
  const { session, code } = await people.anna.startSession();
  const others = Array.from({ length: 1_000_000 }, (_, number) => String(number).padStart(6, "0")).filter(
    (one) => one !== code,
  );
  const find = (code: string, address?: string) =>
    call(ground, "POST", "/api/sessions/find", { body: { code }, ...(address === undefined ? {} : { address }) });
  return { ground, ...people, session, code, others, find };
}

describe("guessing session codes", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  it("is over after ten wrong ones from an address, for ten minutes, and for nobody else", async () => {
    const { code, others, find, session } = await waiting();
    for (const wrong of others.slice(0, 10)) problemOf(await find(wrong), "code-wrong");
    const refused = await find(code);
    problemOf(refused, "too-many");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(590);
    expect(await find(code, "192.0.2.77")).toMatchObject({ status: 200, body: { session: session.id } });
    vi.setSystemTime(Date.now() + 600_001);
    expect((await find(code)).status).toBe(200);
  });

  it("counts who names a zone that isn't, too: none is looked up for nothing", async () => {
    const { ground, others, session, find } = await waiting();
    const him = await customer(ground);
    for (const wrong of others.slice(0, 10))
      await expect(him.join(session.id, wrong, { zone: "Europe/Nowhere" })).rejects.toThrow("zone-unknown");
    await expect(him.join(session.id, others[10] ?? "", { zone: "Europe/Nowhere" })).rejects.toThrow("too-many");
    problemOf(await find(others[11] ?? ""), "too-many");
  });

  it("counts finding and joining together", async () => {
    const { ground, others, find, session } = await waiting();
    for (const wrong of others.slice(0, 5)) await find(wrong);
    const him = await customer(ground);
    for (const wrong of others.slice(5, 10)) await expect(him.join(session.id, wrong)).rejects.toThrow("code-wrong");
    await expect(him.join(session.id, others[10] ?? "")).rejects.toThrow("too-many");
    problemOf(await find(others[11] ?? ""), "too-many");
  });

  it("many at once is many", async () => {
    const { others, find } = await waiting();
    const statuses = (await Promise.all(others.slice(0, 50).map((wrong) => find(wrong)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 404)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
  });

  it("counts a household of IPv6 addresses as one, and its neighbour as another", async () => {
    const { others, find } = await waiting();
    for (const [count, wrong] of others.slice(0, 10).entries()) await find(wrong, `2001:db8:1:2::${count + 1}`);
    problemOf(await find(others[10] ?? "", "2001:db8:1:2:ffff::1"), "too-many");
    problemOf(await find(others[10] ?? "", "2001:db8:1:3::1"), "code-wrong");
  });

  it("doesn't count who knows the code", async () => {
    const { code, find } = await waiting();
    for (let count = 0; count < 15; count += 1) expect((await find(code)).status).toBe(200);
  });

  it("by a thousand addresses makes new codes longer, and locks nobody out", async () => {
    const { anna, code, others, find } = await waiting();
    for (let count = 0; count < bounds.wrongCodesOfAll; count += 1)
      await find(others[count] ?? "", `203.0.${count >> 8}.${count & 255}`);
    expect((await anna.startSession()).code).toMatch(/^\d{6}$/);
    await find(others[0] ?? "", "192.0.2.78");
    const longer = await anna.startSession();
    expect(longer.code).toMatch(/^\d{8}$/);
    expect((await find(code, "192.0.2.77")).status).toBe(200);
    expect((await find(longer.code, "192.0.2.77")).status).toBe(200);
  });

  it("long ago doesn't count", () => {
    const codes = createCodes(new Uint8Array(32));
    for (let count = 0; count <= bounds.wrongCodesOfAll; count += 1) codes.wrong(1_000);
    expect(codes.fresh(1_000 + bounds.codeLives - 1)).toMatch(/^\d{8}$/);
    expect(codes.fresh(1_000 + bounds.codeLives)).toMatch(/^\d{6}$/);
  });
});

describe("a session code", () => {
  it("is kept under a key that isn't in the store", async () => {
    const { ground, code } = await waiting();
    const [row] = await ground.store.selectFrom("sessions").select("codeHash").execute();
    expect(row?.codeHash).toBe(createCodes(new Uint8Array(32).fill(7)).hash(code));
    expect(row?.codeHash).not.toBe(createCodes(new Uint8Array(32).fill(8)).hash(code));
  });

  it("is given to one session at a time", async () => {
    const ground = await openGround();
    const { anna } = await cast(ground);
    const codes = new Set<string>();
    for (let count = 0; count < bounds.openSessions; count += 1) codes.add((await anna.startSession()).code);
    expect(codes.size).toBe(bounds.openSessions);
  });

  it.each(["", "12345", "1234567", "123456789", "12345a", " 123456", "１２３４５６", "123456\n"])(
    "isn't %j",
    async (code) => {
      const { find } = await waiting();
      problemOf(await find(code), "malformed");
    },
  );
});
