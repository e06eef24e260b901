import type { Browser } from "webextension-polyfill";
import { z } from "zod";
import { bounds, bytes32, compact, id, instant, key, origin, system } from "../../shared/bounds.ts";
import { me } from "../../shared/records.ts";
import { termsShape } from "../../shared/terms.ts";
import { picksShape, placeShape } from "../console/tab-messages.ts";
import type { Store } from "./store.ts";

/** One item by its name, read through its schema: what doesn't fit counts as absent. */
type KeptItem<Value> = {
  read(): Promise<Value | null>;
  write(value: Value): Promise<void>;
  forget(): Promise<void>;
};

type Shelf = {
  get(name: string): Promise<unknown>;
  set(name: string, value: unknown): Promise<unknown>;
  remove(name: string): Promise<unknown>;
};

function item<Value>(shelf: Shelf, name: string, schema: z.ZodType<Value>): KeptItem<Value> {
  return {
    async read() {
      const parsed = schema.safeParse(await shelf.get(name));
      return parsed.success ? parsed.data : null;
    },
    async write(value) {
      await shelf.set(name, value);
    },
    async forget() {
      await shelf.remove(name);
    },
  };
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

/**
 * What may be lost without harm: for good in the store, or until the browser is closed. Nothing is kept in `storage.local`,
 * which Firefox lets scripts in pages read whatever is set.
 */
export function keptItems(browser: Browser, store: Promise<Store>) {
  const { session } = browser.storage;
  const forGood: Shelf = {
    get: async (name) => (await store).get("items", name),
    set: async (name, value) => (await store).put("items", value, name),
    remove: async (name) => (await store).delete("items", name),
  };
  const untilClosed: Shelf = {
    get: async (name) => (await session.get(name))[name],
    set: (name, value) => session.set({ [name]: value }),
    remove: (name) => session.remove(name),
  };
  return {
    technicianToken: item(forGood, "technician-token", token),
    /** who she was when the server last said so */
    technician: item(forGood, "technician", technicianMe),
    customerToken: item(forGood, "customer-token", token),
    /** the codes of sessions that wait, by session */
    codes: item(forGood, "codes", z.record(id, z.string().max(16))),
    computer: item(forGood, "computer", ownComputer),
    organisation: item(forGood, "organisation", z.string().max(bounds.name)),
    /** the customer's own switch: every approval is confirmed with a password of the computer */
    asksPassword: item(forGood, "asks-password", z.boolean()),
    /** the popup's tab that was gone to last */
    popupTab: item(forGood, "popup-tab", popupTab),
    /** when the visits began that the customer was told of, the newest last */
    visitsTold: item(forGood, "visits-told", z.array(instant)),
    /** the doorkeeper's challenge that the next approval answers; nothing in it is secret */
    challenge: item(untilClosed, "challenge", challenge),
    /** what she asked for last; hers alone */
    lastTerms: item(forGood, "last-terms", lastTerms),
    /** origins of the consoles that she added */
    consoles: item(forGood, "consoles", z.array(origin)),
    /** the one that she wants, while the browser asks her */
    wantedConsole: item(untilClosed, "wanted-console", z.object({ origin, at: instant })),
    /** what is remembered of each console, by origin, the newest last */
    consoleMemory: item(forGood, "console-memory", z.record(z.string(), consoleMemory)),
    /** where she was asked to point, and at what */
    picking: item(untilClosed, "picking", z.object({ tab: z.int(), origin, what: z.enum(["name", "reference"]) })),
    draft: item(untilClosed, "draft", draft),
    /** requests that were notified of, so that a woken background doesn't do so again */
    notified: item(untilClosed, "notified", z.array(z.string())),
    /** the extension's own small window, while it is open */
    window: item(untilClosed, "window", z.int()),
  };
}
export type KeptItems = ReturnType<typeof keptItems>;
