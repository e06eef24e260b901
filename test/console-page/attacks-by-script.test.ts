import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusal } from "../browser/press.ts";
import { soon } from "../browser/soon.ts";
import { useStage } from "../browser/test-stage.ts";
import { AttackGround } from "./attack-ground.ts";
import { HostileConsole } from "./hostile-console.ts";
import { listenToAll, telling, whatWasHeard } from "./nosy-page.ts";

// A page that does by script what only a person may, looks for what only a person may see, or isn't what it says.

const stage = useStage("kept");
let ground: AttackGround;
let hostile: HostileConsole;
beforeAll(async () => {
  hostile = await HostileConsole.open();
  ground = await AttackGround.open(stage());
  await ground.renew();
});
afterAll(() => hostile.close());

/** Everything that an attack could have brought about by itself. */
async function state() {
  const { page, technician } = ground;
  const panel = await technician.panel();
  const reason = await panel.getByLabel(technician.names.reason, { exact: true }).inputValue();
  const windows = technician.profile.context.pages().length;
  return { sent: await ground.sent(), sessions: await ground.sessions(), reason, windows, at: page.url() };
}

/** Counts what the page itself hears of an attack. */
const counted = (kinds: string) => `
  let count = 0;
  const note = () => { count += 1; };
  for (const kind of ${kinds}) addEventListener(kind, note, true);
  lasting.push(() => { for (const kind of ${kinds}) removeEventListener(kind, note, true); });`;

describe("nothing happens where a page", () => {
  it.each([
    [
      "clicks by script on the panel, and on whatever stands where its button is",
      `${counted(`["pointerdown", "mousedown", "click"]`)}
      for (const target of [host, document.elementFromPoint(spot.x, spot.y), document.activeElement]) {
        target.click();
        const at = { bubbles: true, composed: true, cancelable: true, view: window, detail: 1, clientX: spot.x, clientY: spot.y };
        for (const kind of ["pointerdown", "pointerup"]) target.dispatchEvent(new PointerEvent(kind, { ...at, isPrimary: true, pointerType: "mouse" }));
        for (const kind of ["mousedown", "mouseup", "click"]) target.dispatchEvent(new MouseEvent(kind, at));
      }
      return count;`,
    ],
    [
      "presses keys by script",
      `${counted(`["keydown", "keyup"]`)}
      for (const target of [host, document, document.body, document.activeElement])
        for (const key of ["Enter", " ", "Tab", "Escape", "U"])
          for (const kind of ["keydown", "keyup"])
            target.dispatchEvent(new KeyboardEvent(kind, { key, bubbles: true, composed: true, altKey: key === "U", shiftKey: key === "U" }));
      return count;`,
    ],
    [
      "sends messages to every window, and events of the contract",
      `${counted(`["message", "whileaway"]`)}
      const acts = [{ act: "request" }, { act: "fits", fits: true }, { to: "toggle" }, { to: "close" }, { tab: "here" }, "close-panel"];
      for (const act of acts) {
        for (const to of [window, parent, top, ...Array.from(window, (_, index) => window[index])]) to.postMessage(act, "*");
        document.dispatchEvent(new CustomEvent("whileaway", { detail: JSON.stringify(act), bubbles: true }));
        host.dispatchEvent(new CustomEvent("whileaway", { detail: act, bubbles: true, composed: true }));
      }
      return new Promise((done) => setTimeout(() => done(count), 300));`,
    ],
    [
      "floods its own document with changes and events",
      `${counted(`["flood"]`)}
      const until = performance.now() + 1_500;
      return new Promise((done) => {
        const flood = () => {
          for (let index = 0; index < 200; index += 1) {
            const meta = Object.assign(document.createElement("meta"), { name: "whileaway:device", content: String(Math.random()) });
            document.head.append(meta);
            document.dispatchEvent(new Event("flood"));
            history.replaceState(null, "", location.href);
            meta.remove();
          }
          if (performance.now() < until) setTimeout(flood);
          else done(count);
        };
        flood();
      });`,
    ],
  ])("%s", async (_, attack) => {
    const before = await state();
    const spot = await ground.button();
    const count = await ground.run(`const spot = ${JSON.stringify(spot)}; ${attack}`);
    expect(count).toBeGreaterThan(10);
    await ground.end();
    expect(await state()).toEqual(before);
    // The panel is there as it was, and a real press sends.
    await ground.sends();
  });

  it("speaks to the extension by the browser's own interface, or asks for its files", async () => {
    const inside = await ground.addressInside();
    const known = (await ground.technician.panel()).url();
    // What the page may be told in its life: the name of the extension, and for once the address that no page is told.
    expect(new URL(inside).host).not.toBe(new URL(known).host);
    const outcomes = await ground.run(`
      const tried = async (what) => { try { return String(await what()); } catch { return "refused"; } };
      return (async () => [
        typeof globalThis.chrome?.runtime?.sendMessage, typeof globalThis.browser,
        await tried(() => fetch(${JSON.stringify(known)}).then(({ status }) => status)),
        await tried(() => fetch(${JSON.stringify(new URL("/popup.html", inside).href)}).then(({ status }) => status)),
        await tried(() => import(${JSON.stringify(new URL("/background.js", inside).href)})),
        // The very same ways lead to what is the page's own.
        await tried(() => fetch("/console.js").then(({ status }) => status)),
      ])();`);
    expect(outcomes).toEqual(["undefined", "undefined", "refused", "refused", "refused", "200"]);
  });
});

