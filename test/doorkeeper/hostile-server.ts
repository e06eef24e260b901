import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { fresh32, freshId, toBase64url } from "../../shared/base64url.ts";
import { type FromDoor, fromDoor, type ToDoor } from "../../shared/door-wire.ts";
import { introduce } from "../../shared/statements.ts";

// A server that speaks the doorkeeper's wire and checks nothing. It passes on whatever a test tells it to, so it can lie
// about everything that a server which was taken over can lie about.

type Kind = FromDoor["kind"];
type Said<K extends Kind> = Extract<FromDoor, { kind: K }>;
/** Any message of the wire, with whatever a lie makes of its members. */
export type Lie = { [Member in string]: unknown };

/** One line of the doorkeeper's, from its greeting on. */
export type DoorLine = {
  send(message: ToDoor | Lie): void;
  sendText(text: string | Buffer): void;
  /** the next message of this kind that nobody took yet */
  next<K extends Kind>(kind: K): Promise<Said<K>>;
  /** asks, and waits for the answer that names the question */
  ask(message: Lie): Promise<FromDoor>;
  /** everything it said, in order */
  said: FromDoor[];
  drop(): void;
  /** it goes on talking, and hears nothing any more */
  stopReading(): void;
  /** the code with which it was closed */
  closed: Promise<number>;
};

export type HostileServer = {
  origin: string;
  /** the next line that is dialled */
  line(): Promise<DoorLine>;
  /** the next stream that is dialled: the doorkeeper is at its other end */
  stream(): Promise<WebSocket>;
  /** what it answers in place of a token; undefined: a token */
  helloAnswer: (() => { status: number; body: unknown }) | undefined;
  /** where it sends whoever calls */
  redirect: string | null;
  /** as after a restart without its store */
  forgetTokens(): void;
  /** whether it says welcome by itself */
  greets: boolean;
  /** what the welcome says of the time */
  clockAhead: number;
  /** bodies of every hello */
  hellos: { hello: string; pairing?: string }[];
  /** headers with which lines were dialled */
  dialled: NodeJS.Dict<string | string[]>[];
  /** everything that came over any line, as text */
  traffic: string[];
  stop(): Promise<void>;
};

export async function startHostileServer(): Promise<HostileServer> {
  const tokens = new Set<string>();
  const lines: DoorLine[] = [];
  const waiting: ((line: DoorLine) => void)[] = [];
  const streams: WebSocket[] = [];
  const awaitingStream: ((socket: WebSocket) => void)[] = [];
  const sockets = new Set<WebSocket>();

  const http = createServer(async (request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (server.redirect !== null) return void response.writeHead(307, { location: server.redirect }).end();
    if (request.url !== "/api/hello") return answer(404, { code: "unknown" });
    if (request.method === "GET") return answer(200, { nonce: toBase64url(fresh32()) });
    let text = "";
    for await (const part of request) text += part;
    server.traffic.push(text);
    server.hellos.push(JSON.parse(text));
    const lie = server.helloAnswer?.();
    if (lie !== undefined) return answer(lie.status, lie.body);
    const said = await introduce("hello", JSON.parse(text).hello);
    if (!said.ok) return answer(422, { code: said.because });
    const token = toBase64url(fresh32());
    tokens.add(token);
    answer(201, { token, endsAt: Date.now() + 12 * 3_600_000 });
  });

  const upgrades = new WebSocketServer({ server: http });
  upgrades.on("connection", (socket, request) => {
    sockets.add(socket);
    if (request.url !== "/api/door") {
      // A stream: the doorkeeper's token first, then whatever the test does with it.
      socket.once("message", () => {
        const waiter = awaitingStream.shift();
        if (waiter === undefined) streams.push(socket);
        else waiter(socket);
      });
      return;
    }
    server.dialled.push(request.headers);
    socket.once("message", (data) => {
      const { token } = JSON.parse(String(data));
      if (!tokens.has(token)) return socket.close(4401);
      const line = lineOn(socket);
      const waiter = waiting.shift();
      if (waiter === undefined) lines.push(line);
      else waiter(line);
      if (server.greets) line.send({ kind: "welcome", now: Date.now() + server.clockAhead });
    });
  });

  function lineOn(socket: WebSocket): DoorLine {
    const said: FromDoor[] = [];
    const untaken: FromDoor[] = [];
    const takers: { fits: (message: FromDoor) => boolean; take: (message: FromDoor) => void }[] = [];
    socket.on("message", (data) => {
      server.traffic.push(String(data));
      const message = fromDoor.parse(JSON.parse(String(data)));
      said.push(message);
      if (message.kind === "ping")
        return socket.send(JSON.stringify({ kind: "pong", now: Date.now() + server.clockAhead }));
      const index = takers.findIndex(({ fits }) => fits(message));
      if (index < 0) untaken.push(message);
      else takers.splice(index, 1)[0]?.take(message);
    });
    const taken = (fits: (message: FromDoor) => boolean): Promise<FromDoor> => {
      const index = untaken.findIndex(fits);
      const [found] = index < 0 ? [] : untaken.splice(index, 1);
      return found ? Promise.resolve(found) : new Promise((take) => takers.push({ fits, take }));
    };
    return {
      said,
      send: (message) => socket.send(JSON.stringify(message)),
      sendText: (text) => socket.send(text),
      next: async (kind) => (await taken((message) => message.kind === kind)) as Said<typeof kind>,
      ask(message) {
        const ask = freshId();
        const answer = taken((heard) => "ask" in heard && heard.ask === ask);
        socket.send(JSON.stringify({ ...message, ask }));
        return answer;
      },
      drop: () => socket.terminate(),
      stopReading: () => socket.pause(),
      closed: new Promise((resolve) => socket.once("close", resolve)),
    };
  }

  const server: HostileServer = {
    origin: "",
    line: () => {
      const line = lines.shift();
      return line ? Promise.resolve(line) : new Promise((resolve) => waiting.push(resolve));
    },
    stream: () => {
      const socket = streams.shift();
      return socket ? Promise.resolve(socket) : new Promise((resolve) => awaitingStream.push(resolve));
    },
    helloAnswer: undefined,
    greets: true,
    redirect: null,
    forgetTokens: () => tokens.clear(),
    clockAhead: 0,
    hellos: [],
    dialled: [],
    traffic: [],
    async stop() {
      for (const socket of sockets) socket.terminate();
      upgrades.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  server.origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return server;
}
