import { describe, expect, it } from "vitest";
import { z } from "zod";
import { freshId } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { grant } from "../../shared/records.ts";
import type { Saying } from "../../shared/statements.ts";
import { openGround } from "./ground.ts";
import { approve, cast, customer, days, introduce, must, newKeys, requestAccess, technician } from "./people.ts";
import { problemOf } from "./problem-of.ts";

const day = 86_400_000;
const list = z.object({ items: z.array(grant), next: z.string().optional() });

async function granted() {
  const ground = await openGround();
  const people = await cast(ground);
  const { anna, customer: him } = people;
  const session = await introduce(anna, him);
  const given = await approve(him, await requestAccess(anna, him, session, days(7)));
  const path = `/api/grants/${given.id}`;
  const saying = { customer: him.key, computer: null, grant: given.id, at: ground.now() };
  const decide = async (state: "open" | "paused" | "revoked", n: number, change: Partial<Saying<"decision">> = {}) =>
    him.ask("POST", `${path}/decision`, {
      decision: await him.sign("decision", { ...saying, state, n, ...change }),
    });
  /** As an administrator sees it, who signs in anew where her token has ended. */
  const read = async () => {
    const { items } = must(await people.admin.ask("GET", "/api/grants"), 200, list);
    const found = items.find(({ id }) => id === given.id);
    if (found === undefined) throw new Error("the grant is gone");
    return found;
  };
  return { ground, ...people, session, given, path, saying, decide, read };
}

describe("a decision", () => {
  it("pauses, resumes and revokes, each with a higher number", async () => {
    const { ground, decide, read } = await granted();
    expect(await decide("paused", 1)).toMatchObject({ status: 200, body: { decided: null } });
    expect(await read()).toMatchObject({ n: 1, pausedAt: ground.now(), access: { open: false, because: "paused" } });
    ground.clock.at += 1000;
    await decide("open", 2);
    expect(await read()).toMatchObject({ n: 2, pausedAt: null, access: { open: true } });
    await decide("revoked", 5);
    expect(await read()).toMatchObject({
      n: 5,
      revokedAt: ground.now(),
      revokedBy: "customer",
      pausedAt: null,
      access: { open: false, because: "revoked" },
    });
  });

  it("that was kept is answered alike when it comes again", async () => {
    const { him, path, saying, read } = await granted().then((all) => ({ ...all, him: all.customer }));
    const decision = await him.sign("decision", { ...saying, state: "paused", n: 1 });
    await him.ask("POST", `${path}/decision`, { decision });
    const before = await read();
    expect(await him.ask("POST", `${path}/decision`, { decision })).toMatchObject({ status: 200 });
    expect(await read()).toEqual(before);
  });

  it("with a number that isn't higher is old: a resume can't be replayed", async () => {
    const { customer: him, path, saying, decide, read } = await granted();
    const resume = await him.sign("decision", { ...saying, state: "open", n: 2 });
    await decide("paused", 1);
    await him.ask("POST", `${path}/decision`, { decision: resume });
    await decide("paused", 3);
    problemOf(await him.ask("POST", `${path}/decision`, { decision: resume }), "decision-old");
    problemOf(await decide("open", 3), "decision-old");
    expect(await read()).toMatchObject({ n: 3, access: { because: "paused" } });
  });

  it("a pause that is repeated keeps when it began", async () => {
    const { ground, decide, read } = await granted();
    const began = ground.now();
    await decide("paused", 1);
    ground.clock.at += 1000;
    await decide("paused", 2);
    expect(await read()).toMatchObject({ n: 2, pausedAt: began });
  });

  it("after the end is over: revoked or expired, nothing opens it again", async () => {
    const { ground, decide, customer: him, path, saying } = await granted();
    ground.clock.at += 7 * day - 1;
    const fresh = async () => {
      const { helloBy, call, signedIn } = await import("./people.ts");
      const body = { hello: await helloBy(ground, him.keys) };
      him.held.token = must(await call(ground, "POST", "/api/hello", { body }), 201, signedIn).token;
    };
    await fresh();
    expect((await decide("paused", 1)).status).toBe(200);
    expect((await decide("open", 2)).status).toBe(200);
    ground.clock.at += 1;
    problemOf(await decide("open", 3), "grant-over");
    const other = await granted();
    await other.decide("revoked", 1);
    problemOf(await other.decide("open", 2), "grant-over");
    expect(await other.read()).toMatchObject({ revokedBy: "customer" });
    expect(path).toContain(saying.grant);
  });

  it.each([
    ["another grant", () => ({ grant: freshId() })],
    ["another customer", async () => ({ customer: (await newKeys()).key })],
    ["a doorkeeper that isn't paired", async () => ({ computer: (await newKeys()).key })],
  ])("that names %s is refused", async (_, change) => {
    const { decide, read } = await granted();
    problemOf(await decide("revoked", 1, await change()), "bad-signature");
    expect(await read()).toMatchObject({ n: 0, access: { open: true } });
  });

  it("of somebody else is unknown, and signed by somebody else refused", async () => {
    const { ground, anna, customer: him, path, saying, read } = await granted();
    const stranger = await customer(ground, "Laptop");
    const theirs = await anna.startSession();
    await stranger.join(theirs.session.id, theirs.code);
    const decision = await stranger.sign("decision", { ...saying, customer: stranger.key, state: "revoked", n: 1 });
    problemOf(await stranger.ask("POST", `${path}/decision`, { decision }), "unknown");
    problemOf(await him.ask("POST", `${path}/decision`, { decision }), "bad-signature");
    expect(await read()).toMatchObject({ n: 0, revokedAt: null });
  });
});