describe("the tab comes back, and the panel works, after a page", () => {
  beforeEach(() => ground.renew());
  it.each([
    ["removed it again and again", "host.remove()"],
    [
      "moved it into an element of its own",
      `const box = document.querySelector("#box") ?? Object.assign(document.createElement("div"), { id: "box" }); document.body.append(box); box.append(host)`,
    ],
    [
      "took it into a frame of its own",
      `const frame = document.querySelector("#own") ?? document.body.appendChild(Object.assign(document.createElement("iframe"), { id: "own" })); frame.contentDocument.body.append(host)`,
    ],
  ])("%s", async (_, once) => {
    const times = await ground.run(`
      let times = 0;
      const until = performance.now() + 800;
      return new Promise((done) => {
        const again = () => {
          if (host.parentNode === document.documentElement) { ${once}; times += 1; }
          if (performance.now() < until) setTimeout(again, 5);
          else done(times);
        };
        again();
      });`);
    expect(times).toBeGreaterThan(1);
    await ground.technician.tabIsThere();
    await ground.renew();
    await ground.sends();
  });
});

describe("a page learns nothing", () => {
  beforeEach(() => ground.renew());

  it("by listening to everything while somebody types, copies and scrolls in the panel", async () => {
    const { page, technician } = ground;
    await listenToAll(page);
    const write = async () => {
      await page.keyboard.type("secret");
      await page.keyboard.press("Control+A");
      await page.keyboard.press("Control+C");
      await page.mouse.wheel(0, 20);
    };
    await page.getByLabel("Notes").click();
    await write();
    await soon("what it hears of itself", async () => {
      const own = await whatWasHeard(page);
      return ["keydown s", "copy ", "wheel "].every((heard) => own.includes(heard));
    });
    const field = (await technician.panel()).getByLabel(technician.names.reason, { exact: true });
    await field.click();
    const before = (await whatWasHeard(page)).length;
    await write();
    expect(await field.inputValue()).toContain("secret");
    expect((await whatWasHeard(page)).slice(before).filter((heard) => telling.test(heard))).toEqual([]);
  });

  it("by taking the keyboard: of what was typed before, nothing; and no press of hers goes on", async () => {
    const { page, technician } = ground;
    const field = (await technician.panel()).getByLabel(technician.names.reason, { exact: true });
    await field.fill("");
    await field.click();
    await page.keyboard.type("secret");
    const before = await ground.sent();
    await ground.run(`
      const notes = document.querySelector("textarea");
      const take = setInterval(() => notes.focus(), 20);
      lasting.push(() => clearInterval(take));`);
    await soon("a keyboard that was taken", () =>
      page.evaluate(() => document.activeElement?.localName === "textarea"),
    );
    await page.keyboard.press("Enter");
    await ground.read();
    expect(await page.getByLabel("Notes").inputValue()).toBe("\n");
    expect(await field.inputValue()).toBe("secret");
    expect(await ground.sent()).toBe(before);
    await ground.end();
  });

  it("by looking for the panel with what a page has for looking", async () => {
    const found = await ground.run(`
      const of = (type) => performance.getEntriesByType(type).map(({ name }) => name);
      const look = () => {
        getSelection().selectAllChildren(document.documentElement);
        return {
          frames: [window.length, document.querySelectorAll("iframe").length],
          files: [...of("resource"), ...of("navigation")].filter((name) => /panel|extension/.test(name)).length,
          text: /Request unattended access|Anna Berg/.test(getSelection().toString() + document.body.innerText),
          animated: document.getAnimations().length,
          root: host.shadowRoot,
          under: document.elementsFromPoint(innerWidth - 100, innerHeight / 2).filter((one) => one.localName === "iframe").length,
          html: document.documentElement.getHTML({ serializableShadowRoots: true }).includes("panel"),
          focus: document.activeElement.localName,
        };
      };
      const before = look();
      // The same look at a frame of the page's own.
      const frame = document.createElement("iframe");
      frame.name = "panel";
      frame.style = "position: fixed; inset: 0; width: 100%; height: 100%; z-index: -1";
      document.body.append(frame);
      const own = look();
      frame.remove();
      getSelection().removeAllRanges();
      return { before, own };`);
    expect(found).toEqual({
      before: { frames: [0, 0], files: 0, text: false, animated: 0, root: null, under: 0, html: false, focus: "div" },
      own: expect.objectContaining({ frames: [1, 1], under: 1, html: true }),
    });
  });
});

