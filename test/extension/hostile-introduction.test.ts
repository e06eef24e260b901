import { describe, expect, it } from "vitest";
import { advance } from "../../extension/customer/joining.ts";
import { advance as advanceMeeting } from "../../extension/technician/meeting.ts";
import { fresh32, freshId, toBase64url } from "../../shared/base64url.ts";
import { commitTo } from "../../shared/check-number.ts";
import { hashOf, say } from "../../shared/statements.ts";
import { anyDraft, browserWithBoth, numberOf } from "./browser-with-both.ts";
import { alter, type Forger, freshForger, genuine, signAnew } from "./forger.ts";

// A server that was taken over, between two people who meet (protocol.md sections 0 and 2). Whatever it puts in place of
// a statement: nobody is pinned, r is not revealed to it in vain, and both pages say what is wrong.

const failedOf = (sessions: { introduction: { step: string } }[]) =>
  sessions.map(({ introduction }) => introduction).find(({ step }) => step === "failed");

type Both = Awaited<ReturnType<typeof browserWithBoth>>;

/** Shows the customer another meet than the technician's. */
async function swapMeet(both: Both, swap: (meet: string) => Promise<string>): Promise<void> {
  const swapped = new Map<string, string>();
  both.server.lies.answer = ({ path, body }) => {
    if (!path.endsWith("/meet")) return undefined;
    const meet = String(body.meet);
    void swap(meet).then((other) => {
      swapped.set(meet, other);
      both.server.tell();
    });
    return undefined;
  };
  both.server.lies.session = (session, to) =>
    to === "technician" || session.meet === null ? session : { ...session, meet: swapped.get(session.meet) ?? null };
}

describe("a swapped meet", () => {
  it.each<[string, (meet: string, forger: Forger) => Promise<string>]>([
    [
      "with a key and a name of its own",
      (meet, by) => signAnew("meet", meet, by, { technician: by.name, name: "Bert" }),
    ],
    [
      "with a key of its own under the technician's name",
      (meet, by) => signAnew("meet", meet, by, { technician: by.name }),
    ],
    [
      "with another organisation",
      (meet, by) => signAnew("meet", meet, by, { technician: by.name, organisation: "Contoso Bank" }),
    ],
    [
      "with another nonce",
      (meet, by) => signAnew("meet", meet, by, { technician: by.name, nonce: toBase64url(fresh32()) }),
    ],
  ])("%s gives another number: three wrong ones end the session and pin nobody", async (_, forge) => {
    const both = await browserWithBoth();
    const forger = await freshForger();
    await swapMeet(both, (meet) => forge(meet, forger));
    await both.join();
    const { id, number } = await both.panel.state(numberOf);
    await both.popup.state(({ sessions }) => sessions[0]?.introduction.step === "number");
    for (const triesLeft of [2, 1, 0]) {
      const checked = await both.send("popup", { act: "check-number", session: id, number });
      expect(checked).toEqual({ ok: true, fits: false, triesLeft });
    }
    expect(await both.popup.state(({ sessions }) => failedOf(sessions))).toEqual({
      step: "failed",
      because: "number-differs",
      stop: true,
    });
    expect(await both.panel.state(({ sessions }) => failedOf(sessions))).toMatchObject({ because: "number-differs" });
    expect(await both.store.getAll("technicians")).toEqual([]);
    expect(both.server.sessions.get(id)?.endedBy).toBe("number-differs");
    expect(await both.send("popup", { act: "check-number", session: id, number })).toEqual({
      ok: false,
      code: "not-verified",
    });
    expect(await both.send("panel", { act: "fits", session: id, fits: true })).toMatchObject({ ok: false });
  });

  it.each<[string, (meet: string, forger: Forger) => Promise<string>]>([
    ["in which the name was changed", async (meet) => alter(meet, { name: "Bert" })],
    ["in which the organisation was changed", async (meet) => alter(meet, { organisation: "Contoso Bank" })],
    [
      "that answers another join",
      (meet, by) => signAnew("meet", meet, by, { technician: by.name, join: toBase64url(fresh32()) }),
    ],
    [
      "that is meant for another customer",
      (meet, by) => signAnew("meet", meet, by, { technician: by.name, customer: by.name }),
    ],
    ["of another session", (meet, by) => signAnew("meet", meet, by, { technician: by.name, session: freshId() })],
  ])("%s is refused before r is revealed", async (_, forge) => {
    const both = await browserWithBoth();
    const forger = await freshForger();
    await swapMeet(both, (meet) => forge(meet, forger));
    await both.join();
    expect(await both.popup.state(({ sessions }) => failedOf(sessions))).toEqual({
      step: "failed",
      because: "altered",
      stop: false,
    });
    expect(both.server.calls("/reveal")).toEqual([]);
    expect(await both.store.getAll("technicians")).toEqual([]);
  });
});

