import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { Visit } from "../../server/doorkeeper/visit.ts";
import { createMetrics } from "../../server/metrics.ts";
import { createStreams } from "../../server/streams.ts";
import { longestFrame } from "../../shared/stream.ts";
import { listen } from "../demo/listen.ts";
import { command, pictureBytes, streamKeys } from "./stream-words.ts";

// One process of the stream's bench: `stream-hop.ts ROLE [PORT …]`. Says on its output where it listens, or that it is
// ready, and ends with its input. Answers `memory` there with the bytes of its resident memory.

const [role = "", ...ports] = process.argv.slice(2);
const [first = 0, second = 0] = ports.map(Number);
const say = (word: string | number): void => console.log(String(word));

process.stdin.on("end", () => process.exit());
process.stdin.on("data", () => say(process.memoryUsage.rss()));

const highWater = 4 * 1024 * 1024;
const lowWater = 1024 * 1024;

/** Bytes from here to there, no faster than there; each way of the bare relay. */
function forward(from: { pause(): void; resume(): void }, to: WebSocket): (bytes: Buffer) => void {
  let isHeld = false;
  const sent = (): void => {
    if (!isHeld || to.bufferedAmount > lowWater) return;
    isHeld = false;
    from.resume();
  };
  return (bytes) => {
    to.send(bytes, { binary: true }, sent);
    if (to.bufferedAmount <= highWater) return;
    isHeld = true;
    from.pause();
  };
}

/** The computer's screen: pictures without end once it is told to, or one small answer to each key. */
async function screen(): Promise<void> {
  const chunk = Buffer.alloc(65_536, "picture ");
  const answer = Buffer.alloc(pictureBytes, 7);
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    let isFlowing = false;
    const flow = (): void => {
      while (isFlowing && !socket.destroyed && socket.write(chunk));
    };
    socket.on("drain", flow);
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      for (const byte of bytes) {
        if (byte === command.key) socket.write(answer);
        if (byte === command.flow) {
          isFlowing = true;
          flow();
        }
        if (byte === command.stop) isFlowing = false;
      }
    });
  });
  say(await listen(server));
}

const atScreen = async (port: number): Promise<Socket> => {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await once(socket, "connect");
  return socket;
};
const atServer = async (port: number, name: string): Promise<WebSocket> => {
  const line = new WebSocket(`ws://127.0.0.1:${port}/${name}`, { maxPayload: longestFrame, perMessageDeflate: false });
  await once(line, "open");
  return line;
};

/** The doorkeeper: its own visit of the screen, as it runs at a customer's, past the log-in. */
async function door(): Promise<void> {
  const visit = new Visit({
    line: await atServer(first, "door"),
    keys: streamKeys(),
    logIn: async () => {
      const socket = await atScreen(second);
      return { ok: true, screen: { socket, close: () => socket.destroy() } };
    },
    open: async () => ({ may: true, until: null }),
    now: () => Date.now(),
    monotonic: () => performance.now(),
  });
  const timer = setInterval(() => visit.passTime(), 1_000);
  void visit.ended.then(() => clearInterval(timer));
  say("ready");
}

/** In the doorkeeper's place: the same bytes, not encrypted. */
async function bareDoor(): Promise<void> {
  const [line, socket] = [await atServer(first, "door"), await atScreen(second)];
  socket.on("data", forward(socket, line));
  line.on("message", (data: Buffer) => socket.write(data));
  say("ready");
}

async function sockets(arrived: (name: "door" | "viewer", socket: WebSocket) => void): Promise<void> {
  const server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    perMessageDeflate: false,
    maxPayload: longestFrame,
  });
  server.on("connection", (socket, { url }) => arrived(url === "/door" ? "door" : "viewer", socket));
  await once(server, "listening");
  const address = server.address();
  say(typeof address === "object" && address !== null ? address.port : 0);
}

/** The server: its own streams, past the greeting. */
async function relay(): Promise<void> {
  const streams = createStreams({ metrics: createMetrics(), joined: () => {}, lost: () => {} });
  await sockets((name, socket) => {
    socket.pause();
    streams.join("bench", name, socket, []);
  });
}

/** In the server's place: two sockets and what passes between them. */
async function bareRelay(): Promise<void> {
  const ends = new Map<string, WebSocket>();
  await sockets((name, socket) => {
    ends.set(name, socket);
    const [viewer, computer] = [ends.get("viewer"), ends.get("door")];
    if (!viewer || !computer) return;
    viewer.on("message", forward(viewer, computer));
    computer.on("message", forward(computer, viewer));
  });
}

const roles: Record<string, () => Promise<void>> = {
  screen,
  door,
  "bare-door": bareDoor,
  relay,
  "bare-relay": bareRelay,
};
await roles[role]?.();
