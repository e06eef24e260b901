import { describe, expect, it, vi } from "vitest";
import type { CustomerRequest } from "../../extension/messages.ts";
import { type Credentials, sealCredentials, writeBlock } from "../../shared/credentials.ts";
import type { Grant } from "../../shared/records.ts";
import type { Saying } from "../../shared/statements.ts";
import { browserWithBoth } from "./browser-with-both.ts";
import { alter, genuine, signAnew } from "./forger.ts";
import { account, createScriptedDoor } from "./scripted-door.ts";
import { anyProblem, readStatement } from "./scripted-server.ts";

// A server that was taken over stands between the customer and his own doorkeeper. What it makes up, swaps, holds back or
// shows twice pins nothing, gives nothing and opens nothing here; and where something is missing, that is said.

type Both = Awaited<ReturnType<typeof browserWithBoth>>;
type Verified = Extract<CustomerRequest, { verified: true }>;
const minute = 60_000;

const click = (both: Both, { id, painted }: Verified) =>
  both.send("popup", { act: "approve", request: id, painted, credentials: null });

async function approveWith(both: Both, { id, painted }: Verified, credentials: Credentials = account) {
  const asked = await both.send("popup", { act: "ask-challenge", request: id, painted });
  if (!asked.ok) return asked;
  const sealed = await sealCredentials(writeBlock(credentials), asked.share, asked.sealedFor);
  return both.send("popup", { act: "approve", request: id, painted, credentials: sealed });
}

async function offered() {
  const both = await browserWithBoth();
  await both.meet();
  await both.send("popup", { act: "begin-pairing" });
  const command = await both.popup.state(({ pairing }) => pairing?.step === "offered" && pairing.command);
  return { both, command };
}
const another = (both: Both) => createScriptedDoor(() => both.clock.at);
const failure = (both: Both) => both.popup.state(({ pairing }) => pairing?.step === "failed" && pairing.because);
const pins = (both: Both) => both.store.getAll("doors");

