import type { Socket } from "node:net";

const events = ["readable", "end", "close"] as const;

/** Why a screen can't be used: it went away, fell silent, or said what no screen says. */
export class NoScreen extends Error {}

/**
 * Reads from a screen exactly what was asked for, and leaves the rest in the socket. Every length is ours: what a stranger
 * claims as a length is never read by. The whole has `patience` milliseconds; then the socket is destroyed.
 */
export class ScreenReader {
  readonly #socket: Socket;
  readonly #timer: NodeJS.Timeout;
  #happened = (): void => {};

  constructor(socket: Socket, patience: number) {
    this.#socket = socket;
    this.#timer = setTimeout(() => socket.destroy(), patience);
    // Once for all: Node tells a new listener of what has been there before, and half a message would tell it for ever.
    for (const event of events) socket.on(event, this.#wake);
  }

  /** Throws `NoScreen` where the screen goes away or stays silent before it has said so much. */
  async read(length: number): Promise<Buffer> {
    // Node takes this for a question whether there is more, and answers as if there were nothing.
    if (length === 0) return Buffer.alloc(0);
    for (;;) {
      const bytes: unknown = this.#socket.read(length);
      // At the end of a stream `read` answers what is left, however little.
      if (bytes instanceof Buffer && bytes.length === length) return bytes;
      if (this.#socket.destroyed || this.#socket.readableEnded || bytes !== null) throw new NoScreen("it went away");
      await this.#more();
    }
  }

  async number(bytes: 1 | 2 | 4): Promise<number> {
    return (await this.read(bytes)).readUIntBE(0, bytes);
  }

  /** The bytes are zeroed once they are on their way: there may be a password in them. */
  write(bytes: Uint8Array): void {
    this.#socket.write(bytes, () => bytes.fill(0));
  }

  /** No more patience is needed: the socket is somebody else's from here on. */
  done(): void {
    clearTimeout(this.#timer);
    for (const event of events) this.#socket.off(event, this.#wake);
  }

  #wake = (): void => this.#happened();

  #more(): Promise<void> {
    return new Promise((done) => {
      this.#happened = done;
    });
  }
}
