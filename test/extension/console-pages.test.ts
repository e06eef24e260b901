import { afterEach, describe, expect, it, vi } from "vitest";
import type { PageContext } from "../../extension/console/page-context.ts";
import type { PageShown } from "../../extension/messages.ts";
import { freshId } from "../../shared/base64url.ts";
import { browserWithBoth, consoleOrigin, senders } from "./browser-with-both.ts";

// What a page says is a stranger's word: told to the panel in its own tab, bounded, and good for nothing else.

const tab = 7;
const address = `${consoleOrigin}/devices/4711`;
type Both = Awaited<ReturnType<typeof browserWithBoth>>;

const script = {
  ...{ id: senders.panel.id, url: address, origin: consoleOrigin, frameId: 0 },
  tab: { id: tab, url: address },
};
const context: PageContext = {
  by: "description",
  console: "MeshCentral",
  name: "Office PC",
  references: [{ kind: "device", value: "17" }],
  kind: "desktop",
};
const about = (value: string, kind: PageContext["references"][number]["kind"] = "device"): PageContext => ({
  ...context,
  references: [{ kind, value }],
});
const panelIn = (id: number) => ({ ...senders.panel, tab: { id, url: address } }) as unknown as typeof senders.panel;
const page = (state: { page: PageShown | null }) => state.page;
const keys = (shown: PageShown) => shown.references.map(({ key }) => key);
const named = (key: string) => (state: { page: PageShown | null }) =>
  state.page && keys(state.page).includes(key) && state.page;
const signIn = (both: Both) =>
  both.send("panel", { act: "sign-in", email: "anna@contoso.example", password: "correct horse" });
afterEach(() => vi.restoreAllMocks());
const lookups = (both: Both) => both.server.calls("/sessions").filter(({ method }) => method === "GET");

