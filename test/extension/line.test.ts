import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLine } from "../../extension/background/line.ts";

class FakeSocket extends EventTarget {
  readonly OPEN = 1;
  readyState = 1;
  sent: string[] = [];
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = 3;
  }
  hear(value: unknown): void {
    this.dispatchEvent(
      new MessageEvent("message", { data: typeof value === "string" ? value : JSON.stringify(value) }),
    );
  }
  lose(code: number): void {
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

const greetingState = {
  kind: "state",
  now: 5_000,
  me: {
    role: "administrator",
    id: "A".repeat(22),
    name: "Ada",
    email: "ada@contoso.example",
    organisation: "Contoso IT",
  },
  sessions: [],
  requests: [],
  grants: [],
  computers: [],
  connections: [],
  pairings: [],
};

function lineWith(token: () => Promise<string | null> = async () => "token") {
  const sockets: FakeSocket[] = [];
  const addresses: string[] = [];
  const seen = { refused: 0, changed: 0, awake: 0 };
  const line = createLine({
    server: "https://access.example",
    openSocket(address) {
      addresses.push(address);
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    token,
    async refused() {
      seen.refused += 1;
    },
    changed() {
      seen.changed += 1;
    },
    stayAwake() {
      seen.awake += 1;
    },
    now: Date.now,
  });
  const last = (): FakeSocket => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error("no socket was opened");
    return socket;
  };
  return { line, sockets, addresses, seen, last };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 4_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a line to the server", () => {
  it("opens no socket where nobody is there", async () => {
    const { line, sockets } = lineWith(async () => null);
    await line.keep();
    expect(sockets).toHaveLength(0);
  });

  it("greets with the token and never puts it into the address", async () => {
    const { line, last, addresses } = lineWith();
    await line.keep();
    last().dispatchEvent(new Event("open"));
    expect(last().sent).toEqual(['{"token":"token"}']);
    expect(addresses).toEqual(["wss://access.example/api/events"]);
  });

  it("is online once the state was heard, and knows how far the server's clock is ahead", async () => {
    const { line, last } = lineWith();
    await line.keep();
    expect(line.online()).toBe(false);
    last().hear(greetingState);
    expect(line.online()).toBe(true);
    expect(line.clockAhead()).toBe(1_000);
  });

  it("opens one socket however often it is asked to keep the line", async () => {
    const { line, sockets } = lineWith();
    await Promise.all([line.keep(), line.keep(), line.keep()]);
    await line.keep();
    expect(sockets).toHaveLength(1);
  });

  it("pings every 20 seconds, and calls the browser each time", async () => {
    const { line, last, seen } = lineWith();
    await line.keep();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(last().sent.filter((text) => text === '{"kind":"ping"}')).toHaveLength(3);
    expect(seen.awake).toBe(3);
  });

  it("takes 70 seconds of silence for a lost line, and an answered ping for a live one", async () => {
    const { line, last, sockets } = lineWith();
    await line.keep();
    last().hear(greetingState);
    await vi.advanceTimersByTimeAsync(60_000);
    last().hear({ kind: "pong" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(line.online()).toBe(true);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(line.online()).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(2);
  });

  it("comes back by itself, later and later while the server is away, and never later than half a minute", async () => {
    const { line, last, sockets } = lineWith();
    await line.keep();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const opened = sockets.length;
      last().lose(1006);
      const lostAt = Date.now();
      while (sockets.length === opened) await vi.advanceTimersByTimeAsync(50);
      waits.push(Date.now() - lostAt);
    }
    expect(waits[0]).toBeLessThanOrEqual(550);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_050);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(15_000);
  });

  it("lets somebody else decide what a refused token means", async () => {
    const { line, last, seen } = lineWith();
    await line.keep();
    last().lose(4401);
    expect(seen.refused).toBe(1);
  });

  it.each([
    ["what isn't JSON", "{"],
    ["an event of a kind that it doesn't know", { kind: "weather", value: 1 }],
    ["a state that doesn't read", { ...greetingState, sessions: [{}] }],
    ["a change before any state", { kind: "me", value: greetingState.me }],
  ])("is not confused by %s", async (_, message) => {
    const { line, last } = lineWith();
    await line.keep();
    last().hear(message as never);
    expect(line.snapshot()).toBeNull();
    expect(line.online()).toBe(false);
  });

  it("hears nothing any more from a socket that it dropped", async () => {
    const { line, last } = lineWith();
    await line.keep();
    line.drop();
    last().hear(greetingState);
    expect(line.snapshot()).toBeNull();
  });

  it("is settled by the greeting, by a lost socket, by there being nobody, and else after a second and a half", async () => {
    const greeted = lineWith();
    await greeted.line.keep();
    greeted.last().hear(greetingState);
    await greeted.line.settled();
    const lost = lineWith();
    await lost.line.keep();
    lost.last().lose(1006);
    await lost.line.settled();
    const nobody = lineWith(async () => null);
    await nobody.line.keep();
    await nobody.line.settled();
    const silent = lineWith();
    await silent.line.keep();
    const settled = vi.fn();
    void silent.line.settled().then(settled);
    await vi.advanceTimersByTimeAsync(1_499);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalled();
  });
});
