import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { blockSize, type Credentials, writeBlock } from "../../shared/credentials.ts";
import {
  createOpener,
  createSealer,
  type FrameKind,
  frameKind,
  type StreamKeys,
  streamEnd,
  streamStatus,
} from "../../shared/stream.ts";

/** A line between a doorkeeper and a viewer, without a server between: each has its end. */
export async function lineBetween(): Promise<{ door: WebSocket; viewer: WebSocket; close(): void }> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  const door = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { perMessageDeflate: false });
  const [[viewer]] = await Promise.all([once(server, "connection"), once(door, "open")]);
  return {
    door,
    viewer,
    close() {
      door.terminate();
      server.close();
    },
  };
}

/** What a viewer saw, in words: `open 123`, `refused not-accepted`, `closing 123`, `end window`, `nothing`, `altered`, `closed`; or bytes of the screen. */
type Seen = string | Uint8Array;

/** Bytes that come in pieces and are taken in others. */
export class Bytes {
  #pieces: Uint8Array[] = [];
  #length = 0;

  add(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /** So many; null where they haven't all come. */
  take(length: number): Buffer | null {
    if (this.#length < length) return null;
    const all = Buffer.concat(this.#pieces);
    this.#pieces = [all.subarray(length)];
    this.#length -= length;
    return all.subarray(0, length);
  }
}

/** A viewer in Node, of the same parts as the browser's: WebCrypto, one frame after the other. */
export class TestViewer {
  readonly line: WebSocket;
  readonly #seal: (kind: FrameKind, body: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>;
  readonly #seen: Seen[] = [];
  readonly #waiting: (() => void)[] = [];
  #turn: Promise<void> = Promise.resolve();
  readonly #screen = new Bytes();

  private constructor(
    line: WebSocket,
    seal: (kind: FrameKind, body: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>,
    open: Awaited<ReturnType<typeof createOpener>>,
  ) {
    this.line = line;
    this.#seal = seal;
    const see = (seen: Seen): void => {
      this.#seen.push(seen);
      for (const wake of this.#waiting.splice(0)) wake();
    };
    line.on("message", (data) => {
      // Opening begins at once, and what comes of it takes its turn.
      const opened = data instanceof Buffer ? open(new Uint8Array(data)) : null;
      this.#turn = this.#turn.then(async () => {
        const frame = await opened;
        if (frame === null) see("altered");
        else if (frame.kind === frameKind.screen) see(frame.body);
        else if (frame.kind === frameKind.nothing) see("nothing");
        else see(wordsOf(frame.kind, JSON.parse(Buffer.from(frame.body).toString())));
      });
    });
    line.on("close", () => {
      this.#turn = this.#turn.then(() => see("closed"));
    });
  }

  static async on(line: WebSocket, keys: StreamKeys): Promise<TestViewer> {
    const own = { viewer: keys.viewer.slice(), door: keys.door.slice() };
    return new TestViewer(line, await createSealer(own.viewer), await createOpener(own.door));
  }

  /** The next thing seen. */
  async next(): Promise<Seen> {
    for (;;) {
      const seen = this.#seen.shift();
      if (seen !== undefined) return seen;
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
  }

  /** The next word, whatever of the screen comes before it. */
  async nextWord(): Promise<string> {
    for (;;) {
      const seen = await this.next();
      if (typeof seen === "string") return seen;
    }
  }

  /** So many bytes of the screen. Throws on a word in between. */
  async screen(length: number): Promise<Buffer> {
    for (;;) {
      const bytes = this.#screen.take(length);
      if (bytes !== null) return bytes;
      const seen = await this.next();
      if (typeof seen === "string") throw new Error(`instead of the screen: ${seen}`);
      this.#screen.add(seen);
    }
  }

  async send(kind: FrameKind, body: Uint8Array): Promise<void> {
    this.line.send(await this.#seal(kind, body));
  }

  /** The sealed frame, for whoever does something else with it than to send it in its turn. */
  sealed(kind: FrameKind, body: Uint8Array): Promise<Uint8Array> {
    return this.#seal(kind, body);
  }

  /** The first frame: somebody's credentials, or zeros. */
  sendCredentials(credentials: Credentials | null): Promise<void> {
    return this.send(frameKind.credentials, credentials === null ? new Uint8Array(blockSize) : writeBlock(credentials));
  }

  sendScreen(bytes: Uint8Array): Promise<void> {
    return this.send(frameKind.screen, bytes);
  }

  /** RFB 3.8 with type None as noVNC speaks it, as far as the size and name of the screen. */
  async handshake(): Promise<{ width: number; height: number; name: string }> {
    const version = await this.screen(12);
    await this.sendScreen(version);
    const types = await this.screen((await this.screen(1)).readUInt8());
    if (!types.equals(Buffer.from([1]))) throw new Error(`other types than None: ${types.toString("hex")}`);
    await this.sendScreen(Uint8Array.of(1));
    if ((await this.screen(4)).readUInt32BE() !== 0) throw new Error("not accepted");
    await this.sendScreen(Uint8Array.of(1));
    const server = await this.screen(24);
    const name = await this.screen(server.readUInt32BE(20));
    return { width: server.readUInt16BE(0), height: server.readUInt16BE(2), name: name.toString() };
  }
}

function wordsOf(kind: FrameKind, value: unknown): string {
  if (kind === frameKind.end) return `end ${streamEnd.parse(value).because}`;
  const said = streamStatus.parse(value);
  if (said.status === "open") return `open ${said.until}`;
  return said.status === "refused" ? `refused ${said.because}` : `closing ${said.at}`;
}