describe("revoking", () => {
  it.each(["technician", "administrator"] as const)("by the %s is for ever, and the same again", async (who) => {
    const { ground, anna, admin, decide, path, read } = await granted();
    const { ask } = who === "technician" ? anna : admin;
    const first = await ask("POST", `${path}/revoke`, { reason: "No longer needed" });
    expect(first).toMatchObject({ status: 200, body: { revokedBy: who, revokedAt: ground.now() } });
    ground.clock.at += 1000;
    const again = await ask("POST", `${path}/revoke`);
    expect(again).toMatchObject({ status: 200, body: { revokedBy: who, revokedAt: ground.now() - 1000 } });
    problemOf(await decide("open", 1), "grant-over");
    expect(await read()).toMatchObject({ n: 0, access: { because: "revoked" } });
  });

  it("and resuming at once: whatever comes first, it is revoked", async () => {
    const { anna, decide, path, read } = await granted();
    await decide("paused", 1);
    await Promise.all([decide("open", 2), anna.ask("POST", `${path}/revoke`)]);
    expect(await read()).toMatchObject({ access: { because: "revoked" } });
  });
});

describe("the list", () => {
  it("says to each what is his, and to an administrator everything", async () => {
    const { ground, admin, team, anna, given, customer: him, annasRecord } = await granted();
    await admin.makePerson("technician", "bea@example.com", "Bea Blum", team.id);
    const bea = await technician(ground, "bea@example.com");
    const second = await approve(him, await requestAccess(bea, him, await introduce(bea, him)));
    const ids = async (ask: typeof anna.ask, query = "") =>
      must(await ask("GET", `/api/grants${query}`), 200, list)
        .items.map(({ id }) => id)
        .toSorted();
    const all = [given.id, second.id].toSorted();
    expect(await ids(anna.ask)).toEqual([given.id]);
    expect(await ids(bea.ask)).toEqual([second.id]);
    expect(await ids(him.ask)).toEqual(all);
    expect(await ids(admin.ask)).toEqual(all);
    expect(await ids(admin.ask, `?technician=${annasRecord.id}`)).toEqual([given.id]);
    expect(await ids(anna.ask, `?technician=${bea.id}`)).toEqual([]);
    expect(await ids(him.ask, `?computer=${freshId()}`)).toEqual([]);
    expect(await ids(admin.ask, `?computer=${him.held.computerId}`)).toEqual(all);
  });

  it("comes in pages", async () => {
    const { ground, given, customer: him, admin } = await granted();
    const [row] = await ground.store.selectFrom("grants").selectAll().execute();
    const [asked] = await ground.store.selectFrom("requests").selectAll().execute();
    if (row === undefined || asked === undefined) throw new Error("nothing is stored");
    for (let count = 0; count < bounds.page; count += 1) {
      const requestId = freshId();
      await ground.store
        .insertInto("requests")
        .values({ ...asked, id: requestId })
        .execute();
      await ground.store
        .insertInto("grants")
        .values({ ...row, id: freshId(), requestId })
        .execute();
    }
    const first = must(await him.ask("GET", "/api/grants"), 200, list);
    const second = must(await him.ask("GET", `/api/grants?after=${first.next}`), 200, list);
    const ids = new Set([...first.items, ...second.items].map(({ id }) => id));
    expect([first.items.length, second.items.length, ids.size]).toEqual([bounds.page, 1, bounds.page + 1]);
    expect(ids.has(given.id)).toBe(true);
    expect((await admin.ask("GET", "/api/grants")).body).toEqual((await him.ask("GET", "/api/grants")).body);
  });

  it("says of each grant whether it is open at this moment", async () => {
    const { ground, anna, customer: him } = await granted();
    const session = await introduce(anna, him);
    const weekdays = ["tue" as const];
    const evening = { ...days(2), hours: [{ opens: "20:00", closes: "22:00", weekdays }] };
    const given = await approve(him, await requestAccess(anna, him, session, evening));
    const opens = Date.UTC(2026, 11, 1, 19);
    expect(given.access).toEqual({ open: false, because: "outside-hours", opensAt: opens });
    const seen = async () =>
      must(await anna.ask("GET", "/api/grants"), 200, list).items.find(({ id }) => id === given.id);
    ground.clock.at = opens - 1;
    expect((await seen())?.access).toMatchObject({ open: false });
    ground.clock.at = opens;
    expect((await seen())?.access).toEqual({ open: true, until: opens + 2 * 3_600_000 });
  });
});