describe("what a page says that it is about", () => {
  it("is told to the panel in that tab, with the key by which sessions keep it", async () => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context }, script);
    expect(await both.panel.state(page)).toEqual({
      ...{ by: "description", console: "MeshCentral", name: "Office PC", kind: "desktop" },
      references: [{ kind: "device", value: "17", key: "device:17" }],
      computers: [],
    });
  });

  it("is told to no other tab's panel, and to no popup", async () => {
    const both = await browserWithBoth();
    const states: unknown[] = [];
    both.openPage("technician", panelIn(8), "technician", (state) => states.push(state.page));
    both.openPage("technician", senders.popup, "technician", (state) => states.push(state.page));
    await both.say({ tab: "page", context }, script);
    await both.panel.state(page);
    await signIn(both);
    await both.panel.state(({ me }) => me);
    await vi.waitUntil(() => states.length >= 4);
    expect(new Set(states)).toEqual(new Set([null]));
  });

  it.each([
    ["another extension", { ...script, id: "somebody-else" }],
    ["a frame in the page", { ...script, frameId: 3 }],
    ["no tab", { ...script, tab: undefined }],
    ["a page of another origin", { ...script, url: "https://elsewhere.example/", origin: "https://elsewhere.example" }],
    ["a page that its console put into a sandbox", { ...script, origin: "null" }],
    ["a page that was only loaded ahead", { ...script, documentLifecycle: "prerender" }],
    ["no address", { ...script, url: undefined }],
    ["a file", { ...script, url: "file:///desk.html", origin: "null" }],
  ])("isn't heard from %s", async (_, sender) => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context }, sender);
    expect(await both.say({ tab: "here" }, sender)).toBeNull();
    await both.say({ tab: "page", context: about("18") }, { ...script, tab: { id: 8, url: address } });
    await both.openPage("technician", panelIn(8)).state(named("device:18"));
    expect(await both.panel.state(({ server, page }) => (server ? [page] : null))).toEqual([null]);
  });

  it.each([
    ["a foreign member", { ...context, also: 1 }],
    ["a name that is too long", { ...context, name: "x".repeat(201) }],
    ["a reference that is too long", about("x".repeat(401))],
    ["five references", { ...context, references: Array(5).fill({ kind: "device", value: "1" }) }],
    ["a kind of reference that is none", about("1", "customer" as never)],
  ])("isn't heard with %s", async (_, wrong) => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context: wrong }, script);
    await both.say({ tab: "page", context: about("18") }, { ...script, tab: { id: 8, url: address } });
    await both.openPage("technician", panelIn(8)).state(named("device:18"));
    expect(await both.panel.state(({ server, page }) => (server ? [page] : null))).toEqual([null]);
  });

  it("is one line without characters that hide or turn others round", async () => {
    const both = await browserWithBoth();
    const odd = { ...about(" \u202e17\u0000 "), name: "Office\u202e\n  PC\u200b" };
    await both.say({ tab: "page", context: odd }, script);
    expect(await both.panel.state(page)).toMatchObject({ name: "Office PC", references: [{ value: "17" }] });
  });

  it("is no act, whoever's words it uses", async () => {
    const both = await browserWithBoth();
    await signIn(both);
    for (const act of [{ act: "sign-out" }, { act: "start-session", kind: "desktop", reference: null }]) {
      expect(await both.say(act, script)).toBeUndefined();
      expect(await both.say({ tab: "page", context, ...act }, script)).toBeUndefined();
    }
    expect(both.server.calls("/tokens/current")).toEqual([]);
    expect(both.server.calls("/sessions").filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("ends with its page", async () => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context }, script);
    await both.panel.state(page);
    await both.say({ tab: "here" }, script);
    await both.openPage("technician", panelIn(tab)).state((state) => state.page === null);
  });

  it("comes too late where another page has been loaded meanwhile", async () => {
    const both = await browserWithBoth();
    const other = { ...script, tab: { id: 8, url: address } };
    for (const sender of [script, other]) {
      await both.say({ tab: "page", context }, sender);
      // Waits its turn: this tab has just said something.
      await both.say({ tab: "page", context: about("18") }, sender);
      if (sender === script) await both.say({ tab: "here" }, sender);
    }
    await both.openPage("technician", panelIn(8)).state(named("device:18"));
    const shown = await both.openPage("technician", panelIn(tab)).state(({ page }) => [page]);
    expect(shown).toEqual([null]);
  });

  it("isn't told to a panel that stands in another console meanwhile", async () => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context }, script);
    await both.panel.state(page);
    both.consoles.permit("https://desk.example/*");
    await both.send("popup", { act: "add-console", origin: "https://desk.example" });
    const moved = {
      ...senders.panel,
      tab: { id: tab, url: "https://desk.example/" },
    } as unknown as typeof senders.panel;
    const state = await both.openPage("technician", moved).state(({ console, page }) => ({ console, page }));
    expect(state).toEqual({ console: "https://desk.example", page: null });
  });

  it("ends with its tab, whose number another may have later", async () => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context }, script);
    await both.panel.state(page);
    both.consoles.close(tab);
    await both.openPage("technician", panelIn(tab)).state((state) => state.page === null);
  });

  it("is asked for again when a panel meets a background that was just woken", async () => {
    const both = await browserWithBoth();
    const { panel } = both.restart();
    await panel.state(({ server }) => server);
    await vi.waitUntil(() => both.consoles.sentTo(tab).length > 0);
    expect(both.consoles.sentTo(tab)).toContainEqual({ to: "read" });
  });

  it("is asked for once more by a panel that is opened later: its page may be one that she went back to", async () => {
    const both = await browserWithBoth();
    const reads = () => both.consoles.sentTo(tab).filter((one) => JSON.stringify(one) === '{"to":"read"}').length;
    await both.panel.state(({ server }) => server);
    // At the start for each console's tab, and for the panel that is open already.
    await vi.waitUntil(() => reads() === 2);
    await both.openPage("technician", panelIn(tab)).state(({ server }) => server);
    await vi.waitUntil(() => reads() === 3);
  });
});

describe("the key of a reference", () => {
  it.each([
    ["a device", about("17"), "device:17"],
    ["a ticket with signs", about("#4711/b", "ticket"), "ticket:#4711/b"],
    // SHA-256 of "/desk?id=1#a"
    ["an address, which isn't told to anybody", about("/desk?id=1#a", "page"), /^page:[\w-]{43}$/],
    ["markup", about("<b>17</b>"), /^device:[\w-]{43}$/],
    ["more than a session keeps", about("x".repeat(400)), `device:${"x".repeat(400)}`],
  ])("of %s", async (_, said, key) => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context: said }, script);
    const [own = ""] = keys(await both.panel.state(page));
    expect(own).toMatch(key);
  });
});

