import type { Duplex } from "node:stream";
import type { Credentials } from "../../shared/credentials.ts";
import type { FromDoor } from "../../shared/door-wire.ts";
import type { EndReason, EntryEvent, EntryReason, RefusalCode } from "../../shared/door-words.ts";
import type { Statement } from "../../shared/statements.ts";

// What the doorkeeper's parts share; everything that varies comes in here.

/** The doorkeeper's own key: its name and the private half. */
export type OwnKey = { name: string; privateKey: CryptoKey };

/** A grant that began here: its statement, who gave it, and the newest decision about it. */
export type HeldGrant = {
  id: string;
  statement: Statement<"grant">;
  /** the compact statement, verbatim */
  signed: string;
  n: number;
  pausedAt: number | null;
  revokedAt: number | null;
};

/** Refused, with a code that every screen has a sentence for. `at`: see `refused` in shared/door-wire.ts. */
export type Refused = { ok: false; because: RefusalCode; at: number | null };

/** A screen that somebody was logged in to: the socket stands right after the screen server's yes, nothing was read past it. */
export type Screen = { socket: Duplex; close(): void };
export type LoggedIn = { ok: true; screen: Screen } | { ok: false; because: RefusalCode };

/**
 * Tries credentials at the computer's own screen server, which checks them against the operating system's accounts. With
 * `administrator` the account must be one of the computer's administrators.
 */
export type LogIn = (credentials: Credentials, needs: { administrator: boolean }) => Promise<LoggedIn>;

/** The doorkeeper's own history; each entry is signed, stored with fsync and told to the server when it is there. */
export type Entries = {
  add(event: EntryEvent, about: { grant?: string; technician?: string; because?: EntryReason }): Promise<void>;
  /** what every signed answer carries */
  extent(): { entries: number; head: string };
};

/** The clock and its floor: the highest time seen is stored, and a clock that went back closes everything. */
export type Clock = {
  /** epoch milliseconds, by the wall clock */
  now(): number;
  /** milliseconds that nobody can set back */
  monotonic(): number;
  /** `null` while the clock may be believed; the server's clock is compared too where it is known */
  refuses(): "clock-went-back" | "clocks-differ" | null;
};

export type Grants = {
  get(id: string): HeldGrant | undefined;
  /** credentials that were kept on setup, decrypted; null where there are none or the file doesn't open */
  credentials(id: string): Promise<Uint8Array | null>;
};

/**
 * Tries are counted before they are made; `null`: one more may be made (protocol.md section 0, guessing). What can't be
 * counted isn't tried.
 */
export type Tries = { count(grant: string): "too-many-tries" | "not-stored" | null; succeeded(grant: string): void };

/** The visits: one at a time. While one is asked for or open nothing that opens is obeyed. */
export type Visits = {
  /** the running visit, also while it waits for a lost line to come back */
  running(): { connection: string; grant: string; technician: string; since: number } | null;
  knock(grant: string): Promise<{ ok: true; statement: string } | Refused>;
  /** accepts an order, or refuses it; when accepted the stream is dialled by itself */
  order(statement: string): Promise<{ ok: true; connection: string } | Refused>;
  /** ends the visit under this grant, or with this connection, or whichever runs; settles when it has ended */
  end(which: { grant: string } | { connection: string } | "any", because: EndReason): Promise<void>;
  /** ends what the clock has ended; called every second and at every opening's end */
  passTime(): void;
};

/** Sends to the server where the line is up; what must not be lost is asked again at the next welcome. */
export type Tell = (message: FromDoor) => void;
