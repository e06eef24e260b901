import { describe, expect, it, onTestFinished, vi } from "vitest";
import { usualPlace } from "../../extension/console/panel-place.ts";
import { anyDraft, browserWithBoth, consoleOrigin, senders } from "./browser-with-both.ts";

// What the tab in a console's page and the background say to each other, and what is remembered of each console.

const tab = 7;
const address = `${consoleOrigin}/devices/4711`;
const script = {
  ...{ id: senders.panel.id, url: address, origin: consoleOrigin, frameId: 0 },
  tab: { id: tab, url: address },
};
type Both = Awaited<ReturnType<typeof browserWithBoth>>;
const here = (both: Both, sender: object = script) => both.say({ tab: "here" }, sender);
const source = { from: "text", selector: "h1" };
const memory = async (both: Both) => (await both.kept())["console-memory"];

describe("a tab that has just come into a page", () => {
  it("is told where the panel stands in a console, and nothing anywhere else", async () => {
    const both = await browserWithBoth();
    expect(await here(both)).toEqual({ place: usualPlace, picks: {} });
    const elsewhere = "https://elsewhere.example/";
    expect(await here(both, { ...script, url: elsewhere, origin: new URL(elsewhere).origin })).toBeNull();
  });

  it("may say four things", async () => {
    const both = await browserWithBoth();
    for (const message of [{ tab: "toggle" }, { tab: "act" }, { tab: "here", also: 1 }, "here", null, { to: "read" }]) {
      expect(await both.say(message, script)).toBeUndefined();
    }
  });
});

describe("where the panel stands", () => {
  const place = { side: "left", width: 480, top: 30 };

  it("is remembered for this console alone", async () => {
    const both = await browserWithBoth();
    await both.say({ tab: "place", place }, script);
    await vi.waitUntil(async () => memory(both));
    expect(await here(both)).toMatchObject({ place });
    expect(await both.panel.state(({ side }) => side)).toBe("left");
    const other = "https://other.example";
    both.consoles.permit(`${other}/*`);
    await both.send("popup", { act: "add-console", origin: other });
    expect(await here(both, { ...script, url: `${other}/`, origin: other })).toMatchObject({ place: usualPlace });
  });

  it("is changed from the panel too", async () => {
    const both = await browserWithBoth();
    expect(await both.send("panel", { act: "move-panel", side: "left" })).toEqual({ ok: true });
    expect(both.consoles.sentTo(tab)).toContainEqual({ to: "side", side: "left" });
    expect(await here(both)).toEqual({ place: { ...usualPlace, side: "left" }, picks: {} });
    await both.panel.state(({ side }) => side === "left");
  });

  it.each([
    ["a width that covers the page", { ...place, width: 5_000 }],
    ["a place outside", { ...place, top: 101 }],
    ["a side that is none", { ...place, side: "top" }],
  ])("isn't %s", async (_, wrong) => {
    const both = await browserWithBoth();
    await both.say({ tab: "place", place: wrong }, script);
    await both.send("panel", { act: "move-panel", side: "left" });
    expect(await memory(both)).toEqual({ [consoleOrigin]: { place: { ...usualPlace, side: "left" } } });
  });

  it("is written now and then while she moves it, the newest in the end", async () => {
    const both = await browserWithBoth();
    const write = vi.spyOn(IDBObjectStore.prototype, "put");
    onTestFinished(() => write.mockRestore());
    for (let width = 320; width <= 640; width += 1) {
      await both.say({ tab: "place", place: { ...place, width } }, script);
    }
    await vi.waitUntil(async () => JSON.stringify([await memory(both)]).includes('"width":640'));
    expect(write.mock.calls.length).toBeLessThan(10);
  });
});

