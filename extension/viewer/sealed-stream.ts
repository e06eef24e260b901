import type { z } from "zod";
import type { EndReason, RefusalCode } from "../../shared/door-words.ts";
import {
  createOpener,
  createSealer,
  type Frame,
  type FrameKind,
  frameKind,
  longestBody,
  type StreamKeys,
  streamEnd,
  streamStatus,
  streamTimes,
} from "../../shared/stream.ts";

/** What the computer said, and at last what became of the stream: exactly one of the last four. */
export type Heard =
  | { what: "open"; until: number | null }
  | { what: "closing"; at: number }
  | { what: "screen"; bytes: Uint8Array }
  | { what: "refused"; because: RefusalCode }
  | { what: "ended"; because: EndReason }
  /** something wasn't sealed by the computer as its next frame: nothing more is believed */
  | { what: "altered" }
  /** the line went away, and nobody said why */
  | { what: "cut" };

/** Does something again and again; answers how to stop. */
export type Every = (ms: number, deed: () => void) => () => void;

type Given = {
  /** opens the WebSocket of the connection's stream */
  openSocket: () => WebSocket;
  /** lets the socket into the stream, and says nothing about who may see it */
  token: string;
  keys: StreamKeys;
  /** 1,024 bytes for the first frame; zeroed here */
  block: Uint8Array;
  /** milliseconds of a clock that never goes back */
  now: () => number;
  every: Every;
  hear: (heard: Heard) => void;
};

export type SealedStream = {
  send(bytes: Uint8Array): void;
  /** says that the technician ends the visit, and closes */
  end(): Promise<void>;
  /** closes without a word */
  drop(): void;
};

/** Silence after which a line counts as lost: the computer sends something every 20 s. */
const longestSilence = 50_000;

/**
 * The viewer's side of the encrypted stream (protocol.md section 6): credentials first, then whatever noVNC says; nothing
 * of the screen is let through before the computer said `open`.
 */
export async function openSealedStream(given: Given): Promise<SealedStream> {
  const { keys, block, now, hear } = given;
  const [seal, open] = await Promise.all([createSealer(keys.viewer), createOpener(keys.door)]);
  keys.viewer.fill(0);
  keys.door.fill(0);
  const credentials = await seal(frameKind.credentials, block);
  block.fill(0);

  const socket = given.openSocket();
  socket.binaryType = "arraybuffer";
  let heardAt = now();
  let isOpen = false;
  let isOver = false;
  // Sealing and opening take their turn at once, and what comes of them is passed on in that order.
  let outgoing: Promise<void> = Promise.resolve();
  let incoming: Promise<void> = Promise.resolve();

  const stop = given.every(streamTimes.nothingEvery, () => {
    if (now() - heardAt > longestSilence) finish({ what: "cut" });
    else void say(frameKind.nothing, new Uint8Array());
  });

  function finish(last: Heard): void {
    if (isOver) return;
    isOver = true;
    stop();
    socket.close();
    hear(last);
  }

  function pass(sealed: Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
    outgoing = outgoing.then(async () => {
      const frame = await sealed;
      if (socket.readyState === socket.OPEN) socket.send(frame);
    });
    return outgoing;
  }
  const say = (kind: FrameKind, body: Uint8Array): Promise<void> => pass(seal(kind, body));

  function take(frame: Frame | null): void {
    if (isOver) return;
    const heard = frame === null ? { what: "altered" as const } : read(frame, isOpen);
    if (heard === null) return;
    if (heard.what === "open") isOpen = true;
    if (heard.what === "open" || heard.what === "closing" || heard.what === "screen") hear(heard);
    else finish(heard);
  }

  socket.addEventListener("open", () => {
    socket.send(JSON.stringify({ token: given.token }));
    void pass(Promise.resolve(credentials));
  });
  socket.addEventListener("message", ({ data }) => {
    heardAt = now();
    const opened = data instanceof ArrayBuffer ? open(new Uint8Array(data)) : Promise.resolve(null);
    incoming = incoming.then(async () => take(await opened));
  });
  socket.addEventListener("close", () => {
    incoming = incoming.then(() => finish({ what: "cut" }));
  });

  return {
    send(bytes) {
      for (let from = 0; from < bytes.length && !isOver; from += longestBody) {
        void say(frameKind.screen, bytes.subarray(from, from + longestBody));
      }
    },
    async end() {
      if (!isOver) await say(frameKind.end, new TextEncoder().encode('{"because":"technician"}'));
      finish({ what: "ended", because: "technician" });
    },
    drop() {
      isOver = true;
      stop();
      socket.close();
    },
  };
}

/** What an opened frame says; null for nothing. Whatever the computer wouldn't say now counts as altered. */
function read({ kind, body }: Frame, isOpen: boolean): Heard | null {
  const altered = { what: "altered" } as const;
  switch (kind) {
    case frameKind.screen:
      return isOpen ? { what: "screen", bytes: body } : altered;
    case frameKind.status: {
      const said = readJson(body, streamStatus);
      if (said === null) return altered;
      if (said.status === "open") return { what: "open", until: said.until };
      if (said.status === "closing") return isOpen ? { what: "closing", at: said.at } : altered;
      return isOpen ? altered : { what: "refused", because: said.because };
    }
    case frameKind.end: {
      const said = readJson(body, streamEnd);
      return said === null ? altered : { what: "ended", because: said.because };
    }
    case frameKind.nothing:
      return null;
    case frameKind.credentials:
      return altered;
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function readJson<Value>(body: Uint8Array, shape: z.ZodType<Value>): Value | null {
  try {
    const read = shape.safeParse(JSON.parse(utf8.decode(body)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
