import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { buildExtension } from "../browser/extension-build.ts";
import { Firefox } from "../browser/firefox.ts";
import { names } from "../browser/names.ts";
import { soon } from "../browser/soon.ts";
import { useConsoleStage } from "./console-stage.ts";
import { ScreenReader } from "./screen-reader.ts";
import { type StrictConsole, startStrictConsole } from "./strict-console.ts";

// Both halves of the story in one Firefox with a window, by keys and the mouse alone: the technician in the page, the
// customer in the popup of the toolbar. Firefox's own prompt is answered there too.

const stage = useConsoleStage();
const words = names.en;
let strict: StrictConsole;
let output: string;
let firefox: Firefox;
beforeAll(async () => {
  strict = await startStrictConsole();
  output = await mkdtemp(join(tmpdir(), "whileaway-built-"));
  const server = `http://127.0.0.1:${inject("bare").serverPort}`;
  const extension = await buildExtension({ server, consoles: [], output }, "firefox");
  firefox = await Firefox.open(extension, stage().display.name);
});
afterAll(async () => {
  await firefox?.close();
  await strict?.stop();
  await rm(output, { recursive: true, force: true });
});

const button = (name: string | RegExp) => ({ role: "pushbutton", name });
/** The digits that are shown apart, as a screen reader says them. */
const digits = { role: "text leaf", name: /^\d( \d){5}$/ };

type Read = { local: object; session: object; sync: object; databases: string[] };
/** What a script of the extension's in the console's page can read of all that it keeps. */
const readInPage = `
  const func = async () => {
    const { local, session, sync } = browser.storage;
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return { local: await local.get(), session: (await session?.get()) ?? {}, sync: await sync.get(), databases };
  };
  const [tab] = await browser.tabs.query({ url: "http://localhost/*" });
  const [{ result }] = await browser.scripting.executeScript({ target: { tabId: tab.id }, func });
  return result;`;
/** What it keeps in its own database, outside of the tables. */
const readKept = `
  const opened = indexedDB.open("whileaway");
  await new Promise((done) => (opened.onsuccess = done));
  const items = opened.result.transaction("items").objectStore("items");
  const [names, values] = await Promise.all(
    [items.getAllKeys(), items.getAll()].map((asked) => new Promise((done) => (asked.onsuccess = () => done(asked.result)))),
  );
  opened.result.close();
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));`;
const readGiven = `
  const scripts = await browser.scripting.getRegisteredContentScripts();
  return { ...(await browser.permissions.getAll()), scripts: scripts.map(({ id }) => id) };`;

