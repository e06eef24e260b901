import type { WebSocket } from "ws";
import { freshId } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { freshShare, readBlock } from "../../shared/credentials.ts";
import type { EndReason, RefusalCode } from "../../shared/door-words.ts";
import { hashOf, hear, type Statement, say } from "../../shared/statements.ts";
import { agreeOnKeys, type StreamKeys, streamTimes } from "../../shared/stream.ts";
import type { Clock, Entries, Grants, LoggedIn, LogIn, OwnKey, Refused, Tell, Tries, Visits } from "./parts.ts";
import { Visit, type VisitEnd, type VisitGiven } from "./visit.ts";
import { createChallenges, type OpenChallenge } from "./visit-challenges.ts";
import { createVisitRules, endBy } from "./visit-rules.ts";

type VisitsGiven = {
  key: OwnKey;
  grants: Grants;
  clock: Clock;
  entries: Entries;
  tries: Tries;
  tell: Tell;
  logIn: LogIn;
  /** the open WebSocket of a connection's stream, its token said; rejects where the server doesn't give one */
  dial(connection: string): Promise<WebSocket>;
};

/** The one visit, from its accepted order on. */
type Running = {
  connection: string;
  /** the connections of this visit, this one and those whose line was lost; each may be named as what goes on */
  chain: string[];
  grant: string;
  technician: string;
  mode: Statement<"grant">["terms"]["credentialMode"];
  /** when it began, by the wall clock; a visit that goes on after a lost line keeps it */
  since: number;
  visit: Visit | null;
  /** what a visitor logged in with, to log in again after a lost line; wiped when the visit is over */
  block: Uint8Array | null;
  /** whether the screen was shown under this connection */
  opened: boolean;
  /** the rest by the monotonic clock: when it was ordered or its line was lost; when it must be over */
  waitsFrom: number;
  lost: boolean;
  closesAt: number;
  longestAt: number;
};

/** ms for dialling the stream; ms that a visit lasts at most, whatever its grant says */
const dialWithin = 30_000;
const longestVisit = 24 * 3_600_000;
/** refused orders that the technician didn't sign for us are written down, so many in an hour: anybody can send them */
const strayEntries = 60;

const no = (because: RefusalCode, at: number | null = null): Refused => ({ ok: false, because, at });

