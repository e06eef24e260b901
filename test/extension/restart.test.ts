import { describe, expect, it, vi } from "vitest";
import { browserWithBoth, numberOf } from "./browser-with-both.ts";
import { genuine } from "./forger.ts";
import { anyProblem } from "./scripted-server.ts";

// A browser stops the background whenever it likes. What was promised once is never promised twice in other words.

describe("after the background was stopped", () => {
  it("the technician answers a join in the bytes that she answered it in before", async () => {
    const both = await browserWithBoth();
    const answered = new Promise<void>((resolve) => {
      both.server.lies.answer = ({ path }) => {
        if (!path.endsWith("/meet")) return undefined;
        resolve();
        return "no answer";
      };
    });
    await both.join();
    await answered;
    delete both.server.lies.answer;
    const { panel } = both.restart();
    await panel.state(numberOf);
    expect(new Set(both.server.calls("/meet").map(({ body }) => body.meet)).size).toBe(1);
  });

  it("the number is the same, may still be typed, and wrong ones still count", async () => {
    const both = await browserWithBoth();
    await both.join();
    const { id, number } = await both.panel.state(numberOf);
    const wrong = String((Number(number) + 1) % 1_000_000).padStart(6, "0");
    await both.popup.state(({ sessions: [one] }) => one?.introduction.step === "number");
    await both.send("popup", { act: "check-number", session: id, number: wrong });
    const { panel, popup } = both.restart();
    expect(await panel.state(numberOf)).toEqual({ id, number });
    const introduction = await popup.state(
      ({ sessions: [one] }) => one?.introduction.step === "number" && one.introduction,
    );
    expect(introduction.triesLeft).toBe(2);
    expect(await both.send("popup", { act: "check-number", session: id, number })).toMatchObject({ fits: true });
  });

  it("both are who they were: same keys, still signed in, nothing typed again", async () => {
    const both = await browserWithBoth();
    await both.meet();
    const before = [await genuine(both.store, "technician"), await genuine(both.store, "customer")];
    const { panel, popup } = both.restart();
    expect(await panel.state(({ me, online }) => online && me)).toMatchObject({
      name: "Anna Berg",
      key: before[0]?.name,
    });
    expect(await popup.state(({ computer, online }) => online && computer)).toMatchObject({ name: "Office PC" });
    const after = [await genuine(both.store, "technician"), await genuine(both.store, "customer")];
    expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
    expect(before[0]?.name).not.toBe(before[1]?.name);
  });

  it("a grant that was signed is sent, in the same bytes, without another press", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    both.server.lies.answer = ({ path }) => (path.endsWith("/approve") ? "no answer" : undefined);
    await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
    delete both.server.lies.answer;
    const { popup } = both.restart();
    await popup.state(({ grants: [one] }) => one?.told);
    expect(new Set(both.server.calls("/approve").map(({ body }) => body.grant)).size).toBe(1);
  });

  it("a denial that the server didn't hear is sent", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    both.server.lies.answer = ({ path }) => (path.endsWith("/deny") ? "no answer" : undefined);
    await both.send("popup", { act: "deny", request: request.id, reason: "Not today" });
    delete both.server.lies.answer;
    const { panel } = both.restart();
    const denied = await panel.state(({ requests: [one] }) => one?.state === "denied" && one);
    expect(denied.answerReason).toBe("Not today");
  });

  it("a session that was left while the server was away is ended", async () => {
    const both = await browserWithBoth();
    const session = await both.meet();
    both.server.lies.answer = ({ path }) => (path.endsWith("/end") ? "no answer" : undefined);
    await both.send("popup", { act: "leave", session });
    delete both.server.lies.answer;
    const { popup } = both.restart();
    await popup.state(({ sessions: [one] }) => one?.endedBy === "customer");
  });
});

it("private keys can't be taken out", async () => {
  const both = await browserWithBoth();
  await both.meet();
  for (const role of ["technician", "customer"] as const) {
    const { privateKey } = await genuine(both.store, role);
    expect(privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("pkcs8", privateKey)).rejects.toThrow();
  }
});

it("tokens can't be read by content scripts, nor found anywhere but under their own names", async () => {
  const both = await browserWithBoth();
  await both.meet();
  expect(await both.browser.storage.local.get()).toEqual({});
  const { "technician-token": technician, "customer-token": customer, ...rest } = await both.kept();
  for (const held of [technician, customer]) {
    const { token } = held as { token: string };
    expect(JSON.stringify([rest, await both.browser.storage.session.get()])).not.toContain(token);
    expect(
      JSON.stringify([await both.panel.state((state) => state), await both.popup.state((state) => state)]),
    ).not.toContain(token);
  }
});

