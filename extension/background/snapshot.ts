import type { Computer, Connection, Event, Grant, Me, Pairing, Request, Session } from "../../shared/records.ts";

/** What the server said last. None of it proves anything. */
export type Snapshot = {
  me: Me;
  sessions: ReadonlyMap<string, Session>;
  requests: ReadonlyMap<string, Request>;
  grants: ReadonlyMap<string, Grant>;
  computers: ReadonlyMap<string, Computer>;
  connections: ReadonlyMap<string, Connection>;
  pairings: ReadonlyMap<string, Pairing>;
};

const byId = <Value extends { id: string }>(values: Value[]): Map<string, Value> =>
  new Map(values.map((value) => [value.id, value]));

const withOne = <Value extends { id: string }>(values: ReadonlyMap<string, Value>, value: Value): Map<string, Value> =>
  new Map(values).set(value.id, value);

/** The snapshot after an event. Before the first `state` there is none, and other events change nothing. */
export function takeIn(snapshot: Snapshot | null, event: Event): Snapshot | null {
  if (event.kind === "state") {
    return {
      me: event.me,
      sessions: byId(event.sessions),
      requests: byId(event.requests),
      grants: byId(event.grants),
      computers: byId(event.computers),
      connections: byId(event.connections),
      pairings: byId(event.pairings),
    };
  }
  if (snapshot === null) return null;
  switch (event.kind) {
    case "pong":
      return snapshot;
    case "me":
      return { ...snapshot, me: event.value };
    case "session":
      return { ...snapshot, sessions: withOne(snapshot.sessions, event.value) };
    case "request":
      return { ...snapshot, requests: withOne(snapshot.requests, event.value) };
    case "grant":
      return { ...snapshot, grants: withOne(snapshot.grants, event.value) };
    case "computer":
      return withComputer(snapshot, event.value);
    case "connection":
      return { ...snapshot, connections: withOne(snapshot.connections, event.value) };
    case "pairing":
      return { ...snapshot, pairings: withOne(snapshot.pairings, event.value) };
  }
}

/** A computer that was renamed, or whose browser came or went, is told once and stands in everything that concerns it. */
function withComputer(snapshot: Snapshot, computer: Computer): Snapshot {
  const isIt = (one: { computer: { id: string } | null }): boolean => one.computer?.id === computer.id;
  const { name } = computer;
  return {
    ...snapshot,
    computers: withOne(snapshot.computers, computer),
    sessions: changed(snapshot.sessions, isIt, (session) => ({ ...session, computer })),
    requests: changed(snapshot.requests, isIt, (request) => ({ ...request, computer: { ...request.computer, name } })),
    grants: changed(snapshot.grants, isIt, (grant) => ({ ...grant, computer: { ...grant.computer, name } })),
    connections: changed(snapshot.connections, isIt, (one) => ({ ...one, computer: { ...one.computer, name } })),
  };
}

const changed = <Value>(
  values: ReadonlyMap<string, Value>,
  which: (value: Value) => boolean,
  change: (value: Value) => Value,
): Map<string, Value> => new Map([...values].map(([id, value]) => [id, which(value) ? change(value) : value]));
