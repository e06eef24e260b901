import { describe, expect, it } from "vitest";
import { fresh32, freshId, fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { checkNumber } from "../../shared/check-number.ts";
import { session } from "../../shared/records.ts";
import { hashOf, type Saying } from "../../shared/statements.ts";
import { openGround } from "./ground.ts";
import { cast, customer, must, newKeys, technician } from "./people.ts";
import { problemOf } from "./problem-of.ts";

async function joined() {
  const ground = await openGround();
  const people = await cast(ground);
  const { anna, customer: him } = people;
  const { session: begun, code } = await anna.startSession();
  const { join, r } = await him.join(begun.id, code);
  const saying = await anna.meetSaying(begun.id, join, him.key);
  const path = `/api/sessions/${begun.id}`;
  const meet = async (change: Partial<Saying<"meet">> = {}) =>
    anna.ask("POST", `${path}/meet`, { meet: await anna.sign("meet", { ...saying, ...change }) });
  const reveal = (revealed = r) => him.ask("POST", `${path}/reveal`, { r: revealed });
  const fits = (fits: boolean) => anna.ask("POST", `${path}/fits`, { fits });
  return { ground, ...people, begun, join, r, path, saying, meet, reveal, fits };
}

describe("an introduction", () => {
  it("gives both sides what the check number is made of", async () => {
    const { anna, customer: him, begun, join, r, meet, reveal } = await joined();
    must(await meet(), 200, session);
    must(await reveal(), 200, session);
    const numbers = [];
    for (const { ask } of [anna, him]) {
      const { items } = must(
        await ask("GET", "/api/sessions"),
        200,
        (await import("zod")).z.object({ items: session.array() }),
      );
      const seen = items.find(({ id }) => id === begun.id);
      expect(seen).toMatchObject({ join, reveal: r });
      numbers.push(
        await checkNumber(
          await hashOf(seen?.join ?? ""),
          await hashOf(seen?.meet ?? ""),
          fromBase64url(seen?.reveal ?? ""),
        ),
      );
    }
    expect(numbers[0]).toMatch(/^\d{6}$/);
    expect(numbers[1]).toBe(numbers[0]);
  });

  it("takes one meet: the same again is answered alike, another is refused", async () => {
    const { anna, path, saying, meet } = await joined();
    const one = { meet: await anna.sign("meet", saying) };
    const first = must(await anna.ask("POST", `${path}/meet`, one), 200, session);
    expect(must(await anna.ask("POST", `${path}/meet`, one), 200, session)).toEqual(first);
    problemOf(await meet({ nonce: toBase64url(fresh32()) }), "already-met");
    expect(must(await anna.ask("POST", `${path}/meet`, one), 200, session).meet).toBe(one.meet);
  });

  it.each([
    ["another session", () => ({ session: freshId() })],
    ["another customer", async () => ({ customer: (await newKeys()).key })],
    ["another technician's key", async () => ({ technician: (await newKeys()).key })],
    ["another join", () => ({ join: toBase64url(fresh32()) })],
    ["another name", () => ({ name: "Anna Bergmann" })],
    ["another organisation", () => ({ organisation: "Contoso" })],
  ])("refuses a meet that names %s", async (_, change) => {
    const { begun, anna, meet } = await joined();
    problemOf(await meet(await change()), "bad-signature");
    const { items } = must(
      await anna.ask("GET", "/api/sessions"),
      200,
      (await import("zod")).z.object({ items: session.array() }),
    );
    expect(items).toMatchObject([{ id: begun.id, meet: null }]);
  });

  it("refuses a meet by a clock that is off", async () => {
    const { ground, meet } = await joined();
    const yours = ground.now() - bounds.clocksDiffer - 1;
    expect(problemOf(await meet({ at: yours }), "clocks-differ")).toMatchObject({ at: ground.now(), yours });
    expect((await meet({ at: yours + 1 })).status).toBe(200);
  });

  it("refuses a meet signed by a key that isn't tied to her token", async () => {
    const { anna, path, saying } = await joined();
    const { key, pair } = await newKeys();
    const { say } = await import("../../shared/statements.ts");
    problemOf(
      await anna.ask("POST", `${path}/meet`, {
        meet: await say("meet", { ...saying, technician: key }, pair.privateKey),
      }),
      "bad-signature",
    );
    problemOf(
      await anna.ask("POST", `${path}/meet`, { meet: await say("meet", saying, pair.privateKey) }),
      "bad-signature",
    );
  });

  it("can't begin before somebody joined, nor after the session's end", async () => {
    const { anna, customer: him, join, meet, path } = await joined();
    const waiting = await anna.startSession();
    const early = await anna.sign("meet", await anna.meetSaying(waiting.session.id, join, him.key));
    problemOf(await anna.ask("POST", `/api/sessions/${waiting.session.id}/meet`, { meet: early }), "not-meeting");
    await anna.ask("POST", `${path}/end`);
    problemOf(await meet(), "not-meeting");
  });

  it("takes the r that the join committed to, after the meet, and no other", async () => {
    const { meet, reveal, r } = await joined();
    problemOf(await reveal(), "not-met");
    await meet();
    problemOf(await reveal(toBase64url(fresh32())), "bad-signature");
    expect(must(await reveal(), 200, session).reveal).toBe(r);
    expect(must(await reveal(), 200, session).reveal).toBe(r);
  });

  it("makes the session active when the number fits, and not before r was revealed", async () => {
    const { meet, reveal, fits } = await joined();
    problemOf(await fits(true), "not-met");
    await meet();
    problemOf(await fits(true), "not-met");
    await reveal();
    const active = must(await fits(true), 200, session);
    expect(active).toMatchObject({ state: "active" });
    expect(must(await fits(true), 200, session)).toEqual(active);
    problemOf(await fits(false), "not-meeting");
  });

  it("ends the session when the number differs, for good", async () => {
    const { meet, reveal, fits } = await joined();
    await meet();
    await reveal();
    expect(must(await fits(false), 200, session)).toMatchObject({ state: "ended", endedBy: "number-differs" });
    problemOf(await fits(true), "not-meeting");
  });

  it("is hers alone: a colleague in the same group can't answer for her, nor a stranger for him", async () => {
    const { ground, admin, team, path, r, saying, anna } = await joined();
    await admin.makePerson("technician", "bea@example.com", "Bea Blum", team.id);
    const bea = await technician(ground, "bea@example.com");
    const meet = await anna.sign("meet", saying);
    problemOf(await bea.ask("POST", `${path}/meet`, { meet }), "unknown");
    problemOf(await bea.ask("POST", `${path}/fits`, { fits: true }), "unknown");
    const stranger = await customer(ground, "Laptop");
    const theirs = await bea.startSession();
    await stranger.join(theirs.session.id, theirs.code);
    problemOf(await stranger.ask("POST", `${path}/reveal`, { r }), "unknown");
  });
});
