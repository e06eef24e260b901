import { describe, expect, it } from "vitest";
import { freshId } from "../../shared/base64url.ts";
import { anyDraft, browserWithBoth, consoleOrigin, senders } from "./browser-with-both.ts";

// The background believes nobody but the browser about who speaks.

const id = freshId();
const customersActs = [
  { act: "join", code: "100000", name: "Office PC" },
  { act: "leave", session: id },
  { act: "check-number", session: id, number: "123456" },
  { act: "approve", request: id, painted: "A".repeat(43), credentials: null },
  { act: "deny", request: id, reason: "" },
  { act: "pause", grant: id },
  { act: "resume", grant: id },
  { act: "revoke", grant: id },
  { act: "rename-computer", name: "Office PC" },
  { act: "history" },
  { act: "looked-at" },
  { act: "ask-challenge", request: id, painted: "A".repeat(43) },
  { act: "begin-pairing" },
  { act: "check-door", number: "123456" },
  { act: "stop-pairing" },
  { act: "unpair" },
  { act: "ask-password", on: false },
  { act: "end-visit", connection: id },
  { act: "keep-tab", tab: "technician" },
  { act: "show-in-window", show: "pairing" },
];
const notHere = { ok: false, code: "not-here" };

describe("panel.html", () => {
  it.each(customersActs.map((message) => [message.act, message] as const))("may not send %s", async (_, message) => {
    const both = await browserWithBoth();
    expect(await both.say(message, senders.panel)).toEqual(notHere);
  });

  it("is not told the customer's state", async () => {
    const both = await browserWithBoth();
    expect(both.openPage("customer", senders.panel).isClosed()).toBe(true);
    expect(both.openPage("technician", senders.panel).isClosed()).toBe(false);
    expect(both.openPage("customer", senders.popup).isClosed()).toBe(false);
  });

  it("starts sessions with the origin that the browser names", async () => {
    const both = await browserWithBoth();
    await both.join();
    expect(both.server.calls("/sessions")[0]?.body).toMatchObject({ origin: consoleOrigin, kind: "desktop" });
    expect(await both.panel.state((state) => state.console)).toBe(consoleOrigin);
  });

  it.each([
    ["a tab of its own", { id: 7, url: "chrome-extension://test-extension-id/panel.html" }],
    ["a page that is no console", { id: 7, url: "https://elsewhere.example/" }],
    ["no tab", undefined],
  ])("starts no session in %s", async (_, tab) => {
    const both = await browserWithBoth();
    await both.send("panel", { act: "sign-in", email: "anna@contoso.example", password: "correct horse" });
    const answer = await both.say(
      { act: "start-session", kind: "desktop", reference: null },
      { ...senders.panel, tab },
    );
    expect(answer).toEqual(notHere);
    expect(both.server.calls("/sessions")).toEqual([]);
  });
});

describe("popup.html", () => {
  it.each(customersActs.map((message) => [message.act, message] as const))("may send %s", async (_, message) => {
    const both = await browserWithBoth();
    expect(await both.say(message, senders.popup)).not.toEqual(notHere);
  });

  it.each([
    ["as the toolbar's popup", undefined],
    ["in a tab", { id: 7, url: `${consoleOrigin}/` }],
  ])("starts no session %s", async (_, tab) => {
    const both = await browserWithBoth();
    await both.send("popup", { act: "sign-in", email: "anna@contoso.example", password: "correct horse" });
    expect(
      await both.say({ act: "start-session", kind: "desktop", reference: null }, { ...senders.popup, tab }),
    ).toEqual(notHere);
  });
});

describe("viewer.html", () => {
  const techniciansActs = [
    { act: "sign-in", email: "anna@contoso.example", password: "correct horse" },
    { act: "sign-out" },
    { act: "request", session: id, ...anyDraft },
    { act: "withdraw", request: id },
    { act: "revoke-as-technician", grant: id },
    { act: "open-viewer", grant: id },
  ];
  const connect = { act: "connect", grant: id, share: "A".repeat(43), resumes: null };
  it.each([...customersActs, ...techniciansActs].map((message) => [message.act, message] as const))(
    "may not send %s",
    async (_, message) => {
      const both = await browserWithBoth();
      expect(await both.say(message, senders.viewer)).toEqual(notHere);
    },
  );

  it.each([connect, { act: "end-connection", connection: id }].map((message) => [message.act, message] as const))(
    "may send %s",
    async (_, message) => {
      const both = await browserWithBoth();
      expect(await both.say(message, senders.viewer)).not.toEqual(notHere);
    },
  );

  it.each(["panel", "popup"] as const)("alone connects: %s.html doesn't", async (page) => {
    const both = await browserWithBoth();
    expect(await both.say(connect, senders[page])).toEqual(notHere);
  });

  it.each([
    ["a password beside it", { ...connect, password: "correct horse" }],
    ["a share that is none", { ...connect, share: "x" }],
    ["a visit to go on with that is none", { ...connect, resumes: "../x" }],
  ])("is refused: a knock with %s", async (_, message) => {
    const both = await browserWithBoth();
    expect(await both.say(message, senders.viewer)).toEqual({ ok: false, code: "malformed" });
  });
});

