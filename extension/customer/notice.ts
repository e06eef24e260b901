import type { Browser } from "webextension-polyfill";
import type { KeptItems } from "../kept-item.ts";
import type { Language } from "../language.ts";
import type { CustomerState } from "../messages.ts";

const texts = {
  en: {
    title: "Access request",
    asks: (name: string, computer: string) => `${name} asks for access to ${computer}`,
    warns: (computer: string) => `Somebody asks for access to ${computer}, and it isn't certain who`,
    computer: "this computer",
  },
  de: {
    title: "Zugriffsanfrage",
    asks: (name: string, computer: string) => `${name} bittet um Zugriff auf ${computer}`,
    warns: (computer: string) => `Jemand bittet um Zugriff auf ${computer}, und es ist nicht sicher, wer`,
    computer: "diesen Computer",
  },
};

const prefix = "request:";
const remembered = 200;

/** Badge and notification of the customer's. A name is said only where the request was verified. */
export function createNotice(given: { browser: Browser; kept: KeptItems; language: Language }) {
  const { browser, kept, language } = given;
  const say = texts[language];

  async function badge(state: CustomerState): Promise<void> {
    const pending = state.requests.length;
    const unseen = state.grants.some((grant) => grant.unseen);
    await browser.action.setBadgeBackgroundColor({ color: "#15171C" });
    await browser.action.setBadgeTextColor?.({ color: "#FFFFFF" });
    // A request shows how many; who was let in is said once more with a mark, until it was looked at.
    await browser.action.setBadgeText({ text: pending > 0 ? String(pending) : unseen ? "!" : "" });
  }

  async function notify(state: CustomerState): Promise<void> {
    const known = (await kept.notified.read()) ?? [];
    const fresh = state.requests.filter(({ id }) => !known.includes(id));
    if (fresh.length > 0) await kept.notified.write([...known, ...fresh.map(({ id }) => id)].slice(-remembered));
    const computer = state.computer?.name ?? say.computer;
    for (const request of fresh) {
      await browser.notifications.create(`${prefix}${request.id}`, {
        type: "basic",
        iconUrl: browser.runtime.getURL("icons/128.png"),
        title: say.title,
        message: request.verified ? say.asks(request.technician.name, computer) : say.warns(computer),
      });
    }
    const pending = new Set(state.requests.map(({ id }) => `${prefix}${id}`));
    for (const shown of Object.keys(await browser.notifications.getAll())) {
      if (shown.startsWith(prefix) && !pending.has(shown)) await browser.notifications.clear(shown);
    }
  }

  return {
    async show(state: CustomerState): Promise<void> {
      await badge(state);
      await notify(state);
    },
  };
}
