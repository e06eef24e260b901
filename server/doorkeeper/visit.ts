import type { Duplex } from "node:stream";
import { type RawData, WebSocket } from "ws";
import { blockSize } from "../../shared/credentials.ts";
import { type EndReason, endReason, type RefusalCode } from "../../shared/door-words.ts";
import {
  type Frame,
  type FrameKind,
  frameKind,
  longestBody,
  type StreamKeys,
  type StreamStatus,
  streamEnd,
  streamTimes,
  warnings,
} from "../../shared/stream.ts";
import { createFrameOpener, createFrameSealer, type Opener, type Sealer } from "./frames.ts";
import type { LoggedIn, Screen } from "./parts.ts";
import { createGreeting, type Greeting } from "./visit-greeting.ts";
import { createPressure, type Pressure } from "./visit-pressure.ts";

/** What became of a stream. `opened`: whether the screen was shown. */
export type VisitEnd = { opened: boolean; because: EndReason | RefusalCode };

export type VisitGiven = {
  /** the stream's WebSocket, open; what comes over it is for this visit alone from now on */
  line: WebSocket;
  /** zeroed here */
  keys: StreamKeys;
  /** logs in with the block of the first frame, which is zeroed afterwards, or with what is known otherwise */
  logIn(block: Uint8Array): Promise<LoggedIn>;
  /** asked last before the screen is shown: until when, or why not */
  open(): Promise<{ may: true; until: number | null } | { may: false; because: RefusalCode }>;
  now(): number;
  monotonic(): number;
  /** frames in one direction and bytes in both, past which a stream is over */
  longest?: { frames: number; bytes: number };
};

/** ms without a frame after which nobody is there; a viewer that nobody looks at may be let run once a minute only */
const longestSilence = 90_000;
/** ms that what was said last has to get through to a slow viewer */
const lastWords = 2_000;
const protocolLimits = { frames: 2 ** 32, bytes: 2 ** 40 };

/**
 * One stream of one connection, the doorkeeper's end (protocol.md section 6): waits for the first frame, logs in to the
 * screen, then passes bytes on both ways until one side ends it. The screen isn't touched before the first frame opened.
 */
export class Visit {
  /** settles as soon as nothing passes any more */
  readonly ended: Promise<VisitEnd>;
  /** settles when the line is closed too */
  readonly closed: Promise<void>;
  readonly #given: VisitGiven;
  readonly #longest: { frames: number; bytes: number };
  readonly #pressure: Pressure;
  #seal: Sealer | null;
  #open: Opener | null;
  #stage: "credentials" | "login" | "open" | "ended" = "credentials";
  #greeting: Greeting = createGreeting();
  #screen: Screen | null = null;
  #opened = false;
  #until: number | null = null;
  #saidAt: number;
  #heardAt: number;
  #framesIn = 0;
  #framesOut = 0;
  #bytes = 0;
  #warned = 0;
  #endedWith: (end: VisitEnd) => void = () => {};

