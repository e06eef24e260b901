import { describe, expect, it, vi } from "vitest";
import { sealCredentials, writeBlock } from "../../shared/credentials.ts";
import { browserWithBoth } from "./browser-with-both.ts";
import { account } from "./scripted-door.ts";
import { anyProblem, readStatement } from "./scripted-server.ts";

// The background may be stopped between any two steps with the doorkeeper. Nothing is promised twice in other words,
// nothing that was revealed or sealed serves a second time, and what was begun goes on by itself.

type Both = Awaited<ReturnType<typeof browserWithBoth>>;
const bodies = (both: Both, ending: string, member: string) =>
  new Set(both.server.calls(ending).map(({ body }) => body[member]));

describe("a pairing goes on", () => {
  it("after it was offered, and the server had never answered", async () => {
    const both = await browserWithBoth();
    await both.meet();
    both.server.lies.answer = ({ path }) => (path.endsWith("/pairings") ? "no answer" : undefined);
    expect(await both.send("popup", { act: "begin-pairing" })).toEqual({ ok: false, code: "no-server" });
    delete both.server.lies.answer;
    const { popup } = both.restart();
    await popup.state(({ pairing }) => pairing?.step === "offered");
    await vi.waitUntil(() => both.server.pairings.size === 1);
    expect(bodies(both, "/pairings", "token").size).toBe(1);
  });

  it("after an answer was accepted, and before it was revealed to", async () => {
    const both = await browserWithBoth();
    await both.meet();
    both.server.lies.answer = ({ path }) => (path.endsWith("/reveal") ? "no answer" : undefined);
    await both.send("popup", { act: "begin-pairing" });
    const command = await both.popup.state(({ pairing }) => pairing?.step === "offered" && pairing.command);
    await both.server.answerPairing(await both.door.run(command));
    await both.popup.state(({ pairing }) => pairing?.step === "number");
    expect(both.door.printed()).toBe(null);
    delete both.server.lies.answer;
    const { popup } = both.restart();
    const number = await vi.waitUntil(() => both.door.printed());
    expect(await both.send("popup", { act: "check-door", number })).toMatchObject({ fits: true });
    await popup.state(({ door, pairing }) => pairing === null && door?.listed);
  });

  it("with the tries that were left", async () => {
    const both = await browserWithBoth();
    await both.meet();
    const number = await both.answerPairing();
    const wrong = String((Number(number) + 1) % 1_000_000).padStart(6, "0");
    await both.send("popup", { act: "check-door", number: wrong });
    const { popup } = both.restart();
    const pairing = await popup.state((state) => state.pairing?.step === "number" && state.pairing);
    expect(pairing.triesLeft).toBe(2);
    expect(await both.send("popup", { act: "check-door", number })).toMatchObject({ fits: true });
  });

  it("after the number fitted, and the doorkeeper hadn't heard so", async () => {
    const both = await browserWithBoth();
    await both.meet();
    const number = await both.answerPairing();
    both.server.lies.answer = ({ path }) => (path.endsWith("/paired") ? "no answer" : undefined);
    expect(await both.send("popup", { act: "check-door", number })).toMatchObject({ fits: true });
    expect(await both.popup.state(({ door }) => door)).toMatchObject({ listed: false, online: false });
    delete both.server.lies.answer;
    const { popup } = both.restart();
    await popup.state(({ door }) => door?.listed && door.online);
    expect(bodies(both, "/paired", "paired").size).toBe(1);
  });

  it("to nothing where the doorkeeper never heard that it was paired", async () => {
    const both = await browserWithBoth();
    await both.meet();
    const number = await both.answerPairing();
    both.server.lies.answer = ({ path }) => (path.endsWith("/paired") ? anyProblem("unknown", 404) : undefined);
    await both.send("popup", { act: "check-door", number });
    const { popup } = both.restart();
    expect(await popup.state(({ pairing }) => pairing?.step === "failed" && pairing.because)).toBe("lapsed");
    expect(await popup.state((state) => ({ door: state.door }))).toEqual({ door: null });
  });
});

