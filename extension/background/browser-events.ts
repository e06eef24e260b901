import type { Browser, Runtime, Tabs } from "webextension-polyfill";
import type { ActName, Acts, CustomerState, Message, TechnicianState, ViewerState } from "../messages.ts";
import type { Consoles } from "../technician/consoles.ts";
import { type Page, readMessage } from "./act-shapes.ts";
import { refused } from "./half.ts";
import type { KeptItems } from "./kept-item.ts";
import { showOwnWindow } from "./own-window.ts";
import { type OpenPorts, viewerPort } from "./ports.ts";
import { readSender, type Sender } from "./sender.ts";

const alarm = "keep-the-lines";
const openPanel = "open-panel";

type Given = {
  browser: Browser;
  kept: KeptItems;
  consoles: Consoles;
  ports: { technician: OpenPorts<TechnicianState>; customer: OpenPorts<CustomerState>; viewer: OpenPorts<ViewerState> };
  perform(message: Message, from: Sender): Promise<Acts[ActName]["answer"]>;
  /** the last viewer of a grant was closed */
  leaveVisits(grant: string): Promise<void>;
  /** Has the lines of both halves there. */
  keepLines(): Promise<unknown>;
};

/**
 * Hears the browser: what pages and tabs of ours say, its prompts, keys and notices, and the alarm by which the lines are
 * kept while anybody needs one. Answers how to keep them now. Listeners are there when this returns.
 */
export function hearBrowser(given: Given): () => Promise<void> {
  const { browser, kept, consoles, ports } = given;
  const { list, pages, tabs } = consoles;

  async function keepLines(): Promise<void> {
    const isAnybodyThere = (await kept.technicianToken.read()) !== null || (await kept.computer.read()) !== null;
    if (!isAnybodyThere) await browser.alarms.clear(alarm);
    else if (!(await browser.alarms.get(alarm))) await browser.alarms.create(alarm, { periodInMinutes: 0.5 });
    await given.keepLines();
  }

  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const from = readSender(sender, browser);
    if (from === null) return tabs.hear(message, sender);
    const read = readMessage(from.page, message);
    if (!read.ok) return Promise.resolve(read);
    // Whatever went wrong is this act's alone, and its words may hold what was typed: the page is told that it failed.
    return given
      .perform(read.message, from)
      .catch(() => refused("failed"))
      .finally(keepLines);
  });

  /** A viewer that is closed ends its visit, however it was closed; unless another tab shows the same grant. */
  function openViewer(port: Runtime.Port, from: Sender, grant: string): void {
    void ports.viewer.open(port, from);
    port.onDisconnect.addListener(() => {
      if (ports.viewer.tabOf(port.name) === null) void given.leaveVisits(grant).catch(() => {});
    });
  }

  function openTechnician(port: Runtime.Port, from: Sender): void {
    void ports.technician.open(port, from);
    // What its page is about may have been said to a background that was stopped since, or by a page that was gone back to.
    if (from.page === "panel" && from.tab !== null) void tabs.read(from.tab);
  }

  browser.runtime.onConnect.addListener((port) => {
    const from = port.sender && readSender(port.sender, browser);
    const grant = viewerPort.grantOf(port.name);
    if (from && from.page === "viewer" && grant !== null) openViewer(port, from, grant);
    else if (from && from.page !== "viewer" && port.name === "technician") openTechnician(port, from);
    else if (from && port.name === "customer" && maySeeCustomer(from.page)) void ports.customer.open(port, from);
    else {
      // Who is told nothing brings no line back sooner either, however often it knocks.
      port.disconnect();
      return;
    }
    void keepLines();
  });

  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === alarm) void keepLines();
  });
  browser.notifications.onClicked.addListener((id) => {
    void browser.notifications.clear(id);
    void showOwnWindow(browser, kept, "#own");
  });
  browser.permissions.onAdded.addListener(() => void list.granted().catch(() => {}));
  browser.permissions.onRemoved.addListener(() => void list.settle().catch(() => {}));
  browser.tabs.onRemoved.addListener((tab) => pages.leave(tab));
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === openPanel) void showPanel(tab).catch(() => {});
  });
  /** By the keyboard: the panel on a console, the popup on every other page, where the browser can open it. */
  async function showPanel(tab: Tabs.Tab | undefined): Promise<void> {
    const isConsole = (await list.at(tab?.url ?? null)) !== null;
    if (isConsole && tab?.id !== undefined) await tabs.send(tab.id, { to: "toggle" });
    else await browser.action.openPopup();
  }
  // Waking is all that these two are for: a listener makes the browser start the background.
  browser.runtime.onStartup.addListener(() => {});
  browser.runtime.onInstalled.addListener(() => {});
  return keepLines;
}

const maySeeCustomer = (page: Page): boolean => page === "popup";