it("a second meet for a session fails it, even after the number fitted", async () => {
  const both = await browserWithBoth();
  const id = await both.meet();
  const forger = await freshForger();
  const second = await signAnew("meet", both.server.sessions.get(id)?.meet ?? "", forger, { technician: forger.name });
  both.server.lies.session = (session, to) => (to === "customer" ? { ...session, meet: second } : session);
  both.server.tell();
  expect(await both.popup.state(({ sessions }) => failedOf(sessions))).toMatchObject({ because: "altered" });
  expect((await both.store.getAll("technicians")).map(({ key }) => key)).not.toContain(forger.name);
});

it("a second join is not answered and fails the session at the technician's", async () => {
  const both = await browserWithBoth();
  await both.join();
  const { id } = await both.panel.state(numberOf);
  const forger = await freshForger();
  const commit = await commitTo(fresh32());
  const join = await say("join", { session: id, customer: forger.name, commit, at: both.clock.at }, forger.privateKey);
  both.server.lies.session = (session, to) => (to === "technician" ? { ...session, join, meet: null } : session);
  both.server.tell();
  expect(await both.panel.state(({ sessions }) => failedOf(sessions))).toEqual({ step: "failed", because: "altered" });
  expect(both.server.calls("/meet")).toHaveLength(1);
  expect(await both.send("panel", { act: "fits", session: id, fits: true })).toMatchObject({ ok: false });
  expect(await both.store.getAll("customers")).toEqual([]);
});

it("a join of another session is not answered", async () => {
  const both = await browserWithBoth();
  const forger = await freshForger();
  const commit = await commitTo(fresh32());
  const saying = { session: freshId(), customer: forger.name, commit, at: both.clock.at };
  const join = await say("join", saying, forger.privateKey);
  both.server.lies.session = (session, to) =>
    to === "technician" && session.join !== null ? { ...session, join } : session;
  await both.join();
  expect(await both.panel.state(({ sessions }) => failedOf(sessions))).toMatchObject({ because: "altered" });
  expect(both.server.calls("/meet")).toEqual([]);
});

it("a join to a session that the technician didn't start here is not answered", async () => {
  const both = await browserWithBoth();
  const invented = freshId();
  both.server.lies.session = (session) => (session.join === null ? session : { ...session, id: invented });
  await both.join();
  await both.panel.state(({ sessions }) => sessions.find(({ introduction }) => introduction.step === "elsewhere"));
  expect(both.server.calls("/meet")).toEqual([]);
});

it("an r that the customer didn't commit to fails the session at the technician's", async () => {
  const both = await browserWithBoth();
  const r = toBase64url(fresh32());
  both.server.lies.session = (session, to) =>
    to === "technician" && session.reveal !== null ? { ...session, reveal: r } : session;
  await both.join();
  expect(await both.panel.state(({ sessions }) => failedOf(sessions))).toEqual({ step: "failed", because: "altered" });
  expect(await both.store.getAll("customers")).toEqual([]);
});

it("a session that only the server calls active can't be used for a request", async () => {
  const both = await browserWithBoth();
  both.server.lies.session = (session) => (session.state === "meeting" ? { ...session, state: "active" } : session);
  await both.join();
  const { id } = await both.panel.state(numberOf);
  const asked = await both.send("panel", { act: "request", session: id, ...anyDraft });
  expect(asked).toEqual({ ok: false, code: "not-verified" });
  expect(both.server.calls("/requests")).toEqual([]);
});

it("an old session's id isn't taken for a new one's: its join was answered once", async () => {
  const both = await browserWithBoth();
  const id = await both.meet();
  const session = both.server.sessions.get(id);
  both.server.lies.answer = ({ method, path }) =>
    method === "POST" && path === "/api/sessions"
      ? { status: 201, body: { session, code: "123456", codeEndsAt: both.clock.at } }
      : undefined;
  expect(await both.send("panel", { act: "start-session", kind: "desktop", reference: null })).toEqual({
    ok: false,
    code: "not-verified",
  });
  expect((await both.store.get("meetings", id))?.fits).toBe(true);
});

