import { describe, expect, it } from "vitest";
import { type Heard, openSealedStream } from "../../extension/viewer/sealed-stream.ts";
import { readBlock, writeBlock } from "../../shared/credentials.ts";
import { createSealer, frameKind, longestBody, longestFrame } from "../../shared/stream.ts";
import { anyKeys, bufferOf, computerBehind, emptyBlock, json, StreamSocket } from "./scripted-stream.ts";

const open = { status: "open", until: null };
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** A stream between the viewer and a scripted computer. `heard` collects, `until` waits for as many. */
async function connected(block = emptyBlock()) {
  const keys = anyKeys();
  const socket = new StreamSocket();
  const computer = await computerBehind(socket, keys);
  const viewersOwn = await createSealer(keys.viewer.slice());
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  const clock = { at: 0 };
  let tick = (): void => {};
  let stopped = 0;
  const stream = await openSealedStream({
    openSocket: () => socket.asSocket(),
    token: "token",
    keys,
    block,
    now: () => clock.at,
    every(_, deed) {
      tick = deed;
      return () => {
        stopped += 1;
      };
    },
    hear(one) {
      heard.push(one);
      for (const look of waiting) look();
    },
  });
  const until = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (heard.length >= count) resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    socket,
    computer,
    keys,
    stream,
    heard,
    until,
    clock,
    viewersOwn,
    tick: () => tick(),
    stopped: () => stopped,
  };
}

async function opened() {
  const at = await connected();
  await at.computer.say(frameKind.status, json(open));
  await at.until(1);
  return at;
}

describe("the beginning", () => {
  it("is the token, then 1,024 bytes of credentials as the first frame, and both keys and block are forgotten", async () => {
    const block = writeBlock({ userName: "anna", password: "correct horse" });
    const { socket, computer, keys } = await connected(block);
    expect(await socket.message(0)).toBe('{"token":"token"}');
    const first = await computer.next();
    expect(first?.kind).toBe(frameKind.credentials);
    expect(readBlock(first?.body ?? bytes())).toEqual({ userName: "anna", password: "correct horse" });
    for (const secret of [block, keys.viewer, keys.door]) expect(secret.every((byte) => byte === 0)).toBe(true);
  });

  it("looks alike without credentials: zeros of the same length", async () => {
    const withNone = await connected();
    const withSome = await connected(writeBlock({ userName: "anna", password: "correct horse" }));
    const length = async ({ socket }: typeof withNone): Promise<number> =>
      ((await socket.message(1)) as Uint8Array).length;
    expect(await length(withNone)).toBe(await length(withSome));
  });

  it("lets nothing of a screen through before the computer said open", async () => {
    const { computer, heard, until, socket } = await connected();
    await computer.say(frameKind.screen, bytes(1, 2, 3));
    await until(1);
    expect(heard).toEqual([{ what: "altered" }]);
    expect(socket.readyState).toBe(3);
  });

  it("passes a refusal on and closes", async () => {
    const { computer, heard, until, socket } = await connected();
    await computer.say(frameKind.status, json({ status: "refused", because: "not-accepted" }));
    await until(1);
    expect(heard).toEqual([{ what: "refused", because: "not-accepted" }]);
    expect(socket.readyState).toBe(3);
  });
});

describe("an open stream", () => {
  it("passes the screen's bytes on in order, whatever their size", async () => {
    const { computer, heard, until } = await opened();
    const sizes = [1, longestBody, 0, 7, longestBody - 1, 2];
    for (const [index, size] of sizes.entries()) {
      await computer.say(frameKind.screen, new Uint8Array(size).fill(index + 1));
    }
    await until(1 + sizes.length);
    const screens = heard.flatMap((one) => (one.what === "screen" ? [one.bytes] : []));
    expect(screens.map(({ length }) => length)).toEqual(sizes);
    expect(screens.map(([first]) => first)).toEqual([1, 2, undefined, 4, 5, 6]);
  });

  it("sends what noVNC says in order, in frames that aren't too long", async () => {
    const { computer, stream } = await opened();
    await computer.next();
    const long = new Uint8Array(2 * longestBody + 5).map((_, index) => index % 251);
    stream.send(bytes(9));
    stream.send(long);
    stream.send(bytes(8));
    const lengths: number[] = [];
    const whole: number[] = [];
    for (let frame = 0; frame < 5; frame += 1) {
      const next = await computer.next();
      expect(next?.kind).toBe(frameKind.screen);
      lengths.push(next?.body.length ?? 0);
      for (const byte of next?.body ?? []) whole.push(byte);
    }
    expect(lengths).toEqual([1, longestBody, longestBody, 5, 1]);
    expect(whole).toEqual([9, ...long, 8]);
  });

  it("says when access closes", async () => {
    const { computer, heard, until } = await opened();
    await computer.say(frameKind.status, json({ status: "closing", at: 5 }));
    await until(2);
    expect(heard[1]).toEqual({ what: "closing", at: 5 });
  });

  it("ends with the computer's reason, and the close after it adds nothing", async () => {
    const { computer, heard, until, socket } = await opened();
    await computer.say(frameKind.end, json({ because: "window" }));
    await until(2);
    socket.close();
    await settled();
    expect(heard.slice(1)).toEqual([{ what: "ended", because: "window" }]);
  });

  it("that is closed without a reason is cut, after everything that came before", async () => {
    const { computer, heard, until, socket } = await opened();
    await computer.say(frameKind.screen, bytes(1));
    socket.close();
    await until(3);
    expect(heard.slice(1).map(({ what }) => what)).toEqual(["screen", "cut"]);
  });

  it("says something every 20 seconds, and counts as cut once the computer is silent for long", async () => {
    const { computer, heard, clock, tick, until, stopped } = await opened();
    await computer.next();
    clock.at = 50_000;
    tick();
    expect(await computer.next()).toEqual({ kind: frameKind.nothing, body: bytes() });
    await computer.say(frameKind.nothing, bytes());
    await settled();
    clock.at = 100_000;
    tick();
    await settled();
    expect(heard).toHaveLength(1);
    clock.at = 100_001;
    tick();
    await until(2);
    expect(heard[1]).toEqual({ what: "cut" });
    expect(stopped()).toBe(1);
  });

  it("that the technician ends says so to the computer, then closes", async () => {
    const { computer, heard, stream, socket } = await opened();
    await computer.next();
    await stream.end();
    expect(await computer.next()).toEqual({ kind: frameKind.end, body: json({ because: "technician" }) });
    expect(socket.readyState).toBe(3);
    expect(heard.slice(1)).toEqual([{ what: "ended", because: "technician" }]);
  });
});

