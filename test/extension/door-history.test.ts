import { describe, expect, it, vi } from "vitest";
import type { DoorEntry } from "../../shared/records.ts";
import { browserWithBoth } from "./browser-with-both.ts";
import { alter, freshForger, signAnew } from "./forger.ts";
import { anyProblem } from "./scripted-server.ts";

// Visits are what the doorkeeper signed, in its own order, without a gap; a server that drops, alters or reorders an entry
// hides nothing unnoticed.

type Both = Awaited<ReturnType<typeof browserWithBoth>>;
const minute = 60_000;

/** A grant that his computer has, and which nobody has used yet. */
async function granted() {
  const both = await browserWithBoth();
  const { request } = await both.ask({ paired: true });
  await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
  const grant = await both.popup.state(({ grants: [one] }) => one?.told && one.id);
  return { both, grant, about: { grant, technician: request.technician.key } };
}
/** Two visits and a refused one, an hour apart, after everything that came before them. */
async function visited() {
  const { both, grant, about } = await granted();
  const from = both.clock.at;
  for (const [event, because] of [
    ["connection-opened", undefined],
    ["connection-ended", "technician"],
    ["connection-refused", "outside-hours"],
    ["connection-opened", undefined],
  ] as const) {
    both.clock.at += 60 * minute;
    await both.door.enter(event, because === undefined ? about : { ...about, because });
  }
  return { both, grant, from };
}
const show = (both: Both, forge: (items: DoorEntry[]) => DoorEntry[] | Promise<DoorEntry[]>): void => {
  both.server.lies.answer = async ({ path, query }) =>
    path.endsWith("/entries")
      ? { status: 200, body: { items: await forge(both.door.entries.slice(Number(query.get("after")))) } }
      : undefined;
};

describe("visits", () => {
  it("are read from the doorkeeper's entries: who, from when to when, why it ended", async () => {
    const { both, from } = await visited();
    both.server.tell();
    const visits = await both.popup.state((state) => state.visits.length === 3 && state.visits);
    expect(visits).toMatchObject([
      { who: "Anna Berg", what: "visited", from: from + 240 * minute, until: null },
      { who: "Anna Berg", what: "refused", from: from + 180 * minute, because: "outside-hours" },
      {
        who: "Anna Berg",
        what: "visited",
        from: from + 60 * minute,
        until: from + 120 * minute,
        because: "technician",
      },
    ]);
    expect(await both.popup.state((state) => state.missing === null)).toBe(true);
  });

  it.each([
    ["one that came back", 20_000, 1],
    ["two where it was over for good", 3 * minute, 2],
  ])("whose line was lost are %s", async (_, away, count) => {
    const { both, about } = await granted();
    const from = both.clock.at;
    await both.door.enter("connection-opened", about);
    both.clock.at += minute;
    await both.door.enter("connection-ended", { ...about, because: "cut" });
    both.clock.at += away;
    await both.door.enter("connection-opened", about);
    both.clock.at += minute;
    await both.door.enter("connection-ended", { ...about, because: "technician" });
    both.server.tell();
    const visits = await both.popup.state((state) => state.visits[0]?.because === "technician" && state.visits);
    expect(visits).toHaveLength(count);
    expect(visits[0]?.until).toBe(both.clock.at);
    expect(visits.at(-1)?.from).toBe(from);
    if (count === 2) expect(visits[1]).toMatchObject({ until: from + minute, because: "cut" });
  });

  it("stay after a restart, and when the server forgets them", async () => {
    const { both } = await visited();
    both.server.tell();
    await both.popup.state((state) => state.visits.length === 3);
    show(both, () => []);
    const { popup } = both.restart();
    await popup.state((state) => state.visits.length === 3);
  });

  it("are told of once: when they begin, and else when the browser hears of them", async () => {
    const { both } = await visited();
    both.server.tell();
    await both.popup.state((state) => state.visits.length === 3);
    await vi.waitFor(async () => expect(await both.notifications()).toHaveLength(2));
    expect((await both.notifications()).join()).toMatch(/^Anna Berg was connected to Office PC, /);
    for (const id of Object.keys(await both.browser.notifications.getAll())) await both.browser.notifications.clear(id);
    const { popup } = both.restart();
    await popup.state((state) => state.online && state.visits.length === 3);
    await both.send("popup", { act: "looked-at" });
    expect(await both.notifications()).toEqual([]);
  });

  it("that run are told of at once, and the badge is on as long as they do", async () => {
    const { both, grant } = await granted();
    const id = "C".repeat(21).concat("A");
    both.server.connections.set(id, {
      ...{ id, grantId: grant, state: "open", askedAt: both.clock.at, openedAt: both.clock.at },
      ...{ endedAt: null, because: null, resumes: null },
      computer: { id, name: "Office PC" },
      technician: { id, name: "A name of the server's", zone: null },
    });
    both.server.tell();
    await vi.waitFor(async () => expect(await both.browser.action.getBadgeText({})).toBe("on"));
    expect(await both.notifications()).toEqual(["Anna Berg is connected to Office PC"]);
    await both.send("popup", { act: "end-visit", connection: id });
    await vi.waitFor(async () => expect(await both.notifications()).toEqual([]));
    expect(await both.browser.action.getBadgeText({})).toBe("");
  });
});