it("a known name with another key is warned of, with the day on which the name was checked", async () => {
  const both = await browserWithBoth();
  const first = await both.meet();
  await both.send("panel", { act: "end-session", session: first });
  const forger = await freshForger();
  const checkedAt = both.clock.at;
  both.clock.at += 3 * 86_400_000;
  // Full-width letters and capitals are the same name to whoever reads it.
  const lookalike = { technician: forger.name, name: "ＡＮＮＡ berg", organisation: "contoso it" };
  await swapMeet(both, (meet) => signAnew("meet", meet, forger, lookalike));
  await both.send("panel", { act: "sign-in", email: "anna@contoso.example", password: "correct horse" });
  await both.join();
  const introduction = await both.popup.state(({ sessions }) =>
    sessions.map((session) => session.introduction).find(({ step }) => step === "number"),
  );
  expect(introduction).toMatchObject({ name: lookalike.name, warning: { checkedAt } });
});

it("a join that isn't the customer's own fails the session at the customer's", async () => {
  const both = await browserWithBoth();
  const forger = await freshForger();
  both.server.lies.answer = ({ path }) => (path.endsWith("/meet") ? "no answer" : undefined);
  await both.join();
  const id = [...both.server.sessions.keys()][0] ?? "";
  const commit = await commitTo(fresh32());
  const join = await say("join", { session: id, customer: forger.name, commit, at: both.clock.at }, forger.privateKey);
  both.server.lies.session = (session, to) => (to === "customer" ? { ...session, join } : session);
  both.server.tell();
  expect(await both.popup.state(({ sessions }) => failedOf(sessions))).toMatchObject({ because: "altered" });
  expect(both.server.calls("/reveal")).toEqual([]);
});

it("a meet that isn't the technician's own fails the session at the technician's", async () => {
  const both = await browserWithBoth();
  const id = await both.meet();
  const forger = await freshForger();
  const other = await signAnew("meet", both.server.sessions.get(id)?.meet ?? "", forger, { technician: forger.name });
  both.server.lies.session = (session, to) => (to === "technician" ? { ...session, meet: other } : session);
  both.server.tell();
  expect(await both.panel.state(({ sessions }) => failedOf(sessions))).toEqual({ step: "failed", because: "altered" });
  const asked = await both.send("panel", { act: "request", session: id, ...anyDraft });
  expect(asked).toEqual({ ok: false, code: "not-verified" });
});

it("a checked key under another name is checked by number again", async () => {
  const both = await browserWithBoth();
  const first = await both.meet();
  await both.send("panel", { act: "end-session", session: first });
  const technician = await genuine(both.store, "technician");
  await swapMeet(both, (meet) => signAnew("meet", meet, technician, { name: "Contoso Bank" }));
  await both.send("panel", { act: "start-session", kind: "desktop", reference: null });
  const code = await both.panel.state(({ sessions }) => sessions.find((session) => session.code)?.code);
  await both.send("popup", { act: "join", code, name: "Office PC" });
  const introduction = await both.popup.state(({ sessions }) =>
    sessions.map((session) => session.introduction).find(({ step }) => step === "number"),
  );
  expect(introduction).toMatchObject({ name: "Contoso Bank", warning: null });
});

it("two meets that come at once are one meet too many: the first is kept", async () => {
  const both = await browserWithBoth();
  both.server.lies.answer = ({ path }) => (path.endsWith("/meet") ? "no answer" : undefined);
  await both.join();
  const [session] = both.server.sessions.values();
  const joining = session && (await both.store.get("joinings", session.id));
  if (session?.join == null || joining === undefined) throw new Error("never joined");
  const key = await genuine(both.store, "customer");
  const meets = await Promise.all(
    ["Anna Berg", "Bert Anders"].map(async (name) => {
      const { name: technician, privateKey } = await freshForger();
      const nonce = toBase64url(fresh32());
      const to = { session: session.id, customer: key.name, join: await hashOf(joining.join) };
      return say("meet", { ...to, technician, nonce, name, organisation: "Contoso IT", at: 0 }, privateKey);
    }),
  );
  const kept = await Promise.all(meets.map((meet) => advance(joining, { ...session, meet }, key, both.store)));
  expect(new Set(kept.map(({ met }) => met?.meet)).size).toBe(1);
});