/** Everything under way has come to its end: decryption takes turns of its own. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await crypto.subtle.digest("SHA-256", new Uint8Array(longestBody));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

type At = Awaited<ReturnType<typeof opened>>;
const screen = (at: At, ...values: number[]) => at.computer.seal(frameKind.screen, bytes(...values));
const flipped = (frame: Uint8Array, index: number): Uint8Array =>
  frame.map((byte, at) => (at === index ? byte ^ 1 : byte));

describe("whatever the computer didn't seal as its next frame closes the stream, and nothing after it is heard", () => {
  it.each<[string, (at: At) => Promise<unknown[]> | unknown[]]>([
    ["a text", () => ["hello"]],
    ["a text that looks like a status", () => [JSON.stringify(open)]],
    ["a blob", () => [new Blob(["hello"])]],
    ["an empty message", () => [bytes()]],
    ["a message shorter than what sealing adds", () => [new Uint8Array(16)]],
    ["a message longer than a frame", () => [new Uint8Array(longestFrame + 1)]],
    ["a frame with its first byte altered", async (at) => [flipped(await screen(at, 1), 0)]],
    ["a frame with its tag altered", async (at) => [flipped(await screen(at, 1), 17)]],
    ["a frame that lacks its last byte", async (at) => [(await screen(at, 1)).slice(0, -1)]],
    ["a frame with a byte too many", async (at) => [bytes(...(await screen(at, 1)), 0)]],
    [
      "two frames in the wrong order",
      async (at) => {
        const [first, second] = [await screen(at, 1), await screen(at, 2)];
        return [second, first];
      },
    ],
    [
      "the frame after one that was held back",
      async (at) => {
        await screen(at, 1);
        return [await screen(at, 2)];
      },
    ],
    ["the viewer's own frame, turned round", async (at) => [await at.socket.message(1)]],
    [
      "a frame sealed with the viewer's key",
      async (at) => {
        await at.viewersOwn(frameKind.screen, bytes(1));
        return [await at.viewersOwn(frameKind.screen, bytes(1))];
      },
    ],
    ["credentials", async (at) => [await at.computer.seal(frameKind.credentials, emptyBlock())]],
    ["a kind that is none", async (at) => [await at.computer.seal(9 as never, bytes(1))]],
    ["a status that is no JSON", async (at) => [await at.computer.seal(frameKind.status, bytes(0xff))]],
    [
      "a status with a foreign member",
      async (at) => [await at.computer.seal(frameKind.status, json({ ...open, also: 1 }))],
    ],
    ["a status that is none", async (at) => [await at.computer.seal(frameKind.status, json({ status: "wide-open" }))]],
    [
      "a refusal after it was open",
      async (at) => [await at.computer.seal(frameKind.status, json({ status: "refused", because: "busy" }))],
    ],
    [
      "an end for a reason that is none",
      async (at) => [await at.computer.seal(frameKind.end, json({ because: "tired" }))],
    ],
  ])("%s", async (_, attack) => {
    const at = await opened();
    for (const message of await attack(at)) at.socket.hear(message instanceof Uint8Array ? bufferOf(message) : message);
    at.socket.hear(bufferOf(await screen(at, 7)));
    await at.until(2);
    await settled();
    expect(at.heard.slice(1)).toEqual([{ what: "altered" }]);
    expect(at.socket.readyState).toBe(3);
    const sent = at.socket.sent.length;
    at.stream.send(bytes(1));
    at.tick();
    await settled();
    expect(at.socket.sent).toHaveLength(sent);
  });

  it("the same frame a second time", async () => {
    const at = await opened();
    const frame = await at.computer.say(frameKind.screen, bytes(1));
    at.socket.hear(bufferOf(frame));
    await at.until(3);
    expect(at.heard.slice(1).map(({ what }) => what)).toEqual(["screen", "altered"]);
  });
});
