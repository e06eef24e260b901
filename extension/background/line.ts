import { event } from "../../shared/records.ts";
import { type Snapshot, takeIn } from "./snapshot.ts";

/** One role's socket to the server's events. A hint only: whoever was away is told the whole state again. */
export type Line = {
  /** null until the server greeted for the first time */
  snapshot(): Snapshot | null;
  online(): boolean;
  /** server's clock minus this one's, ms; 0 while unknown */
  clockAhead(): number;
  /** the server greeted for the first time, or it is known that it won't now: after at most a second and a half */
  settled(): Promise<void>;
  /** opens the socket if there is none and somebody to open it for; called again and again, also by the alarm */
  keep(): Promise<void>;
  /** closes it and forgets what was heard */
  drop(): void;
};

type Given = {
  server: string;
  openSocket(address: string): WebSocket;
  /** the token to greet with; null: nobody is there */
  token(): Promise<string | null>;
  /** the server doesn't know the token any more */
  refused(): Promise<void>;
  /** something was heard, or the line came or went */
  changed(): void;
  /** called every 20 s while the socket is open: one call to the browser, without which Firefox stops the background */
  stayAwake(): void;
  now(): number;
};

const pingEvery = 20_000;
/** Silence after which a socket counts as lost, though nobody said so: the computer slept, or changed networks. */
const longestSilence = 70_000;
const longestWaitForGreeting = 1_500;
const firstWait = 500;
const longestWait = 30_000;

const notSignedIn = 4401;

export function createLine(given: Given): Line {
  let snapshot: Snapshot | null = null;
  let socket: WebSocket | null = null;
  let greeted = false;
  let clockAhead = 0;
  let heardAt = 0;
  let failures = 0;
  let opening = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let settle: () => void = () => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  setTimeout(settle, longestWaitForGreeting);

  function hear(from: WebSocket, data: unknown): void {
    if (from !== socket || typeof data !== "string") return;
    heardAt = given.now();
    const heard = event.safeParse(readJson(data));
    // An event of a kind that this build doesn't know yet.
    if (!heard.success) return;
    if (heard.data.kind === "pong") return;
    snapshot = takeIn(snapshot, heard.data);
    if (heard.data.kind === "state") {
      greeted = true;
      failures = 0;
      clockAhead = heard.data.now - heardAt;
      settle();
    }
    given.changed();
  }

  function lose(lost: WebSocket, code: number | null): void {
    if (lost !== socket) return;
    socket = null;
    greeted = false;
    lost.close();
    settle();
    if (code === notSignedIn) void given.refused().then(keep);
    else {
      // Jittered, so that a restarted server isn't greeted by everybody at once.
      const wait = Math.min(longestWait, firstWait * 2 ** failures) * (0.5 + Math.random() / 2);
      failures += 1;
      clearTimeout(retry);
      retry = setTimeout(() => void keep(), wait);
    }
    given.changed();
  }

  function open(token: string): void {
    const opened = given.openSocket(`${given.server.replace(/^http/, "ws")}/api/events`);
    socket = opened;
    heardAt = given.now();
    const pinging = setInterval(() => {
      if (isSilent()) return lose(opened, null);
      given.stayAwake();
      if (opened.readyState === opened.OPEN) opened.send('{"kind":"ping"}');
    }, pingEvery);
    opened.addEventListener("open", () => opened.send(JSON.stringify({ token })));
    opened.addEventListener("message", ({ data }) => hear(opened, data));
    opened.addEventListener("close", ({ code }) => {
      clearInterval(pinging);
      lose(opened, code);
    });
  }

  const isSilent = (): boolean => given.now() - heardAt > longestSilence;

  async function keep(): Promise<void> {
    if (socket !== null && isSilent()) lose(socket, null);
    if (socket !== null || opening) return;
    opening = true;
    clearTimeout(retry);
    const token = await given.token().finally(() => {
      opening = false;
    });
    if (token === null) settle();
    else if (socket === null) open(token);
  }

  return {
    snapshot: () => snapshot,
    online: () => greeted,
    clockAhead: () => clockAhead,
    settled: () => settled,
    keep,
    drop() {
      const dropped = socket;
      socket = null;
      snapshot = null;
      greeted = false;
      clearTimeout(retry);
      dropped?.close();
      settle();
      given.changed();
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
