import type { Changes } from "./changes.ts";
import type { Codes } from "./codes.ts";
import type { Doors } from "./doors.ts";
import type { Events } from "./events.ts";
import type { Limits } from "./limits.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Nonces } from "./nonces.ts";
import type { Cost } from "./sign-in.ts";
import type { Store } from "./store/store.ts";
import type { Streams } from "./streams.ts";

/** What the routes are made of; everything that varies comes in here. */
export type Parts = {
  store: Store;
  /** epoch milliseconds */
  now: () => number;
  /** our own origin, as others call it */
  url: string;
  log: Log;
  metrics: Metrics;
  limits: Limits;
  codes: Codes;
  nonces: Nonces;
  events: Events;
  doors: Doors;
  streams: Streams;
  /** tells everybody what a transaction changed, once it is kept */
  announce: (changes: Changes) => void;
  /** tells how it stands with the computers of the doorkeeper with this key */
  tellDoor: (door: string) => void;
  /** what a guess at a password costs */
  cost: Cost;
  /** a password that nobody has, kept as all are: what an unknown e-mail is checked against */
  nobodys: Promise<string>;
  /** makes the first administrator, once; null where nobody may */
  firstCode: string | null;
};