describe("an approval goes on", () => {
  it("after the challenge: what was sealed for it is taken, once", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true, terms: { credentialMode: "at-setup" } });
    const { id, painted } = request;
    const asked = await both.send("popup", { act: "ask-challenge", request: id, painted });
    if (!asked.ok) throw new Error(asked.code);
    const { popup } = both.restart();
    await popup.state(({ requests }) => requests.length === 1);
    const credentials = await sealCredentials(writeBlock(account), asked.share, asked.sealedFor);
    expect(await both.send("popup", { act: "approve", request: id, painted, credentials })).toEqual({ ok: true });
    expect(readStatement(both.server.calls("/approve")[0]?.body.grant).id).toBe(asked.sealedFor.grant);
  });

  it("after it was signed and sealed: sent again in the same bytes, registered once", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true, terms: { credentialMode: "at-setup" } });
    const { id, painted } = request;
    const asked = await both.send("popup", { act: "ask-challenge", request: id, painted });
    if (!asked.ok) throw new Error(asked.code);
    const credentials = await sealCredentials(writeBlock(account), asked.share, asked.sealedFor);
    // The doorkeeper registered it, and its receipt was lost on the way.
    both.server.lies.answer = async ({ path, body }) => {
      if (!path.endsWith("/approve")) return undefined;
      await both.door.receive(String(body.grant), String(body.credentials));
      return "no answer";
    };
    const sent = await both.send("popup", { act: "approve", request: id, painted, credentials });
    expect(sent).toEqual({ ok: false, code: "no-server" });
    delete both.server.lies.answer;
    const { popup } = both.restart();
    expect(await popup.state(({ grants: [one] }) => one?.told && one.computerKnows)).toBe(true);
    expect(bodies(both, "/approve", "grant").size).toBe(1);
    expect(both.door.seen.credentials).toEqual([account]);
  });

  it("while the doorkeeper is away, without another press", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true });
    const { id, painted } = request;
    both.server.lies.answer = ({ path }) => (path.endsWith("/approve") ? "no answer" : undefined);
    await both.send("popup", { act: "approve", request: id, painted, credentials: null });
    both.server.lies.answer = ({ path }) => (path.endsWith("/approve") ? anyProblem("offline") : undefined);
    const { popup } = both.restart();
    await popup.state(({ requests: [one] }) => one?.verified && one.sending);
    delete both.server.lies.answer;
    both.server.tell();
    await popup.state(({ grants: [one] }) => one?.told && one.computerKnows);
    expect(bodies(both, "/approve", "grant").size).toBe(1);
  });

  it("to nothing where the doorkeeper was away from the first: the same question is put again", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true });
    const { id, painted } = request;
    both.server.changeComputer({ doorOnline: false });
    both.server.tell();
    const answer = await both.send("popup", { act: "approve", request: id, painted, credentials: null });
    expect(answer).toEqual({ ok: false, code: "offline" });
    expect(await both.store.getAll("ledger")).toEqual([]);
  });
});

it("a decision that the computer didn't hear of is said again after a restart, in the same bytes", async () => {
  const both = await browserWithBoth();
  const { request } = await both.ask({ paired: true });
  const { id, painted } = request;
  await both.send("popup", { act: "approve", request: id, painted, credentials: null });
  const grant = await both.popup.state(({ grants: [one] }) => one?.told && one.id);
  both.server.changeComputer({ doorOnline: false });
  both.server.tell();
  await both.popup.state(({ door }) => door?.online === false);
  await both.send("popup", { act: "pause", grant });
  await both.popup.state(({ grants: [one] }) => one?.pausedAt && one.told && !one.computerKnows);
  both.server.changeComputer({ doorOnline: true });
  const { popup } = both.restart();
  await popup.state(({ grants: [one] }) => one?.pausedAt && one.computerKnows);
  expect(bodies(both, "/decision", "decision").size).toBe(1);
});

it("the switch for the password stays", async () => {
  const both = await browserWithBoth();
  await both.meet();
  await both.send("popup", { act: "ask-password", on: true });
  const { popup } = both.restart();
  expect(await popup.state(({ asksPassword }) => asksPassword)).toBe(true);
});

it("a pairing isn't begun from a private window", async () => {
  const both = await browserWithBoth();
  await both.meet();
  const popup = { id: both.browser.runtime.id, url: both.browser.runtime.getURL("/popup.html") };
  const answer = await both.say({ act: "begin-pairing" }, { ...popup, tab: { id: 9, incognito: true } });
  expect(answer).toEqual({ ok: false, code: "private-window" });
  expect(await both.store.getAll("pairings")).toEqual([]);
});
