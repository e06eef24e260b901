import type { Browser } from "webextension-polyfill";
import type { KeptItems } from "../background/kept-item.ts";
import type { Language } from "../language.ts";
import type { CustomerState } from "../messages.ts";

const texts = {
  en: {
    title: "Access request",
    asks: (name: string, computer: string) => `${name} asks for access to ${computer}`,
    warns: (computer: string) => `Somebody asks for access to ${computer}, and it isn't certain who`,
    computer: "this computer",
    visit: "Visit",
    connected: (name: string, computer: string) => `${name} is connected to ${computer}`,
    wasConnected: (name: string, computer: string, when: string) => `${name} was connected to ${computer}, ${when}`,
    somebody: "Somebody",
    on: "on",
  },
  de: {
    title: "Zugriffsanfrage",
    asks: (name: string, computer: string) => `${name} bittet um Zugriff auf ${computer}`,
    warns: (computer: string) => `Jemand bittet um Zugriff auf ${computer}, und es ist nicht sicher, wer`,
    computer: "diesen Computer",
    visit: "Besuch",
    connected: (name: string, computer: string) => `${name} ist mit ${computer} verbunden`,
    wasConnected: (name: string, computer: string, when: string) => `${name} war mit ${computer} verbunden, ${when}`,
    somebody: "Jemand",
    on: "an",
  },
};
const computerWithout = { en: "this computer", de: "diesem Computer" };

const prefix = "request:";
const visitPrefix = "visit:";
const runningPrefix = "connected:";
const remembered = 200;
/** The same beginning by two clocks; a visit that begins so soon after another is hardly another one. */
const aboutTheSame = 60_000;
/** Visits that are notified of one by one; of more, the newest. */
const atOnce = 3;

/** Where in a visit's life it is told of: when it runs, and else as soon as the customer's browser hears of it. */
type Told = { id: string; who: string | null; from: number; running: boolean };

/** Badge and notification of the customer's. A name is said only where the request, or the grant, was verified. */
export function createNotice(given: { browser: Browser; kept: KeptItems; language: Language; zone(): string }) {
  const { browser, kept, language } = given;
  const say = texts[language];

  async function badge(state: CustomerState): Promise<void> {
    const pending = state.requests.length;
    const unseen = state.grants.some((grant) => grant.unseen);
    // Yellow is open: while somebody is connected that goes before everything else.
    const isOpen = state.connection !== null;
    await browser.action.setBadgeBackgroundColor({ color: isOpen ? "#F6C83C" : "#15171C" });
    await browser.action.setBadgeTextColor?.({ color: isOpen ? "#15171C" : "#FFFFFF" });
    // A request shows how many; who was let in is said once more with a mark, until it was looked at.
    const text = isOpen ? say.on : pending > 0 ? String(pending) : unseen ? "!" : "";
    await browser.action.setBadgeText({ text });
  }

  const notify = (id: string, title: string, message: string): Promise<string> =>
    browser.notifications.create(id, {
      type: "basic",
      iconUrl: browser.runtime.getURL("icons/128.png"),
      title,
      message,
    });

  async function ofRequests(state: CustomerState): Promise<void> {
    const known = (await kept.notified.read()) ?? [];
    const fresh = state.requests.filter(({ id }) => !known.includes(id));
    if (fresh.length > 0) await kept.notified.write([...known, ...fresh.map(({ id }) => id)].slice(-remembered));
    const computer = state.computer?.name ?? say.computer;
    for (const request of fresh) {
      const message = request.verified ? say.asks(request.technician.name, computer) : say.warns(computer);
      await notify(`${prefix}${request.id}`, say.title, message);
    }
  }

  /** Each visit once, also when the browser wasn't running while it lasted. */
  async function ofVisits(state: CustomerState): Promise<void> {
    const running: Told[] = state.connection
      ? [{ ...state.connection, from: state.connection.since, running: true }]
      : [];
    const pairedAt = state.door?.pairedAt ?? Number.POSITIVE_INFINITY;
    const past: Told[] = state.visits
      .filter(({ what, from }) => what === "visited" && from >= pairedAt)
      .map(({ n, who, from }) => ({ id: `${n}-${from}`, who, from, running: false }));
    const before = await kept.visitsTold.read();
    // The same visit by the server's clock and by the computer's own.
    const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= aboutTheSame;
    const fresh: Told[] = [];
    const known = [...(before ?? [])];
    for (const one of [...running, ...past.reverse()]) {
      if (known.some((from) => isSame(from, one.from))) continue;
      known.push(one.from);
      fresh.push(one);
    }
    if (fresh.length === 0) return;
    await kept.visitsTold.write(known.slice(-remembered));
    const name = state.computer?.name ?? computerWithout[language];
    for (const { id, who, from, running } of fresh.slice(-atOnce)) {
      const person = who ?? say.somebody;
      const message = running ? say.connected(person, name) : say.wasConnected(person, name, when(from));
      await notify(`${running ? runningPrefix : visitPrefix}${id}`, say.visit, message);
    }
  }

  /** What is no longer so isn't left standing. */
  async function clearOver(state: CustomerState): Promise<void> {
    const stands = new Set([
      ...state.requests.map(({ id }) => `${prefix}${id}`),
      ...(state.connection ? [`${runningPrefix}${state.connection.id}`] : []),
    ]);
    for (const shown of Object.keys(await browser.notifications.getAll())) {
      const isOurs = shown.startsWith(prefix) || shown.startsWith(runningPrefix);
      if (isOurs && !stands.has(shown)) await browser.notifications.clear(shown);
    }
  }

  const when = (instant: number): string =>
    new Intl.DateTimeFormat(language === "de" ? "de" : "en-GB", {
      ...{ dateStyle: "long", timeStyle: "short", hourCycle: "h23" },
      timeZone: given.zone(),
    }).format(instant);

  return {
    async show(state: CustomerState): Promise<void> {
      await badge(state);
      await ofRequests(state);
      await ofVisits(state);
      await clearOver(state);
    },
  };
}
