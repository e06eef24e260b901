import { randomBytes } from "node:crypto";
import type { RawData, WebSocket } from "ws";
import type { Metrics } from "./metrics.ts";
import { tokenHash } from "./sign-in.ts";
import { closing } from "./upgrade.ts";

export type SideName = "viewer" | "door";
/** One end of a stream: its socket, and what came before the other end was there. */
type Side = {
  socket: WebSocket;
  early: RawData[];
  /** messages that its socket took off our hands, and how many when it was looked at last, and when */
  taken: number;
  seen: { taken: number; at: number } | null;
  isAlive: boolean;
  askedAt: number | null;
};
type Stream = { sides: Partial<Record<SideName, Side>>; isOver: boolean; timer?: NodeJS.Timeout };

/** ms within which both ends must be there */
const bothWithin = 15_000;
/** how long a viewer's token waits to be used, once */
const tokenLives = 30_000;
/** bytes waiting for one end above which the other isn't read, and below which it is again */
const highWater = 2 * 1024 * 1024;
const lowWater = 512 * 1024;
/** ms after which an end that takes nothing of what waits is let go */
const stuckAfter = 60_000;
const askEvery = 30_000;
/** ms that an end has to say goodbye itself once its connection is over */
const grace = 1_000;

/**
 * The streams between viewers and doorkeepers. Bytes are moved and not looked at. Neither end is read before the other is
 * there, nor faster than the other reads; where one goes, the other is sent away.
 */
export type Streams = {
  /** A token for the viewer's end of this connection. */
  tokenFor: (connection: string, at: number) => { token: string; endsAt: number };
  /** Whether this is that token, now and the first time. */
  use: (token: string, connection: string, at: number) => boolean;
  /** An end that said who it is comes in; it is paused, and `early` holds what was read after its greeting. */
  join: (connection: string, name: SideName, socket: WebSocket, early: RawData[]) => void;
  /** The connection is over. */
  end: (connection: string) => void;
  passTime: (at: number) => void;
  close: () => void;
};

type Given = {
  metrics: Metrics;
  /** both ends are there; one has gone */
  joined: (connection: string) => void;
  lost: (connection: string) => void;
};

export function createStreams({ metrics, joined, lost }: Given): Streams {
  const streams = new Map<string, Stream>();
  const tokens = new Map<string, { connection: string; endsAt: number }>();

  const ends = ({ sides }: Stream): Side[] => [sides.viewer, sides.door].filter((side) => side !== undefined);

  function shut(connection: string, stream: Stream, code: number): void {
    if (stream.isOver) return;
    stream.isOver = true;
    clearTimeout(stream.timer);
    if (streams.get(connection) === stream) streams.delete(connection);
    const both = ends(stream);
    for (const { socket } of both) sendAway(socket, code);
    if (both.length === 2) lost(connection);
  }

  function pipe(from: Side, to: Side): (data: RawData) => void {
    const taken = (): void => {
      to.taken += 1;
      if (from.socket.isPaused && to.socket.bufferedAmount < lowWater) from.socket.resume();
    };
    return (data) => {
      to.socket.send(data, { binary: true, compress: false }, taken);
      if (to.socket.bufferedAmount > highWater) from.socket.pause();
    };
  }

  function connect(connection: string, stream: Stream, viewer: Side, door: Side): void {
    clearTimeout(stream.timer);
    joined(connection);
    for (const [from, to] of [
      [viewer, door],
      [door, viewer],
    ] as const) {
      const move = pipe(from, to);
      for (const data of from.early) move(data);
      from.early = [];
      from.socket.removeAllListeners("message");
      from.socket.on("message", (data, isBinary) => {
        from.isAlive = true;
        if (stream.isOver) return;
        if (isBinary) move(data);
        else shut(connection, stream, closing.malformed);
      });
    }
    for (const { socket } of [viewer, door]) socket.resume();
  }

  return {
    tokenFor(connection, at) {
      for (const [hash, { endsAt }] of tokens) if (endsAt <= at) tokens.delete(hash);
      const token = randomBytes(32).toString("base64url");
      const endsAt = at + tokenLives;
      tokens.set(tokenHash(token), { connection, endsAt });
      return { token, endsAt };
    },
    use(token, connection, at) {
      const hash = tokenHash(token);
      const held = tokens.get(hash);
      if (held === undefined || held.connection !== connection) return false;
      tokens.delete(hash);
      return at < held.endsAt;
    },
    join(connection, name, socket, early) {
      const stream: Stream = streams.get(connection) ?? { sides: {}, isOver: false };
      if (stream.sides[name] !== undefined) return sendAway(socket, closing.tooMany);
      streams.set(connection, stream);
      const side: Side = { socket, early, taken: 0, seen: null, isAlive: true, askedAt: null };
      stream.sides[name] = side;
      metrics.sockets.inc({ role: "stream" });
      socket.on("pong", () => {
        side.isAlive = true;
      });
      socket.once("close", () => {
        metrics.sockets.dec({ role: "stream" });
        shut(connection, stream, closing.over);
      });
      const { viewer, door } = stream.sides;
      if (viewer !== undefined && door !== undefined) connect(connection, stream, viewer, door);
      else stream.timer = setTimeout(() => shut(connection, stream, closing.alone), bothWithin);
    },
    end(connection) {
      const stream = streams.get(connection);
      if (stream === undefined || stream.isOver) return;
      clearTimeout(stream.timer);
      stream.timer = setTimeout(() => shut(connection, stream, closing.over), grace);
    },
    passTime(at) {
      for (const stream of streams.values()) for (const side of ends(stream)) watch(side, at);
    },
    close() {
      for (const [connection, stream] of streams) shut(connection, stream, closing.goingAway);
    },
  };
}

function sendAway(socket: WebSocket, code: number): void {
  socket.close(code);
  // One that is paused would never hear the other's goodbye.
  socket.resume();
}

/** Lets go of an end that takes nothing of what waits for it, and of one that doesn't answer whether it is there. */
function watch(side: Side, at: number): void {
  const { socket, taken } = side;
  if (side.seen === null || side.seen.taken !== taken || socket.bufferedAmount === 0) side.seen = { taken, at };
  if (side.seen.at + stuckAfter <= at) {
    socket.terminate();
    return;
  }
  // Who isn't read can't be heard to answer; it is the other end that is being waited for.
  if (socket.isPaused) {
    side.isAlive = true;
    return;
  }
  side.askedAt ??= at;
  if (at < side.askedAt + askEvery) return;
  if (side.isAlive) socket.ping();
  else socket.terminate();
  side.askedAt = at;
  side.isAlive = false;
}
