import { describe, expect, it, vi } from "vitest";
import { browserWithBoth, consoleOrigin, senders } from "./browser-with-both.ts";
import { serverOrigin } from "./scripted-server.ts";

// An origin is a console where it was built in, or where the technician added it and the browser stands behind it.

const origin = "https://desk.example";
const pattern = `${origin}/*`;
const tab = 21;
type Both = Awaited<ReturnType<typeof browserWithBoth>>;

const panelIn = (url: string, id = tab) => ({ ...senders.panel, tab: { id, url } }) as unknown as typeof senders.panel;
const scriptIn = (url: string, id = tab) => ({
  id: senders.popup.id,
  url,
  origin: new URL(url).origin,
  frameId: 0,
  tab: { id, url },
});
const isConsole = async (both: Both, url = `${origin}/ticket/1`) =>
  (await both.say({ tab: "here" }, scriptIn(url))) !== null;
const add = (both: Both) => both.send("popup", { act: "add-console", origin });
/** What the browser said before is done with: one thing at a time. */
const settled = (both: Both) => both.send("popup", { act: "remove-console", origin: "https://nobodys.example" });
const listed = (both: Both) => both.openPage("technician", senders.popup).state(({ consoles }) => consoles);
const registered = (both: Both) => [...both.consoles.scripts.values()].map(({ matches, js }) => ({ matches, js }));

/** A browser with one console that was added while a tab of it was open. */
async function withConsole(): Promise<Both> {
  const both = await browserWithBoth();
  both.consoles.open(tab, `${origin}/ticket/1`);
  both.consoles.permit(pattern);
  expect(await add(both)).toEqual({ ok: true });
  return both;
}

describe("a console that is added", () => {
  it("has its script from then on, in the tabs that are open and in every page to come", async () => {
    const both = await withConsole();
    expect(both.consoles.injected).toEqual([tab]);
    expect(registered(both)).toEqual([{ matches: [pattern], js: ["console-tab.js"] }]);
    expect([...both.consoles.scripts.values()][0]).toMatchObject({ allFrames: false, persistAcrossSessions: true });
    expect(await isConsole(both)).toBe(true);
    expect(await listed(both)).toEqual([
      { origin: `${consoleOrigin}/*`, preset: true },
      { origin, preset: false },
    ]);
  });

  it("is one only where the browser permits it", async () => {
    const both = await browserWithBoth();
    both.consoles.open(tab, `${origin}/`);
    expect(await add(both)).toEqual({ ok: false, code: "not-here" });
    expect(await isConsole(both)).toBe(false);
    expect(registered(both)).toEqual([]);
    expect(await listed(both)).toHaveLength(1);
  });

  it("is there though the browser's prompt has closed the popup", async () => {
    const both = await browserWithBoth();
    both.consoles.open(tab, `${origin}/`);
    await add(both);
    both.consoles.permit(pattern);
    await vi.waitUntil(() => both.consoles.injected.includes(tab));
    expect(await isConsole(both)).toBe(true);
  });

  it("is there though the background was stopped while the prompt was open", async () => {
    const both = await browserWithBoth();
    both.consoles.open(tab, `${origin}/`);
    await add(both);
    both.restart();
    both.consoles.permit(pattern);
    await vi.waitUntil(() => both.consoles.injected.includes(tab));
  });

  it("waits for its own permission, whatever else is permitted meanwhile", async () => {
    const both = await browserWithBoth();
    await add(both);
    both.consoles.permit("https://elsewhere.example/*");
    await settled(both);
    both.consoles.permit(pattern);
    await settled(both);
    expect(await isConsole(both)).toBe(true);
  });

  it.each([
    [
      "the popup heard the no",
      async (both: Both) => void (await both.send("popup", { act: "remove-console", origin })),
    ],
    [
      "the prompt was left open",
      async (both: Both) => {
        both.clock.at += 10 * 60_000;
      },
    ],
  ])("leaves nothing after a no: %s", async (_, no) => {
    const both = await browserWithBoth();
    await add(both);
    await no(both);
    both.consoles.permit(pattern);
    await settled(both);
    expect(await isConsole(both)).toBe(false);
    expect(registered(both)).toEqual([]);
  });

  it("isn't made by a permission that was given for anything else", async () => {
    const both = await browserWithBoth();
    await add(both);
    both.consoles.permit("https://elsewhere.example/*");
    await settled(both);
    expect(await isConsole(both)).toBe(false);
    expect(await isConsole(both, "https://elsewhere.example/")).toBe(false);
    expect(registered(both)).toEqual([]);
  });

  it.each(["*://*/*", pattern])("isn't made by the permission %s alone", async (wide) => {
    const both = await browserWithBoth();
    both.consoles.open(tab, `${origin}/`);
    both.consoles.permit(wide);
    await settled(both);
    expect(await isConsole(both)).toBe(false);
    expect(registered(both)).toEqual([]);
    expect(both.consoles.injected).toEqual([]);
  });

  it("is exactly one origin, with its scheme and port", async () => {
    const both = await withConsole();
    for (const url of ["http://desk.example/", "https://desk.example:8443/", "https://a.desk.example/"]) {
      both.consoles.permit(`${new URL(url).origin}/*`);
      expect(await isConsole(both, url)).toBe(false);
    }
  });

  it("is one of a hundred at most", async () => {
    const both = await browserWithBoth();
    both.consoles.permit("*://*/*");
    for (let number = 0; number < 100; number += 1) {
      const one = await both.send("popup", { act: "add-console", origin: `https://${number}.example` });
      expect(one).toEqual({ ok: true });
    }
    expect(await add(both)).toEqual({ ok: false, code: "too-many-consoles" });
    expect(await isConsole(both)).toBe(false);
  });

  it("is refused by anything but an origin, and may be sent by the popup alone", async () => {
    const both = await browserWithBoth();
    const addresses = [pattern, "desk.example", "*://*/*", "file:///", "chrome://extensions", `${origin}/desk`];
    // Addresses that a page may really have, and that a browser would read as a pattern for other people's pages.
    const patterns = ["https://*", "https://*.example", "http://*:8080"];
    for (const wrong of [...addresses, ...patterns, "https://{desk}.example", "blob:https://desk.example"]) {
      expect(await both.say({ act: "add-console", origin: wrong }, senders.popup)).toEqual({
        ok: false,
        code: "malformed",
      });
    }
    for (const act of ["add-console", "remove-console"]) {
      for (const page of ["panel", "viewer"] as const) {
        expect(await both.say({ act, origin }, senders[page])).toEqual({ ok: false, code: "not-here" });
      }
    }
  });
});