describe("the computers of a page", () => {
  it("are those that she met in sessions of its references on this console, the newest first", async () => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context }, script);
    await both.panel.state(named("device:17"));
    const id = await both.meet({ reference: "device:17" });
    const shown = await both.panel.state(({ page, sessions }) =>
      page?.computers.length ? { page, session: sessions.find((one) => one.id === id) } : null,
    );
    expect(shown.page.computers).toEqual([shown.session?.computer?.id]);
    await both.say({ tab: "page", context: about("18") }, script);
    expect((await both.panel.state(named("device:18"))).computers).toEqual([]);
  });

  it("are asked of the server where the state shows no such session any more", async () => {
    const both = await browserWithBoth();
    const id = await both.meet();
    const session = await both.panel.state(({ sessions }) => sessions.find((one) => one.id === id));
    both.server.lies.answer = ({ method, path }) =>
      method === "GET" && path.endsWith("/sessions")
        ? { status: 200, body: { items: [{ ...session, reference: "device:17" }] } }
        : undefined;
    await both.say({ tab: "page", context }, script);
    await both.panel.state(({ page }) => page?.computers[0] === session.computer?.id);
    expect(lookups(both).map(({ query }) => Object.fromEntries(query))).toEqual([
      { origin: consoleOrigin, reference: "device:17" },
    ]);
  });

  it("are asked once for each reference, and again when she comes back much later", async () => {
    const both = await browserWithBoth();
    await signIn(both);
    await both.panel.state(({ me, online }) => me && online);
    for (const value of ["17", "18", "17", "18", "17"]) {
      await both.say({ tab: "page", context: about(value) }, script);
      await both.panel.state(named(`device:${value}`));
    }
    expect(lookups(both)).toHaveLength(2);
    both.clock.at += 3_600_000;
    await both.say({ tab: "page", context: about("18") }, script);
    await vi.waitUntil(() => lookups(both).length === 3);
  });

  it("are another technician's no more, who signs in after her", async () => {
    const both = await browserWithBoth();
    const id = await both.meet();
    const session = await both.panel.state(({ sessions }) => sessions.find((one) => one.id === id));
    let isHers = true;
    both.server.lies.answer = ({ method, path }) =>
      method === "GET" && path.endsWith("/sessions")
        ? { status: 200, body: { items: isHers ? [{ ...session, reference: "device:17" }] : [] } }
        : undefined;
    await both.say({ tab: "page", context }, script);
    await both.panel.state(({ page }) => page?.computers.length);
    isHers = false;
    both.server.signedInAs(freshId());
    await both.send("panel", { act: "sign-out" });
    await both.panel.state(({ me, page }) => me === null && page?.computers.length === 0);
    await signIn(both);
    await both.panel.state(({ me, online, page }) => me && online && page?.computers.length === 0);
    await vi.waitUntil(() => lookups(both).length === 2);
  });

  it("are asked for nobody while no panel is open", async () => {
    const both = await browserWithBoth();
    await signIn(both);
    await both.panel.state(({ me, online }) => me && online);
    await both.say({ tab: "page", context }, { ...script, tab: { id: 8, url: address } });
    await both.say({ tab: "page", context: about("18") }, script);
    await both.panel.state(named("device:18"));
    expect(lookups(both).map(({ query }) => query.get("reference"))).toEqual(["device:18"]);
  });
});

describe("a panel that is opened before the page has said a word", () => {
  const script8 = { ...script, tab: { id: 8, url: address } };
  /** A signed-in technician opens the panel in another tab; `told`: what it was told of the page, the oldest first. */
  async function opened() {
    const both = await browserWithBoth();
    await signIn(both);
    await both.panel.state(({ me, online }) => me && online);
    const told: (PageShown | null)[] = [];
    const open = () => both.openPage("technician", panelIn(8), "technician", (state) => told.push(state.page));
    return { both, told, open };
  }

  it("is told first what the page is about and which computers are known there, and nothing jumps", async () => {
    const { both, told, open } = await opened();
    const id = await both.meet();
    const session = await both.panel.state(({ sessions }) => sessions.find((one) => one.id === id));
    both.server.lies.answer = ({ method, path }) =>
      method === "GET" && path.endsWith("/sessions")
        ? { status: 200, body: { items: [{ ...session, reference: "device:17" }] } }
        : undefined;
    const { promise: answers, resolve: answer } = Promise.withResolvers<void>();
    const { fetch } = both.server;
    const lookup = vi.spyOn(both.server, "fetch").mockImplementation(async (...call) => {
      await answers;
      return fetch(...call);
    });
    neverBlink();
    open();
    await both.say({ tab: "page", context }, script8);
    await vi.waitUntil(() => lookup.mock.calls.length > 0);
    expect(told).toEqual([]);
    answer();
    await vi.waitUntil(() => told.length > 0);
    expect(told[0]).toMatchObject({ name: "Office PC", computers: [session.computer?.id] });
  });

  it("waits a blink and no longer where the page says none, and once for each page that is loaded", async () => {
    const { both, told, open } = await opened();
    const from = performance.now();
    const panel = open();
    await vi.waitUntil(() => told.length > 0);
    expect(told).toEqual([null]);
    expect(performance.now() - from).toBeGreaterThan(140);
    panel.leave();
    neverBlink();
    const second = open();
    await second.state(({ server }) => server);
    second.leave();
    await both.say({ tab: "here" }, script8);
    const before = told.length;
    open();
    await both.say({ tab: "page", context }, script8);
    await vi.waitUntil(() => told.length > before);
    expect(told[before]?.name).toBe("Office PC");
  });

  it("waits for nothing where the word is there, nor where nobody is signed in", async () => {
    const { both, told, open } = await opened();
    await both.say({ tab: "page", context }, script8);
    neverBlink();
    await open().state(named("device:17"));
    expect(told[0]?.name).toBe("Office PC");
    await both.send("panel", { act: "sign-out" });
    await both.say({ tab: "here" }, script8);
    await open().state(({ me, page }) => me === null && page === null);
  });
});

