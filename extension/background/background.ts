import type { Browser, Runtime, Tabs } from "webextension-polyfill";
import { system as systemShape } from "../../shared/bounds.ts";
import { createCustomer } from "../customer/customer.ts";
import { createNotice } from "../customer/notice.ts";
import type { System } from "../customer/proposed-name.ts";
import { languageOf } from "../language.ts";
import type { ActName, Acts, CustomerState, Message, Outcome, TechnicianState, ViewerState } from "../messages.ts";
import { createConsoleList } from "../technician/console-list.ts";
import { createConsolePages } from "../technician/console-pages.ts";
import { createConsoleTabs } from "../technician/console-tabs.ts";
import { createKnownComputers } from "../technician/known-computers.ts";
import { createTechnician } from "../technician/technician.ts";
import { type Page, readMessage } from "./act-shapes.ts";
import { done, refused } from "./half.ts";
import { keptItems } from "./kept-item.ts";
import { createLine } from "./line.ts";
import { showOwnWindow } from "./own-window.ts";
import { createPorts } from "./ports.ts";
import { createPulse } from "./pulse.ts";
import { readSender, type Sender } from "./sender.ts";
import { createServerClient } from "./server-client.ts";
import { forgetOldSessions, type Store } from "./store.ts";

export type Surroundings = {
  browser: Browser;
  store: Promise<Store>;
  server: string;
  /** match patterns of the consoles that are there without asking */
  consoles: string[];
  fetch: typeof fetch;
  openSocket(address: string): WebSocket;
  now(): number;
  zone(): string;
  navigatorLanguage: string;
};

const alarm = "keep-the-lines";
const openPanel = "open-panel";
/** How the viewer's port is called, before the grant's id. */
const viewer = "viewer ";

/**
 * Wires the background: two halves, each with its own key, token and line to the server, and the pages that look at
 * them. Listeners are there when this returns, as browsers demand of a background that they wake.
 */