describe("while a doorkeeper is paired", () => {
  it("one that was put in its place has another number, and is never pinned", async () => {
    const { both, command } = await offered();
    const theirs = await another(both);
    both.server.put(theirs);
    await both.server.answerPairing(await theirs.run(command));
    await both.popup.state(({ pairing }) => pairing?.step === "number");
    // The genuine one has printed the number for its own answer.
    await both.door.run(command);
    const r = await vi.waitUntil(() => both.server.calls("/reveal").at(-1)?.body.r);
    await both.door.reveal(String(r));
    const number = both.door.printed() ?? "";
    const theirNumber = theirs.printed();
    expect(number).not.toBe(theirNumber);
    for (const triesLeft of [2, 1, 0]) {
      expect(await both.send("popup", { act: "check-door", number })).toEqual({ ok: true, fits: false, triesLeft });
    }
    expect(await failure(both)).toBe("number-differs");
    expect(await both.send("popup", { act: "check-door", number: theirNumber ?? "" })).toMatchObject({ ok: false });
    expect(await pins(both)).toEqual([]);
    expect(both.server.calls("/paired")).toEqual([]);
  });

  it("a second answer ends it, though the first had been accepted", async () => {
    const { both, command } = await offered();
    await both.server.answerPairing(await both.door.run(command));
    await both.popup.state(({ pairing }) => pairing?.step === "number");
    const number = await vi.waitUntil(() => both.door.printed());
    const second = await (await another(both)).run(command);
    await both.server.answerPairing(second);
    expect(await failure(both)).toBe("altered");
    expect(await both.send("popup", { act: "check-door", number })).toMatchObject({ ok: false });
    expect(await pins(both)).toEqual([]);
  });

  it.each<[string, (both: Both, command: string) => Promise<string>]>([
    [
      "for another customer",
      async (both, command) => {
        const { signed } = await both.door.run(command);
        return signAnew("pair-door", signed, both.door.key, { customer: (await another(both)).key.name });
      },
    ],
    [
      "to another token",
      async (both, command) => {
        const { signed } = await both.door.run(command);
        return signAnew("pair-door", signed, both.door.key, { commit: (await another(both)).key.name });
      },
    ],
    [
      "whose key didn't sign it",
      async (both, command) =>
        alter((await both.door.run(command)).signed, { computer: (await another(both)).key.name }),
    ],
    ["that can't be read", async () => `${"e".repeat(20)}.${"p".repeat(40)}.${"s".repeat(85)}A`],
  ])("an answer %s is refused, and nothing is revealed to it", async (_, answer) => {
    const { both, command } = await offered();
    const token = command.split(" --pair ")[1] ?? "";
    await both.server.answerPairing({ token, signed: await answer(both, command) });
    expect(await failure(both)).toBe("altered");
    expect(both.server.calls("/reveal").filter(({ path }) => path.includes("pairings"))).toEqual([]);
    expect(await pins(both)).toEqual([]);
  });

  it("nothing is revealed before an answer was accepted, and nothing at all after twenty minutes", async () => {
    const { both, command } = await offered();
    const reveals = () => both.server.calls("/reveal").filter(({ path }) => path.includes("pairings"));
    both.server.tell();
    await both.popup.state(({ pairing }) => pairing?.step === "offered");
    expect(reveals()).toEqual([]);
    both.clock.at += 20 * minute;
    await both.server.answerPairing(await both.door.run(command));
    expect(await failure(both)).toBe("lapsed");
    expect(reveals()).toEqual([]);
    expect(await both.store.get("pairings", "one")).toMatchObject({ r: null });
  });

  it("a number that is typed after twenty minutes pins nothing", async () => {
    const both = await browserWithBoth();
    await both.meet();
    const number = await both.answerPairing();
    both.clock.at += 20 * minute;
    expect(await both.send("popup", { act: "check-door", number })).toMatchObject({ ok: false });
    expect(await pins(both)).toEqual([]);
  });

  it("what was revealed is dropped, so that no other answer can be given to it", async () => {
    const both = await browserWithBoth();
    await both.meet();
    await both.answerPairing();
    await vi.waitFor(async () => expect(await both.store.get("pairings", "one")).toMatchObject({ r: null }));
  });

  it("a pairing that the server names to be somebody else's is not looked at", async () => {
    const { both, command } = await offered();
    const theirs = await another(both);
    const signed = (await theirs.run(command)).signed;
    both.server.lies.pairing = (one) => ({ ...one, token: `${"A".repeat(86)}`, state: "answered", pairDoor: signed });
    both.server.tell();
    await both.send("popup", { act: "rename-computer", name: "Front desk" });
    await both.popup.state(({ computer }) => computer?.name === "Front desk");
    expect((await both.store.get("pairings", "one"))?.answered).toBe(null);
  });

  it("a doorkeeper that the server names, and nobody paired, is none", async () => {
    const both = await browserWithBoth();
    await both.meet();
    const theirs = await another(both);
    both.server.put(theirs);
    both.server.changeComputer({ door: theirs.key.name, doorOnline: true });
    both.server.tell();
    await both.send("popup", { act: "rename-computer", name: "Front desk" });
    expect(await both.popup.state(({ computer, door }) => computer?.name === "Front desk" && { door })).toEqual({
      door: null,
    });
  });
});

