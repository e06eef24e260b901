import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { vi } from "vitest";
import type { Browser, Notifications, Runtime } from "webextension-polyfill";
import { fakeBrowser } from "wxt/testing/fake-browser";
import type { Page } from "../../extension/background/act-shapes.ts";
import { createBackground } from "../../extension/background/background.ts";
import { openStore, type Store } from "../../extension/background/store.ts";
import type {
  ActName,
  Acts,
  CustomerState,
  Message,
  PortName,
  Ports,
  TechnicianState,
} from "../../extension/messages.ts";
import type { Terms } from "../../shared/terms.ts";
import { consoleBrowser } from "./console-browser.ts";
import { createScriptedDoor } from "./scripted-door.ts";
import { createScriptedServer, serverOrigin } from "./scripted-server.ts";

export const consoleOrigin = "https://console.example";

export const senders = {
  panel: {
    id: fakeBrowser.runtime.id,
    url: fakeBrowser.runtime.getURL("/panel.html" as never),
    tab: { id: 7, url: `${consoleOrigin}/devices/4711` },
  },
  popup: { id: fakeBrowser.runtime.id, url: fakeBrowser.runtime.getURL("/popup.html" as never) },
  viewer: { id: fakeBrowser.runtime.id, url: fakeBrowser.runtime.getURL("/viewer.html" as never), tab: { id: 8 } },
} as unknown as Record<Page, Runtime.MessageSender>;

let running = { isStopped: false };

// The fake browser has no ports.
const connecting: ((port: Runtime.Port) => void)[] = [];

const deadSocket = (): WebSocket =>
  Object.assign(new EventTarget(), { readyState: 3, OPEN: 1, send() {}, close() {} }) as unknown as WebSocket;

/** Storage of this browser's alone: a background that a test left behind writes into its own. */
function shelf() {
  const items = new Map<string, unknown>();
  return {
    async get(name?: string) {
      const all = Object.fromEntries(structuredClone([...items]));
      return name === undefined ? all : name in all ? { [name]: all[name] } : {};
    },
    async set(values: object) {
      for (const [name, value] of Object.entries(values)) items.set(name, structuredClone(value));
    },
    async remove(name: string) {
      items.delete(name);
    },
  };
}