describe("a grant that the computer has, though the server said that it was refused", () => {
  /** The no was heard, and what the computer wrote meanwhile is still to be told. */
  async function hidden() {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true });
    const entries = both.door.entries.length;
    both.server.lies.computer = (computer) => ({ ...computer, entries });
    both.server.lies.answer = async ({ path, body }) => {
      if (!path.endsWith("/approve")) return undefined;
      await both.door.receive(String(body?.grant), null);
      return anyProblem("not-stored", 503);
    };
    const { id, painted } = request;
    const answer = await both.send("popup", { act: "approve", request: id, painted, credentials: null });
    expect(answer).toMatchObject({ ok: false, code: "not-stored" });
    expect(await both.popup.state(({ requests: [one] }) => one?.verified && !one.sending)).toBe(true);
    delete both.server.lies.computer;
    return both;
  }

  it("stands in the list of access given, where it can be revoked", async () => {
    const both = await hidden();
    both.server.tell();
    const grant = await both.popup.state(({ grants: [one] }) => one?.id);
    expect(await both.popup.state(({ grants: [one] }) => one?.access.open)).toBe(true);
    await both.send("popup", { act: "revoke", grant });
    await both.popup.state(({ grants: [one] }) => one?.revokedBy === "customer");
  });

  it("stays in it where the history was read before the server's answer came", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true });
    const [registered, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    both.server.lies.answer = async ({ path, query, body }) => {
      if (path.endsWith("/entries")) {
        asked.resolve();
        await registered.promise;
        return { status: 200, body: { items: both.door.entries.slice(Number(query.get("after"))) } };
      }
      if (!path.endsWith("/approve")) return undefined;
      await both.door.receive(String(body?.grant), null);
      registered.resolve();
      await both.popup.state(({ grants: [one] }) => one?.told);
      return anyProblem("not-stored", 503);
    };
    await both.door.enter("started");
    both.server.tell();
    await asked.promise;
    const { id, painted } = request;
    await both.send("popup", { act: "approve", request: id, painted, credentials: null });
    expect(await both.popup.state(({ grants: [one] }) => one?.access.open)).toBe(true);
    expect((await both.restart().popup.state((state) => state)).grants).toHaveLength(1);
  });

  it("is over there where the computer closed it again", async () => {
    const both = await hidden();
    const [grant = ""] = both.door.grants.keys();
    await both.door.enter("grant-revoked", { grant, because: "server" });
    both.server.tell();
    await both.popup.state(({ grants: [one] }) => one?.revokedBy === "administrator");
  });
});

describe("what the server shows otherwise", () => {
  it.each<[string, (items: DoorEntry[], both: Both) => DoorEntry[] | Promise<DoorEntry[]>]>([
    ["with one entry left out", (items) => items.filter((_, index) => index !== items.length - 2)],
    ["in another order", (items) => [...items.slice(0, -2), ...items.slice(-2).reverse()]],
    [
      "with one entry altered",
      (items) => items.map((one, index) => (index === 1 ? { ...one, signed: alter(one.signed, { at: 0 }) } : one)),
    ],
    [
      "with one of another key's",
      async (items) => {
        const forger = await freshForger();
        const forged = await signAnew("entry", items[1]?.signed ?? "", forger, { computer: forger.name });
        return items.map((one, index) => (index === 1 ? { ...one, signed: forged } : one));
      },
    ],
    [
      "with an entry of another history of the same computer",
      async (items, both) => {
        const forked = await signAnew("entry", items[1]?.signed ?? "", both.door.key, { previous: both.door.key.name });
        return items.map((one, index) => (index === 1 ? { ...one, signed: forked } : one));
      },
    ],
    ["beginning later than it should", (items) => items.slice(1)],
  ])("%s is said to be altered, and nothing after it is shown", async (_, forge) => {
    const { both } = await visited();
    show(both, (items) => forge(items, both));
    both.server.tell();
    const state = await both.popup.state((one) => one.missing?.kind === "altered" && one);
    expect(state.visits.length).toBeLessThan(3);
    // The true one mends it.
    delete both.server.lies.answer;
    await both.door.enter("clock-accepted");
    both.server.tell();
    const mended = await both.popup.state((one) => one.missing === null && one.visits);
    expect(mended).toHaveLength(3);
  });

  it("cut off at its end is missing, by the computer's own signed word", async () => {
    const { both, grant } = await visited();
    both.server.tell();
    await both.popup.state((state) => state.visits.length === 3);
    show(both, () => []);
    both.server.lies.computer = (computer) => ({ ...computer, entries: 0 });
    await both.door.enter("connection-ended", { grant, because: "customer" });
    await both.send("popup", { act: "pause", grant });
    // What was just written may be on its way.
    expect(await both.popup.state(({ grants: [one], missing }) => one?.pausedAt && { missing })).toEqual({
      missing: null,
    });
    both.clock.at += 2 * minute;
    both.server.tell();
    const { entries } = both.door.extent();
    await both.send("popup", { act: "rename-computer", name: "Front desk" });
    const missing = await both.popup.state((state) => state.missing);
    expect(missing).toEqual({ kind: "missing", after: entries - 2, entries });
  });

  it("is another history than the one that the computer signed for", async () => {
    const { both, grant } = await visited();
    both.server.tell();
    await both.popup.state((state) => state.visits.length === 3);
    const decided = await both.door.decided(grant, "customer");
    const { entries } = both.door.extent();
    const forked = await signAnew("decided", decided, both.door.key, { n: 7, head: both.door.key.name });
    both.server.showDecided(grant, forked);
    expect(await both.popup.state((state) => state.missing)).toEqual({ kind: "altered", after: entries - 1 });
  });
});