describe("the customer's token", () => {
  const granted = async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
    const { id } = await both.popup.state(({ grants }) => grants[0]);
    return { both, id };
  };
  const hellos = (both: Awaited<ReturnType<typeof browserWithBoth>>) =>
    both.server.calls("/hello").filter(({ method, role }) => method === "POST" && role === null);

  it("is renewed by his key in its last hour", async () => {
    const { both, id } = await granted();
    both.clock.at += 10 * 3_600_000;
    await both.send("popup", { act: "pause", grant: id });
    expect(hellos(both)).toHaveLength(0);
    both.clock.at += 1.5 * 3_600_000;
    expect(await both.send("popup", { act: "resume", grant: id })).toEqual({ ok: true });
    expect(hellos(both)).toHaveLength(1);
  });

  it("serves to its end where it can't be renewed, and no longer", async () => {
    const { both, id } = await granted();
    both.server.lies.answer = ({ path }) => (path.endsWith("/hello") ? "no answer" : undefined);
    both.clock.at += 11.5 * 3_600_000;
    expect(await both.send("popup", { act: "pause", grant: id })).toEqual({ ok: true });
    both.clock.at += 3_600_000;
    expect(await both.send("popup", { act: "resume", grant: id })).toEqual({ ok: false, code: "no-server" });
  });

  it("is bought anew where the server doesn't know it any more", async () => {
    const { both, id } = await granted();
    let refusals = 1;
    both.server.lies.answer = ({ path }) =>
      path.endsWith("/decision") && refusals-- > 0 ? anyProblem("not-signed-in", 401) : undefined;
    expect(await both.send("popup", { act: "pause", grant: id })).toEqual({ ok: true });
    expect(hellos(both)).toHaveLength(1);
  });
});

it("a technician whose token the server doesn't know any more is signed out", async () => {
  const both = await browserWithBoth();
  const session = await both.meet();
  both.server.lies.answer = ({ path }) => (path.endsWith("/end") ? anyProblem("not-signed-in", 401) : undefined);
  await both.send("panel", { act: "end-session", session });
  await both.panel.state(({ me }) => me === null);
});

it("introductions are forgotten a week after their session, pins and grants are not", async () => {
  const both = await browserWithBoth();
  const { request } = await both.ask();
  await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
  both.clock.at += 8 * 86_400_000;
  both.restart();
  await vi.waitFor(async () => expect(await both.store.getAll("joinings")).toEqual([]));
  expect(await both.store.getAll("meetings")).toEqual([]);
  expect(await both.store.getAll("ledger")).toHaveLength(1);
  expect(await both.store.getAll("technicians")).toHaveLength(1);
  expect(await both.store.getAll("customers")).toHaveLength(1);
});

it("a known pair meets again without a number, and each is shown when it was checked", async () => {
  const both = await browserWithBoth();
  const first = await both.meet();
  const checkedAt = both.clock.at;
  await both.send("panel", { act: "end-session", session: first });
  both.clock.at += 3_600_000;
  await both.send("panel", { act: "start-session", kind: "desktop", reference: null });
  const code = await both.panel.state(({ sessions }) => sessions.find((session) => session.code)?.code);
  await both.send("popup", { act: "join", code, name: "Office PC" });
  const met = await both.panel.state(({ sessions }) =>
    sessions.find((one) => one.id !== first && one.state === "active"),
  );
  expect(met.introduction).toMatchObject({ step: "done", checkedAt, number: expect.stringMatching(/^\d{6}$/) });
  const joined = await both.popup.state(({ sessions }) =>
    sessions.find((one) => one.id === met.id && one.introduction.step === "done"),
  );
  expect(joined.introduction).toMatchObject({ technician: { name: "Anna Berg", checkedAt } });
});

it("signing out forgets the token and tells the server, and keys and pins stay", async () => {
  const both = await browserWithBoth();
  await both.meet();
  const { name } = await genuine(both.store, "technician");
  await both.send("panel", { act: "sign-out" });
  await both.panel.state(({ me, sessions }) => me === null && sessions.length === 0);
  expect(both.server.calls("/tokens/current")).toHaveLength(1);
  expect(Object.keys(await both.kept())).not.toContain("technician-token");
  expect((await genuine(both.store, "technician")).name).toBe(name);
  expect(await both.store.getAll("customers")).toHaveLength(1);
});