/** From now on a panel that waits for nothing but time waits for ever. */
function neverBlink(): void {
  const { setTimeout: real } = globalThis;
  const without = ((does: () => void, after?: number) => (after === 150 ? 0 : real(does, after))) as typeof setTimeout;
  vi.spyOn(globalThis, "setTimeout").mockImplementation(without);
}

describe("a page that says something new all the time", () => {
  it("is heard now and then, the newest in the end, and costs the server and the store no more than a share", async () => {
    const both = await browserWithBoth();
    await signIn(both);
    await both.panel.state(({ me, online }) => me && online);
    const kept = async () => {
      // Who she is was just said by the server, and is kept.
      const { technician: _, ...others } = await both.kept();
      return others;
    };
    const before = await kept();
    let told = 0;
    both.openPage("technician", panelIn(tab), "technician", () => (told += 1));
    for (let value = 0; value <= 500; value += 1) {
      await both.say({ tab: "page", context: { ...context, references: many(value) } }, script);
    }
    await both.panel.state(named("device:500"));
    expect(told).toBeLessThan(20);
    expect(lookups(both).length).toBeLessThanOrEqual(20);
    expect(await kept()).toEqual(before);
  });

  it("has its share of questions, and no more for having many tabs", async () => {
    const both = await browserWithBoth();
    await signIn(both);
    await both.panel.state(({ me, online }) => me && online);
    for (let id = 20; id < 40; id += 1) {
      const sender = { ...script, tab: { id, url: address } };
      await both.say({ tab: "page", context: { ...context, references: many(id) } }, sender);
      await both.openPage("technician", panelIn(id)).state(named(`device:${id}`));
    }
    expect(lookups(both)).toHaveLength(20);
  });
});

const many = (value: number): PageContext["references"] => [
  { kind: "device", value: String(value) },
  { kind: "ticket", value: String(value) },
  { kind: "session", value: String(value) },
];

describe("a session", () => {
  const start = async (both: Both, reference: string | null, id = tab) => {
    await signIn(both);
    await both.say({ act: "start-session", kind: "desktop", reference }, panelIn(id));
    return both.server.calls("/sessions").find(({ method }) => method === "POST")?.body;
  };

  it("is kept under the reference that she saw", async () => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context }, script);
    await both.panel.state(page);
    expect(await start(both, "device:17")).toMatchObject({ origin: consoleOrigin, reference: "device:17" });
  });

  it("is kept under one that its page has left meanwhile", async () => {
    const both = await browserWithBoth();
    for (const value of ["17", "18"]) {
      await both.say({ tab: "page", context: about(value) }, script);
      await both.panel.state(named(`device:${value}`));
    }
    expect(await start(both, "device:17")).toMatchObject({ reference: "device:17" });
  });

  it.each([
    ["nobody has named", "device:18", tab],
    ["another tab has named", "device:17", 8],
  ])("is kept under none that %s", async (_, reference, id) => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context }, script);
    await both.panel.state(page);
    expect(await start(both, reference, id)).not.toHaveProperty("reference");
  });

  it("keeps its reference with a new code", async () => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context }, script);
    await both.panel.state(page);
    await start(both, "device:17");
    const { id } = await both.panel.state(({ sessions }) => sessions[0]);
    await both.send("panel", { act: "new-code", session: id });
    const started = both.server.calls("/sessions").filter(({ method }) => method === "POST");
    expect(started.at(-1)?.body).toMatchObject({ reference: "device:17" });
  });
});