describe("a panel that a page has framed by itself", () => {
  it("sends nothing, in a console too: two presses on it come to nothing", async () => {
    await ground.renew();
    const address = await ground.addressInside();
    const before = await ground.sent();
    await ground.run(`
      const frame = Object.assign(document.createElement("iframe"), { src: ${JSON.stringify(address)} });
      frame.style = "width: 420px; height: 100vh; border: 0";
      // Above the extension's own element, so that nothing lies over it.
      const box = Object.assign(document.createElement("div"), { popover: "manual" });
      box.style = "position: fixed; inset: 0 auto auto 0; margin: 0; padding: 0; border: 0; height: 100vh; background: none";
      box.append(frame);
      document.body.append(box);
      box.showPopover();
      lasting.push(() => box.remove());`);
    const framed = await ground.framed();
    const button = framed.getByRole("button", { name: ground.technician.names.request, exact: true });
    await button.waitFor();
    for (let press = 0; press < 2; press += 1) {
      await button.scrollIntoViewIfNeeded();
      await button.hover();
      await ground.read();
      await button.click();
      await ground.read();
    }
    // They were presses: the panel has said why it takes none of them, or asks in a window of the extension's own.
    const said = framed.getByRole("alert").filter({ hasText: refusal });
    await soon("a press that came to nothing", async () => ground.windows().length > 0 || (await said.count()) > 0);
    expect(await ground.sent()).toBe(before);
    await ground.closeWindows();
    await ground.sendsWithoutIt();
  });

  it("is told nothing on a page that isn't a console", async () => {
    const address = await ground.addressInside();
    const page = await ground.technician.profile.context.newPage();
    await page.goto(hostile.elsewhere("/framing"));
    await page.evaluate((src) => {
      const frame = Object.assign(document.createElement("iframe"), { src });
      frame.style.cssText = "width: 420px; height: 800px";
      document.body.append(frame);
    }, address);
    await page.waitForLoadState("networkidle");
    const texts = await Promise.all(page.frames().map((frame) => frame.locator("body").innerText()));
    expect(texts.join(" ")).toContain("Office PC");
    expect(texts.join(" ")).not.toMatch(/Anna Berg|Start session|Sign in|Email/);
    await page.close();
  });

  it("is told nothing in a frame of somebody else's within a console", async () => {
    const address = await ground.addressInside();
    const page = await ground.technician.profile.context.newPage();
    await page.goto(hostile.at("/framing"));
    const shows = (frame: Page | Frame, src: string) =>
      frame.evaluate((shown) => {
        const within = Object.assign(document.createElement("iframe"), { src: shown });
        within.style.cssText = "width: 420px; height: 800px";
        document.body.append(within);
      }, src);
    await shows(page, hostile.elsewhere("/framing"));
    const others = await soon("somebody else's frame", async () => page.frames()[1] ?? null);
    await others.waitForLoadState("load");
    await shows(others, address);
    await page.waitForLoadState("networkidle");
    const panel = await soon("the panel in it", async () => others.childFrames()[0] ?? null);
    await panel.waitForLoadState("load");
    expect(await panel.locator("#page").count()).toBe(1);
    // One that is told something shows it at once, opened after it.
    await shows(page, address);
    const own = await soon("a panel in the page itself", async () => page.mainFrame().childFrames()[1] ?? null);
    await own.getByText("Anna Berg").first().waitFor();
    expect(await panel.locator("body").innerText()).not.toMatch(/Anna Berg|Start session|Sign in|Email/);
    await page.close();
  });

  it("isn't in a console that another page frames", async () => {
    const page = await ground.technician.profile.context.newPage();
    await page.goto(hostile.at("/framing"));
    await page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement("iframe"), { src }));
    }, hostile.at("/"));
    await page.frameLocator("iframe").locator("#said").waitFor();
    const marks = await Promise.all(page.frames().map((frame) => frame.locator("[data-whileaway]").count()));
    expect(marks).toEqual([1, 0]);
    await page.close();
  });
});

