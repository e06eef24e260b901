import { blockSize } from "../../shared/credentials.ts";
import { createOpener, createSealer, type Frame, type FrameKind, type StreamKeys } from "../../shared/stream.ts";

// The computer's end of a stream, by script: it seals and opens as a doorkeeper does, and says what a test lets it say.

/** A socket whose other end is the script. */
export class StreamSocket extends EventTarget {
  readonly OPEN = 1;
  readyState = 0;
  binaryType = "blob";
  readonly sent: unknown[] = [];
  private readonly waiting: { most: number; go: () => void }[] = [];
  send(data: unknown): void {
    this.sent.push(data);
    for (const one of this.waiting) if (this.sent.length >= one.most) one.go();
  }
  /** what was sent as the message of this number, from 0, as soon as it was */
  async message(number: number): Promise<unknown> {
    if (this.sent.length <= number) {
      await new Promise<void>((go) => this.waiting.push({ most: number + 1, go }));
    }
    return this.sent[number];
  }
  hear(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
  close(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    queueMicrotask(() => this.dispatchEvent(new Event("close")));
  }
  /** dials: it opens as soon as whoever asked has listened */
  asSocket(): WebSocket {
    queueMicrotask(() => {
      this.readyState = 1;
      this.dispatchEvent(new Event("open"));
    });
    return this as unknown as WebSocket;
  }
}

export const bufferOf = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;
export const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** The computer behind a socket, with the keys of its side. */
export async function computerBehind(socket: StreamSocket, keys: StreamKeys) {
  const seal = await createSealer(keys.door.slice());
  const open = await createOpener(keys.viewer.slice());
  let read = 1;
  return {
    seal,
    /** seals a frame and lets the viewer hear it, once it is on the line; answers its bytes */
    async say(kind: FrameKind, body: Uint8Array): Promise<Uint8Array> {
      const frame = await seal(kind, body);
      await socket.message(0);
      socket.hear(bufferOf(frame));
      return frame;
    },
    /** the viewer's next frame, opened */
    async next(): Promise<Frame | null> {
      const message = await socket.message(read);
      read += 1;
      return open(Uint8Array.from(message as Uint8Array));
    },
  };
}

export const anyKeys = (): StreamKeys => ({
  viewer: crypto.getRandomValues(new Uint8Array(32)),
  door: crypto.getRandomValues(new Uint8Array(32)),
});
export const emptyBlock = (): Uint8Array => new Uint8Array(blockSize);
