import { BlockList } from "node:net";
import { createApp, type Given } from "../../server/app.ts";
import { makeFirstAdministrator } from "../../server/people.ts";
import { keepPassword } from "../../server/sign-in.ts";
import { openStore } from "../../server/store/store.ts";

/** Where people act: a server of our own, in this process or elsewhere. */
export type Ground = {
  url: string;
  now: () => number;
  ask: (path: string, init: RequestInit, address?: string) => Promise<Response>;
};

/** Cheap, but as all else like the real one; what it really costs is tried in sign-in.test.ts. */
const cheap = { memory: 8, passes: 1 };
export const administratorPassword = "administrator's password";
/** Tuesday 1 December 2026, 09:00 in Berlin. */
export const start = Date.UTC(2026, 11, 1, 8);

/** A server in this process with a store that is forgotten, a clock that is moved by hand, and one administrator. */
export async function openGround(given: Partial<Given> & { at?: number; empty?: boolean } = {}) {
  const clock = { at: given.at ?? start };
  const store = given.store ?? (await openStore(":memory:"));
  const url = "http://localhost:8787";
  const logged: string[] = [];
  const made = createApp({
    store,
    now: () => clock.at,
    url,
    codeKey: new Uint8Array(32).fill(7),
    log: (event) => logged.push(JSON.stringify(event)),
    cost: cheap,
    // One caller tries in a second what takes others a day; the real limit is tried in limits.test.ts.
    mostWrites: 100_000,
    proxies: new BlockList(),
    firstCode: null,
    ...given,
  });
  if (!given.empty) {
    const password = await keepPassword(administratorPassword, cheap);
    await makeFirstAdministrator(store, { email: "admin@example.com", name: "Ada Admin", password }, clock.at);
  }
  return {
    ...made,
    url,
    store,
    clock,
    logged,
    now: () => clock.at,
    ask: async (path: string, init: RequestInit, address = "192.0.2.1") =>
      made.app.request(`${url}${path}`, init, { incoming: { url: path, socket: { remoteAddress: address } } }),
    /** Moves the clock, and lets the server notice. */
    async pass(ms: number) {
      clock.at += ms;
      await made.passTime();
    },
  };
}
