import { describe, expect, it } from "vitest";
import type { TechnicianGrant } from "../../extension/messages.ts";
import { freshId } from "../../shared/base64url.ts";
import type { Grant } from "../../shared/records.ts";
import { say } from "../../shared/statements.ts";
import { browserWithBoth } from "./browser-with-both.ts";
import { alter, freshForger, genuine, signAnew } from "./forger.ts";
import { anyProblem } from "./scripted-server.ts";

// A server that was taken over tells of grants. The technician's panel holds one only where the checked customer signed
// it for her own request; the customer's ledger is what he signed, and anybody's no.

async function granted() {
  const both = await browserWithBoth();
  const { request, session } = await both.ask();
  await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
  const { id } = await both.popup.state(({ grants }) => grants[0]);
  return { both, id, request, session };
}

const minute = 60_000;

describe("what the technician is shown", () => {
  it.each<
    [
      string,
      Partial<TechnicianGrant>,
      (given: { signed: string; both: Awaited<ReturnType<typeof browserWithBoth>> }) => Promise<string>,
    ]
  >([
    [
      "signed by another customer",
      { mine: true },
      async ({ signed }) => signAnew("grant", signed, await freshForger(), {}),
    ],
    [
      "that names another customer",
      { mine: true },
      async ({ signed, both }) =>
        signAnew("grant", signed, await genuine(both.store, "customer"), { customer: (await freshForger()).name }),
    ],
    [
      "for another technician's key",
      { mine: false },
      async ({ signed, both }) =>
        signAnew("grant", signed, await genuine(both.store, "customer"), { technician: (await freshForger()).name }),
    ],
    [
      "that answers another request",
      { mine: true },
      async ({ signed, both }) =>
        signAnew("grant", signed, await genuine(both.store, "customer"), { request: (await freshForger()).name }),
    ],
    [
      "that is shown under another id than its own",
      { mine: true },
      async ({ signed, both }) => signAnew("grant", signed, await genuine(both.store, "customer"), { id: freshId() }),
    ],
    ["whose bytes were changed", { mine: true }, async ({ signed }) => alter(signed, { approvedAt: 0 })],
  ])("a grant %s isn't held", async (_, expected, forge) => {
    const { both, id } = await granted();
    await both.panel.state(({ grants }) => grants[0]?.held);
    const signed = await forge({ signed: both.server.grants.get(id)?.signed ?? "", both });
    both.server.lies.grant = (grant, to) => (to === "technician" ? [{ ...grant, signed }] : [grant]);
    both.server.tell();
    const shown = await both.panel.state(({ grants: [one] }) => one?.held === false && one);
    expect(shown).toMatchObject({ held: false, ...expected });
  });

  it("are the signed terms of a held grant, whatever the server says beside them", async () => {
    const { both, request } = await granted();
    const wide = { ...request.terms, span: { kind: "unlimited" as const } };
    both.server.lies.grant = (grant) => [{ ...grant, terms: wide, approvedAt: 0, access: { open: true, until: null } }];
    both.server.tell();
    const shown = await both.panel.state(({ grants: [one] }) => one?.held && one);
    expect(shown.terms).toEqual(request.terms);
    expect(shown.approvedAt).toBe(both.clock.at);
    expect(shown.access).toMatchObject({ open: true, until: both.clock.at + 5 * 24 * 60 * minute });
  });

  it("a grant for a request that this browser didn't sign isn't held", async () => {
    const { both, request } = await granted();
    await both.store.delete("asked", request.id);
    both.server.tell();
    expect(await both.panel.state(({ grants: [one] }) => one?.held === false && one)).toMatchObject({ mine: true });
  });
});

