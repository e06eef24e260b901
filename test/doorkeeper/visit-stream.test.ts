import { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { WebSocket } from "ws";
import { Visit, type VisitEnd } from "../../server/doorkeeper/visit.ts";
import { frameKind, longestBody, longestFrame } from "../../shared/stream.ts";
import { repeated } from "../shared/keys.ts";
import { TestScreen } from "./visit-screen.ts";
import { lineBetween, TestViewer } from "./visit-viewer.ts";

// One stream, and what may come over it from somebody who stands between.

const anna = { userName: "office-admin", password: "Winter7-garden-door" };
let screen: TestScreen;
let time = 0;
const closings: (() => void)[] = [];
beforeEach(() => {
  screen = new TestScreen();
  time = 0;
});
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

const freshKeys = () => ({ viewer: repeated(1), door: repeated(2) });

async function stream(longest?: { frames: number; bytes: number }) {
  const { door, viewer: line, close } = await lineBetween();
  closings.push(close);
  const keys = freshKeys();
  const visit = new Visit({
    line: door,
    keys,
    logIn: () => screen.logIn(anna, { administrator: true }),
    open: async () => ({ may: true, until: null }),
    now: () => time,
    monotonic: () => time,
    ...(longest && { longest }),
  });
  return { door, visit, keys, viewer: await TestViewer.on(line, freshKeys()) };
}

async function openStream(longest?: { frames: number; bytes: number }) {
  const made = await stream(longest);
  await made.viewer.sendCredentials(anna);
  expect(await made.viewer.next()).toBe("open null");
  await made.viewer.screen(12);
  return made;
}

const shaken = Buffer.concat([Buffer.from("RFB 003.008\n"), Uint8Array.of(1, 1)]);
const altered: VisitEnd = { opened: true, because: "altered" };

describe("the first frame", () => {
  it("is waited for: the screen isn't touched, and the keys are taken over", async () => {
    const { keys } = await stream();
    expect(screen.tried).toEqual([]);
    expect([...keys.viewer, ...keys.door].every((byte) => byte === 0)).toBe(true);
  });

  it("is zeroed when it was tried", async () => {
    const { door, viewer: line, close } = await lineBetween();
    closings.push(close);
    const blocks: Uint8Array[] = [];
    const visit = new Visit({
      ...{ line: door, keys: freshKeys(), now: () => 0, monotonic: () => 0 },
      logIn: async (block) => {
        expect(block.some((byte) => byte !== 0)).toBe(true);
        blocks.push(block);
        return { ok: false, because: "not-accepted" };
      },
      open: async () => ({ may: true, until: null }),
    });
    const viewer = await TestViewer.on(line, freshKeys());
    await viewer.sendCredentials(anna);
    expect(await viewer.next()).toBe("refused not-accepted");
    await visit.closed;
    expect(blocks[0]?.every((byte) => byte === 0)).toBe(true);
  });

  it("is waited for 10 s", async () => {
    const { visit, viewer } = await stream();
    time = 9_999;
    visit.passTime();
    expect(viewer.line.readyState).toBe(viewer.line.OPEN);
    time = 10_000;
    visit.passTime();
    expect(await visit.ended).toEqual({ opened: false, because: "cut" });
    expect(await viewer.next()).toBe("closed");
  });

  it.each([
    ["bytes of the screen", frameKind.screen, shaken],
    ["nothing", frameKind.nothing, new Uint8Array()],
    ["a status", frameKind.status, Buffer.from('{"status":"open","until":null}')],
    ["an end", frameKind.end, Buffer.from('{"because":"technician"}')],
    ["credentials of 1,023 bytes", frameKind.credentials, new Uint8Array(1_023)],
    ["credentials of 1,025 bytes", frameKind.credentials, new Uint8Array(1_025)],
    ["no credentials", frameKind.credentials, new Uint8Array()],
  ])("mustn't be %s", async (_, kind, body) => {
    const { visit, viewer } = await stream();
    await viewer.send(kind, body);
    expect(await visit.ended).toEqual({ opened: false, because: "altered" });
    expect(await viewer.next()).toBe("closed");
    expect(screen.tried).toEqual([]);
  });

  it("sealed by anybody else opens nothing", async () => {
    const { visit, viewer } = await stream();
    const other = await TestViewer.on(viewer.line, { viewer: repeated(9), door: repeated(2) });
    await other.sendCredentials(anna);
    expect(await visit.ended).toEqual({ opened: false, because: "altered" });
    expect(screen.tried).toEqual([]);
  });

  it("on a line that is closed already is none", async () => {
    const { door, close } = await lineBetween();
    closings.push(close);
    const closed = new Promise((done) => door.once("close", done));
    door.terminate();
    await closed;
    const given = { keys: freshKeys(), now: () => 0, monotonic: () => 0 };
    const logIn = () => screen.logIn(anna, { administrator: true });
    const visit = new Visit({ ...given, line: door, logIn, open: async () => ({ may: true, until: null }) });
    expect(await visit.ended).toEqual({ opened: false, because: "cut" });
    await visit.closed;
  });
});

describe("somebody between viewer and doorkeeper who", () => {
  const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
    bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
  const frame = (viewer: TestViewer): Promise<Uint8Array> => viewer.sealed(frameKind.screen, shaken);
  it.each<[string, (line: WebSocket, sealed: Uint8Array) => void]>([
    ["changes one bit of a frame", (line, sealed) => line.send(flipped(sealed, 0))],
    ["changes one bit of its tag", (line, sealed) => line.send(flipped(sealed, sealed.length - 1))],
    ["cuts its last byte off", (line, sealed) => line.send(sealed.subarray(0, -1))],
    ["adds a byte", (line, sealed) => line.send(Buffer.concat([sealed, Uint8Array.of(0)]))],
    ["sends an empty message", (line) => line.send(new Uint8Array())],
    ["sends words", (line) => line.send("RFB 003.008")],
    ["sends a frame as text", (line) => line.send(Buffer.from("a".repeat(40)), { binary: false })],
    ["sends a message that is longer than any frame", (line) => line.send(new Uint8Array(longestFrame + 1))],
    ["sends a message longer than what the line takes", (line) => line.send(new Uint8Array(101 * 1024 * 1024))],
  ])("%s ends it at once", async (_, deed) => {
    const { visit, viewer } = await openStream();
    // Without goodbye: nothing is said any more to whoever stands between.
    const closed = new Promise((done) => viewer.line.once("close", done));
    deed(viewer.line, await frame(viewer));
    expect(await visit.ended).toEqual(altered);
    expect(await closed).not.toBe(1000);
    expect(screen.isLeft).toBe(true);
    await visit.closed;
  });

  it("repeats a frame ends it", async () => {
    const { visit, viewer } = await openStream();
    const sealed = await frame(viewer);
    viewer.line.send(sealed);
    viewer.line.send(sealed);
    expect(await visit.ended).toEqual(altered);
  });

  it("moves a frame before another ends it", async () => {
    const { visit, viewer } = await openStream();
    const [first, second] = [
      await viewer.sealed(frameKind.screen, shaken),
      await viewer.sealed(frameKind.screen, Uint8Array.of(1)),
    ];
    viewer.line.send(second);
    viewer.line.send(first);
    expect(await visit.ended).toEqual(altered);
  });

  it("drops a frame ends it with the next", async () => {
    const { visit, viewer } = await openStream();
    await viewer.sealed(frameKind.screen, shaken);
    await viewer.sendScreen(Uint8Array.of(1));
    expect(await visit.ended).toEqual(altered);
  });

  it("turns the doorkeeper's own frame round ends it", async () => {
    const { visit, viewer } = await stream();
    const reflected = new Promise<void>((done) => {
      viewer.line.once("message", (data) => {
        viewer.line.send(data);
        done();
      });
    });
    await viewer.sendCredentials(anna);
    await reflected;
    expect(await visit.ended).toEqual(altered);
  });

  it("sends the first frame again ends it", async () => {
    const { visit, viewer } = await stream();
    const first = await viewer.sealed(frameKind.credentials, new Uint8Array(1_024));
    viewer.line.send(first);
    expect(await viewer.next()).toBe("open null");
    viewer.line.send(first);
    expect(await visit.ended).toEqual(altered);
  });
});

describe("a viewer that", () => {
  it.each([
    ["says credentials twice", frameKind.credentials, new Uint8Array(1_024)],
    ["speaks as the doorkeeper does", frameKind.status, Buffer.from('{"status":"open","until":null}')],
    ["ends for no reason that there is", frameKind.end, Buffer.from('{"because":"whim"}')],
    ["ends in no JSON", frameKind.end, Buffer.from("technician")],
    ["speaks another RFB", frameKind.screen, Buffer.from("RFB 003.003\n")],
    ["asks for another type than None", frameKind.screen, Buffer.from("RFB 003.008\n\u0013")],
  ])("%s isn't one", async (_, kind, body) => {
    const { visit, viewer } = await openStream();
    await viewer.send(kind, body);
    expect(await visit.ended).toEqual(altered);
  });

  it("says bytes for the screen before it is open isn't one", async () => {
    screen.until = new Promise(() => {});
    const { visit, viewer } = await stream();
    await viewer.sendCredentials(anna);
    await viewer.sendScreen(shaken);
    expect(await visit.ended).toEqual({ opened: false, because: "altered" });
  });

  it("ends while the screen is asked is told nothing more", async () => {
    screen.until = new Promise(() => {});
    const { visit, viewer } = await stream();
    await viewer.sendCredentials(anna);
    await viewer.send(frameKind.end, Buffer.from('{"because":"customer"}'));
    // Whatever it says, it is the technician's viewer.
    expect(await visit.ended).toEqual({ opened: false, because: "technician" });
  });

  it("speaks its beginning byte by byte is understood", async () => {
    const { viewer } = await openStream();
    for (const byte of shaken) await viewer.sendScreen(Uint8Array.of(byte));
    expect((await viewer.screen(6)).toString("hex")).toBe("010100000000");
    await vi.waitFor(() => expect(screen.end.read(1)).toEqual(Buffer.of(1)));
  });

  it("takes the largest body there is", async () => {
    const { viewer } = await openStream();
    await viewer.sendScreen(shaken.subarray(0, 13));
    await viewer.screen(6);
    const body = new Uint8Array(longestBody).map((_, index) => index % 251);
    const arrived: Buffer[] = [];
    screen.end.on("data", (bytes: Buffer) => arrived.push(bytes));
    await viewer.sendScreen(body);
    await vi.waitFor(() => expect(Buffer.concat(arrived).length).toBe(longestBody));
    expect(Buffer.concat(arrived).equals(body)).toBe(true);
  });
});

describe("a stream", () => {
  it("cuts what the screen says into frames that aren't too long", async () => {
    const { viewer } = await openStream();
    const bytes = Buffer.alloc(3 * longestBody + 5, "picture ");
    screen.end.write(bytes);
    expect((await viewer.screen(bytes.length)).equals(bytes)).toBe(true);
  });

  it("is over after so many frames", async () => {
    const { visit, viewer } = await openStream({ frames: 5, bytes: 1e9 });
    for (let count = 0; count < 5; count += 1) await viewer.send(frameKind.nothing, new Uint8Array());
    expect(await visit.ended).toEqual({ opened: true, because: "longest" });
    expect(await viewer.nextWord()).toBe("end longest");
  });

  it("is over after so many bytes", async () => {
    const { visit, viewer } = await openStream({ frames: 1e9, bytes: 10_000 });
    screen.end.write(Buffer.alloc(9_000));
    expect(await visit.ended).toEqual({ opened: true, because: "longest" });
    expect(await viewer.nextWord()).toBe("end longest");
  });

  it("whose log-in breaks refuses", async () => {
    const { door, viewer: line, close } = await lineBetween();
    closings.push(close);
    const visit = new Visit({
      ...{ line: door, keys: freshKeys(), now: () => 0, monotonic: () => 0 },
      logIn: () => Promise.reject(new Error("a defect")),
      open: async () => ({ may: true, until: null }),
    });
    const viewer = await TestViewer.on(line, freshKeys());
    await viewer.sendCredentials(anna);
    expect(await viewer.next()).toBe("refused no-screen");
    expect(await visit.ended).toEqual({ opened: false, because: "no-screen" });
  });

  it("whose viewer goes away is cut, never ended", async () => {
    const { visit, viewer } = await openStream();
    viewer.line.close(1000);
    expect(await visit.ended).toEqual({ opened: true, because: "cut" });
    expect(screen.isLeft).toBe(true);
  });

  it("says its last word to a viewer that doesn't answer, and closes after 2 s all the same", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { visit, viewer } = await openStream();
      viewer.line.pause();
      const closed = visit.end("customer");
      await vi.advanceTimersByTimeAsync(2_000);
      await closed;
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a line that the server began to close and doesn't finish", () => {
  it("keeps nobody waiting who ends the visit", async () => {
    const { visit, viewer, door } = await openStream();
    viewer.line.pause();
    const socket: unknown = Reflect.get(viewer.line, "_socket");
    if (!(socket instanceof Socket)) throw new Error("no socket");
    socket.write(Uint8Array.of(0x88, 2, 3, 0xe8));
    await vi.waitFor(() => expect(door.readyState).toBe(door.CLOSING));
    const began = performance.now();
    await visit.end("paused");
    // Long before the 30 s after which a socket gives up by itself.
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe("back-pressure", () => {
  const megabyte = 1024 * 1024;
  /** Writes until the other side has enough for now; answers how much that was. */
  const pump = (write: (bytes: Buffer) => boolean): number => {
    let written = 65_536;
    while (write(Buffer.alloc(65_536))) written += 65_536;
    return written;
  };

  it("reaches the screen when the viewer doesn't read: no more than so much waits here", async () => {
    const { door, viewer } = await openStream();
    viewer.line.pause();
    let offered = 0;
    let highest = 0;
    // As long as the doorkeeper reads, the screen has more to say.
    const more = (): void => {
      offered += pump((bytes) => screen.end.write(bytes));
      highest = Math.max(highest, door.bufferedAmount);
    };
    screen.end.on("drain", more);
    more();
    await vi.waitFor(() => expect(door.bufferedAmount).toBeGreaterThan(4 * megabyte));
    const held = offered;
    await vi.waitFor(() => expect(screen.end.writableNeedDrain).toBe(true));
    expect(highest).toBeLessThan(5 * megabyte);
    viewer.line.resume();
    await vi.waitFor(() => expect(offered).toBeGreaterThan(held + 8 * megabyte));
    expect(highest).toBeLessThan(6 * megabyte);
  });

  it("reaches the viewer when the screen doesn't take it", async () => {
    const { door, viewer } = await openStream();
    await viewer.sendScreen(shaken.subarray(0, 13));
    const line: WebSocket = viewer.line;
    for (let count = 0; count < 32; count += 1) await viewer.sendScreen(new Uint8Array(longestBody));
    await vi.waitFor(() => expect(door.isPaused).toBe(true));
    let taken = 0;
    screen.end.on("data", (bytes: Buffer) => {
      taken += bytes.length;
    });
    await vi.waitFor(() => expect(taken).toBe(32 * longestBody));
    expect(line.bufferedAmount).toBe(0);
    expect(door.isPaused).toBe(false);
  });
});
