import { describe, expect, it } from "vitest";
import { freshId } from "../../shared/base64url.ts";
import type { Request } from "../../shared/records.ts";
import { hashOf, type Saying, say } from "../../shared/statements.ts";
import { anyDraft, browserWithBoth, refusedOf, verifiedOf } from "./browser-with-both.ts";
import { alter, type Forger, freshForger, genuine, inOtherWords, respell, signAnew, underHeader } from "./forger.ts";
import { anyProblem, readStatement } from "./scripted-server.ts";

// A server that was taken over shows the customer a request that nobody he checked has made. Refused means: a warning
// and not a question, no approval, nothing signed.

type Both = Awaited<ReturnType<typeof browserWithBoth>>;
type Forging = { signed: string; technician: Forger; forger: Forger; both: Both };

const far = Date.UTC(2026, 10, 23);

/** Asks honestly, then shows the customer what the forging makes of it. */
async function forged(forge: (given: Forging) => Promise<string>, more: Partial<Request> = {}) {
  const both = await browserWithBoth();
  const { request } = await both.ask();
  const technician = await genuine(both.store, "technician");
  const honest = both.server.requests.get(request.id)?.signed ?? "";
  const signed = await forge({ signed: honest, technician, forger: await freshForger(), both });
  both.server.lies.request = (one, to) => (to === "customer" ? [{ ...one, signed, ...more }] : [one]);
  both.server.tell();
  return { both, honest: request, signed };
}

async function expectNothingSigned(both: Both, { challenged = false } = {}): Promise<void> {
  expect(both.server.calls("/approve")).toEqual([]);
  expect(both.server.calls("/challenge")).toHaveLength(challenged ? 1 : 0);
  expect(await both.store.getAll("ledger")).toEqual([]);
}

const wide = { ...anyDraft.terms, span: { kind: "unlimited" as const } };