describe("the customer's ledger", () => {
  it("keeps a grant that the server forgets", async () => {
    const { both, id } = await granted();
    both.server.lies.grant = () => [];
    both.server.tell();
    await both.send("popup", { act: "pause", grant: id });
    expect(await both.popup.state(({ grants: [one] }) => one?.pausedAt && one.id)).toBe(id);
  });

  it("doesn't list a grant that was not signed here", async () => {
    const { both, id } = await granted();
    const invented = { ...(both.server.grants.get(id) as Grant), id: `${(await freshForger()).name.slice(0, 21)}A` };
    both.server.grants.set(invented.id, invented);
    both.server.tell();
    await both.send("popup", { act: "pause", grant: id });
    const listed = await both.popup.state(({ grants }) => (grants[0]?.pausedAt ? grants : null));
    expect(listed.map((grant) => grant.id)).toEqual([id]);
  });

  it("stays revoked when the server un-revokes, and nothing is decided after it", async () => {
    const { both, id } = await granted();
    await both.send("popup", { act: "revoke", grant: id });
    both.server.lies.grant = (grant) => [{ ...grant, revokedAt: null, revokedBy: null, decision: null, n: 0 }];
    both.server.tell();
    const shown = await both.popup.state(({ grants: [one] }) => one?.revokedAt && one);
    expect(shown).toMatchObject({ revokedBy: "customer", access: { open: false, because: "revoked" } });
    expect(await both.send("popup", { act: "resume", grant: id })).toEqual({ ok: false, code: "grant-over" });
    expect(both.server.calls("/decision")).toHaveLength(1);
  });

  it("keeps the technician's no, though the server takes it back", async () => {
    const { both, id } = await granted();
    await both.send("panel", { act: "revoke-as-technician", grant: id });
    await both.popup.state(({ grants: [one] }) => one?.revokedAt);
    both.server.lies.grant = (grant) => [{ ...grant, revokedAt: null, revokedBy: null }];
    both.clock.at += minute;
    await both.send("popup", { act: "pause", grant: id });
    expect(await both.popup.state(({ grants: [one] }) => one?.pausedAt && one)).toMatchObject({
      revokedBy: "technician",
      access: { open: false, because: "revoked" },
    });
  });

  it("counts a no from now on, though the server dates it in the future", async () => {
    const { both } = await granted();
    const revoked = { revokedAt: both.clock.at + 365 * 24 * 60 * minute, revokedBy: "administrator" as const };
    both.server.lies.grant = (grant) => [{ ...grant, ...revoked }];
    both.server.tell();
    const shown = await both.popup.state(({ grants: [one] }) => one?.revokedAt && one);
    expect(shown).toMatchObject({ revokedAt: both.clock.at, access: { open: false, because: "revoked" } });
  });

  it("stays paused when the server resumes", async () => {
    const { both, id } = await granted();
    await both.send("popup", { act: "pause", grant: id });
    both.server.lies.grant = (grant) => [{ ...grant, pausedAt: null, decision: null, n: 0 }];
    both.server.tell();
    const shown = await both.popup.state(({ grants: [one] }) => one?.pausedAt && one.told && one);
    expect(shown).toMatchObject({ access: { open: false, because: "paused" } });
  });

  it("lists no refused grant for a text of the server's that was never signed here", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    both.server.lies.answer = ({ path }) => (path.endsWith("/approve") ? anyProblem("not-pending") : undefined);
    await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
    const [entry] = await both.store.getAll("ledger");
    if (entry === undefined) throw new Error("nothing was signed");
    const listed = both.server.listedGrant(request.id, alter(entry.signed, { approvedAt: 0 }));
    if (listed === null) throw new Error("no such request");
    both.server.grants.set(entry.id, listed);
    // Whatever else is done with it, it was looked at by then.
    await both.send("popup", { act: "rename-computer", name: "Front desk" });
    await both.popup.state(({ computer }) => computer?.name === "Front desk");
    expect((await both.store.get("ledger", entry.id))?.standing).toBe("refused");
    both.server.grants.set(entry.id, { ...listed, signed: entry.signed });
    both.server.tell();
    expect(await both.popup.state(({ grants: [one] }) => one?.id)).toBe(entry.id);
  });

  it("takes up no decision that the customer didn't sign", async () => {
    const { both, id } = await granted();
    await both.send("popup", { act: "pause", grant: id });
    const forger = await freshForger();
    const saying = {
      customer: forger.name,
      computer: null,
      grant: id,
      state: "open" as const,
      n: 9,
      at: both.clock.at,
    };
    const decision = await say("decision", saying, forger.privateKey);
    both.server.lies.grant = (grant) => [{ ...grant, pausedAt: null, decision, n: 9 }];
    both.server.tell();
    await both.send("popup", { act: "pause", grant: id });
    expect(await both.store.get("ledger", id)).toMatchObject({ decision: { state: "paused", n: 2 } });
  });

  it("takes up no decision of its own on another grant", async () => {
    const { both, id } = await granted();
    const own = await genuine(both.store, "customer");
    const saying = { customer: own.name, computer: null, grant: freshId(), state: "open" as const, n: 9, at: 0 };
    const decision = await say("decision", saying, own.privateKey);
    await both.send("popup", { act: "pause", grant: id });
    both.server.lies.grant = (grant) => [{ ...grant, decision, n: 9 }];
    both.server.tell();
    await both.send("popup", { act: "pause", grant: id });
    expect(await both.store.get("ledger", id)).toMatchObject({ decision: { state: "paused", n: 2 } });
  });

  it("takes up its own newer decision, which a restored profile had forgotten", async () => {
    const { both, id } = await granted();
    const own = await genuine(both.store, "customer");
    const saying = { customer: own.name, computer: null, grant: id, state: "paused" as const, n: 4, at: both.clock.at };
    const decision = await say("decision", saying, own.privateKey);
    both.server.lies.grant = (grant) => [{ ...grant, decision, n: 4 }];
    both.server.tell();
    await both.popup.state(({ grants: [one] }) => one?.pausedAt);
    delete both.server.lies.grant;
    await both.send("popup", { act: "resume", grant: id });
    expect(await both.store.get("ledger", id)).toMatchObject({ decision: { state: "open", n: 5, told: true } });
  });

  it("decides anew above a decision that a restored profile had forgotten", async () => {
    const { both, id } = await granted();
    const own = await genuine(both.store, "customer");
    const saying = { customer: own.name, computer: null, grant: id, state: "paused" as const, n: 4, at: both.clock.at };
    const decision = await say("decision", saying, own.privateKey);
    both.server.lies.answer = ({ path }) => (path.endsWith("/decision") ? "no answer" : undefined);
    await both.send("popup", { act: "revoke", grant: id });
    both.server.grants.set(id, { ...(both.server.grants.get(id) as Grant), decision, n: 4 });
    delete both.server.lies.answer;
    both.server.tell();
    await both.popup.state(({ grants: [one] }) => one?.revokedAt && one.told);
    expect(await both.store.get("ledger", id)).toMatchObject({ decision: { state: "revoked", n: 5, told: true } });
    expect(both.server.grants.get(id)?.revokedBy).toBe("customer");
  });

  it("says that the server doesn't know yet, and tells it later in the same bytes", async () => {
    const { both, id } = await granted();
    both.server.lies.answer = ({ path }) => (path.endsWith("/decision") ? "no answer" : undefined);
    expect(await both.send("popup", { act: "revoke", grant: id })).toEqual({ ok: false, code: "no-server" });
    const shown = await both.popup.state(({ grants: [one] }) => one?.revokedAt && one);
    expect(shown).toMatchObject({ told: false, access: { open: false, because: "revoked" } });
    delete both.server.lies.answer;
    both.server.tell();
    await both.popup.state(({ grants: [one] }) => one?.told);
    expect(new Set(both.server.calls("/decision").map(({ body }) => body.decision)).size).toBe(1);
  });

  it("says once more who was let in after the session ended, until it was looked at", async () => {
    const { both, session } = await granted();
    expect(await both.popup.state(({ grants: [one] }) => one && { unseen: one.unseen })).toEqual({ unseen: false });
    await both.send("panel", { act: "end-session", session });
    await both.popup.state(({ grants: [one] }) => one?.unseen);
    await both.send("popup", { act: "looked-at" });
    await both.popup.state(({ grants: [one] }) => one?.unseen === false);
  });
});

it("a grant for a request that she took back isn't held", async () => {
  const both = await browserWithBoth();
  const { request } = await both.ask();
  await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
  await both.panel.state(({ grants }) => grants[0]?.held);
  both.server.lies.answer = ({ path }) => (path.endsWith("/withdraw") ? { status: 200, body: {} } : undefined);
  await both.send("panel", { act: "withdraw", request: request.id });
  both.server.tell();
  expect(await both.panel.state(({ grants }) => grants[0]?.held === false && grants[0].mine)).toBe(true);
});