describe("a console that is removed", () => {
  it.each([
    ["by us", async (both: Both) => void (await both.send("popup", { act: "remove-console", origin }))],
    ["in the browser's settings", async (both: Both) => both.consoles.forbid(pattern)],
  ])("is gone from its pages, the browser and the list: %s", async (_, remove) => {
    const both = await withConsole();
    await both.say({ tab: "place", place: { side: "left", width: 500, top: 20 } }, scriptIn(`${origin}/`));
    await vi.waitUntil(async () => "console-memory" in (await both.kept()));
    await remove(both);
    await vi.waitUntil(() => both.consoles.scripts.size === 0);
    expect(both.consoles.sentTo(tab)).toContainEqual({ to: "leave", origin });
    expect(await isConsole(both)).toBe(false);
    await both.openPage("technician", senders.popup).state(({ consoles }) => consoles.length === 1);
    expect(both.consoles.permitted.size).toBe(0);
    const kept = JSON.stringify(await both.kept());
    expect(kept).not.toContain(origin);
  });

  it("leaves nothing behind of what was on its way: a place that she was still choosing, something to point at", async () => {
    const both = await withConsole();
    const local = async () => JSON.stringify(await both.kept());
    const session = async () => JSON.stringify(await both.browser.storage.session.get());
    const move = (sender: object, width: number) =>
      both.say({ tab: "place", place: { side: "left", width, top: 20 } }, sender);
    await both.say({ act: "pick", what: "name" }, panelIn(`${origin}/`));
    expect(await session()).toContain(origin);
    for (const width of [401, 402]) {
      // The first is kept at once, the second after a rest.
      await move(scriptIn(`${origin}/`), width);
      if (width === 401) await vi.waitUntil(async () => (await local()).includes("401"));
    }
    for (const width of [501, 502]) await move(scriptIn(`${consoleOrigin}/`, 7), width);
    await both.send("popup", { act: "remove-console", origin });
    expect(await local()).not.toContain(origin);
    // What rests by the same clock and began later is kept: so was the other, if at all.
    await vi.waitUntil(async () => (await local()).includes("502"));
    expect(await local()).not.toContain(origin);
    expect(await session()).not.toContain(origin);
  });

  it("isn't one any more for a panel that still stands in it", async () => {
    const both = await withConsole();
    const panel = both.openPage("technician", panelIn(`${origin}/ticket/1`));
    await panel.state((state) => state.console === origin);
    both.consoles.forbid(pattern);
    await vi.waitUntil(() => both.consoles.scripts.size === 0);
    const answer = await both.say({ act: "sign-out" }, panelIn(`${origin}/ticket/1`));
    expect(answer).toEqual({ ok: false, code: "not-here" });
  });

  it("is none even before anything was tidied: the browser's word counts at once", async () => {
    const both = await withConsole();
    both.consoles.permitted.clear();
    expect(await isConsole(both)).toBe(false);
    expect(await both.say({ act: "sign-out" }, panelIn(`${origin}/`))).toEqual({ ok: false, code: "not-here" });
  });
});