/** The visits of this computer, one at a time (protocol.md section 6). */
export function createVisits(given: VisitsGiven): Visits {
  const { key, grants, clock, entries, tries, tell } = given;
  const challenges = createChallenges(clock.monotonic);
  const { rulesOn, verdictOn } = createVisitRules(key.name, clock);
  const strays = { since: Number.NEGATIVE_INFINITY, count: 0 };
  /** connections whose order is being looked at; one that is ended meanwhile doesn't begin */
  const ordered = new Set<string>();
  let running: Running | null = null;

  async function knock(id: string): ReturnType<Visits["knock"]> {
    const held = grants.get(id);
    if (held === undefined) return no("unknown-grant");
    const verdict = verdictOn(held, held.statement.technician);
    if (!verdict.may) return no(verdict.because, verdict.at);
    // Under the same grant it may be the visitor herself, whose line was lost; the order says so.
    if (running !== null && running.grant !== id) return no("busy", running.since);
    const { share, privateKey } = await freshShare();
    const connection = freshId();
    const { technician, terms } = held.statement;
    const statement = await say(
      "challenge",
      {
        ...{ computer: key.name, technician, grant: id, connection, share, mode: terms.credentialMode },
        ...{ at: clock.now(), ...entries.extent() },
      },
      key.privateKey,
    );
    challenges.add({ connection, grant: id, hash: await hashOf(statement), privateKey, askedAt: clock.monotonic() });
    return { ok: true, statement };
  }

  async function order(statement: string): ReturnType<Visits["order"]> {
    const challenge = challenges.take(statement);
    if (challenge === null) return refuse(no("challenge-gone"), {}, isWorthWriting());
    ordered.add(challenge.connection);
    return take(statement, challenge).finally(() => ordered.delete(challenge.connection));
  }

  async function take(statement: string, challenge: OpenChallenge): ReturnType<Visits["order"]> {
    const about = { grant: challenge.grant };
    const held = grants.get(challenge.grant);
    if (held === undefined) return refuse(no("unknown-grant"), about);
    const heard = await hear("order", statement, held.statement.technician);
    if (!heard.ok) return refuse(no(heard.because), about, isWorthWriting());
    const { technician, computer, grant, connection, share, resumes, at } = heard.statement;
    const known = { ...about, technician: held.statement.technician };
    if (computer !== key.name) return refuse(no("not-for-this-computer"), known);
    if (connection !== challenge.connection || grant !== challenge.grant) return refuse(no("challenge-gone"), known);
    const now = clock.now();
    if (Math.abs(at - now) > bounds.clocksDiffer) return refuse(no("clocks-differ", now), known);
    const keys = await agreeOnKeys(challenge.privateKey, share, statement).catch(() => null);
    if (keys === null) return refuse(no("unreadable"), known);
    // From here on nothing is waited for: what is found to be so still is when the visit begins.
    const verdict = verdictOn(grants.get(grant), technician);
    if (!verdict.may) return refuse(no(verdict.because, verdict.at), known);
    if (!ordered.has(connection)) return refuse(no("challenge-gone"), known);
    const before = running;
    const isHers = before !== null && before.grant === grant && before.technician === technician;
    const goesOn = isHers && resumes !== null && before.chain.includes(resumes);
    // Nothing is left of it to log in with, and whoever goes on typed nothing.
    if (resumes !== null && !goesOn) return refuse(no("visit-over"), known);
    if (before !== null && !goesOn && !(isHers && before.lost)) return refuse(no("busy", before.since), known);
    const mine: Running = {
      ...{
        connection,
        chain: [...(goesOn ? before.chain : []), connection],
        grant,
        technician,
        mode: held.statement.terms.credentialMode,
        visit: null,
        opened: false,
        lost: false,
      },
      since: goesOn ? before.since : clock.now(),
      block: goesOn ? before.block : null,
      waitsFrom: clock.monotonic(),
      closesAt: goesOn ? before.closesAt : Number.POSITIVE_INFINITY,
      longestAt: goesOn ? before.longestAt : clock.monotonic() + longestVisit,
    };
    running = mine;
    if (before !== null) {
      if (goesOn) before.block = null;
      void before.visit?.end("cut");
      void record(before, "cut");
    }
    void carry(mine, keys);
    return { ok: true, connection };
  }

  function isWorthWriting(): boolean {
    const at = clock.monotonic();
    if (at - strays.since >= 3_600_000) Object.assign(strays, { since: at, count: 0 });
    strays.count += 1;
    return strays.count <= strayEntries;
  }

  async function refuse(
    refused: Refused,
    about: { grant?: string; technician?: string },
    write = true,
  ): Promise<Refused> {
    if (write) await entries.add("connection-refused", { ...about, because: refused.because }).catch(() => {});
    return refused;
  }

  /** One stream, from dialling to its end. */
  async function carry(mine: Running, keys: StreamKeys): Promise<void> {
    let line: WebSocket;
    try {
      line = await given.dial(mine.connection);
    } catch {
      return over(mine, "cut");
    }
    if (running !== mine) return line.terminate();
    const { now, monotonic } = clock;
    const visit = new Visit({
      line,
      keys,
      now,
      monotonic,
      logIn: (block) => logIn(mine, block),
      open: () => open(mine),
    });
    mine.visit = visit;
    await streamEnded(mine, await visit.ended);
  }

  async function streamEnded(mine: Running, { because }: VisitEnd): Promise<void> {
    if (running !== mine) return;
    const mayComeBack = mine.opened || mine.chain.length > 1;
    if (because !== "cut" || !mayComeBack) return over(mine, because);
    // Nobody said that it ended: it may come back.
    Object.assign(mine, { visit: null, lost: true, waitsFrom: clock.monotonic() });
  }

  async function logIn(mine: Running, block: Uint8Array): Promise<LoggedIn> {
    const isAtSetup = mine.mode === "at-setup";
    const kept = isAtSetup ? await grants.credentials(mine.grant) : mine.block;
    try {
      const credentials = readBlock(kept ?? block);
      if (credentials === null || (isAtSetup && kept === null)) return { ok: false, because: "not-accepted" };
      const because = counted(mine.grant);
      if (because !== null) return { ok: false, because };
      const login = await given.logIn(credentials, { administrator: !isAtSetup });
      if (!login.ok) return login;
      tries.succeeded(mine.grant);
      // A copy of its own: the frame's is zeroed, and `slice` of a Buffer shares it.
      if (!isAtSetup && running === mine) mine.block ??= Uint8Array.from(block);
      return login;
    } finally {
      if (isAtSetup) kept?.fill(0);
    }
  }

  /** A try that can't be counted isn't made. */
  function counted(grant: string): "too-many-tries" | "not-stored" | null {
    try {
      return tries.count(grant);
    } catch {
      return "not-stored";
    }
  }

  /** Asked when the screen has said yes: much may have changed meanwhile. What can't be written down isn't shown. */
  async function open(mine: Running): ReturnType<VisitGiven["open"]> {
    const early = verdictOn(grants.get(mine.grant), mine.technician);
    if (!early.may) return early;
    try {
      await entries.add("connection-opened", { grant: mine.grant, technician: mine.technician });
    } catch {
      return { may: false, because: "not-stored" };
    }
    mine.opened = true;
    const verdict = verdictOn(grants.get(mine.grant), mine.technician);
    if (!verdict.may) return verdict;
    // Over by whichever clock says so first: the wall clock is asked every second, the other can't be set back.
    const left = verdict.until === null ? Number.POSITIVE_INFINITY : verdict.until - clock.now();
    mine.closesAt = Math.min(mine.closesAt, clock.monotonic() + left);
    tell({ kind: "opened", connection: mine.connection, at: clock.now() });
    return verdict;
  }

  /** Ends the running visit here; its line is closed by whoever knows what to say to the viewer. */
  async function over(mine: Running, because: EndReason | RefusalCode): Promise<void> {
    if (running !== mine) return;
    running = null;
    await record(mine, because);
  }

  async function record(mine: Running, because: EndReason | RefusalCode): Promise<void> {
    mine.block?.fill(0);
    mine.block = null;
    const { connection, grant, technician, opened } = mine;
    tell({ kind: "ended", connection, at: clock.now(), because });
    const event = opened ? "connection-ended" : "connection-refused";
    await entries.add(event, { grant, technician, because }).catch(() => {});
  }

  async function end(mine: Running, because: EndReason): Promise<void> {
    const { visit } = mine;
    const recorded = over(mine, because);
    await Promise.all([recorded, visit?.end(because)]);
  }

  function passTime(): void {
    const mine = running;
    if (mine === null) return;
    const at = clock.monotonic();
    const waited = at - mine.waitsFrom;
    const verdict = rulesOn(grants.get(mine.grant), mine.technician);
    if (clock.refuses() === "clock-went-back") void end(mine, "clock-went-back");
    else if (!verdict.may) void end(mine, endBy(verdict.because));
    else if (at >= mine.closesAt) void end(mine, "window");
    else if (at >= mine.longestAt) void end(mine, "longest");
    else if (mine.visit !== null) mine.visit.passTime();
    else if (waited >= (mine.lost ? streamTimes.resumeWithin : dialWithin)) void end(mine, "cut");
  }

  return {
    running: () =>
      running && {
        connection: running.connection,
        grant: running.grant,
        technician: running.technician,
        since: running.since,
      },
    knock,
    order,
    async end(which, because) {
      if (which !== "any" && "connection" in which) {
        ordered.delete(which.connection);
        challenges.drop(which.connection);
      }
      const mine = running;
      if (mine === null) return;
      const isMeant =
        which === "any" || ("grant" in which ? which.grant === mine.grant : which.connection === mine.connection);
      if (isMeant) await end(mine, because);
    },
    passTime,
  };
}
