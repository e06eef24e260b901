import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A wire to the server that can be pulled: everybody's lines are cut at once and nobody gets through until it is put back. */
export class Wire {
  readonly #server: Server;
  readonly #ends = new Set<Socket>();
  #target: number | null = null;
  #isPulled = false;

  private constructor() {
    this.#server = createServer((near) => {
      if (this.#isPulled || this.#target === null) return near.destroy();
      const far = connect(this.#target, "127.0.0.1");
      for (const [end, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#ends.add(end);
        end.setNoDelay(true);
        end.pipe(other);
        // Whatever cuts one end cuts the other.
        end.on("error", () => other.destroy());
        end.on("close", () => {
          this.#ends.delete(end);
          other.destroy();
        });
      }
    });
  }

  /** Listens on `port` of loopback; leads nowhere yet. */
  static async open(port: number): Promise<Wire> {
    const wire = new Wire();
    wire.#server.listen(port, "127.0.0.1");
    await once(wire.#server, "listening");
    return wire;
  }

  /** @param target the server's own port */
  leadTo(target: number): void {
    this.#target = target;
  }

  pull(): void {
    this.#isPulled = true;
    for (const end of this.#ends) end.destroy();
  }

  /** Pulls it and puts it back after this many milliseconds of the real clock. */
  async pullFor(time: number): Promise<void> {
    this.pull();
    await pause(time);
    this.putBack();
  }

  putBack(): void {
    this.#isPulled = false;
  }

  async close(): Promise<void> {
    this.pull();
    this.#server.close();
    await once(this.#server, "close");
  }
}