describe("a page that keeps the contract", () => {
  const contract: PageContext = { ...context, by: "contract" };
  const heard = (both: Both) =>
    both.consoles.sentTo(tab).flatMap((message) => {
      const said = message as { to: string; origin?: string; news?: unknown };
      return said.to === "news" && said.origin === consoleOrigin ? [said.news] : [];
    });
  /** A request in a session of the page's reference. */
  async function asked(both: Both) {
    await both.say({ tab: "page", context: contract }, script);
    await both.panel.state(page);
    return both.ask({ reference: "device:17" });
  }

  it("hears what becomes of a request, once for each change", async () => {
    const both = await browserWithBoth();
    const { request } = await asked(both);
    await vi.waitUntil(() => heard(both).length === 1);
    expect(heard(both)).toEqual([{ reference: "device:17", state: "pending", at: both.clock.at }]);
    both.clock.at += 1_000;
    await both.send("popup", { act: "deny", request: request.id, reason: "Not today" });
    await vi.waitUntil(() => heard(both).length === 2);
    expect(heard(both)[1]).toEqual({ reference: "device:17", state: "denied", at: both.clock.at });
    await both.send("panel", { act: "end-session", session: request.session });
    await both.panel.state(({ sessions }) => sessions.every(({ state }) => state === "ended"));
    expect(heard(both)).toHaveLength(2);
  });

  it("is told so in every such tab, and a page that doesn't keep it in none", async () => {
    const both = await browserWithBoth();
    await both.say({ tab: "page", context }, script);
    await both.panel.state(page);
    const other = { ...script, tab: { id: 8, url: address } };
    both.consoles.open(8, address);
    await both.say({ tab: "page", context: contract }, other);
    await both.openPage("technician", panelIn(8)).state(page);
    await both.ask({ reference: "device:17" });
    await vi.waitUntil(() => JSON.stringify(both.consoles.sentTo(8)).includes("pending"));
    expect(heard(both)).toEqual([]);
  });

  it("hears nothing of what it no longer names", async () => {
    const both = await browserWithBoth();
    const { request } = await asked(both);
    await vi.waitUntil(() => heard(both).length === 1);
    await both.say({ tab: "page", context: { ...contract, references: [{ kind: "device", value: "18" }] } }, script);
    await both.panel.state(named("device:18"));
    await both.send("popup", { act: "deny", request: request.id, reason: "" });
    await both.panel.state(({ requests }) => requests[0]?.state === "denied");
    expect(heard(both)).toHaveLength(1);
  });

  it.each([
    ["what was answered in the last twelve hours", 12 * 3_600_000 - 1, ["denied"]],
    ["nothing that is older", 12 * 3_600_000, []],
  ])("hears %s, once it was loaded anew", async (_, later, states) => {
    const both = await browserWithBoth();
    const { request } = await asked(both);
    await both.send("popup", { act: "deny", request: request.id, reason: "" });
    await both.panel.state(({ requests }) => requests[0]?.state === "denied");
    await vi.waitUntil(() => JSON.stringify(heard(both)).includes("denied"));
    const before = heard(both).length;
    both.clock.at += later;
    // Something else that the page hears of in any case, and after what it may hear first.
    const [session] = [...both.server.sessions.values()].filter(({ id }) => id === request.session);
    const [answered] = both.server.requests.values();
    if (session === undefined || answered === undefined) throw new Error("nothing was asked");
    const other = { session: freshId(), request: freshId() };
    both.server.sessions.set(other.session, { ...session, id: other.session, reference: "ticket:1" });
    both.server.requests.set(other.request, {
      ...{ ...answered, id: other.request, sessionId: other.session, state: "pending", answeredAt: null },
    });
    both.restart();
    const references = [...contract.references, { kind: "ticket" as const, value: "1" }];
    await both.say({ tab: "page", context: { ...contract, references } }, script);
    const news = () => heard(both).slice(before) as { reference: string; state: string }[];
    await vi.waitUntil(() => news().some(({ reference }) => reference === "ticket:1"));
    expect(news().map(({ state }) => state)).toEqual([...states, "pending"]);
  });
});