describe("at every start of the background", () => {
  it("a script whose permission is gone is unregistered", async () => {
    const both = await withConsole();
    both.consoles.stop();
    both.consoles.permitted.clear();
    both.restart();
    await vi.waitUntil(() => both.consoles.scripts.size === 0);
    expect(await isConsole(both)).toBe(false);
  });

  it("a script that nobody wanted is unregistered", async () => {
    const both = await browserWithBoth();
    await both.browser.scripting.registerContentScripts([
      { id: `console ${origin}`, matches: [pattern], js: ["console-tab.js"] },
    ]);
    both.consoles.permit("*://*/*");
    both.restart();
    await vi.waitUntil(() => both.consoles.scripts.size === 0);
  });

  it("a console that the browser has forgotten to register has its script again", async () => {
    const both = await withConsole();
    both.consoles.scripts.clear();
    both.consoles.injected.length = 0;
    both.restart();
    await vi.waitUntil(() => both.consoles.injected.includes(tab));
    expect(registered(both)).toEqual([{ matches: [pattern], js: ["console-tab.js"] }]);
  });
});

describe("a panel outside of every console", () => {
  it.each([
    ["a page that nobody added", { id: tab, url: "https://elsewhere.example/" }],
    ["a page whose address the browser keeps back", { id: tab }],
    ["a tab of its own", { id: tab, url: "chrome-extension://test-extension-id/panel.html" }],
    ["no tab", undefined],
  ])("is told nothing and does nothing: %s", async (_, standing) => {
    const both = await browserWithBoth();
    const sender = { ...senders.panel, tab: standing } as unknown as typeof senders.panel;
    let told = 0;
    both.openPage("technician", sender, "technician", () => (told += 1));
    const acts = [
      { act: "sign-in", email: "anna@contoso.example", password: "correct horse" },
      { act: "sign-out" },
      { act: "close-panel" },
      { act: "pick", what: "name" },
      { act: "move-panel", side: "left" },
      { act: "forget-picks" },
    ];
    for (const act of acts) expect(await both.say(act, sender)).toEqual({ ok: false, code: "not-here" });
    expect(both.server.calls("/tokens")).toEqual([]);
    // A page that is entitled to it has its state by now.
    await both.openPage("technician", senders.popup).state(({ me }) => me === null);
    expect(told).toBe(0);
  });
});

describe("Firefox, which knows no ports in patterns", () => {
  it("is asked for the host, and the port is looked at here", async () => {
    const both = await browserWithBoth({ own: "moz-extension://0f0f" });
    const popup = { ...senders.popup, url: "moz-extension://0f0f/popup.html" };
    both.consoles.open(tab, "http://10.0.0.5:8080/");
    both.consoles.open(22, "http://10.0.0.5:9090/");
    both.consoles.permit("http://10.0.0.5/*");
    const console = "http://10.0.0.5:8080";
    expect(await both.say({ act: "add-console", origin: console }, popup)).toEqual({ ok: true });
    expect(registered(both)).toEqual([{ matches: ["http://10.0.0.5/*"], js: ["console-tab.js"] }]);
    expect(both.consoles.injected).toEqual([tab]);
    expect(await isConsole(both, `${console}/`)).toBe(true);
    expect(await isConsole(both, "http://10.0.0.5:9090/")).toBe(false);
  });

  it("isn't given back what the extension was installed with: its server may be at the console's host", async () => {
    const both = await browserWithBoth({ own: "moz-extension://0f0f" });
    const popup = { ...senders.popup, url: "moz-extension://0f0f/popup.html" };
    const { protocol, hostname } = new URL(serverOrigin);
    const console = `${protocol}//${hostname}:8080`;
    for (const pattern of [`${protocol}//${hostname}/*`, "http://10.0.0.5/*"]) both.consoles.permit(pattern);
    for (const origin of [console, "http://10.0.0.5:8080"]) {
      expect(await both.say({ act: "add-console", origin }, popup)).toEqual({ ok: true });
      expect(await both.say({ act: "remove-console", origin }, popup)).toEqual({ ok: true });
      expect(await isConsole(both, `${origin}/`)).toBe(false);
    }
    expect([...both.consoles.permitted]).toEqual([`${protocol}//${hostname}/*`]);
  });
});