describe("a request", () => {
  it.each<[string, string, (given: Forging) => Promise<string>]>([
    [
      "under the technician's name with another key",
      "other-key",
      ({ signed, forger }) => signAnew("request", signed, forger, { technician: forger.name }),
    ],
    [
      "that names the technician's key and was signed by another",
      "altered",
      ({ signed, forger }) => signAnew("request", signed, forger, {}),
    ],
    ["with changed terms", "altered", async ({ signed }) => alter(signed, { terms: wide })],
    ["with a changed reason", "altered", async ({ signed }) => alter(signed, { reason: "Something else" })],
    ["with a changed ticket", "altered", async ({ signed }) => alter(signed, { ticket: "4712" })],
    [
      "for a computer that was changed",
      "altered",
      async ({ signed, forger }) => alter(signed, { computer: forger.name }),
    ],
    ["with the signature spelt otherwise", "altered", async ({ signed }) => respell(signed)],
    [
      "under the header of another kind of statement",
      "altered",
      ({ signed, technician }) => underHeader(signed, technician, { alg: "EdDSA", typ: "whileaway-meet+jws" } as never),
    ],
    [
      "under a header with a foreign member",
      "altered",
      ({ signed, technician }) =>
        underHeader(signed, technician, { alg: "EdDSA", typ: "whileaway-request+jws", kid: "1" } as never),
    ],
    [
      "under a header whose members are in another order",
      "altered",
      ({ signed, technician }) =>
        underHeader(signed, technician, { typ: "whileaway-request+jws", alg: "EdDSA" } as never),
    ],
    [
      "with a foreign member",
      "altered",
      ({ signed, technician }) => inOtherWords(signed, technician, (text) => text.replace(/}$/, ',"also":1}')),
    ],
    [
      "that says one thing twice",
      "altered",
      ({ signed, technician }) => inOtherWords(signed, technician, (text) => text.replace(/}$/, ',"ticket":"4711"}')),
    ],
    [
      "with a blank between its members",
      "altered",
      ({ signed, technician }) => inOtherWords(signed, technician, (text) => text.replace(",", ", ")),
    ],
    [
      "of the technician's own for another session",
      "altered",
      ({ signed, technician }) => signAnew("request", signed, technician, { session: freshId() }),
    ],
    [
      "of the technician's own with another id than it is shown under",
      "altered",
      ({ signed, technician }) => signAnew("request", signed, technician, { id: freshId() }),
    ],
    [
      "of the technician's own that names another key",
      "other-key",
      ({ signed, technician, forger }) => signAnew("request", signed, technician, { technician: forger.name }),
    ],
    [
      "of the technician's own under another name",
      "altered",
      ({ signed, technician }) => signAnew("request", signed, technician, { name: "Contoso Bank" }),
    ],
    [
      "of the technician's own for another customer",
      "not-for-this-computer",
      ({ signed, technician, forger }) => signAnew("request", signed, technician, { customer: forger.name }),
    ],
    [
      "of the technician's own for a computer that isn't paired",
      "not-for-this-computer",
      ({ signed, technician, forger }) => signAnew("request", signed, technician, { computer: forger.name }),
    ],
    [
      "of the technician's own for credentials that no doorkeeper could keep",
      "not-for-this-computer",
      ({ signed, technician }) =>
        signAnew("request", signed, technician, { terms: { ...anyDraft.terms, credentialMode: "at-setup" } }),
    ],
    [
      "of the technician's own in terms that can't be read",
      "altered",
      ({ signed, technician }) =>
        signAnew("request", signed, technician, { terms: { ...anyDraft.terms, zone: "Europe/Nowhere" } }),
    ],
    [
      "of the technician's own that has lapsed",
      "altered",
      ({ signed, technician, both }) => signAnew("request", signed, technician, { lapses: both.clock.at }),
    ],
  ])("%s is refused as %s", async (_, because, forge) => {
    const { both, signed } = await forged(forge);
    const refused = await both.popup.state(refusedOf);
    expect(refused).toMatchObject({ verified: false, because, claimedName: "Anna Berg" });
    const painted = await hashOf(signed);
    const answer = await both.send("popup", { act: "approve", request: refused.id, painted, credentials: null });
    expect(answer).toEqual({ ok: false, code: "not-verified" });
    await expectNothingSigned(both);
  });

  it("is painted from the signed bytes, whatever the server says beside them", async () => {
    const untouched = async ({ signed }: Forging): Promise<string> => signed;
    const more = { terms: wide, reason: "Something else", ticket: "4712", askedAt: 0, lapsesAt: far + 1 };
    const { both, honest } = await forged(untouched, more);
    both.server.tell();
    const shown = await both.popup.state(verifiedOf);
    expect(shown).toEqual(honest);
  });

  it("isn't verified in a session in which no number was checked", async () => {
    const both = await browserWithBoth();
    const session = await both.meet();
    const joining = await both.store.get("joinings", session);
    if (joining === undefined) throw new Error("never joined");
    await both.store.put("joinings", { ...joining, fits: false }, session);
    await both.send("panel", { act: "request", session, ...anyDraft });
    expect(await both.popup.state(refusedOf)).toMatchObject({ because: "not-checked" });
  });

  it("isn't verified any more once its session turned out to be altered, though the number had fitted", async () => {
    const both = await browserWithBoth();
    const { session } = await both.ask();
    const forger = await freshForger();
    const meet = await signAnew("meet", both.server.sessions.get(session)?.meet ?? "", forger, {
      technician: forger.name,
    });
    both.server.lies.answer = ({ path }) => (path.endsWith("/end") ? "no answer" : undefined);
    both.server.lies.session = (one, to) => (to === "customer" ? { ...one, meet } : one);
    both.server.tell();
    expect(await both.popup.state(refusedOf)).toMatchObject({ because: "not-checked" });
  });

  it("isn't verified any more once the customer has left its session", async () => {
    const both = await browserWithBoth();
    const { session } = await both.ask();
    both.server.lies.answer = ({ path }) => (path.endsWith("/end") ? "no answer" : undefined);
    await both.send("popup", { act: "leave", session });
    expect(await both.popup.state(refusedOf)).toMatchObject({ because: "not-checked" });
  });

  it("disappears when it is withdrawn", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    await both.send("panel", { act: "withdraw", request: request.id });
    await both.popup.state(({ requests }) => requests.length === 0);
    const { id, painted } = request;
    expect(await both.send("popup", { act: "approve", request: id, painted, credentials: null })).toMatchObject({
      code: "not-pending",
    });
    await expectNothingSigned(both);
  });

  it("that was denied isn't shown again, though the server says that it is pending", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    await both.send("popup", { act: "deny", request: request.id, reason: "" });
    both.server.lies.request = (one) => [{ ...one, state: "pending" }];
    both.server.tell();
    await both.popup.state(({ requests }) => requests.length === 0);
    const { id, painted } = request;
    expect(await both.send("popup", { act: "approve", request: id, painted, credentials: null })).toMatchObject({
      code: "not-pending",
    });
  });
});