it("two joins that come at once are answered once, and the second fails the session", async () => {
  const both = await browserWithBoth();
  both.server.lies.answer = ({ path }) => (path.endsWith("/join") ? "no answer" : undefined);
  await both.join();
  const [session] = both.server.sessions.values();
  const meeting = session && (await both.store.get("meetings", session.id));
  if (session === undefined || meeting === undefined) throw new Error("never started");
  const key = await genuine(both.store, "technician");
  const by = { store: both.store, key, name: "Anna Berg", organisation: "Contoso IT", now: () => both.clock.at };
  const joins = await Promise.all(
    [1, 2].map(async (at) => {
      const { name: customer, privateKey } = await freshForger();
      return say("join", { session: session.id, customer, commit: await commitTo(fresh32()), at }, privateKey);
    }),
  );
  const kept = await Promise.all(joins.map((join) => advanceMeeting(meeting, { ...session, join }, by)));
  expect(new Set(kept.map(({ answered }) => answered?.meet)).size).toBe(1);
  expect(await both.store.get("meetings", session.id)).toMatchObject({ failed: "altered" });
});

it("a meeting that failed stays failed, whoever was about to say otherwise", async () => {
  const both = await browserWithBoth();
  await both.join();
  const { id } = await both.panel.state(numberOf);
  const meeting = await both.store.get("meetings", id);
  const session = both.server.sessions.get(id);
  if (meeting === undefined || session === undefined) throw new Error("never met");
  await both.send("panel", { act: "fits", session: id, fits: false });
  const key = await genuine(both.store, "technician");
  const by = { store: both.store, key, name: "Anna Berg", organisation: "Contoso IT", now: () => both.clock.at };
  // As if the same customer had been checked in another session at this very moment.
  const customer = meeting.answered?.customer ?? "";
  await both.store.put("customers", { key: customer, checkedAt: both.clock.at }, customer);
  expect((await advanceMeeting(meeting, session, by)).failed).toBe("number-differs");
  expect(await both.store.get("meetings", id)).toMatchObject({ failed: "number-differs", fits: false });
});

it("a number can't be said to fit once the session is over", async () => {
  const both = await browserWithBoth();
  await both.join();
  const { id } = await both.panel.state(numberOf);
  await both.send("popup", { act: "leave", session: id });
  await both.panel.state(({ sessions }) => sessions.some(({ state }) => state === "ended"));
  expect(await both.send("panel", { act: "fits", session: id, fits: true })).toEqual({
    ok: false,
    code: "not-meeting",
  });
  expect(await both.store.getAll("customers")).toEqual([]);
});

it("a number that fitted isn't asked for again, nor counted when it is wrong", async () => {
  const both = await browserWithBoth();
  const session = await both.meet();
  const again = await both.send("popup", { act: "check-number", session, number: "000000" });
  expect(again).toEqual({ ok: false, code: "not-verified" });
  expect((await both.store.get("joinings", session))?.wrong).toBe(0);
});

describe("a request is not signed", () => {
  it("for a computer with another key than the customer's whose number was checked", async () => {
    const both = await browserWithBoth();
    const id = await both.meet();
    const { name: key } = await freshForger();
    both.server.lies.session = (session) =>
      session.computer === null ? session : { ...session, computer: { ...session.computer, key } };
    both.server.tell();
    await both.panel.state(({ sessions }) => sessions.some(({ computer }) => computer?.key === key));
    const asked = await both.send("panel", { act: "request", session: id, ...anyDraft });
    expect(asked).toEqual({ ok: false, code: "not-verified" });
  });

  it.each([
    ["has ended", (at: number) => at],
    ["lasts longer than sessions do", (at: number) => at + 13 * 3_600_000],
    ["has no end", () => null],
  ])("in a session that %s, as the server says", async (_, end) => {
    const both = await browserWithBoth();
    const id = await both.meet();
    const endsAt = end(both.clock.at);
    both.server.lies.session = (session) => ({ ...session, endsAt });
    both.server.tell();
    await both.panel.state(({ sessions }) => sessions.some((session) => session.endsAt === endsAt));
    const asked = await both.send("panel", { act: "request", session: id, ...anyDraft });
    expect(asked).toEqual({ ok: false, code: "not-verified" });
    expect(both.server.calls("/requests")).toEqual([]);
  });
});
