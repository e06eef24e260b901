/** What noVNC takes in place of a WebSocket (its core/websock.js, `attach`). It sets the handlers itself. */
export type ScreenChannel = {
  binaryType: string;
  protocol: string;
  readyState: "open" | "closed";
  onopen: (() => void) | null;
  onmessage: ((message: { data: Uint8Array }) => void) | null;
  onerror: (() => void) | null;
  onclose: ((event: object) => void) | null;
  send(bytes: Uint8Array): void;
  close(): void;
};

/** The decrypted screen of one visit: noVNC on the one side, the stream on the other. */
export type Screen = {
  channel: ScreenChannel;
  /** bytes from the computer, in order; those that come before noVNC is there wait for it */
  deliver(bytes: Uint8Array): void;
  /** no bytes come any more */
  shut(): void;
};

/**
 * `send` is given bytes of its own: noVNC writes over its buffer as soon as it has sent it. `gaveUp` is called where noVNC
 * closes by itself: what came wasn't what a screen says.
 */
export function createScreen(send: (bytes: Uint8Array) => void, gaveUp: () => void): Screen {
  const waiting: Uint8Array[] = [];
  let deliverTo: ScreenChannel["onmessage"] = null;
  const channel: ScreenChannel = {
    binaryType: "arraybuffer",
    protocol: "",
    readyState: "open",
    onopen: null,
    get onmessage() {
      return deliverTo;
    },
    set onmessage(handler) {
      deliverTo = handler;
      // Not before noVNC's constructor is through.
      queueMicrotask(flush);
    },
    onerror: null,
    onclose: null,
    send: (bytes) => send(bytes.slice()),
    close() {
      if (channel.readyState === "closed") return;
      channel.readyState = "closed";
      gaveUp();
    },
  };
  function flush(): void {
    for (const bytes of waiting.splice(0)) deliverTo?.({ data: bytes });
  }
  return {
    channel,
    deliver(bytes) {
      if (deliverTo === null || waiting.length > 0) waiting.push(bytes);
      else deliverTo({ data: bytes });
    },
    shut() {
      if (channel.readyState === "closed") return;
      channel.readyState = "closed";
      channel.onclose?.({});
    },
  };
}
