import { WebSocket } from "ws";
import { type Event, event } from "../../shared/records.ts";

/** Somebody who listens at `/api/events`, as the extension does: what was told, in order, and how the line was closed. */
export class Listener {
  readonly told: Event[] = [];
  readonly #socket: WebSocket;
  #waiting: (() => void)[] = [];
  closed: number | null = null;
  refused: number | null = null;

  constructor(url: string, given: { origin?: string; first?: string | null } = {}) {
    const { origin = "chrome-extension://abcdefghijklmnop", first = null } = given;
    const headers: Record<string, string> = origin === "" ? {} : { origin };
    this.#socket = new WebSocket(`${url.replace("http", "ws")}/api/events`, { headers });
    this.#socket.on("open", () => first !== null && this.#socket.send(first));
    this.#socket.on("message", (data) => this.#note(() => this.told.push(event.parse(JSON.parse(String(data))))));
    this.#socket.on("close", (code) => this.#note(() => (this.closed ??= code)));
    this.#socket.on("unexpected-response", (request, response) => {
      this.#note(() => (this.refused = response.statusCode ?? 0));
      request.destroy();
    });
    this.#socket.on("error", () => undefined);
  }

  static as(url: string, token: string): Listener {
    return new Listener(url, { first: JSON.stringify({ token }) });
  }

  #note(change: () => void): void {
    change();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }

  /** Waits until what was told so far is as wanted. */
  async until<Found>(look: (listener: Listener) => Found | undefined | null | false): Promise<Found> {
    for (;;) {
      const found = look(this);
      if (found !== undefined && found !== null && found !== false) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** The newest event of a kind. */
  last<Kind extends Event["kind"]>(kind: Kind): Extract<Event, { kind: Kind }> | undefined {
    return this.told.findLast((one): one is Extract<Event, { kind: Kind }> => one.kind === kind);
  }

  send(text: string | Buffer): void {
    this.#socket.send(text);
  }
  close(): void {
    this.#socket.close();
  }
}
