import { blockSize, freshShare } from "../../shared/credentials.ts";
import type { EndReason } from "../../shared/door-words.ts";
import { agreeOnKeys, streamTimes } from "../../shared/stream.ts";
import type { Acts } from "../messages.ts";
import type { Refused } from "../page/background.tsx";
import { createScreen, type Screen } from "./screen-channel.ts";
import { type Every, type Heard, openSealedStream, type SealedStream } from "./sealed-stream.ts";

/** Why nobody is connected: the background or the server said no, or what became of the stream. */
export type Why = { said: "no"; refused: Refused } | { said: "stream"; heard: Final };
type Final = Extract<Heard, { what: "refused" | "ended" | "altered" | "cut" }>;

/** How far a visit is, as the page paints it. */
export type Stage =
  | { at: "start"; why: Why | null }
  /** `signing-in`: the order was accepted, and the computer tries the credentials */
  | { at: "knocking" | "signing-in" }
  | { at: "open"; until: number | null; closesAt: number | null; screen: Screen }
  /** the line was lost; it is tried by itself until then */
  | { at: "reconnecting"; until: number }
  | { at: "over"; why: Why };

export type Visiting = {
  stage(): Stage;
  watch(changed: () => void): () => void;
  /** by a click alone; the block is zeroed here */
  connect(block: Uint8Array): Promise<void>;
  end(): Promise<void>;
  /** what came over the stream wasn't what a screen says */
  broken(): Promise<void>;
  /** back to the start, to connect anew */
  again(): void;
  /** the page is closed */
  leave(): void;
};

type Given = {
  grant: string;
  connect(ask: Acts["connect"]["ask"]): Promise<Acts["connect"]["answer"] | Refused>;
  endConnection(connection: string): Promise<unknown>;
  openSocket(address: string): WebSocket;
  /** milliseconds since 1970 by this computer's clock */
  now(): number;
  /** milliseconds of a clock that never goes back */
  ticks(): number;
  after(ms: number): Promise<void>;
  every: Every;
  /** 0 to 1 */
  random(): number;
};

/** Refusals that may be over in a moment, while a lost line comes back. */
const passing = ["no-server", "no-answer", "offline", "busy", "connection-open", "challenge-gone", "not-ready"];
const firstWait = 500;
const longestWait = 8_000;
/** ms for everything up to the computer's first word: it may try a log-in for half a minute */
const patience = 60_000;

