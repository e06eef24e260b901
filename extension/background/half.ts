import type { Outcome } from "../messages.ts";
import type { KeptItems } from "./kept-item.ts";
import type { Line } from "./line.ts";
import type { Reply, ServerClient } from "./server-client.ts";
import type { Store } from "./store.ts";

/** What either half of the background stands on. */
export type Half = {
  /** origin of the server */
  server: string;
  client: ServerClient;
  store: Promise<Store>;
  kept: KeptItems;
  line: Line;
  /** something that pages show may have changed */
  changed(): void;
  now(): number;
  /** the zone that this computer's clock shows */
  zone(): string;
};

export const done: Outcome = { ok: true };
export const refused = (code: string): Extract<Outcome, { ok: false }> => ({ ok: false, code });
export const asOutcome = (reply: Reply<unknown>): Outcome => (reply.ok ? done : reply);