describe("what is signed", () => {
  it("is never another request than the one that was painted: a second one under the finger is refused", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    const technician = await genuine(both.store, "technician");
    const honest = both.server.requests.get(request.id)?.signed ?? "";
    const second = await signAnew("request", honest, technician, { terms: wide });
    both.server.lies.request = (one) => [{ ...one, signed: second }];
    both.server.tell();
    await both.popup.state(({ requests: [one] }) => one?.verified && one.painted !== request.painted);
    const answer = await both.send("popup", {
      act: "approve",
      request: request.id,
      painted: request.painted,
      credentials: null,
    });
    expect(answer).toEqual({ ok: false, code: "changed" });
    await expectNothingSigned(both);
  });

  it("is nothing where the server swaps the request while it is asked for a challenge", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    const technician = await genuine(both.store, "technician");
    const honest = both.server.requests.get(request.id)?.signed ?? "";
    const second = await signAnew("request", honest, technician, { terms: wide });
    both.server.lies.answer = ({ path }) => {
      if (path.endsWith("/challenge")) both.server.lies.request = (one) => [{ ...one, signed: second }];
      return undefined;
    };
    const press = { act: "approve" as const, request: request.id, painted: request.painted, credentials: null };
    expect(await both.send("popup", press)).toEqual({ ok: false, code: "changed" });
    await expectNothingSigned(both, { challenged: true });
  });

  it("is nothing where the server brings a challenge, though no doorkeeper is paired", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    both.server.lies.answer = ({ path }) =>
      path.endsWith("/challenge") ? { status: 200, body: { challenge: "a.b.c" } } : undefined;
    const { id, painted } = request;
    expect(await both.send("popup", { act: "approve", request: id, painted, credentials: null })).toEqual({
      ok: false,
      code: "not-verified",
    });
    expect(await both.store.getAll("ledger")).toEqual([]);
  });

  it("names the technician as she was checked, and the very request", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
    const grant = readStatement(both.server.calls("/approve")[0]?.body.grant);
    const expected: Partial<Saying<"grant">> = {
      request: request.painted,
      technician: request.technician.key,
      technicianName: "Anna Berg",
      computer: null,
      terms: anyDraft.terms,
      confirmed: "click",
      credentials: null,
      challenge: null,
      approvedAt: both.clock.at,
    };
    expect(grant).toMatchObject(expected);
  });

  it("is sent again in the same bytes when the server didn't answer, and signed once for two presses", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    both.server.lies.answer = ({ path }) => (path.endsWith("/approve") ? "no answer" : undefined);
    const press = { act: "approve" as const, request: request.id, painted: request.painted, credentials: null };
    expect(await both.send("popup", press)).toEqual({ ok: false, code: "no-server" });
    await both.popup.state(({ requests: [one] }) => one?.verified && one.sending);
    delete both.server.lies.answer;
    await Promise.all([both.send("popup", press), both.send("popup", press)]);
    expect(await both.popup.state(({ grants }) => grants[0]?.told && grants.length)).toBe(1);
    expect(new Set(both.server.calls("/approve").map(({ body }) => body.grant)).size).toBe(1);
  });

  it("isn't taken for arrived where the server answers with another grant", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    const own = await genuine(both.store, "customer");
    const press = { act: "approve" as const, request: request.id, painted: request.painted, credentials: null };
    const other = new Promise<string>((resolve) => {
      both.server.lies.answer = ({ path, body }) => {
        if (!path.endsWith("/approve")) return undefined;
        resolve(signAnew("grant", String(body.grant), own, { terms: wide }));
        return "no answer";
      };
    });
    await both.send("popup", press);
    const listed = both.server.listedGrant(request.id, await other);
    if (listed === null) throw new Error("no such request");
    both.server.lies.answer = ({ path }) =>
      path.endsWith("/approve") ? { status: 201, body: { grant: listed, receipt: null } } : undefined;
    expect(await both.send("popup", press)).toEqual({ ok: false, code: "no-server" });
    expect((await both.store.getAll("ledger")).map(({ standing }) => standing)).toEqual(["sending"]);
  });

  it("can't be denied while it is on its way", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    both.server.lies.answer = ({ path }) => (path.endsWith("/approve") ? "no answer" : undefined);
    await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
    const denied = await both.send("popup", { act: "deny", request: request.id, reason: "" });
    expect(denied).toEqual({ ok: false, code: "not-pending" });
    expect(both.server.calls("/deny")).toEqual([]);
  });

  it("after a refusal is signed anew, and the refused grant isn't listed", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    both.server.lies.answer = ({ path }) => (path.endsWith("/approve") ? anyProblem("clocks-differ", 422) : undefined);
    const press = { act: "approve" as const, request: request.id, painted: request.painted, credentials: null };
    expect(await both.send("popup", press)).toEqual({ ok: false, code: "clocks-differ" });
    delete both.server.lies.answer;
    both.clock.at += 60_000;
    expect(await both.send("popup", press)).toEqual({ ok: true });
    expect(await both.popup.state(({ grants }) => grants[0]?.told && grants.length)).toBe(1);
    const signed = both.server.calls("/approve").map(({ body }) => body.grant);
    expect(new Set(signed).size).toBe(2);
    // One id for both, so that revoking it ends whatever was signed.
    expect(new Set(signed.map((one) => readStatement(one).id)).size).toBe(1);
  });

  it("is one grant though the server took it, said no, and shows it later", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    both.server.lies.answer = ({ path }) => (path.endsWith("/approve") ? anyProblem("clocks-differ", 422) : undefined);
    const press = { act: "approve" as const, request: request.id, painted: request.painted, credentials: null };
    await both.send("popup", press);
    const first = String(both.server.calls("/approve")[0]?.body.grant);
    both.clock.at += 60_000;
    await both.send("popup", press);
    const listed = both.server.listedGrant(request.id, first);
    if (listed === null) throw new Error("no such request");
    both.server.grants.set(listed.id, listed);
    both.server.tell();
    expect(await both.popup.state(({ grants }) => grants[0]?.told && grants.length)).toBe(1);
    expect(await both.send("popup", { act: "revoke", grant: listed.id })).toEqual({ ok: true });
  });

  it("is nothing more where the server asks again after the yes, or after the session", async () => {
    const both = await browserWithBoth();
    const { request, session } = await both.ask();
    const press = { act: "approve" as const, request: request.id, painted: request.painted, credentials: null };
    expect(await both.send("popup", press)).toEqual({ ok: true });
    both.server.lies.request = (one) => [{ ...one, state: "pending", answeredAt: null }];
    both.server.tell();
    both.clock.at += 60_000;
    expect(await both.send("popup", press)).toEqual({ ok: false, code: "not-pending" });
    delete both.server.lies.request;
    const second = { ...anyDraft, ticket: "4712" };
    await both.send("panel", { act: "request", session, ...second });
    const again = await both.popup.state(verifiedOf);
    await both.send("panel", { act: "end-session", session });
    await both.popup.state(({ sessions }) => sessions.every(({ state }) => state === "ended"));
    await expect.poll(async () => (await both.store.get("joinings", session))?.overAt).not.toBeNull();
    both.server.lies.session = (one) => ({ ...one, state: "active", endedAt: null, endedBy: null });
    both.server.lies.request = (one) => [{ ...one, state: "pending", answeredAt: null }];
    both.server.tell();
    const pressAgain = { act: "approve" as const, request: again.id, painted: again.painted, credentials: null };
    expect(await both.send("popup", pressAgain)).toEqual({ ok: false, code: "not-pending" });
    expect(new Set(both.server.calls("/approve").map(({ body }) => body.grant)).size).toBe(1);
  });

  it.each([
    ["denied", "deny"],
    ["left the session", "leave"],
  ] as const)("is nothing once the customer has %s, though the server held back the challenge", async (_, act) => {
    const both = await browserWithBoth();
    const { request, session } = await both.ask();
    both.server.lies.answer = async ({ path }) => {
      if (path.endsWith("/challenge")) {
        if (act === "deny") await both.send("popup", { act, request: request.id, reason: "" });
        else await both.send("popup", { act, session });
      }
      return undefined;
    };
    const press = { act: "approve" as const, request: request.id, painted: request.painted, credentials: null };
    expect((await both.send("popup", press)).ok).toBe(false);
    await expectNothingSigned(both, { challenged: true });
  });
});

it("a statement of a customer's is not taken for a technician's", async () => {
  const { both } = await forged(async ({ signed, both: { store } }) => {
    const customer = await genuine(store, "customer");
    return say(
      "request",
      { ...(readStatement(signed) as Saying<"request">), technician: customer.name },
      customer.privateKey,
    );
  });
  expect(await both.popup.state(refusedOf)).toMatchObject({ because: "other-key" });
});