/** One open page of the extension: it remembers the state that it was posted last, and waits for one that it wants. */
function openPage<Name extends PortName>(
  _port: Name,
  sender: Runtime.MessageSender,
  called: string = _port,
  told: (state: Ports[Name]) => void = () => {},
) {
  let state: Ports[Name] | null = null;
  const waiting = new Set<() => void>();
  let closed = false;
  const leaving: (() => void)[] = [];
  const port = {
    name: called,
    sender,
    postMessage(posted: Ports[Name]) {
      state = structuredClone(posted);
      told(state);
      for (const look of waiting) look();
    },
    onDisconnect: { addListener: (left: () => void) => void leaving.push(left) },
    disconnect() {
      closed = true;
    },
  };
  for (const listener of connecting) listener(port as unknown as Runtime.Port);
  return {
    isClosed: () => closed,
    /** the page is closed, or crashed */
    leave(): void {
      for (const left of leaving) left();
    },
    /** the first state that answers; the test's own time limit ends a wait that is in vain */
    state: <Found>(find: (state: Ports[Name]) => Found | null | undefined | false): Promise<Found> =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = state === null ? null : find(state);
          if (found === null || found === undefined || found === false) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

/**
 * A browser in which a technician and a customer sit side by side, before a scripted server. `own`: where it keeps the
 * extension, by which a background knows Firefox.
 */
export async function browserWithBoth({ own = "chrome-extension://test-extension-id" } = {}) {
  globalThis.indexedDB = new IDBFactory();
  fakeBrowser.reset();
  const storage = { local: shelf(), session: shelf() };
  const preset = [`${consoleOrigin}/*`];
  const consoles = consoleBrowser(preset);
  consoles.open(7, `${consoleOrigin}/devices/4711`);
  const { tabs, action, ...more } = consoles.fakes;
  const whole = {
    ...{ ...fakeBrowser, storage, ...more },
    tabs: {
      ...{ ...fakeBrowser.tabs, ...tabs },
      /** those that the extension opened itself too */
      query: async (which: { url?: string }) => [
        ...(await tabs.query(which)),
        ...(which.url === undefined ? await fakeBrowser.tabs.query({}) : []),
      ],
    },
    action: { ...fakeBrowser.action, ...action },
  };
  const browser = whole as unknown as Browser;
  browser.runtime.getURL = (path) => `${own}/${path.replace(/^\//, "")}`;
  const { protocol, hostname } = new URL(serverOrigin);
  const installed = { host_permissions: [`${protocol}//${hostname}/*`, ...preset] };
  browser.runtime.getManifest = () => installed as ReturnType<Browser["runtime"]["getManifest"]>;
  browser.runtime.getPlatformInfo = async () => ({ os: "win", arch: "x86-64" }) as never;
  connecting.length = 0;
  browser.runtime.onConnect.addListener = (listener) => void connecting.push(listener);
  const clock = { at: Date.UTC(2026, 10, 22, 12) };
  const now = (): number => clock.at;
  const server = createScriptedServer(now);
  const door = await createScriptedDoor(now);
  server.put(door);
  const store: Store = await openStore();
  /** all that is kept for good outside of the tables, by name */
  const kept = async (): Promise<Record<string, unknown>> => {
    const [names, values] = await Promise.all([store.getAllKeys("items"), store.getAll("items")]);
    return Object.fromEntries(names.map((name, index) => [name, values[index]]));
  };
  // A background that was stopped, in this test or the one before, reaches nothing any more.
  const begin = (): void => {
    running.isStopped = true;
    const own = { isStopped: false };
    running = own;
    const { notifications } = browser;
    const create = (id: string, options: Notifications.CreateNotificationOptions) =>
      own.isStopped ? Promise.resolve("") : notifications.create(id, options);
    createBackground({
      browser: { ...browser, notifications: { ...notifications, create: create as typeof notifications.create } },
      store: Promise.resolve(store),
      server: serverOrigin,
      consoles: preset,
      fetch: (...call) => (own.isStopped ? Promise.reject(new TypeError("stopped")) : server.fetch(...call)),
      openSocket: () => (own.isStopped ? deadSocket() : server.openSocket()),
      now,
      zone: () => "Europe/Berlin",
      navigatorLanguage: "en-GB",
    });
  };
  begin();

  async function send<Name extends ActName>(
    page: Page,
    message: { act: Name } & Acts[Name]["ask"],
  ): Promise<Acts[Name]["answer"]> {
    return (await say(message as Message, senders[page])) as Acts[Name]["answer"];
  }
  async function say(message: unknown, sender: unknown): Promise<unknown> {
    const answers: unknown[] = await fakeBrowser.runtime.onMessage.trigger(message as never, sender as never, () => {});
    return answers[0];
  }

  const pages = () => ({
    panel: openPage("technician", senders.panel),
    popup: openPage("customer", senders.popup),
  });

  return {
    server,
    door,
    store,
    clock,
    browser,
    consoles,
    draft: anyDraft,
    kept,
    send,
    say,
    openPage,
    /** what the notifications that are shown now say */
    notifications: async () =>
      Object.values(fakeBrowser.notifications.getAllCreateOptions()).map(({ message }) => message),
    pressNotification: async () => {
      const [id] = Object.keys(fakeBrowser.notifications.getAllCreateOptions());
      await fakeBrowser.notifications.onClicked.trigger(id ?? "");
    },
    ...pages(),
    /** stops the background as a browser does, and starts it again: whatever it held in memory is gone */
    restart() {
      fakeBrowser.runtime.onMessage.removeAllListeners();
      connecting.length = 0;
      fakeBrowser.alarms.onAlarm.removeAllListeners();
      consoles.stop();
      begin();
      server.hangUp();
      return pages();
    },
    /** signs in, starts a session, joins: everything before the two are introduced. `reference`: of her tab's page */
    async join({ reference = null }: { reference?: string | null } = {}) {
      await send("panel", { act: "sign-in", email: "anna@contoso.example", password: "correct horse" });
      await send("panel", { act: "start-session", kind: "desktop", reference });
      const code = await this.panel.state(({ sessions }) => sessions.find((session) => session.code)?.code);
      return send("popup", { act: "join", code, name: "Office PC" });
    },
    /** everything up to an active session; answers its id */
    async meet({ reference = null }: { reference?: string | null } = {}) {
      await this.join({ reference });
      const { id, number } = await this.panel.state(numberOf);
      await send("popup", { act: "check-number", session: id, number });
      await send("panel", { act: "fits", session: id, fits: true });
      await this.panel.state(({ sessions }) => sessions.some((one) => one.id === id && one.state === "active"));
      return id;
    },
    /** everything up to six digits on the doorkeeper's terminal */
    async answerPairing() {
      await send("popup", { act: "begin-pairing" });
      const command = await this.popup.state(({ pairing }) => pairing?.step === "offered" && pairing.command);
      await server.answerPairing(await door.run(command));
      await this.popup.state(({ pairing }) => pairing?.step === "number");
      return vi.waitUntil(() => door.printed());
    },
    /** everything up to a doorkeeper that is paired */
    async pair() {
      const number = await this.answerPairing();
      await send("popup", { act: "check-door", number });
      return this.popup.state(({ door, pairing }) => pairing === null && door?.listed && door.online && door);
    },
    /** everything up to a request that stands before the customer; `paired`: for his doorkeeper */
    async ask({
      paired = false,
      terms = {},
      reference = null,
    }: {
      paired?: boolean;
      terms?: Partial<Terms>;
      reference?: string | null;
    } = {}) {
      const session = await this.meet({ reference });
      if (paired) {
        await this.pair();
        await this.panel.state(({ computers }) => computers[0]?.door);
      }
      await send("panel", { act: "request", session, ...anyDraft, terms: { ...anyDraft.terms, ...terms } });
      const request = await this.popup.state(verifiedOf);
      return { session, request };
    },
  };
}

export const anyDraft = {
  terms: {
    credentialMode: "at-connection" as const,
    span: { kind: "days" as const, days: 5 },
    hours: [],
    zone: "Europe/Berlin",
  },
  reason: "Install updates outside working hours",
  ticket: "4711",
};

export const numberOf = ({ sessions }: TechnicianState) => {
  for (const { id, introduction } of sessions) {
    if (introduction.step === "number") return { id, number: introduction.number };
  }
  return null;
};
export const verifiedOf = ({ requests }: CustomerState) => {
  const [request] = requests;
  return request?.verified ? request : null;
};
export const refusedOf = ({ requests }: CustomerState) => {
  const [request] = requests;
  return request?.verified === false ? request : null;
};