describe("what she points at", () => {
  it("is remembered for the console, told to its tabs, and forgotten when she wants", async () => {
    const both = await browserWithBoth();
    both.consoles.open(9, `${consoleOrigin}/other`);
    both.consoles.open(10, "https://elsewhere.example/");
    await both.send("panel", { act: "pick", what: "name" });
    expect(both.consoles.sentTo(tab)).toContainEqual({ to: "pick", what: "name" });
    await both.say({ tab: "picked", what: "name", source }, script);
    const told = { to: "picks", origin: consoleOrigin, picks: { name: source } };
    await vi.waitUntil(() => both.consoles.sentTo(9).some((one) => JSON.stringify(one) === JSON.stringify(told)));
    expect(both.consoles.sentTo(tab)).toContainEqual(told);
    expect(await here(both)).toMatchObject({ picks: { name: source } });
    await both.send("panel", { act: "forget-picks" });
    expect(await here(both)).toMatchObject({ picks: {} });
    expect(both.consoles.sentTo(9).at(-1)).toEqual({ to: "picks", origin: consoleOrigin, picks: {} });
    expect(both.consoles.sentTo(10).filter((one) => JSON.stringify(one).includes("picks"))).toEqual([]);
  });

  it("is taken though the background was stopped while she looked for it", async () => {
    const both = await browserWithBoth();
    await both.send("panel", { act: "pick", what: "reference" });
    both.restart();
    await both.say({ tab: "picked", what: "reference", source }, script);
    await vi.waitUntil(async () => memory(both));
    expect(await here(both)).toMatchObject({ picks: { reference: source } });
  });

  it.each([
    ["nobody asked", null, script],
    ["something else was asked for", "reference", script],
    ["another tab was asked", "name", { ...script, tab: { id: 8, url: address } }],
    ["a frame answers", "name", { ...script, frameId: 2 }],
  ] as const)("isn't taken where %s", async (_, what, sender) => {
    const both = await browserWithBoth();
    if (what !== null) await both.send("panel", { act: "pick", what });
    await both.say({ tab: "picked", what: "name", source }, sender);
    // One that is taken, and after it nothing is on its way any more.
    await both.send("panel", { act: "pick", what: "reference" });
    await both.say({ tab: "picked", what: "reference", source }, script);
    await vi.waitUntil(async () => memory(both));
    expect(await memory(both)).toEqual({ [consoleOrigin]: { picks: { reference: source } } });
  });

  it("is taken once", async () => {
    const both = await browserWithBoth();
    await both.send("panel", { act: "pick", what: "name" });
    await both.say({ tab: "picked", what: "name", source }, script);
    await vi.waitUntil(async () => memory(both));
    await both.say({ tab: "picked", what: "name", source: { from: "title" } }, script);
    await both.send("panel", { act: "move-panel", side: "left" });
    expect(await here(both)).toMatchObject({ picks: { name: source } });
  });

  it("is left as it was where she lets it be", async () => {
    const both = await browserWithBoth();
    await both.send("panel", { act: "move-panel", side: "left" });
    await both.send("panel", { act: "pick", what: "name" });
    await both.say({ tab: "picked", what: "name", source: null }, script);
    await both.send("panel", { act: "pick", what: "reference" });
    await both.say({ tab: "picked", what: "reference", source }, script);
    await vi.waitUntil(async () => JSON.stringify(await memory(both)).includes("reference"));
    expect(await memory(both)).toEqual({
      [consoleOrigin]: { place: { ...usualPlace, side: "left" }, picks: { reference: source } },
    });
  });
});

