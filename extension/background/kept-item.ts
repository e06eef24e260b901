import type { Browser } from "webextension-polyfill";
import { z } from "zod";
import { bounds, bytes32, compact, id, instant, key, origin, system } from "../../shared/bounds.ts";
import { me } from "../../shared/records.ts";
import { termsShape } from "../../shared/terms.ts";
import { picksShape, placeShape } from "../console/tab-messages.ts";

/** One item of `storage.local` or `storage.session`, read through its schema: what doesn't fit counts as absent. */
export type KeptItem<Value> = {
  read(): Promise<Value | null>;
  write(value: Value): Promise<void>;
  forget(): Promise<void>;
};

function item<Value>(browser: Browser, area: "local" | "session", name: string, schema: z.ZodType<Value>) {
  const storage = browser.storage[area];
  return {
    async read() {
      const parsed = schema.safeParse((await storage.get(name))[name]);
      return parsed.success ? parsed.data : null;
    },
    write: (value) => storage.set({ [name]: value }),
    forget: () => storage.remove(name),
  } satisfies KeptItem<Value>;
}

const token = z.object({ token: key, endsAt: instant });
const technicianMe = me.options[0];
const ownComputer = z.object({ id, name: z.string().max(bounds.name), system, zone: z.string().max(64) });
export type OwnComputer = z.infer<typeof ownComputer>;
const draft = z.object({ session: id, terms: termsShape, reason: z.string(), ticket: z.string() });

const challenge = z.object({ request: id, painted: bytes32, grant: id, signed: compact });

const consoleMemory = z.object({ place: placeShape.optional(), picks: picksShape.optional() });
export type ConsoleMemory = z.infer<typeof consoleMemory>;
/** The popup's tabs. */
export const popupTab = z.enum(["computer", "technician"]);
const lastTerms = z.object({ technician: id, terms: termsShape, clock: z.enum(["customer", "local"]) });

/** Everything that is kept outside of the store: what may be lost without harm. */
export const keptItems = (browser: Browser) => ({
  technicianToken: item(browser, "local", "technician-token", token),
  /** who she was when the server last said so */
  technician: item(browser, "local", "technician", technicianMe),
  customerToken: item(browser, "local", "customer-token", token),
  /** the codes of sessions that wait, by session */
  codes: item(browser, "local", "codes", z.record(id, z.string().max(16))),
  computer: item(browser, "local", "computer", ownComputer),
  organisation: item(browser, "local", "organisation", z.string().max(bounds.name)),
  /** the customer's own switch: every approval is confirmed with a password of the computer */
  asksPassword: item(browser, "local", "asks-password", z.boolean()),
  /** the popup's tab that was gone to last */
  popupTab: item(browser, "local", "popup-tab", popupTab),
  /** when the visits began that the customer was told of, the newest last */
  visitsTold: item(browser, "local", "visits-told", z.array(instant)),
  /** the doorkeeper's challenge that the next approval answers; nothing in it is secret */
  challenge: item(browser, "session", "challenge", challenge),
  /** what she asked for last; hers alone */
  lastTerms: item(browser, "local", "last-terms", lastTerms),
  /** origins of the consoles that she added */
  consoles: item(browser, "local", "consoles", z.array(origin)),
  /** the one that she wants, while the browser asks her */
  wantedConsole: item(browser, "session", "wanted-console", z.object({ origin, at: instant })),
  /** what is remembered of each console, by origin, the newest last */
  consoleMemory: item(browser, "local", "console-memory", z.record(z.string(), consoleMemory)),
  /** where she was asked to point, and at what */
  picking: item(browser, "session", "picking", z.object({ tab: z.int(), origin, what: z.enum(["name", "reference"]) })),
  draft: item(browser, "session", "draft", draft),
  /** requests that were notified of, so that a woken background doesn't do so again */
  notified: item(browser, "session", "notified", z.array(z.string())),
  /** the extension's own small window, while it is open */
  window: item(browser, "session", "window", z.int()),
});
export type KeptItems = ReturnType<typeof keptItems>;
