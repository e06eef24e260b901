import { describe, expect, it, vi } from "vitest";
import { learnDecided } from "../../extension/customer/ledger-entry.ts";
import type { Connection } from "../../shared/records.ts";
import { browserWithBoth } from "./browser-with-both.ts";
import { alter, signAnew } from "./forger.ts";
import { createScriptedDoor } from "./scripted-door.ts";
import { anyProblem, readStatement } from "./scripted-server.ts";

// *Your computer knows* is said on the doorkeeper's own signed word alone; every no counts here at once, and no server can
// make one up, take one back or keep one from the doorkeeper without its being said.

type Both = Awaited<ReturnType<typeof browserWithBoth>>;

async function granted() {
  const both = await browserWithBoth();
  const { request, session } = await both.ask({ paired: true });
  await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
  const { id } = await both.popup.state(({ grants }) => grants[0]?.told && grants[0]);
  return { both, id, session };
}
const entry = (both: Both, id: string) => both.store.get("ledger", id);
const knows = (both: Both, value: boolean) =>
  both.popup.state(({ grants: [one] }) => one?.computerKnows === value && one);
/** A visit that the server says is open, under a grant of nobody's. */
const anyone: Connection = {
  ...{ id: "C".repeat(21).concat("A"), grantId: "G".repeat(21).concat("A"), state: "open", askedAt: 0, openedAt: 0 },
  ...{ endedAt: null, because: null, resumes: null },
  computer: { id: "P".repeat(21).concat("A"), name: "Office PC" },
  technician: { id: "T".repeat(21).concat("A"), name: "Somebody else's word", zone: null },
};
const decisions = (both: Both) => both.server.calls("/decision").map(({ body }) => readStatement(body.decision));

describe("a decision", () => {
  it("names the doorkeeper, and is known to the computer when that has signed so", async () => {
    const { both, id } = await granted();
    expect(await both.send("popup", { act: "pause", grant: id })).toEqual({ ok: true });
    await both.popup.state(({ grants: [one] }) => one?.pausedAt === both.clock.at && one.computerKnows);
    expect(decisions(both)).toMatchObject([{ computer: both.door.key.name, state: "paused", n: 1 }]);
    expect(both.door.grants.get(id)).toMatchObject({ state: "paused", n: 1 });
  });

  it("counts here at once and isn't known to a computer that is away; it is said again when that comes back", async () => {
    const { both, id } = await granted();
    both.server.changeComputer({ doorOnline: false });
    both.server.tell();
    await both.popup.state(({ door }) => door?.online === false);
    await both.send("popup", { act: "revoke", grant: id });
    const shown = await both.popup.state(({ grants: [one] }) => one?.told && one.computerKnows === false && one);
    expect(shown).toMatchObject({ revokedBy: "customer" });
    expect(both.door.grants.get(id)?.state).toBe("open");
    // Everything is attended to once more while it is away; the zone of its clock is what is told last.
    const computer = await both.popup.state((state) => state.computer?.id);
    const told = both.server.calls(computer).length;
    both.server.changeComputer({ doorOnline: false, zone: "Asia/Kathmandu" });
    both.server.tell();
    await vi.waitFor(() => expect(both.server.calls(computer).length).toBeGreaterThan(told));
    both.server.changeComputer({ doorOnline: true });
    both.server.tell();
    await both.popup.state(({ grants: [one] }) => one?.revokedAt && one.computerKnows);
    expect(both.door.grants.get(id)?.state).toBe("revoked");
    expect(new Set(both.server.calls("/decision").map(({ body }) => body.decision)).size).toBe(1);
  });

  it.each<[string, (given: { both: Both; id: string; honest: string }) => Promise<string>]>([
    [
      "of another doorkeeper",
      async ({ honest }) => signAnew("decided", honest, (await createScriptedDoor(() => 0)).key, {}),
    ],
    [
      "of the doorkeeper's about another grant",
      async ({ both, honest }) => signAnew("decided", honest, both.door.key, { grant: "A".repeat(22) }),
    ],
    [
      "of the doorkeeper's under another key's name",
      async ({ both, honest }) =>
        signAnew("decided", honest, both.door.key, { computer: (await createScriptedDoor(() => 0)).key.name }),
    ],
    ["that was altered", async ({ honest }) => alter(honest, { n: 9 })],
    [
      "that is older than the decision",
      async ({ both, honest }) => signAnew("decided", honest, both.door.key, { n: 0 }),
    ],
    [
      "that says that the server opened it",
      async ({ both, honest }) => signAnew("decided", honest, both.door.key, { n: 9, by: "server", state: "open" }),
    ],
  ])("isn't known by an answer %s", async (_, forge) => {
    const { both, id } = await granted();
    both.server.lies.answer = async ({ path, body }) => {
      if (!path.endsWith("/decision")) return undefined;
      const honest = (await both.door.decide(String(body.decision))) ?? "";
      const decided = await forge({ both, id, honest });
      both.server.showDecided(id, decided);
      return { status: 200, body: { decided } };
    };
    await both.send("popup", { act: "pause", grant: id });
    const shown = await both.popup.state(({ grants: [one] }) => one?.pausedAt && one.told && one);
    expect(shown).toMatchObject({ pausedAt: both.clock.at, computerKnows: false });
    const kept = await entry(both, id);
    expect(kept?.decision).toMatchObject({ state: "paused", n: 1, confirmed: false });
    expect(kept?.decided?.state).not.toBe("open");
  });

  it("isn't undone by what the doorkeeper had answered to an older one", async () => {
    const { both, id } = await granted();
    await both.send("popup", { act: "pause", grant: id });
    const paused = both.server.grants.get(id)?.decided ?? "";
    await both.send("popup", { act: "resume", grant: id });
    const open = both.server.grants.get(id)?.decided ?? "";
    await both.send("popup", { act: "pause", grant: id });
    for (const replayed of [open, paused]) {
      both.server.showDecided(id, replayed);
      await both.send("popup", { act: "rename-computer", name: `Office PC ${replayed.length}` });
    }
    await both.popup.state(({ grants: [one] }) => one?.pausedAt === both.clock.at && one.computerKnows);
    const kept = await entry(both, id);
    if (kept === undefined) throw new Error("no such grant");
    expect(kept.decided).toMatchObject({ n: 3, state: "paused" });
    for (const replayed of [open, paused]) expect((await learnDecided(kept, replayed)).entry).toBe(kept);
  });

  it("is revoked for ever, though the doorkeeper itself said otherwise later", async () => {
    const { both, id } = await granted();
    await both.send("popup", { act: "revoke", grant: id });
    await both.popup.state(({ grants: [one] }) => one?.revokedAt && one.computerKnows);
    both.server.showDecided(id, await both.door.close(id, "open", "local"));
    await both.send("popup", { act: "rename-computer", name: "Front desk" });
    const shown = await both.popup.state(({ computer, grants: [one] }) => computer?.name === "Front desk" && one);
    expect(shown).toMatchObject({ revokedBy: "customer", access: { open: false, because: "revoked" } });
  });
});

