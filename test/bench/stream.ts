import type { WebSocket } from "ws";
import { createFrameOpener, createFrameSealer } from "../../server/doorkeeper/frames.ts";
import { blockSize } from "../../shared/credentials.ts";
import { frameKind } from "../../shared/stream.ts";
import { Hops, opened } from "./hops.ts";
import { median, type Row, share } from "./row.ts";
import { command, keyPress, pictureBytes, streamKeys } from "./stream-words.ts";

const rounds = 9;
/** ms that pictures flow in one round */
const flowFor = 700;
/** key presses, one after the other's answer, before it is the other way's turn; turns of each in one round */
const presses = 25;
const turns = 12;
/** ms that a viewer doesn't read while memory is watched */
const slowFor = 3_000;

/** The viewer's end of one way to the screen. */
type Way = {
  line: WebSocket;
  say(bytes: Uint8Array): void;
  /** settles when so many bytes of the screen have come since it was asked */
  bytes(count: number): Promise<void>;
  /** bytes of the screen so far */
  total(): number;
};

function wayOf(line: WebSocket, say: (bytes: Uint8Array) => void, read: (message: Buffer) => number): Way {
  let total = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let enough = (): void => {};
  line.on("message", (message: Buffer) => {
    total += read(message);
    if (total < wanted) return;
    wanted = Number.POSITIVE_INFINITY;
    enough();
  });
  return {
    line,
    say,
    total: () => total,
    bytes: (count) =>
      new Promise((done) => {
        enough = done;
        wanted = total + count;
      }),
  };
}

/** Through the doorkeeper and the server, encrypted: first frame, the beginning of RFB, then pictures. */
async function throughDoor(port: number): Promise<Way> {
  const line = await opened(port, "viewer");
  const keys = streamKeys();
  const [seal, open] = [createFrameSealer(keys.viewer), createFrameOpener(keys.door)];
  const say = (bytes: Uint8Array): void => line.send(seal(frameKind.screen, bytes));
  const way = wayOf(line, say, (message) => {
    const frame = open(message);
    if (frame === null) throw new Error("a frame that doesn't open");
    return frame.kind === frameKind.screen ? frame.body.length : 0;
  });
  const greeted = way.bytes(12);
  line.send(seal(frameKind.credentials, new Uint8Array(blockSize)));
  await greeted;
  const typed = way.bytes(2 + 4);
  way.say(Buffer.from("RFB 003.008\n\u0001"));
  await typed;
  return way;
}

async function bare(port: number, path = ""): Promise<Way> {
  const line = await opened(port, path);
  return wayOf(
    line,
    (bytes) => line.send(bytes),
    (message) => message.length,
  );
}

/** Bytes per second while pictures flow. */
async function flow(way: Way): Promise<number> {
  way.say(Uint8Array.of(command.flow));
  await way.bytes(8 * 1024 * 1024);
  const [from, began] = [way.total(), performance.now()];
  await new Promise((done) => setTimeout(done, flowFor));
  const speed = ((way.total() - from) * 1_000) / (performance.now() - began);
  way.say(Uint8Array.of(command.stop));
  // What was under way would meet the next measurement.
  for (let before = -1; before !== way.total(); ) {
    before = way.total();
    await new Promise((done) => setTimeout(done, 50));
  }
  return speed;
}

/** Microseconds from a key press to its picture, of each. */
async function press(way: Way): Promise<number[]> {
  const taken: number[] = [];
  for (let count = 0; count < presses; count += 1) {
    const began = performance.now();
    const seen = way.bytes(pictureBytes);
    way.say(keyPress);
    await seen;
    taken.push((performance.now() - began) * 1_000);
  }
  return taken;
}

/** Presses keys on two ways in turn, and each as often first: whatever disturbs the machine disturbs both. */
async function pressInTurn(ours: Way, theirs: Way): Promise<{ ours: number[]; theirs: number[] }> {
  const taken = { ours: [] as number[], theirs: [] as number[] };
  const way = { ours, theirs };
  for (let turn = 0; turn < turns; turn += 1) {
    const order = turn % 2 === 0 ? (["ours", "theirs"] as const) : (["theirs", "ours"] as const);
    for (const whose of order) taken[whose].push(...(await press(way[whose])));
  }
  return taken;
}

/** Megabytes by which a process grows while its viewer doesn't read and the screen has more to say all the time. */
async function growth(way: Way, memory: () => Promise<number>): Promise<number> {
  const before = await memory();
  way.line.pause();
  way.say(Uint8Array.of(command.flow));
  let highest = before;
  for (const end = performance.now() + slowFor; performance.now() < end; ) {
    await new Promise((done) => setTimeout(done, 100));
    highest = Math.max(highest, await memory());
  }
  way.line.resume();
  way.say(Uint8Array.of(command.stop));
  return (highest - before) / 1e6;
}

const row = (name: string, ours: number, theirs: number, unit: string): Row => ({
  ...{ name, ours, theirs, unit, ratio: ours / theirs },
});

/**
 * Computer, doorkeeper, server, viewer, encrypted from end to end; beside a bare relay of `ws` with the same processes and
 * hops, and beside websockify, which is one hop. In turn, so that whatever disturbs the machine disturbs them all.
 */
export async function streamRows(): Promise<Row[]> {
  const hops = new Hops();
  try {
    const { port: screen } = await hops.start("screen");
    const [relay, bareRelay] = [await hops.start("relay"), await hops.start("bare-relay")];
    const door = await hops.start("door", relay.port, screen);
    const bareDoor = await hops.start("bare-door", bareRelay.port, screen);
    const ours = await throughDoor(relay.port);
    const theirs = await bare(bareRelay.port, "viewer");
    const websockify = await bare(await hops.startWebsockify(screen));
    const speeds = { ours: [] as number[], theirs: [] as number[], websockify: [] as number[] };
    const keys = { ours: [] as number[], theirs: [] as number[] };
    for (let round = -1; round < rounds; round += 1) {
      const measured = { ours: await flow(ours), theirs: await flow(theirs), websockify: await flow(websockify) };
      const pressed = await pressInTurn(ours, theirs);
      // The first round is for the engine to compile what it will compile.
      if (round < 0) continue;
      speeds.ours.push(measured.ours / 1e6);
      speeds.theirs.push(measured.theirs / 1e6);
      speeds.websockify.push(measured.websockify / 1e6);
      keys.ours.push(...pressed.ours);
      keys.theirs.push(...pressed.theirs);
    }
    const grown = [await growth(ours, door.memory), await growth(theirs, bareDoor.memory)] as const;
    return [
      row("stream.vs-relay", median(speeds.ours), median(speeds.theirs), "MB/s"),
      row("stream.vs-websockify", median(speeds.ours), median(speeds.websockify), "MB/s"),
      row("stream.key-latency", median(keys.ours), median(keys.theirs), "µs"),
      row("stream.key-latency-p99", share(keys.ours, 0.99), share(keys.theirs, 0.99), "µs"),
      row("stream.slow-viewer", ...grown, "MB grown"),
    ];
  } finally {
    await hops.stop();
  }
}
