import { type Browser, type BrowserContext, type CDPSession, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Profile } from "../browser/profile.ts";
import { soon } from "../browser/soon.ts";
import { useStage } from "../browser/test-stage.ts";
import { findBrowser } from "../browsers.mjs";

// What the extension costs on a page that nobody added, as the browser's own tools count it; and the same tools on a
// console, which show that they would have seen it.

const stage = useStage("kept");
let bare: Browser;
let profile: Profile;

/** Everything on a page that an extension could have put there. */
type Seen = {
  /** addresses of scripts that were compiled, those of the driver's own left out */
  scripts: string[];
  /** origins and kinds of the worlds in which scripts can run */
  worlds: string[];
  /** addresses that were asked for on behalf of the page */
  requests: string[];
  /** listeners on window, document, root and body, by the world that listens */
  listeners: string[];
  /** what the browser counts of the page's document */
  counts: Record<string, number>;
};

const counted = ["JSEventListeners", "Nodes", "Documents", "Frames", "ArrayBufferContents"];
const placeholder = (address: string) => address.replace(/^http:\/\/[^/]+/, "page:");

type World = { id: number; name: string };

/** Tools name the listeners of one world at a time, so each is asked. */
async function listenersIn(debug: CDPSession, world: World): Promise<string[]> {
  const on = ["window", "document", "document.documentElement", "document.body"];
  const found = await Promise.all(
    on.map(async (target) => {
      const { result } = await debug.send("Runtime.evaluate", { expression: target, contextId: world.id });
      const { listeners } = await debug.send("DOMDebugger.getEventListeners", { objectId: result.objectId ?? "" });
      return listeners.map((one) => `${world.name}: ${target} ${one.type} ${one.useCapture ? "down" : "up"}`);
    }),
  );
  return found.flat();
}

/** Opens a page of the sample console under the given host, uses it a little, and answers with all that is there then. */
async function look(context: BrowserContext, address: string): Promise<Seen> {
  const page = await context.newPage();
  const debug = await context.newCDPSession(page);
  const scripts = new Set<string>();
  const worlds = new Map<number, World>();
  const requests = new Set<string>();
  debug.on("Debugger.scriptParsed", ({ url }) => void scripts.add(placeholder(url)));
  debug.on("Runtime.executionContextCreated", ({ context: { id, origin, auxData } }) => {
    worlds.set(id, { id, name: `${placeholder(origin)} ${auxData?.type}` });
  });
  debug.on("Runtime.executionContextDestroyed", ({ executionContextId }) => void worlds.delete(executionContextId));
  debug.on("Runtime.executionContextsCleared", () => worlds.clear());
  debug.on("Network.requestWillBeSent", ({ request }) => void requests.add(placeholder(request.url)));
  for (const domain of ["Debugger", "Runtime", "Network", "Performance", "DOM"] as const)
    await debug.send(`${domain}.enable`);
  await page.goto(address, { waitUntil: "load" });
  await page.getByRole("link", { name: "Tickets" }).click();
  await page.getByRole("link", { name: "Office PC" }).click();
  await page.getByLabel("Notes").pressSequentially("noted");
  await page.getByRole("heading", { name: /Office PC/ }).waitFor();
  // The listener of a content script's would come right after the page is idle.
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  await debug.send("HeapProfiler.collectGarbage");
  const { metrics } = await debug.send("Performance.getMetrics");
  const all = [...worlds.values()];
  const listeners = (await Promise.all(all.map((world) => listenersIn(debug, world)))).flat().sort();
  const counts = Object.fromEntries(metrics.filter(({ name }) => counted.includes(name)).map((m) => [m.name, m.value]));
  await page.close();
  const names = all.map(({ name }) => name).sort();
  return { scripts: [...scripts].sort(), worlds: names, requests: [...requests].sort(), listeners, counts };
}

/** The same page of the same server, at a host that isn't a console and at the one that is. */
const elsewhere = () => stage().console.address("office-pc").replace("console.localhost", "127.0.0.1");
const atConsole = () => stage().console.address("office-pc");
const ofExtension = (seen: string[]) => seen.filter((one) => one.includes("extension"));

beforeAll(async () => {
  const program = findBrowser("chromium");
  if (program === null) throw new Error("no Chromium here: node test/set-up.mjs test");
  bare = await chromium.launch({ executablePath: program });
  const customer = await stage().customer();
  // A page of the extension that is open keeps its background awake.
  await customer.page.close();
  profile = customer.profile;
});
afterAll(() => bare.close());

describe("on a page that isn't a console, the extension", () => {
  it("runs no script, asks for nothing and listens to nothing: the page is as in a browser without it", async () => {
    const extended = await look(profile.context, elsewhere());
    const without = await look(await bare.newContext(), elsewhere());
    expect(extended).toEqual(without);
    expect(without.counts.JSEventListeners).toBeGreaterThan(2);
    expect(without.scripts).toContain("page:/console.js");
  });

  it("would have been seen: on a console the same tools show its script, its world, its listeners and its element", async () => {
    const there = await look(profile.context, atConsole());
    const without = await look(await bare.newContext(), atConsole());
    expect(ofExtension(there.scripts)).toEqual([expect.stringMatching(/^chrome-extension:.*console-tab\.js$/)]);
    expect(ofExtension(there.worlds)).toEqual([expect.stringMatching(/^chrome-extension:.* isolated$/)]);
    expect(ofExtension(there.listeners).length).toBeGreaterThan(0);
    expect(there.counts.JSEventListeners).toBeGreaterThan(without.counts.JSEventListeners ?? 0);
    expect(there.counts.Nodes).toBeGreaterThan(without.counts.Nodes ?? 0);
    expect(ofExtension(without.scripts)).toEqual([]);
  });

  it("isn't even woken; a console wakes it", async () => {
    const page = await profile.context.newPage();
    await page.goto("about:blank");
    await profile.stopBackground();
    const debug = await profile.context.newCDPSession(page);
    const states: string[] = [];
    debug.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      states.push(...versions.map(({ runningStatus }) => runningStatus));
    });
    await debug.send("ServiceWorker.enable");
    await look(profile.context, elsewhere());
    expect(states.filter((state) => state !== "stopped")).toEqual([]);
    await look(profile.context, atConsole());
    await soon("a background that was woken", async () => states.includes("running"));
    await page.close();
  });
});