describe("anybody else", () => {
  const own = senders.popup;
  it.each([
    ["another extension", { ...own, id: "somebody-else" }],
    ["a content script in a console", { ...own, url: `${consoleOrigin}/` }],
    ["a page of another extension", { ...own, url: "chrome-extension://somebody-else/popup.html" }],
    ["a web page with our path", { ...own, url: "https://test-extension-id/popup.html" }],
    ["another page of ours", { ...own, url: own.url?.replace("popup", "welcome") }],
    ["a sender without an address", { id: own.id }],
  ])("is not answered: %s", async (_, sender) => {
    const both = await browserWithBoth();
    expect(await both.say({ act: "looked-at" }, sender)).toBeUndefined();
    expect(both.openPage("customer", sender as never).isClosed()).toBe(true);
    expect(both.openPage("technician", sender as never).isClosed()).toBe(true);
  });
});

describe("a message", () => {
  it.each([
    ["no act", {}, "not-here"],
    ["nothing at all", undefined, "not-here"],
    ["an act that is none", { act: "open-door" }, "not-here"],
    ["an act named like a part of every object", { act: "constructor" }, "not-here"],
    ["a foreign member", { act: "looked-at", also: 1 }, "malformed"],
    ["an id that is none", { act: "pause", grant: "../sessions" }, "malformed"],
    ["a name with a hidden direction", { act: "rename-computer", name: "Office\u202ePC" }, "malformed"],
    ["a name that is too long", { act: "rename-computer", name: "x".repeat(201) }, "malformed"],
    ["a reason with NUL", { act: "deny", request: id, reason: "\0" }, "malformed"],
    ["terms with a foreign member", { act: "request", session: id, ...anyDraft, terms: { also: 1 } }, "malformed"],
    ["a painted hash that is none", { act: "approve", request: id, painted: "x" }, "malformed"],
  ])("with %s is refused", async (_, message, code) => {
    const both = await browserWithBoth();
    expect(await both.say(message, senders.popup)).toEqual({ ok: false, code });
  });

  it("is settled as people type it: trimmed, NFC, one kind of line break", async () => {
    const both = await browserWithBoth();
    const session = await both.meet();
    const typed = { ...anyDraft, reason: "  Gru\u0308n\r\nzwei ", ticket: " 4711 " };
    expect(await both.send("panel", { act: "request", session, ...typed })).toEqual({ ok: true });
    const shown = await both.popup.state(({ requests: [one] }) => one?.verified && one);
    expect(shown).toMatchObject({ reason: "Grün\nzwei", ticket: "4711" });
  });
});

it("a draft is kept until it was sent or dropped, and opens a window of the extension's own", async () => {
  const both = await browserWithBoth();
  const session = await both.meet();
  await both.send("panel", { act: "confirm-request", session, ...anyDraft });
  expect(await both.panel.state(({ draft }) => draft)).toEqual({ session, ...anyDraft });
  const windows = await both.browser.windows.getAll();
  expect(windows.filter(({ type }) => type === "popup")).toHaveLength(1);
  await both.send("popup", { act: "drop-draft" });
  expect(await both.panel.state(({ draft }) => draft === null)).toBe(true);
  await both.send("panel", { act: "confirm-request", session, ...anyDraft });
  await both.send("popup", { act: "request", session, ...anyDraft });
  await both.panel.state(({ draft, requests }) => draft === null && requests.length === 1);
});

it("whether the number fits is asked in a window of the extension's own", async () => {
  const both = await browserWithBoth();
  expect(await both.send("panel", { act: "confirm-fits", session: id })).toEqual({ ok: true });
  const windows = await both.browser.windows.getAll();
  expect(windows.filter(({ type }) => type === "popup")).toHaveLength(1);
});

it("the window of the extension's own is one at a time", async () => {
  const both = await browserWithBoth();
  const draft = { session: id, ...anyDraft };
  await both.send("panel", { act: "confirm-request", ...draft });
  await both.send("panel", { act: "confirm-request", ...draft });
  const windows = await both.browser.windows.getAll();
  expect(windows.filter(({ type }) => type === "popup")).toHaveLength(1);
});