describe("a challenge", () => {
  const asked = async (forge: (both: Both, request: string) => Promise<string>) => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true });
    const forged = await forge(both, request.painted);
    both.server.lies.answer = ({ path }) =>
      path.endsWith("/challenge") ? { status: 200, body: { challenge: forged } } : undefined;
    return { both, request };
  };
  const nothingSigned = async (both: Both) => {
    expect(both.server.calls("/approve")).toEqual([]);
    expect(await both.store.getAll("ledger")).toEqual([]);
  };
  const own = async (both: Both) => ({ customer: (await genuine(both.store, "customer")).name });
  const saying = (more: Partial<Saying<"approval-challenge">>) => more;

  it.each<[string, string, (both: Both, request: string) => Promise<string>]>([
    [
      "of another doorkeeper",
      "not-verified",
      async (both, request) => (await another(both)).challenge(request, await own(both)),
    ],
    [
      "of another doorkeeper's that names this one",
      "not-verified",
      async (both, request) =>
        (await another(both)).challenge(request, { ...(await own(both)), computer: both.door.key.name }),
    ],
    ["for another request", "not-verified", async (both) => both.door.challenge(both.door.key.name)],
    [
      "for another customer",
      "not-verified",
      async (both, request) => both.door.challenge(request, saying({ customer: both.door.key.name })),
    ],
    [
      "that is more than five minutes old",
      "clocks-differ",
      async (both, request) => both.door.challenge(request, saying({ at: both.clock.at - 5 * minute - 1 })),
    ],
    [
      "from more than five minutes ahead",
      "clocks-differ",
      async (both, request) => both.door.challenge(request, saying({ at: both.clock.at + 5 * minute + 1 })),
    ],
    [
      "whose share was swapped",
      "not-verified",
      async (both, request) => alter(await both.door.challenge(request), { share: both.door.key.name }),
    ],
    ["that is none", "not-verified", async () => "a.b.c"],
  ])("%s is refused, by a click and with credentials, and nothing is signed", async (_, code, forge) => {
    const { both, request } = await asked(forge);
    expect(await click(both, request)).toEqual({ ok: false, code });
    expect(await approveWith(both, request)).toEqual({ ok: false, code });
    await nothingSigned(both);
  });

  it.each([-5 * minute, 5 * minute])("%i ms off is within five minutes", async (off) => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true });
    const challenge = await both.door.challenge(request.painted, saying({ at: both.clock.at + off }));
    both.server.lies.answer = ({ path }) =>
      path.endsWith("/challenge") ? { status: 200, body: { challenge } } : undefined;
    expect(await click(both, request)).toEqual({ ok: true });
  });

  it("that the server leaves out isn't done without", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true });
    both.server.lies.answer = ({ path }) =>
      path.endsWith("/challenge") ? { status: 200, body: { challenge: null } } : undefined;
    expect(await click(both, request)).toEqual({ ok: false, code: "not-verified" });
    await nothingSigned(both);
  });

  it("serves one try: credentials that were sealed for it are worth nothing for another", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true, terms: { credentialMode: "at-setup" } });
    const { id, painted } = request;
    const first = await both.send("popup", { act: "ask-challenge", request: id, painted });
    if (!first.ok) throw new Error(first.code);
    const credentials = await sealCredentials(writeBlock({ ...account, password: "x" }), first.share, first.sealedFor);
    const send = () => both.send("popup", { act: "approve", request: id, painted, credentials });
    expect(await send()).toEqual({ ok: false, code: "not-accepted" });
    expect(await send()).toEqual({ ok: false, code: "challenge-gone" });
    expect(both.server.calls("/approve")).toHaveLength(1);
  });

  it("is forgotten where the request is swapped before it is answered", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true, terms: { credentialMode: "at-setup" } });
    const { id, painted } = request;
    const first = await both.send("popup", { act: "ask-challenge", request: id, painted });
    if (!first.ok) throw new Error(first.code);
    const credentials = await sealCredentials(writeBlock(account), first.share, first.sealedFor);
    both.server.lies.request = (one) => [{ ...one, state: "withdrawn" }];
    both.server.tell();
    await both.popup.state(({ requests }) => requests.length === 0);
    const answer = await both.send("popup", { act: "approve", request: id, painted, credentials });
    expect(answer).toEqual({ ok: false, code: "not-pending" });
    await nothingSigned(both);
  });
});

describe("a click where a password is asked for", () => {
  it.each<[string, { paired: true; terms?: object }, (both: Both) => Promise<unknown>]>([
    ["on setup", { paired: true, terms: { credentialMode: "at-setup" } }, async () => {}],
    ["by the customer's own switch", { paired: true }, (both) => both.send("popup", { act: "ask-password", on: true })],
    [
      "by the administrator",
      { paired: true },
      async (both) => {
        both.server.lies.request = (one) => [{ ...one, passwordNeeded: true }];
        both.server.tell();
      },
    ],
  ])("%s is refused before anything is signed, and a password confirms", async (_, how, ask) => {
    const both = await browserWithBoth();
    await both.ask(how);
    await ask(both);
    const shown = await both.popup.state(({ requests: [one] }) => one?.verified && one.credentials !== "none" && one);
    expect(await click(both, shown)).toEqual({ ok: false, code: "password-needed" });
    expect(both.server.calls("/approve")).toEqual([]);
    expect(await approveWith(both, shown)).toEqual({ ok: true });
    expect(readStatement(both.server.calls("/approve")[0]?.body.grant)).toMatchObject({ confirmed: "password" });
  });

  it("can't be made up for by a server that takes the administrator's word back once it was shown", async () => {
    const both = await browserWithBoth();
    await both.send("popup", { act: "ask-password", on: true });
    const { request } = await both.ask({ paired: true });
    both.server.lies.request = (one) => [{ ...one, passwordNeeded: false }];
    both.server.tell();
    expect(await click(both, request)).toEqual({ ok: false, code: "password-needed" });
  });
});

