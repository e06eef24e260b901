import { describe, expect, it } from "vitest";
import { z } from "zod";
import { freshId } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { request, session } from "../../shared/records.ts";
import { say } from "../../shared/statements.ts";
import { openGround } from "./ground.ts";
import { approve, call, cast, customer, introduce, must, requestAccess } from "./people.ts";
import { problemOf } from "./problem-of.ts";

const minute = 60_000;
const hour = 60 * minute;
const list = z.object({ items: z.array(session), next: z.string().optional() });

async function begin() {
  const ground = await openGround();
  const people = await cast(ground);
  const { session: begun, code } = await people.anna.startSession();
  const read = async () => {
    const { items } = must(await people.anna.ask("GET", "/api/sessions"), 200, list);
    const found = items.find(({ id }) => id === begun.id);
    if (found === undefined) throw new Error("the session is gone");
    return found;
  };
  return { ground, ...people, begun, code, read };
}

describe("a session", () => {
  it("waits for twenty minutes, and lapses at the very end of them", async () => {
    const { ground, begun, read } = await begin();
    expect(begun).toMatchObject({ state: "waiting", codeEndsAt: ground.now() + 20 * minute, endsAt: null });
    ground.clock.at += 20 * minute - 1;
    expect(await read()).toMatchObject({ state: "waiting" });
    ground.clock.at += 1;
    expect(await read()).toMatchObject({ state: "lapsed", codeEndsAt: null, endedBy: "time", endedAt: ground.now() });
    await ground.pass(1);
    expect(await read()).toMatchObject({ state: "lapsed", endedAt: ground.now() - 1 });
  });

  it("is met when a customer joins, active when the number fits, and ends when the technician says so", async () => {
    const { anna, customer: him, begun, code, read } = await begin();
    const { session: joined, computer } = await him.join(begun.id, code);
    expect(joined).toMatchObject({ state: "meeting", codeEndsAt: null, computer: { id: computer.id, online: false } });
    expect(joined.endsAt).toBe((joined.joinedAt ?? 0) + 12 * hour);
    const active = await introduce(anna, await customer(anna.ground));
    expect(active.state).toBe("active");
    const ended = must(await anna.ask("POST", `/api/sessions/${begun.id}/end`), 200, session);
    expect(ended).toMatchObject({ state: "ended", endedBy: "technician" });
    expect(must(await anna.ask("POST", `/api/sessions/${begun.id}/end`), 200, session)).toEqual(ended);
    expect(await read()).toEqual(ended);
  });

  it("ends when the customer leaves, and says when he left because the number differed", async () => {
    for (const [body, endedBy] of [
      [undefined, "customer"],
      [{}, "customer"],
      [{ because: "number-differs" }, "number-differs"],
    ] as const) {
      const { customer: him, begun, code } = await begin();
      await him.join(begun.id, code);
      const ended = must(await him.ask("POST", `/api/sessions/${begun.id}/end`, body), 200, session);
      expect(ended).toMatchObject({ state: "ended", endedBy });
    }
  });

  it("ends by itself twelve hours after the join, and its request lapses with it", async () => {
    const { ground, anna, customer: him } = await begin();
    const active = await introduce(anna, him);
    const asked = await requestAccess(anna, him, active);
    await ground.pass(12 * hour - 1);
    const items = async () => ({
      session: must(await him.ask("GET", "/api/sessions"), 200, list).items[0],
      request: must(await him.ask("GET", "/api/requests"), 200, z.object({ items: z.array(request) })).items[0],
    });
    const fresh = await him.ask("GET", "/api/me");
    expect(fresh.status).toBe(200);
    expect(await items()).toMatchObject({ session: { state: "active" }, request: { state: "pending" } });
    ground.clock.at += 1;
    const again = await anna.ask("GET", "/api/me");
    problemOf(again, "not-signed-in");
    await ground.pass(0);
    const rows = await ground.store.selectFrom("requests").selectAll().execute();
    expect(rows).toMatchObject([{ id: asked.id, answer: "lapsed", answeredAt: active.endsAt }]);
    expect(await ground.store.selectFrom("sessions").where("id", "=", active.id).selectAll().execute()).toMatchObject([
      { endedAt: active.endsAt, endedBy: "time", codeHash: null },
    ]);
  });

  it("that ends leaves a grant as it is", async () => {
    const { anna, customer: him } = await begin();
    const active = await introduce(anna, him);
    const grant = await approve(him, await requestAccess(anna, him, active));
    await anna.ask("POST", `/api/sessions/${active.id}/end`);
    const read = must(await anna.ask("GET", "/api/grants"), 200, z.object({ items: z.array(z.unknown()) }));
    expect(read.items).toEqual([grant]);
  });

  it("can't be begun by somebody who has twenty open", async () => {
    const { anna, begun } = await begin();
    for (let count = 1; count < bounds.openSessions; count += 1) await anna.startSession();
    problemOf(
      await anna.ask("POST", "/api/sessions", { kind: "desktop", origin: "https://console.example" }),
      "too-many-sessions",
    );
    await anna.ask("POST", `/api/sessions/${begun.id}/end`);
    await anna.startSession();
  });

  it("is found by console, page and state", async () => {
    const { anna, begun } = await begin();
    const other = await anna.startSession("chat-only", { origin: "https://other.example", reference: "device 7" });
    const found = async (query: string) =>
      must(await anna.ask("GET", `/api/sessions?${query}`), 200, list).items.map(({ id }) => id);
    expect(await found("origin=https://console.example")).toEqual([begun.id]);
    expect(await found("origin=https://other.example&reference=device+7")).toEqual([other.session.id]);
    expect(await found("origin=https://other.example&reference=device+8")).toEqual([]);
    await anna.ask("POST", `/api/sessions/${begun.id}/end`);
    expect(await found("state=waiting")).toEqual([other.session.id]);
    expect(await found("state=ended")).toEqual([begun.id]);
    expect(await found("state=active")).toEqual([]);
    problemOf(await anna.ask("GET", "/api/sessions?state=open"), "malformed");
    problemOf(await anna.ask("GET", "/api/sessions?technician=1"), "malformed");
  });

  it("is listed by every state exactly where it is in it", async () => {
    const { ground, anna, begun } = await begin();
    const states = ["waiting", "meeting", "active", "ended", "lapsed"] as const;
    const where = async () => {
      const found = [];
      for (const state of states) {
        const { items } = must(await anna.ask("GET", `/api/sessions?state=${state}`), 200, list);
        for (const item of items) if (item.id === begun.id) found.push([state, item.state]);
      }
      return found;
    };
    expect(await where()).toEqual([["waiting", "waiting"]]);
    ground.clock.at += 20 * minute;
    expect(await where()).toEqual([["lapsed", "lapsed"]]);
    await ground.pass(0);
    expect(await where()).toEqual([["lapsed", "lapsed"]]);
  });

  it("list comes in pages, newest first, and each session once", async () => {
    const { ground, anna } = await begin();
    const made: string[] = [];
    for (let count = 0; count < bounds.page + 5; count += 1) {
      if (count % 3 === 0) ground.clock.at += 1;
      const { session: one } = await anna.startSession();
      made.push(one.id);
      await anna.ask("POST", `/api/sessions/${one.id}/end`);
    }
    const first = must(await anna.ask("GET", "/api/sessions?state=ended"), 200, list);
    expect(first.items).toHaveLength(bounds.page);
    const second = must(await anna.ask("GET", `/api/sessions?state=ended&after=${first.next}`), 200, list);
    expect(second.next).toBeUndefined();
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids.toSorted()).toEqual(made.toSorted());
    const times = [...first.items, ...second.items].map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    problemOf(await anna.ask("GET", `/api/sessions?after=${freshId()}`), "unknown");
  });
});