describe("somebody else's no", () => {
  it.each([
    ["paused", "local", { pausedAt: expect.any(Number), pausedBy: "computer", computerKnows: true }],
    ["revoked", "local", { revokedBy: "computer", computerKnows: true }],
    ["revoked", "server", { revokedBy: "administrator", computerKnows: true }],
  ] as const)("%s by %s is learnt from the doorkeeper's word", async (state, by, expected) => {
    const { both, id } = await granted();
    both.server.showDecided(id, await both.door.close(id, state, by));
    const shown = await both.popup.state(({ grants: [one] }) => (one?.pausedAt || one?.revokedAt) && one);
    expect(shown).toMatchObject(expected);
    both.server.lies.grant = (grant) => [{ ...grant, decided: null }];
    both.server.tell();
    await both.send("popup", { act: "rename-computer", name: "Front desk" });
    expect(
      await both.popup.state(({ computer, grants: [one] }) => computer?.name === "Front desk" && one),
    ).toMatchObject(expected);
  });

  it("is undone by the customer's newer yes, above the doorkeeper's number", async () => {
    const { both, id } = await granted();
    both.server.showDecided(id, await both.door.close(id, "paused", "local"));
    await both.popup.state(({ grants: [one] }) => one?.pausedAt);
    expect(await both.send("popup", { act: "resume", grant: id })).toEqual({ ok: true });
    expect(await both.popup.state(({ grants: [one] }) => one?.pausedAt === null && one.computerKnows)).toBe(true);
    expect(decisions(both)).toMatchObject([{ state: "open", n: 2 }]);
  });

  it("of the server's alone counts too, and isn't yet known to the computer", async () => {
    const { both, id } = await granted();
    await both.send("panel", { act: "revoke-as-technician", grant: id });
    expect(await both.popup.state(({ grants: [one] }) => one?.revokedAt && one)).toMatchObject({
      revokedBy: "technician",
      computerKnows: false,
    });
    both.server.showDecided(id, await both.door.close(id, "revoked", "server"));
    expect(await knows(both, true)).toMatchObject({ revokedBy: "technician" });
  });

  it("made without knowing of the customer's own is outrun by it: his pause is said again, above", async () => {
    const { both, id } = await granted();
    both.server.lies.answer = ({ path }) => (path.endsWith("/decision") ? "no answer" : undefined);
    await both.send("popup", { act: "pause", grant: id });
    // At the computer somebody paused and resumed meanwhile.
    await both.door.close(id, "paused", "local");
    const resumed = await both.door.close(id, "open", "local");
    delete both.server.lies.answer;
    both.server.showDecided(id, resumed);
    await vi.waitFor(async () =>
      expect(await entry(both, id)).toMatchObject({ decision: { state: "paused", n: 3, confirmed: true } }),
    );
    expect(both.door.grants.get(id)).toMatchObject({ state: "paused", n: 3 });
  });
});