/** One visit after the other under one grant: connects, comes back after a lost line, ends (protocol.md section 6). */
export function createVisit(given: Given): Visiting {
  let stage: Stage = { at: "start", why: null };
  /** connections that the computer may still hold for this visit, also while their line is lost */
  const running = new Set<string>();
  let stream: SealedStream | null = null;
  /** counts what is under way: whatever belongs to an earlier count is void */
  let turn = 0;
  const watchers = new Set<() => void>();
  function show(next: Stage): void {
    stage = next;
    for (const changed of watchers) changed();
  }

  function endAll(): Promise<unknown> {
    const ids = [...running];
    running.clear();
    return Promise.all(ids.map((id) => given.endConnection(id)));
  }

  /** One knock, order and stream. Answers once the computer has spoken: null where it said `open`. */
  async function attempt(block: Uint8Array, resumes: string | null, mine: number): Promise<Why | null> {
    const { share, privateKey } = await freshShare();
    const answer = await given.connect({ grant: given.grant, share, resumes });
    if (!answer.ok) return { said: "no", refused: answer };
    const { visit } = answer;
    running.add(visit.connection);
    if (mine !== turn) {
      endAll();
      return null;
    }
    if (stage.at === "knocking") show({ at: "signing-in" });
    const keys = await agreeOnKeys(privateKey, visit.share, visit.order);
    return new Promise((resolve) => {
      let screen: Screen | null = null;
      let opened: SealedStream | null = null;
      const hear = (heard: Heard): void => {
        if (mine !== turn) return;
        if (heard.what === "screen") screen?.deliver(heard.bytes);
        else if (heard.what === "closing") {
          if (stage.at === "open") show({ ...stage, closesAt: heard.at });
        } else if (heard.what === "open") {
          screen ??= createScreen(
            (bytes) => opened?.send(bytes),
            () => mine === turn && void end("screen-gone"),
          );
          show({ at: "open", until: heard.until, closesAt: heard.until, screen });
          resolve(null);
        } else {
          screen?.shut();
          if (screen === null) resolve({ said: "stream", heard });
          else lost(heard, visit.connection);
        }
      };
      const { ticks: now, every, openSocket } = given;
      const { token, stream: address } = visit;
      openSealedStream({ openSocket: () => openSocket(address), token, keys, block, now, every, hear }).then(
        (sealed) => {
          opened = sealed;
          if (mine === turn) stream = sealed;
          else sealed.drop();
        },
        () => resolve({ said: "stream", heard: { what: "cut" } }),
      );
      void given.after(patience).then(() => {
        if (screen !== null) return;
        opened?.drop();
        resolve({ said: "stream", heard: { what: "cut" } });
      });
    });
  }

  /** An open visit is over, or its line is lost, which is tried again by itself. */
  function lost(heard: Final, resumes: string): void {
    stream = null;
    turn += 1;
    if (heard.what === "cut") void reconnect(resumes, turn);
    else show({ at: "over", why: { said: "stream", heard } });
  }

  async function reconnect(resumes: string, mine: number): Promise<void> {
    const deadline = given.ticks() + streamTimes.resumeWithin;
    show({ at: "reconnecting", until: given.now() + streamTimes.resumeWithin });
    for (let wait = firstWait; given.ticks() < deadline; wait = Math.min(longestWait, 2 * wait)) {
      // Jittered, so that a restarted server isn't knocked at by everybody at once.
      await given.after(Math.min(wait * (0.5 + given.random() / 2), deadline - given.ticks()));
      if (mine !== turn) return;
      // The computer logs in again with what it holds in memory: this page holds nothing.
      const why = await attempt(new Uint8Array(blockSize), resumes, mine).catch(
        (): Why => ({ said: "no", refused: { ok: false, code: "failed" } }),
      );
      if (mine !== turn || why === null) return;
      if (why.said === "stream" && why.heard.what === "refused" && why.heard.because === "not-accepted") {
        return show({ at: "over", why: { said: "no", refused: { ok: false, code: "asks-anew" } } });
      }
      const isPassing = why.said === "no" ? passing.includes(why.refused.code) : why.heard.what === "cut";
      if (!isPassing) return show({ at: "over", why: endedMeanwhile(why) ?? why });
    }
    if (mine === turn) show({ at: "over", why: { said: "stream", heard: { what: "cut" } } });
  }

  async function end(because: "technician" | "screen-gone"): Promise<void> {
    const ending = stream;
    turn += 1;
    stream = null;
    if (stage.at === "open") stage.screen.shut();
    show({ at: "over", why: { said: "stream", heard: { what: "ended", because } } });
    // Both ways: whichever arrives first ends it.
    await Promise.all([ending?.end(), endAll()]);
  }

  return {
    stage: () => stage,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    async connect(block) {
      if (stage.at !== "start") return;
      turn += 1;
      const mine = turn;
      show({ at: "knocking" });
      const why = await attempt(block, null, mine)
        .catch((): Why => ({ said: "no", refused: { ok: false, code: "failed" } }))
        .finally(() => block.fill(0));
      if (why !== null && mine === turn) show({ at: "start", why });
    },
    end: () => end("technician"),
    broken: () => end("screen-gone"),
    again() {
      if (stage.at === "over") show({ at: "start", why: null });
    },
    leave() {
      turn += 1;
      void endAll();
      void stream?.end();
    },
  };
}

const closedBy: ReadonlyMap<string, EndReason> = new Map([
  ["paused", "paused"],
  ["revoked", "revoked"],
  ["expired", "window"],
  ["outside-hours", "window"],
]);

/** Where access was closed while the line was lost, or lost because it was closed, that is why the visit ended. */
function endedMeanwhile(why: Why): Why | null {
  const rule = why.said === "no" ? why.refused.because : why.heard.what === "refused" ? why.heard.because : undefined;
  const because = rule === undefined ? undefined : closedBy.get(rule);
  return because === undefined ? null : { said: "stream", heard: { what: "ended", because } };
}