it("Firefox shows the panel on a console that is added at its own prompt, and both people do their part in it", async () => {
  const { stage: ground, display } = stage();
  const { email, password } = await ground.account();
  // A host of its own: the server's is permitted from the start, whatever the port.
  const origin = strict.origin.replace("127.0.0.1", "localhost");
  const reader = new ScreenReader(firefox, display);
  const page = await firefox.firstPage();
  const openPopup = async (tab: string): Promise<void> => {
    await display.press("alt+shift+y");
    await reader.press({ role: "pagetab", name: tab });
  };
  await page.goto(`${origin}/devices/17`);
  const before = await page.content();
  const given = await firefox.askExtension(readGiven);

  // The console is added, at the second time: first the prompt is answered with no.
  await openPopup(words.technician);
  for (const answer of ["Deny", "Allow"]) {
    await reader.press(button("Show the panel on this console"));
    await reader.reads({ role: "listitem", name: /localhost/ });
    expect(await reader.said(button(words.panel))).toBeNull();
    // Firefox takes no press on its prompt while that is quite new.
    await soon("the prompt answered", async () => {
      await reader.press(button(answer));
      return soon("it", async () => (await reader.said(button(answer))) === null, 1_000).catch(() => null);
    });
  }
  await reader.reads(button(`Remove: ${origin}`));
  await display.press("Escape");

  // She signs in, and starts a session for what the page says that it is about.
  await reader.press(button(words.panel));
  await reader.fill(words.email, email);
  await display.press("Tab");
  await display.type(password);
  await display.press("Return");
  await reader.reads(button("The page says: Office PC · device 17"));
  await reader.press(button(words.startSession));
  const code = await reader.reads(digits);

  // The customer joins in the popup.
  await openPopup(words.myComputer);
  await reader.fill(words.computerName, "Office PC");
  await reader.press({ role: "entry", name: words.sessionCode });
  await display.type(code.replaceAll(" ", ""));
  await reader.press(button(words.join));
  await reader.press({ role: "entry", name: words.checkNumber });
  await display.type((await reader.reads(digits)).replaceAll(" ", ""));
  await reader.reads(button(words.joinSession));
  await display.press("Escape");
  const computer = await ground.administrator.computer("Office PC");
  const asked = async () =>
    (await ground.administrator.history(computer)).filter((entry) => entry.includes('"request-asked"')).length;

  // Firefox can't say what lies over a page: what vouches and what asks is pressed once more in a window of its own.
  await page.evaluate(() => {
    const heard: string[] = [];
    document.addEventListener("whileaway", (event) => {
      heard.push((event as CustomEvent).detail);
      document.title = heard.join(" ");
    });
  });
  await reader.press(button(words.itFits));
  await reader.reads({ name: "Does the number fit?" });
  await reader.press(button(words.itFits));
  await reader.reads({ name: /^Noted\./ });
  await display.press("ctrl+w");
  await reader.fill(words.reason, "Install updates");
  await reader.press(button(words.request));
  await reader.reads({ name: "Send this request?" });
  expect(await asked()).toBe(0);
  await reader.press(button(words.request));
  await reader.reads({ name: /^The request was sent/ });
  expect(await asked()).toBe(1);
  await display.press("ctrl+w");
  await reader.reads({ name: words.waiting });

  // He says yes, and she and the page hear of it.
  await display.press("alt+shift+y");
  await reader.reads({ role: "heading", name: /^May Anna Berg connect to Office PC at any time/ });
  await reader.reads({ role: "definition", name: "Install updates" });
  await reader.press(button(words.ok));
  await reader.reads({ name: "You said OK to Anna Berg" });
  await display.press("Escape");
  await reader.reads({ name: words.active });
  expect(await ground.administrator.grants()).toHaveLength(1);
  await soon("the page's news", async () => /"pending".*"approved"/.test(await page.title()));

  // A script in the page can read nothing of what is kept: least of all the tokens of both.
  const kept = (await firefox.askExtension(readKept)) as Record<string, { token: string }>;
  expect(kept["technician-token"]?.token).toMatch(/./);
  expect(kept["customer-token"]?.token).toMatch(/./);
  const nothing: Read = { local: {}, session: {}, sync: {}, databases: [] };
  expect(await firefox.askExtension(readInPage)).toEqual(nothing);
  await page.bringToFront();

  // She points at the name on a page that doesn't say what it is about.
  await reader.press({ role: "link", name: "Devices" });
  await reader.reads({ role: "link", name: "Device 18" });
  await display.press("alt+shift+u");
  await reader.press(button("The page says: Devices"));
  await reader.press(button("Point at the name"));
  await reader.reads({ role: "application", name: /^Point at the name/ });
  await reader.press({ role: "link", name: "Device 18" });
  await reader.reads(button("The page says: Device 18"));
  expect(page.url()).toBe(`${origin}/`);

  // The console is removed, and nothing of it is left.
  await openPopup(words.technician);
  await reader.press(button(`Remove: ${origin}`));
  await reader.reads(button("Show the panel on this console"));
  await display.press("Escape");
  await reader.readsNoMore(button(words.panel));
  expect(await firefox.askExtension(readGiven)).toEqual(given);
  expect(JSON.stringify(await firefox.askExtension(readKept))).not.toContain(origin);
  await page.goto(`${origin}/devices/17`);
  expect(await page.content()).toBe(before);
});