export function createBackground(given: Surroundings): void {
  const { browser, store, server, now, zone } = given;
  const client = createServerClient({ server, fetch: given.fetch });
  const kept = keptItems(browser);
  const language = languageOf(given.navigatorLanguage);
  const notice = createNotice({ browser, kept, language, zone });
  const system = async (): Promise<System> =>
    systemShape.catch("other").parse((await browser.runtime.getPlatformInfo()).os);
  const stayAwake = (): void => void browser.runtime.getPlatformInfo();
  const wire = { server, openSocket: given.openSocket, now, stayAwake };

  const technicianLine = createLine({
    ...wire,
    token: () => technician.token(),
    refused: () => technician.forget(),
    changed: () => technicianChanged(),
  });
  const technician = createTechnician({
    ...{ server, client, store, kept, now, zone },
    line: technicianLine,
    changed: () => technicianChanged(),
  });
  const technicianPorts = createPorts<TechnicianState>(async (sender) => {
    const at = await consoles.at(sender.standsIn);
    if (sender.page === "panel" && at === null) return null;
    const here = at === null ? { page: null, side: null } : await hereFor(sender.tab, at);
    return { ...(await technician.state()), console: at, ...here, consoles: await consoles.list() };
  }, technicianLine.settled);
  const viewerPorts = createPorts<ViewerState>(
    (_, name) => technician.viewerState(name.slice(viewer.length)),
    technicianLine.settled,
  );
  const known = createKnownComputers({ ask: technician.sessionsAbout, now, changed: () => technicianChanged() });
  const consoles = createConsoleList({
    ...{ browser, kept, preset: given.consoles, now },
    async left(origin) {
      pages.forget(origin);
      await tabs.leave(origin);
    },
    changed: () => technicianChanged(),
  });
  const pages = createConsolePages({
    consoles,
    computers: known.of,
    snapshot: technicianLine.snapshot,
    tell: (tab, news) => void tabs.send(tab, { to: "news", news }),
    changed: () => technicianChanged(),
    now,
  });
  const tabs = createConsoleTabs({ browser, kept, consoles, pages, changed: () => technicianChanged() });
  const hereFor = async (tab: number | null, origin: string) => ({
    page: pages.shown(tab, origin),
    side: await tabs.sideIn(origin),
  });
  /** An act that concerns the very page in which the panel stands. */
  const inConsole =
    <Ask>(act: (ask: Ask, at: { origin: string; tab: number }) => Promise<Outcome>) =>
    async (ask: Ask, from: Sender): Promise<Outcome> => {
      const origin = await consoles.at(from.standsIn);
      return origin === null || from.tab === null ? refused("not-here") : act(ask, { origin, tab: from.tab });
    };

  const technicianChanged = createPulse(async () => {
    pages.tellNews();
    await technicianPorts.post();
    await viewerPorts.post();
    await technician.attend();
    await technicianPorts.post();
    await viewerPorts.post();
  });

  const customerLine = createLine({
    ...wire,
    token: () => customer.token(),
    refused: () => customer.forgetToken(),
    changed: () => customerChanged(),
  });
  const customer = createCustomer({
    ...{ server, client, store, kept, now, zone, system, language },
    line: customerLine,
    changed: () => customerChanged(),
  });
  const customerPorts = createPorts<CustomerState>(() => customer.state(), customerLine.settled);
  const customerChanged = createPulse(async () => {
    await customerPorts.post();
    await customer.attend();
    await customerPorts.post();
    // Before the server greeted nobody knows what is pending.
    if (customerLine.online()) await notice.show(await customer.state());
  });

  const acts: { [Name in ActName]: (ask: Acts[Name]["ask"], from: Sender) => Promise<Acts[Name]["answer"]> } = {
    "sign-in": ({ email, password }) => technician.acts.signIn(email, password),
    "sign-out": () => technician.acts.signOut(),
    "start-session": inConsole(({ kind, reference }, { origin, tab }) => {
      // Kept under anything but what this tab's page has named, a session would be found on pages that she never saw.
      const isNamed = reference !== null && pages.hasNamed(tab, origin, reference);
      return technician.acts.startSession(kind, origin, isNamed ? reference : null);
    }),
    "new-code": ({ session }) => technician.acts.newCode(session),
    "end-session": ({ session }) => technician.acts.endSession(session),
    fits: ({ session, fits }) => technician.acts.fits(session, fits),
    "confirm-fits": async ({ session }) => {
      await showOwnWindow(browser, kept, `#fits-${session}`);
      return done;
    },
    request: ({ session, terms, reason, ticket }) => technician.acts.request({ session, terms, reason, ticket }),
    "confirm-request": async ({ session, terms, reason, ticket }) => {
      const draft = await technician.acts.keepDraft({ session, terms, reason, ticket });
      await showOwnWindow(browser, kept, "#confirm");
      return draft;
    },
    "drop-draft": () => technician.acts.dropDraft(),
    withdraw: ({ request }) => technician.acts.withdraw(request),
    "revoke-as-technician": ({ grant }) => technician.acts.revoke(grant),
    "open-viewer": async ({ grant }) => {
      const tab = viewerPorts.tabOf(viewer + grant);
      if (tab === null) await browser.tabs.create({ url: browser.runtime.getURL(`viewer.html#${grant}`) });
      else await browser.tabs.update(tab, { active: true });
      return done;
    },
    connect: ({ grant, share, resumes }) => technician.acts.connect({ grant, share, resumes }),
    "end-connection": ({ connection }) => technician.acts.endConnection(connection),
    "close-panel": inConsole((_, { tab }) => tabs.send(tab, { to: "close" })),
    look: inConsole(({ mark }, { tab }) => tabs.send(tab, { to: "look", mark })),
    "move-panel": inConsole(({ side }, { origin, tab }) => tabs.move(origin, tab, side)),
    pick: inConsole(({ what }, { origin, tab }) => tabs.pick(origin, tab, what)),
    "forget-picks": inConsole((_, { origin }) => tabs.forgetPicks(origin)),
    "add-console": ({ origin }) => consoles.add(origin),
    "remove-console": ({ origin }) => consoles.remove(origin),
    join: ({ code, name }) => customer.acts.join(code, name),
    leave: ({ session }) => customer.acts.leave(session),
    "check-number": ({ session, number }) => customer.acts.checkNumber(session, number),
    "ask-challenge": ({ request, painted }) => customer.acts.askChallenge(request, painted),
    approve: ({ request, painted, credentials }) => customer.acts.approve(request, painted, credentials),
    deny: ({ request, reason }) => customer.acts.deny(request, reason),
    pause: ({ grant }) => customer.acts.pause(grant),
    resume: ({ grant }) => customer.acts.resume(grant),
    revoke: ({ grant }) => customer.acts.revoke(grant),
    "rename-computer": ({ name }) => customer.acts.rename(name),
    history: () => customer.acts.history(),
    "looked-at": () => customer.acts.lookedAt(),
    "begin-pairing": (_, from) => customer.acts.beginPairing(from.isPrivate),
    "check-door": ({ number }) => customer.acts.checkDoor(number),
    "stop-pairing": () => customer.acts.stopPairing(),
    unpair: () => customer.acts.unpair(),
    "ask-password": ({ on }) => customer.acts.askPassword(on),
    "end-visit": ({ connection }) => customer.acts.endVisit(connection),
    "show-in-window": async ({ show, request }) => {
      await showOwnWindow(browser, kept, show === "pairing" ? "#pairing" : request ? `#request-${request}` : "#own");
      return done;
    },
  };

  /** Acts are judged by what the server says: a background that an act has woken listens first. */
  const settled = () => Promise.all([technicianLine.settled(), customerLine.settled()]);

  const perform = (message: Message, from: Sender): Promise<Acts[ActName]["answer"]> =>
    // Name and fields were read together, so they belong together; TypeScript can't say so of a table.
    (acts[message.act] as (ask: Message, from: Sender) => Promise<Acts[ActName]["answer"]>)(message, from);

  /** A panel that somebody has framed anywhere but in a console does nothing. */
  const mayAct = async ({ page, standsIn }: Sender): Promise<boolean> =>
    page !== "panel" || (await consoles.at(standsIn)) !== null;

  async function keepLines(): Promise<void> {
    const isAnybodyThere = (await kept.technicianToken.read()) !== null || (await kept.computer.read()) !== null;
    if (!isAnybodyThere) await browser.alarms.clear(alarm);
    else if (!(await browser.alarms.get(alarm))) await browser.alarms.create(alarm, { periodInMinutes: 0.5 });
    await Promise.all([technicianLine.keep(), customerLine.keep()]);
  }

  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const from = readSender(sender, browser);
    if (from === null) return tabs.hear(message, sender);
    const read = readMessage(from.page, message);
    if (!read.ok) return Promise.resolve(read);
    // Whatever went wrong is this act's alone, and its words may hold what was typed: the page is told that it failed.
    return mayAct(from)
      .then(async (may) => {
        if (!may) return refused("not-here");
        await settled();
        return perform(read.message, from);
      })
      .catch(() => refused("failed"))
      .finally(keepLines);
  });

  /** A viewer that is closed ends its visit, however it was closed; unless another tab shows the same grant. */
  function openViewer(port: Runtime.Port, from: Sender): void {
    void viewerPorts.open(port, from);
    port.onDisconnect.addListener(() => {
      if (viewerPorts.tabOf(port.name) === null)
        void technician.leaveVisits(port.name.slice(viewer.length)).catch(() => {});
    });
  }

  function openTechnician(port: Runtime.Port, from: Sender): void {
    void technicianPorts.open(port, from);
    // What its page is about may have been said to a background that was stopped since, or by a page that was gone back to.
    if (from.page === "panel" && from.tab !== null) void tabs.read(from.tab);
  }

  browser.runtime.onConnect.addListener((port) => {
    const from = port.sender && readSender(port.sender, browser);
    if (from && from.page === "viewer" && port.name.startsWith(viewer)) openViewer(port, from);
    else if (from && from.page !== "viewer" && port.name === "technician") openTechnician(port, from);
    else if (from && port.name === "customer" && maySeeCustomer(from.page)) void customerPorts.open(port, from);
    else port.disconnect();
    void keepLines();
  });

  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === alarm) void keepLines();
  });
  browser.notifications.onClicked.addListener((id) => {
    void browser.notifications.clear(id);
    void showOwnWindow(browser, kept, "#own");
  });
  browser.permissions.onAdded.addListener(() => void consoles.granted().catch(() => {}));
  browser.permissions.onRemoved.addListener(() => void consoles.settle().catch(() => {}));
  browser.tabs.onRemoved.addListener((tab) => pages.leave(tab));
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === openPanel) void showPanel(tab).catch(() => {});
  });
  /** By the keyboard: the panel on a console, the popup on every other page, where the browser can open it. */
  async function showPanel(tab: Tabs.Tab | undefined): Promise<void> {
    const isConsole = (await consoles.at(tab?.url ?? null)) !== null;
    if (isConsole && tab?.id !== undefined) await tabs.send(tab.id, { to: "toggle" });
    else await browser.action.openPopup();
  }
  // Waking is all that these two are for: a listener makes the browser start the background.
  browser.runtime.onStartup.addListener(() => {});
  browser.runtime.onInstalled.addListener(() => {});

  void keepFromContentScripts(browser);
  void store.then((opened) => forgetOldSessions(opened, now()));
  void keepLines();
  void consoles
    .settle()
    .then(tabs.readAll)
    .catch(() => {});
}

type Guarded = { setAccessLevel?(level: { accessLevel: "TRUSTED_CONTEXTS" }): Promise<void> };

/** Chromium lets content scripts read an extension's storage unless told otherwise; Firefox knows no such setting. */
async function keepFromContentScripts(browser: Browser): Promise<void> {
  const local = browser.storage.local as Guarded;
  await local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
}

const maySeeCustomer = (page: Page): boolean => page === "popup";