  constructor(given: VisitGiven) {
    const { line, keys } = given;
    this.#given = given;
    this.#longest = given.longest ?? protocolLimits;
    this.#pressure = createPressure(line);
    this.#seal = createFrameSealer(keys.door);
    this.#open = createFrameOpener(keys.viewer);
    this.#saidAt = given.monotonic();
    this.#heardAt = this.#saidAt;
    this.ended = new Promise((done) => {
      this.#endedWith = done;
    });
    this.closed = new Promise((done) => {
      if (line.readyState === WebSocket.CLOSED) done();
      else line.once("close", () => done());
    });
    line.on("message", (data, isBinary) => this.#hear(data, isBinary));
    // What breaks the rules of WebSockets, an oversized message among them, wasn't said by a viewer of ours.
    line.on("error", (error) =>
      this.#finish("code" in error && String(error.code).startsWith("WS_ERR_") ? "altered" : "cut"),
    );
    line.on("close", () => this.#finish("cut"));
    if (line.readyState !== WebSocket.OPEN) this.#finish("cut");
  }

  /** Ends it for a reason that the viewer is told. Settles when the line is closed. */
  end(because: EndReason): Promise<void> {
    this.#finish(because);
    return this.closed;
  }

  /** Refuses it for a reason that the viewer is told; for one that isn't open yet. */
  refuse(because: RefusalCode): Promise<void> {
    this.#finish(because, { status: "refused", because });
    return this.closed;
  }

  /** Warns, says that it is there, and ends what waited too long; called every second. */
  passTime() {
    const [at, since] = [this.#given.monotonic(), this.#heardAt];
    if (this.#stage === "credentials" && at - since >= streamTimes.credentialsWithin) return this.#finish("cut");
    if (this.#stage !== "open") return;
    if (at - since >= longestSilence) return this.#finish("cut");
    if (this.#until !== null) this.#warn(this.#until);
    if (at - this.#saidAt >= streamTimes.nothingEvery) this.#say(frameKind.nothing, new Uint8Array());
  }

  #hear(data: RawData, isBinary: boolean) {
    if (this.#stage === "ended") return;
    const frame = isBinary && Buffer.isBuffer(data) ? (this.#open?.(data) ?? null) : null;
    if (frame === null) return this.#finish("altered");
    this.#heardAt = this.#given.monotonic();
    this.#framesIn += 1;
    this.#count(frame.body.length);
    if (this.#stage === "credentials") this.#takeCredentials(frame);
    else this.#take(frame);
  }

  #takeCredentials({ kind, body }: Frame) {
    if (kind !== frameKind.credentials || body.length !== blockSize) return this.#finish("altered");
    this.#stage = "login";
    void this.#logIn(body);
  }

  async #logIn(block: Uint8Array): Promise<void> {
    try {
      const login = await this.#given.logIn(block);
      if (!login.ok) {
        this.refuse(login.because);
        return;
      }
      this.#screen = login.screen;
      if (this.#isOver()) {
        login.screen.close();
        return;
      }
      const opening = await this.#given.open();
      if (!opening.may) this.refuse(opening.because);
      else if (!this.#isOver()) this.#show(login.screen.socket, opening.until);
    } catch {
      this.refuse("no-screen");
    } finally {
      block.fill(0);
    }
  }

  /** A question, because TypeScript would remember the stage over an `await`. */
  #isOver(): boolean {
    return this.#stage === "ended";
  }

  #show(screen: Duplex, until: number | null): void {
    this.#stage = "open";
    this.#opened = true;
    this.#until = until;
    if (until !== null) this.#warned = warnings.filter((before) => until - this.#given.now() <= before).length;
    screen.on("data", (bytes: Buffer) => this.#passToViewer(screen, bytes));
    for (const event of ["end", "error", "close"]) screen.on(event, () => this.#finish("screen-gone"));
    this.#sayStatus({ status: "open", until });
    this.#say(frameKind.screen, this.#greeting.first);
    if (screen.destroyed) this.#finish("screen-gone");
  }

  #take({ kind, body }: Frame) {
    if (kind === frameKind.nothing) return;
    if (kind === frameKind.end && isEnd(body)) return this.#finish("technician");
    if (kind !== frameKind.screen || this.#stage !== "open" || this.#screen === null) return this.#finish("altered");
    const greeted = this.#greeting.take(body);
    if (greeted === "wrong") return this.#finish("altered");
    for (const bytes of greeted.say) this.#say(frameKind.screen, bytes);
    const { socket } = this.#screen;
    if (greeted.passOn.length === 0 || socket.write(greeted.passOn)) return;
    this.#pressure.full(socket);
  }

  #passToViewer(screen: Duplex, bytes: Buffer): void {
    for (let from = 0; from < bytes.length; from += longestBody) {
      if (this.#stage !== "open") return;
      this.#say(frameKind.screen, bytes.subarray(from, from + longestBody));
    }
    this.#pressure.sending(screen);
  }

  #say(kind: FrameKind, body: Uint8Array): void {
    if (this.#seal === null || this.#given.line.readyState !== WebSocket.OPEN) return;
    this.#given.line.send(this.#seal(kind, body), this.#pressure.sent);
    this.#saidAt = this.#given.monotonic();
    this.#framesOut += 1;
    this.#count(body.length);
  }

  #sayStatus(status: StreamStatus): void {
    this.#say(frameKind.status, Buffer.from(JSON.stringify(status)));
  }

  #warn(until: number): void {
    const due = warnings.filter((before) => until - this.#given.now() <= before).length;
    if (due <= this.#warned) return;
    this.#warned = due;
    this.#sayStatus({ status: "closing", at: until });
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    const frames = Math.max(this.#framesIn, this.#framesOut);
    if (frames >= this.#longest.frames || this.#bytes >= this.#longest.bytes) this.#finish("longest");
  }

  #finish(because: EndReason | RefusalCode, status?: StreamStatus): void {
    if (this.#stage === "ended") return;
    this.#stage = "ended";
    this.#screen?.close();
    const { line } = this.#given;
    // Its end, too, is only heard by who reads.
    line.resume();
    const said = endReason.safeParse(because);
    // Whoever alters a stream hears nothing from inside it any more; the last frame's number is never used twice.
    if (status !== undefined) this.#sayLast(frameKind.status, status);
    else if (because !== "altered" && because !== "cut" && said.success) this.#sayLast(frameKind.end, { because });
    this.#seal = null;
    this.#open = null;
    if (because === "altered") line.terminate();
    else if (line.readyState !== WebSocket.CLOSED) {
      // One that the other end began to close and doesn't finish would keep whoever waits for it.
      line.close(1000);
      const timer = setTimeout(() => line.terminate(), lastWords);
      line.once("close", () => clearTimeout(timer));
    }
    this.#endedWith({ opened: this.#opened, because });
  }

  #sayLast(kind: FrameKind, value: unknown): void {
    const { line } = this.#given;
    if (this.#seal === null || line.readyState !== WebSocket.OPEN) return;
    line.send(this.#seal(kind, Buffer.from(JSON.stringify(value))), () => {});
  }
}

function isEnd(body: Uint8Array): boolean {
  try {
    return streamEnd.safeParse(JSON.parse(Buffer.from(body).toString("utf8"))).success;
  } catch {
    return false;
  }
}
