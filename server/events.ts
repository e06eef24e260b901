import { bounds } from "../shared/bounds.ts";
import type { Connection, Event, Grant, Request, Session } from "../shared/records.ts";
import { type Caller, callerOf } from "./caller.ts";
import { type Changes, noChanges } from "./changes.ts";
import { failure, type Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { computersTold } from "./records/computer.ts";
import { connectionsTold } from "./records/connection.ts";
import { grantsTold } from "./records/grant.ts";
import { meTold } from "./records/me.ts";
import { tellPairing } from "./records/pairing.ts";
import { requestsTold } from "./records/request.ts";
import { sessionsTold } from "./records/session.ts";
import type { Sight } from "./records/sight.ts";
import { type Concerned, isSeenBy, stateFor, techniciansMet } from "./seen-by.ts";
import type { Store } from "./store/store.ts";

/** One open line to somebody. `send` drops one that doesn't read, `passTime` one that is dead. */
export type Line = { send: (text: string) => void; passTime: (at: number) => void; close: (code: number) => void };
type Listener = { caller: Caller; line: Line; greeted: boolean };

/** Who is listening, and the telling of what changed (model.md section 4, WebSockets). */
export type Events = {
  /** Greets a line with the whole state, then tells it every change that its holder may see. Answers how to take it off. */
  listen: (caller: Caller, line: Line) => () => void;
  /** Tells what a transaction changed; call it after the commit. */
  announce: (changes: Changes) => void;
  isOnline: (computerId: string) => boolean;
  /** Asks every line whether it is still there. */
  passTime: (at: number) => void;
  /** Settles when everything announced so far was told. */
  told: () => Promise<void>;
  close: () => void;
};

const notSignedIn = 4401;
const goingAway = 1001;
const tooMany = 1008;

export function createEvents(given: {
  store: Store;
  now: () => number;
  log: Log;
  metrics: Metrics;
  isDoorOnline: Sight["isDoorOnline"];
}): Events {
  const { store, now, log, metrics, isDoorOnline } = given;
  const listeners = new Set<Listener>();
  const online = new Map<string, number>();
  // Tellings go out one after the other, each read anew from the store: nobody is told something old after something new.
  let queue = Promise.resolve();
  const later = (tell: () => Promise<void>): void => {
    queue = queue.then(tell).catch((error: unknown) => log(failure(error)));
  };
  const isOnline = (computerId: string): boolean => (online.get(computerId) ?? 0) > 0;
  const sight = (): Sight => ({ at: now(), isOnline, isDoorOnline });

  function drop(listener: Listener): void {
    if (!listeners.delete(listener)) return;
    metrics.sockets.dec({ role: listener.caller.role });
    if (listener.caller.role === "customer") presence(listener.caller.id, -1);
  }
  function shut(listener: Listener, code: number): void {
    drop(listener);
    listener.line.close(code);
  }
  function presence(computerId: string, more: 1 | -1): void {
    const count = (online.get(computerId) ?? 0) + more;
    if (count > 0) online.set(computerId, count);
    else online.delete(computerId);
    later(async () => {
      await store.updateTable("computers").set({ seenAt: now() }).where("id", "=", computerId).execute();
      await tell({ ...noChanges(), computers: new Set([computerId]) });
    });
  }
  const send = (listener: Listener, event: Event): void => {
    if (listener.greeted && listeners.has(listener)) listener.line.send(JSON.stringify(event));
  };

  async function tell(changes: Changes): Promise<void> {
    if (listeners.size === 0) return;
    const view = sight();
    const { requests, grants, computers, connections, pairings, people, everybody } = changes;
    const shown = computers.size > 0 ? await openSessionsOf(store, computers) : [];
    const sessions = new Set([...changes.sessions, ...shown]);
    if (sessions.size > 0)
      for (const value of await sessionsTold(store, view, (rows) => rows.where("sessions.id", "in", [...sessions])))
        tellAll({ kind: "session", value }, concernedBy(value));
    if (requests.size > 0)
      for (const value of await requestsTold(store, view, (rows) => rows.where("requests.id", "in", [...requests])))
        tellAll({ kind: "request", value }, concernedBy(value));
    if (grants.size > 0)
      for (const value of await grantsTold(store, view, (rows) => rows.where("grants.id", "in", [...grants])))
        tellAll({ kind: "grant", value }, concernedBy(value));
    if (connections.size > 0)
      for (const value of await connectionsTold(store, (rows) => rows.where("connections.id", "in", [...connections])))
        tellAll({ kind: "connection", value }, concernedBy(value));
    if (pairings.size > 0) {
      const rows = await store
        .selectFrom("pairings")
        .where("id", "in", [...pairings])
        .selectAll()
        .execute();
      for (const row of rows)
        tellAll(
          { kind: "pairing", value: tellPairing(row, view.at) },
          { computerId: row.computerId, technicianIds: new Set() },
        );
    }
    if (computers.size > 0)
      for (const value of await computersTold(store, view, (rows) => rows.where("id", "in", [...computers])))
        tellAll(
          { kind: "computer", value },
          { computerId: value.id, technicianIds: await techniciansMet(store, value.id) },
        );
    for (const listener of listeners)
      if (everybody || people.has(listener.caller.id) || computers.has(listener.caller.id)) await tellMe(listener);
  }

  function tellAll(event: Event, concerned: Concerned): void {
    for (const listener of listeners) if (isSeenBy(listener.caller, event.kind, concerned)) send(listener, event);
  }

  async function tellMe(listener: Listener): Promise<void> {
    const caller = await callerOf(store, listener.caller.token, now());
    const value = caller && (await meTold(store, sight(), caller));
    if (caller === null || value === null) return shut(listener, notSignedIn);
    listener.caller = caller;
    send(listener, { kind: "me", value });
  }

  return {
    isOnline,
    listen(caller, line) {
      const listener: Listener = { caller, line, greeted: false };
      const others = [...listeners].filter((other) => other.caller.token === caller.token);
      const [oldest] = others;
      if (others.length >= bounds.lines && oldest !== undefined) shut(oldest, tooMany);
      listeners.add(listener);
      metrics.sockets.inc({ role: caller.role });
      later(async () => {
        // The token may have ended since it was looked at.
        const holder = await callerOf(store, caller.token, now());
        const state = holder && (await stateFor(store, sight(), holder));
        if (state === null) return shut(listener, notSignedIn);
        listener.greeted = true;
        send(listener, state);
      });
      if (caller.role === "customer") presence(caller.id, 1);
      return () => drop(listener);
    },
    announce(changes) {
      for (const listener of listeners) if (changes.tokens.has(listener.caller.token)) shut(listener, notSignedIn);
      later(() => tell(changes));
    },
    passTime(at) {
      for (const { line } of listeners) line.passTime(at);
    },
    told: () => queue,
    close() {
      for (const listener of listeners) shut(listener, goingAway);
    },
  };
}

const concernedBy = ({ computer, technician }: Session | Request | Grant | Connection): Concerned => ({
  computerId: computer?.id ?? null,
  technicianIds: new Set([technician.id]),
});

/** The sessions that show a computer, and so change with it. */
async function openSessionsOf(store: Store, computers: Iterable<string>): Promise<string[]> {
  const open = await store
    .selectFrom("sessions")
    .where("computerId", "in", [...computers])
    .where("endedAt", "is", null)
    .select("id")
    .execute();
  return open.map(({ id }) => id);
}
