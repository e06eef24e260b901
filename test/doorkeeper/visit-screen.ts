import { type Duplex, duplexPair } from "node:stream";
import type { LogIn } from "../../server/doorkeeper/parts.ts";
import type { Credentials } from "../../shared/credentials.ts";
import type { RefusalCode } from "../../shared/door-words.ts";

/** A screen that is the test's: it lets in whom it is told to, and its other end can be spoken from. */
export class TestScreen {
  answer: RefusalCode | "ok" = "ok";
  /** whoever tried, newest last */
  readonly tried: { credentials: Credentials; administrator: boolean }[] = [];
  /** settles a log-in later; null: at once */
  until: Promise<void> | null = null;
  readonly #ends: Duplex[] = [];
  readonly #sockets: Duplex[] = [];
  readonly #begun: (() => void)[] = [];

  readonly logIn: LogIn = async (credentials, { administrator }) => {
    this.tried.push({ credentials, administrator });
    for (const begun of this.#begun.splice(0)) begun();
    await this.until;
    if (this.answer !== "ok") return { ok: false, because: this.answer };
    const [socket, end] = duplexPair();
    socket.on("error", () => {});
    end.on("error", () => {});
    this.#ends.push(end);
    this.#sockets.push(socket);
    return { ok: true, screen: { socket, close: () => socket.destroy() } };
  };

  /** The other end of the newest log-in. */
  get end(): Duplex {
    const end = this.#ends.at(-1);
    if (!end) throw new Error("nobody logged in");
    return end;
  }

  /** whether the newest log-in was left by the doorkeeper */
  get isLeft(): boolean {
    return this.#sockets.at(-1)?.destroyed ?? true;
  }

  /** Settles when the next log-in is tried. */
  begun(): Promise<void> {
    return new Promise((done) => this.#begun.push(done));
  }
}
