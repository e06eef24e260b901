import { WebSocket } from "ws";
import { bounds } from "../../shared/bounds.ts";
import { type FromDoor, type ToDoor, toDoor } from "../../shared/door-wire.ts";
import type { Say } from "./sentence.ts";
import { NoToken, type ServerToken } from "./server-token.ts";

/** The one line to the server. It is dialled from here and kept; nothing of the computer listens to a network. */
export type Line = {
  /** dials, and again whenever it is lost, until it is closed */
  open(): void;
  /** sends where the line is up and greeted; else the message is dropped: the server asks again at the next welcome */
  send(message: FromDoor): void;
  isUp(): boolean;
  close(): void;
};

type Given = {
  /** the server's origin */
  server: string;
  token: ServerToken;
  hear(message: ToDoor): void;
  lost(): void;
  /** the server refuses this doorkeeper; the code of its problem */
  refused(code: string): void;
  say: Say;
};

const pingEvery = 20_000;
/** silence after which a line counts as lost, though nobody said so */
const longestSilence = 70_000;
const firstWait = 500;
const longestWait = 30_000;
const closeCodes = { malformed: 4400, notSignedIn: 4401 } as const;

export function createLine(given: Given): Line {
  let socket: WebSocket | null = null;
  let greeted = false;
  let closed = false;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function again(): void {
    if (closed) return;
    // Jittered, so that a restarted server isn't dialled by everybody at once.
    const wait = Math.min(longestWait, firstWait * 2 ** failures) * (0.5 + Math.random() / 2);
    failures += 1;
    retry = setTimeout(() => void dial(), wait);
  }

  async function dial(): Promise<void> {
    let token: string;
    try {
      token = await given.token.get();
    } catch (error) {
      const code = error instanceof NoToken ? error.code : "no-server";
      if (failures === 0)
        given.say(troubles.get(code) ?? `The server at ${given.server} can't be reached. Trying again.`);
      if (code !== "no-server" && !closed) given.refused(code);
      return again();
    }
    if (!closed) meet(token);
  }

  function meet(token: string): void {
    const opened = new WebSocket(`${given.server.replace(/^http/, "ws")}/api/door`, {
      maxPayload: bounds.doorMessage,
      perMessageDeflate: false,
      followRedirects: false,
      handshakeTimeout: 15_000,
    });
    socket = opened;
    let heardAt = performance.now();
    const pinging = setInterval(() => {
      if (performance.now() - heardAt > longestSilence) opened.terminate();
      else if (greeted) send({ kind: "ping" });
    }, pingEvery);
    opened.on("open", () => opened.send(JSON.stringify({ token })));
    opened.on("message", (data, isBinary) => {
      heardAt = performance.now();
      const message = isBinary ? null : readMessage(String(data));
      // Before its welcome nothing is obeyed, and afterwards nothing that isn't as the wire says.
      if (message === null || (message.kind === "welcome") === greeted) return opened.close(closeCodes.malformed);
      if (message.kind === "welcome") {
        greeted = true;
        failures = 0;
      }
      given.hear(message);
    });
    // What went wrong is told by the close that follows.
    opened.on("error", () => {});
    opened.on("close", (code) => {
      clearInterval(pinging);
      const wasUp = greeted;
      socket = null;
      greeted = false;
      if (code === closeCodes.notSignedIn) given.token.forget();
      if (wasUp) given.lost();
      again();
    });
  }

  function send(message: FromDoor): void {
    if (socket?.readyState === WebSocket.OPEN && greeted) socket.send(JSON.stringify(message));
  }

  return {
    open: () => void dial(),
    send,
    isUp: () => greeted,
    close() {
      closed = true;
      clearTimeout(retry);
      socket?.close();
    },
  };
}

/** What a refusal of the server's means to whoever sits at the terminal. */
const troubles = new Map([
  ["unknown", "The server doesn't know this computer. Pair it: the popup shows the command."],
  ["clocks-differ", "This computer's clock and the server's differ by more than five minutes. Set the clock."],
  [
    "bad-signature",
    "The server didn't accept this computer's signature. Is --server the address that it calls itself?",
  ],
]);

function readMessage(text: string): ToDoor | null {
  try {
    return toDoor.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