describe("while somebody is connected", () => {
  const connected = async () => {
    const { both, id } = await granted();
    await both.send("popup", { act: "pause", grant: id });
    const { at } = both.clock;
    const open = { ...anyone, grantId: id, askedAt: at, openedAt: at };
    both.server.connections.set(open.id, open);
    both.server.tell();
    await both.popup.state(({ connection }) => connection);
    return { both, id, open };
  };
  const refused = { ok: false, code: "connection-open" };

  it("nothing that opens is signed: resuming, pairing, unpairing", async () => {
    const { both, id } = await connected();
    const before = both.server.calls("/decision").length;
    expect(await both.send("popup", { act: "resume", grant: id })).toEqual(refused);
    expect(await both.send("popup", { act: "begin-pairing" })).toEqual(refused);
    expect(await both.send("popup", { act: "unpair" })).toEqual(refused);
    expect(both.server.calls("/decision")).toHaveLength(before);
    expect((await entry(both, id))?.decision?.state).toBe("paused");
  });

  it("a request isn't approved, by a click or otherwise", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true });
    both.server.connections.set(anyone.id, { ...anyone, openedAt: both.clock.at });
    both.server.tell();
    await both.popup.state(({ connection }) => connection);
    const { id, painted } = request;
    expect(await both.send("popup", { act: "approve", request: id, painted, credentials: null })).toEqual(refused);
    expect(await both.store.getAll("ledger")).toEqual([]);
    expect(both.server.calls("/challenge")).toEqual([]);
    both.server.connections.clear();
    both.server.tell();
    await both.popup.state(({ connection }) => connection === null);
    expect(await both.send("popup", { act: "approve", request: id, painted, credentials: null })).toEqual({ ok: true });
  });

  it("every no is obeyed", async () => {
    const { both, id } = await connected();
    expect(await both.send("popup", { act: "revoke", grant: id })).toEqual({ ok: true });
    expect(both.door.grants.get(id)?.state).toBe("revoked");
  });

  it("a yes that only the doorkeeper could refuse isn't obeyed later by itself", async () => {
    const { both, id, open } = await connected();
    both.server.connections.delete(open.id);
    both.server.tell();
    await both.popup.state(({ connection }) => connection === null);
    both.server.lies.answer = ({ path, body }) =>
      path.endsWith("/decision") && readStatement(body.decision).state === "open"
        ? anyProblem("connection-open")
        : undefined;
    expect(await both.send("popup", { act: "resume", grant: id })).toEqual(refused);
    delete both.server.lies.answer;
    both.server.tell();
    await vi.waitFor(async () => expect(both.door.grants.get(id)).toMatchObject({ state: "paused", n: 3 }));
    expect(await knows(both, true)).toMatchObject({ pausedAt: expect.any(Number) });
  });

  it("who it is comes from the ledger, never from the server, and the visit can be ended", async () => {
    const { both, open } = await connected();
    const connection = await both.popup.state((state) => state.connection);
    expect(connection).toMatchObject({ id: open.id, who: "Anna Berg", since: open.openedAt });
    expect(await both.send("popup", { act: "end-visit", connection: open.id })).toEqual({ ok: true });
    await both.popup.state((state) => state.connection === null);
    expect(both.server.connections.get(open.id)).toMatchObject({ state: "ended", because: "customer" });
  });

  it("under a grant that was never signed here it is somebody", async () => {
    const { both, open } = await connected();
    both.server.connections.set(open.id, { ...open, grantId: "X".repeat(21).concat("A") });
    both.server.tell();
    expect(await both.popup.state(({ connection }) => connection?.who === null && connection)).toMatchObject({
      until: null,
    });
  });
});

describe("unpairing", () => {
  it("revokes what was given through the doorkeeper, tells both, and forgets it", async () => {
    const { both, id } = await granted();
    expect(await both.send("popup", { act: "unpair" })).toEqual({ ok: true });
    await both.popup.state(({ door }) => door === null);
    expect(both.door.grants.get(id)?.state).toBe("revoked");
    expect(await both.popup.state(({ grants: [one] }) => one?.revokedBy)).toBe("customer");
    expect(both.server.calls("/pairing")).toHaveLength(1);
  });

  it("of a doorkeeper that another one replaces ends what was given through it", async () => {
    const { both, id } = await granted();
    const second = await createScriptedDoor(() => both.clock.at);
    await both.send("popup", { act: "begin-pairing" });
    const command = await both.popup.state(({ pairing }) => pairing?.step === "offered" && pairing.command);
    const first = both.door;
    both.server.put(second);
    await both.server.answerPairing(await second.run(command));
    await both.popup.state(({ pairing }) => pairing?.step === "number");
    const number = await vi.waitUntil(() => second.printed());
    await both.send("popup", { act: "check-door", number });
    await both.popup.state(({ door }) => door?.listed && door.key === second.key.name);
    expect(await both.popup.state(({ grants: [one] }) => one?.revokedBy)).toBe("customer");
    expect(await both.store.get("doors", first.key.name)).toMatchObject({ endedAt: both.clock.at });
    expect(id).toBe((await both.popup.state(({ grants: [one] }) => one))?.id);
  });
});