describe("the keyboard", () => {
  it("opens and closes the panel on a console, and the popup on any other page", async () => {
    const both = await browserWithBoth();
    both.consoles.press("open-panel", tab);
    await vi.waitUntil(() => both.consoles.sentTo(tab).some((one) => JSON.stringify(one) === '{"to":"toggle"}'));
    expect(both.consoles.counts.popups).toBe(0);
    both.consoles.open(11, "https://elsewhere.example/");
    both.consoles.press("open-panel", 11);
    await vi.waitUntil(() => both.consoles.counts.popups === 1);
    expect(both.consoles.sentTo(11)).not.toContainEqual({ to: "toggle" });
  });

  it("does nothing for a command that isn't ours", async () => {
    const both = await browserWithBoth();
    both.consoles.press("toggle-something", tab);
    both.consoles.press("open-panel", tab);
    await vi.waitUntil(() => both.consoles.sentTo(tab).length > 0);
    const toggles = both.consoles.sentTo(tab).filter((one) => JSON.stringify(one) === '{"to":"toggle"}');
    expect(toggles).toHaveLength(1);
  });
});

it("the panel is closed in its own tab", async () => {
  const both = await browserWithBoth();
  expect(await both.send("panel", { act: "close-panel" })).toEqual({ ok: true });
  expect(both.consoles.sentTo(tab)).toContainEqual({ to: "close" });
});

describe("the terms that she asked for last", () => {
  it("are kept with the clock in which they were read, once the request was sent", async () => {
    const both = await browserWithBoth();
    const session = await both.meet();
    expect(await both.panel.state((state) => [state.lastTerms])).toEqual([null]);
    await both.send("panel", { act: "request", session, ...anyDraft });
    expect(await both.panel.state(({ lastTerms }) => lastTerms)).toEqual({ terms: anyDraft.terms, clock: "customer" });
  });

  it("are of her own clock where that is the one they were asked in", async () => {
    const both = await browserWithBoth();
    const session = await both.meet();
    const terms = { ...anyDraft.terms, zone: "America/New_York" };
    await both.send("panel", { act: "request", session, ...anyDraft, terms });
    expect(await both.panel.state(({ lastTerms }) => lastTerms?.clock)).toBe("local");
  });

  it("aren't those of a request that was refused", async () => {
    const both = await browserWithBoth();
    const session = await both.meet();
    both.server.lies.answer = ({ path }) =>
      path.endsWith("/requests")
        ? { status: 409, body: { type: "", title: "", status: 409, code: "refused" } }
        : undefined;
    expect(await both.send("panel", { act: "request", session, ...anyDraft })).toMatchObject({ ok: false });
    expect(await both.panel.state((state) => [state.lastTerms])).toEqual([null]);
  });

  it("are forgotten when she signs out, and kept when her token runs out", async () => {
    const both = await browserWithBoth();
    await both.ask();
    await both.panel.state(({ lastTerms }) => lastTerms);
    both.server.lies.answer = ({ path }) =>
      path.endsWith("/withdraw")
        ? { status: 401, body: { type: "", title: "", status: 401, code: "not-signed-in" } }
        : undefined;
    const { id } = await both.panel.state(({ requests }) => requests[0]);
    await both.send("panel", { act: "withdraw", request: id });
    await both.panel.state(({ me }) => me === null);
    expect(await both.panel.state((state) => [state.lastTerms])).toEqual([null]);
    both.server.lies.answer = undefined as never;
    const signIn = { act: "sign-in", email: "anna@contoso.example", password: "correct horse" } as const;
    await both.send("panel", signIn);
    await both.panel.state(({ lastTerms }) => lastTerms);
    await both.send("panel", { act: "sign-out" });
    await both.send("panel", signIn);
    await both.panel.state(({ me, lastTerms }) => me !== null && lastTerms === null);
    expect(JSON.stringify(await both.kept())).not.toContain("last-terms");
  });

  it("are another technician's no more than her sessions", async () => {
    const both = await browserWithBoth();
    await both.ask();
    await both.panel.state(({ lastTerms }) => lastTerms);
    const { "last-terms": kept } = await both.kept();
    const others = { ...(kept as object), technician: "A".repeat(22) };
    await both.store.put("items", others, "last-terms");
    const { panel } = both.restart();
    await panel.state(({ me, lastTerms }) => me !== null && lastTerms === null);
  });
});