describe("a receipt", () => {
  const approving = async (receipt: (given: { both: Both; signed: string }) => Promise<string | null>) => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true });
    both.server.lies.answer = async ({ path, body }) => {
      if (!path.endsWith("/approve")) return undefined;
      const signed = String(body.grant);
      const listed = both.server.listedGrant(request.id, signed);
      if (listed === null) throw new Error("no such request");
      const grant = { ...listed, receipt: await receipt({ both, signed }) };
      both.server.grants.set(grant.id, grant);
      return { status: 201, body: { grant, receipt: grant.receipt } };
    };
    return { both, request };
  };

  it.each<[string, (given: { both: Both; signed: string }) => Promise<string | null>]>([
    ["that there isn't", async () => null],
    ["for another grant", async ({ both, signed }) => both.door.receipt("A".repeat(22), signed, "registered")],
    [
      "for other bytes",
      async ({ both, signed }) =>
        both.door.receipt(String(readStatement(signed).id), alter(signed, { confirmed: "password" }), "registered"),
    ],
    [
      "that says no",
      async ({ both, signed }) => both.door.receipt(String(readStatement(signed).id), signed, "not-accepted"),
    ],
    [
      "of another doorkeeper",
      async ({ both, signed }) => (await another(both)).receipt(String(readStatement(signed).id), signed, "registered"),
    ],
    [
      "whose no was altered to a yes",
      async ({ both, signed }) =>
        alter(await both.door.receipt(String(readStatement(signed).id), signed, "not-accepted"), {
          answer: "registered",
        }),
    ],
  ])("%s gives nothing, whatever the server says of it", async (_, receipt) => {
    const { both, request } = await approving(receipt);
    expect(await click(both, request)).toEqual({ ok: false, code: "not-verified" });
    both.server.lies.request = (one) => [{ ...one, state: "approved" }];
    both.server.tell();
    const shown = await both.popup.state(({ requests, grants: [one] }) => requests.length === 0 && one);
    expect(shown).toMatchObject({ told: false, computerKnows: false });
    expect(await both.store.getAll("ledger")).toMatchObject([{ standing: "sending" }]);
    // And a no still ends it.
    await both.send("popup", { act: "revoke", grant: shown.id });
    expect(await both.popup.state(({ grants: [one] }) => one?.revokedAt && one.revokedBy)).toBe("customer");
  });

  it("that comes later gives what was signed, without another press", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true });
    let receipt: string | null = null;
    both.server.lies.answer = async ({ path, body }) => {
      if (!path.endsWith("/approve")) return undefined;
      receipt ??= await both.door.receive(String(body.grant), null);
      return anyProblem("no-receipt", 504);
    };
    expect(await click(both, request)).toEqual({ ok: false, code: "no-receipt" });
    const entry = (await both.store.getAll("ledger"))[0];
    const grant = { ...(both.server.listedGrant(request.id, entry?.signed ?? "") as Grant), receipt };
    both.server.lies.answer = ({ path }) => (path.endsWith("/approve") ? "no answer" : undefined);
    both.server.grants.set(grant.id, grant);
    both.server.lies.request = (one) => [{ ...one, state: "approved" }];
    both.server.tell();
    expect(await both.popup.state(({ grants: [one] }) => one?.told && one.computerKnows)).toBe(true);
  });
});

it("sealed credentials lie here only as long as they are on their way", async () => {
  const both = await browserWithBoth();
  const { request } = await both.ask({ paired: true, terms: { credentialMode: "at-setup" } });
  both.server.lies.answer = ({ path }) => (path.endsWith("/approve") ? "no answer" : undefined);
  expect(await approveWith(both, request)).toEqual({ ok: false, code: "no-server" });
  expect((await both.store.getAll("ledger"))[0]?.sealed).toMatch(/\.\./);
  delete both.server.lies.answer;
  both.server.tell();
  await both.popup.state(({ grants: [one] }) => one?.told);
  expect((await both.store.getAll("ledger"))[0]?.sealed).toBe(null);
  expect(both.door.seen.credentials).toEqual([account]);
});