describe("a console's page", () => {
  it("with a service worker that answers everything answers nothing of the extension's", async () => {
    const { technician } = ground;
    const page = await technician.profile.context.newPage();
    await page.goto(hostile.at("/"));
    await page.evaluate(async () => {
      await navigator.serviceWorker.register("/worker.js");
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    // The worker has the page itself in its hands.
    expect(await page.locator("#said").innerText()).toBe("from the worker");
    await ground.openPanelIn(page);
    const asked = await page.evaluate(
      () =>
        new Promise<string[]>((done) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => done(data);
          navigator.serviceWorker.controller?.postMessage("asked", [port2]);
        }),
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((address) => !address.startsWith(hostile.at("/")))).toEqual([]);
    await page.close();
  });

  it("that goes elsewhere under the open panel takes it away, and nothing is sent", async () => {
    await ground.renew();
    const before = await ground.sent();
    const spot = await ground.button();
    await ground.run(`location.href = ${JSON.stringify(hostile.elsewhere("/"))}`);
    await ground.page.waitForURL(hostile.elsewhere("/"));
    await ground.page.mouse.click(spot.x, spot.y);
    await ground.read();
    expect(ground.page.frames()).toHaveLength(1);
    expect(await ground.sent()).toBe(before);
  });

  it("that plays with its history leaves the panel where it is", async () => {
    await ground.renew();
    const before = await state();
    const length = await ground.run(`
      for (let step = 0; step < 20; step += 1) history.pushState(step, "", "#" + step);
      const { length } = history;
      history.go(-10);
      history.back();
      return new Promise((done) => setTimeout(() => { history.replaceState(null, "", location.pathname); done(length); }, 500));`);
    expect(length).toBeGreaterThan(20);
    expect(await state()).toEqual(before);
    await ground.sends();
  });

  it("that opens windows reaches the panel of none of them", async () => {
    await ground.renew();
    const before = await ground.sent();
    const opened = ground.technician.profile.context.waitForEvent("page");
    await ground.page.getByLabel("Notes").click();
    await ground.run(`window.other = open(location.href, "other", "popup,width=900,height=800")`);
    const other = await opened;
    // A window begins empty: what is asked of that document isn't answered by the next one.
    await other.waitForURL(ground.page.url());
    await other.getByLabel("Notes").waitFor();
    await ground.openPanelIn(other);
    // It does reach the window itself, and what is the page's own in it.
    expect(await ground.run("return other.document.querySelector('h1').textContent.length > 0")).toBe(true);
    expect(
      await ground.run(
        "return [other.length, other.document.querySelector('[data-whileaway]').shadowRoot, other.document.querySelectorAll('iframe').length]",
      ),
    ).toEqual([0, null, 0]);
    await other.close();
    expect(await ground.sent()).toBe(before);
  });
});