describe("a join", () => {
  it("from a phone makes the session mobile, whatever was chosen", async () => {
    for (const system of ["android", "ios"]) {
      const { customer: him, begun, code } = await begin();
      const { session: joined } = await him.join(begun.id, code, { system });
      expect(joined.kind).toBe("mobile");
    }
  });

  it("by a key that is known finds the same computer, and may name it anew", async () => {
    const { anna, customer: him, begun, code } = await begin();
    const first = await him.join(begun.id, code);
    const again = await anna.startSession();
    const second = await him.join(again.session.id, again.code, { name: "Front desk", zone: "Europe/Paris" });
    expect(second.computer.id).toBe(first.computer.id);
    expect(second.session.computer).toMatchObject({ name: "Front desk", zone: "Europe/Paris" });
  });

  it("uses the code up: nobody joins twice", async () => {
    const { ground, customer: him, begun, code } = await begin();
    await him.join(begun.id, code);
    const second = await customer(ground, "Other");
    await expect(second.join(begun.id, code)).rejects.toThrow("404");
    problemOf(await call(ground, "POST", "/api/sessions/find", { body: { code } }), "code-wrong");
  });

  it("with a code of another session, a lapsed one or after the end is a wrong code", async () => {
    const { ground, anna, customer: him, begun, code } = await begin();
    const other = await anna.startSession();
    await expect(him.join(other.session.id, code)).rejects.toThrow("code-wrong");
    await anna.ask("POST", `/api/sessions/${other.session.id}/end`);
    await expect(him.join(other.session.id, other.code)).rejects.toThrow("code-wrong");
    const find = () => call(ground, "POST", "/api/sessions/find", { body: { code } });
    ground.clock.at += 20 * minute - 1;
    expect((await find()).status).toBe(200);
    ground.clock.at += 1;
    problemOf(await find(), "code-wrong");
    await expect(him.join(begun.id, code)).rejects.toThrow("code-wrong");
  });

  it.each([
    ["another session", { session: "A".repeat(22) }, "bad-signature"],
    ["a clock five minutes and a moment slow", { at: -5 * minute - 1 }, "clocks-differ"],
    ["a clock five minutes and a moment fast", { at: 5 * minute + 1 }, "clocks-differ"],
  ])("whose statement says %s is refused, and the code stays good", async (_, change, because) => {
    const { ground, customer: him, begun, code } = await begin();
    const said = { session: begun.id, customer: him.key, commit: him.key, at: 0, ...change };
    said.at += ground.now();
    const join = await him.sign("join", said);
    const body = { code, join, name: "Office PC", system: "win", zone: "Europe/Berlin" };
    const answer = await call(ground, "POST", `/api/sessions/${begun.id}/join`, { body });
    expect(answer.body).toMatchObject({ code: because });
    if (because === "clocks-differ") expect(answer.body).toMatchObject({ at: ground.now(), yours: said.at });
    await him.join(begun.id, code);
  });

  it("at exactly five minutes' difference is let in", async () => {
    for (const off of [-5 * minute, 5 * minute]) {
      const { ground, customer: him, begun, code } = await begin();
      const join = await him.sign("join", {
        session: begun.id,
        customer: him.key,
        commit: him.key,
        at: ground.now() + off,
      });
      const body = { code, join, name: "Office PC", system: "win", zone: "Europe/Berlin" };
      expect((await call(ground, "POST", `/api/sessions/${begun.id}/join`, { body })).status).toBe(201);
    }
  });

  it("signed by another key than it names is refused", async () => {
    const { ground, customer: him, begun, code } = await begin();
    const other = await customer(ground);
    const said = { session: begun.id, customer: him.key, commit: him.key, at: ground.now() };
    const join = await say("join", said, other.keys.pair.privateKey);
    const body = { code, join, name: "Office PC", system: "win", zone: "Europe/Berlin" };
    problemOf(await call(ground, "POST", `/api/sessions/${begun.id}/join`, { body }), "bad-signature");
  });

  it("from a zone that isn't one is malformed", async () => {
    const { customer: him, begun, code } = await begin();
    await expect(him.join(begun.id, code, { zone: "Europe/Atlantis" })).rejects.toThrow("zone-unknown");
  });
});
