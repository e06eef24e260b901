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
  /** settles when nothing is heard any more */
  close(): Promise<void>;
};

type Given = {
  /** the server's origin */
  server: string;
  token: ServerToken;
  /** settles when the message was dealt with */
  hear(message: ToDoor): Promise<void>;
  lost(): void;
  /** the server refuses this doorkeeper; the code of its problem */
  refused(code: string): void;
  say: Say;
};

const pingEvery = 20_000;
/** silence after which a line counts as lost, though nobody said so */
const longestSilence = 70_000;
const settledAfter = 10_000;
const lastWords = 500;
const firstWait = 500;
const longestWait = 30_000;
/** messages that are dealt with at a time; more are left in the line */
const mostAtOnce = 32;
/** bytes that may wait for the server before the line counts as lost: it is told everything anew when it reads again */
const mostWaiting = 32 * 1024 * 1024;
const closeCodes = { malformed: 4400, notSignedIn: 4401 } as const;

export function createLine(given: Given): Line {
  let socket: WebSocket | null = null;
  let greeted = false;
  let closed = false;
  let failures = 0;
  let complained = false;
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
      if (!complained) given.say(troubles.get(code) ?? `The server at ${given.server} can't be reached. Trying again.`);
      complained = true;
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
    const openedAt = performance.now();
    let heardAt = openedAt;
    let dealing = 0;
    const pinging = setInterval(() => {
      if (performance.now() - heardAt > longestSilence) opened.terminate();
      else if (greeted) send({ kind: "ping" });
    }, pingEvery);
    opened.on("open", () => opened.send(JSON.stringify({ token })));
    opened.on("message", (data, isBinary) => {
      if (opened.readyState !== WebSocket.OPEN) return;
      heardAt = performance.now();
      const message = isBinary ? null : readMessage(String(data));
      // Before its welcome nothing is obeyed, and afterwards nothing that isn't as the wire says.
      if (message === null || (message.kind === "welcome") === greeted) return opened.close(closeCodes.malformed);
      if (message.kind === "welcome") {
        greeted = true;
        if (complained) given.say("Connected to the server.");
        complained = false;
      }
      dealing += 1;
      if (dealing >= mostAtOnce) opened.pause();
      void given
        .hear(message)
        .catch(() => given.say("Something that the server asked for didn't work. Is the disk full?"))
        .finally(() => {
          dealing -= 1;
          if (opened.readyState === WebSocket.OPEN) opened.resume();
        });
    });
    // What went wrong is told by the close that follows.
    opened.on("error", () => {});
    opened.on("close", (code) => {
      clearInterval(pinging);
      const wasUp = greeted;
      socket = null;
      greeted = false;
      if (code === closeCodes.notSignedIn) given.token.forget();
      // One that greets and hangs up again is no server that is back.
      if (wasUp && performance.now() - openedAt > settledAfter) failures = 0;
      if (wasUp) given.lost();
      again();
    });
  }

  function send(message: FromDoor): void {
    if (socket?.readyState !== WebSocket.OPEN || !greeted) return;
    if (socket.bufferedAmount > mostWaiting) socket.terminate();
    else socket.send(JSON.stringify(message));
  }

  return {
    open: () => void dial(),
    send,
    isUp: () => greeted,
    close() {
      closed = true;
      clearTimeout(retry);
      const last = socket;
      if (last === null || last.readyState === WebSocket.CLOSED) return Promise.resolve();
      const gone = new Promise<void>((resolve) => last.once("close", () => resolve()));
      last.close(1001);
      // A server that doesn't answer isn't waited for.
      setTimeout(() => last.terminate(), lastWords).unref();
      return gone;
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
