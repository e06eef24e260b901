import { userInfo } from "node:os";
import { join } from "node:path";
import type { FromDoor } from "../../shared/door-wire.ts";
import { createApproving } from "./approving.ts";
import { createClock, systemClock } from "./clock.ts";
import { createCustomers } from "./customers.ts";
import { makeDataDirectory } from "./data-directory.ts";
import { createDeciding } from "./deciding.ts";
import { createEntries } from "./entries.ts";
import { createHearing } from "./hearing.ts";
import { createHeldGrants } from "./held-grants.ts";
import { createKeptCredentials, storageKey } from "./kept-credentials.ts";
import { keptSetting } from "./kept-setting.ts";
import { createLine } from "./line.ts";
import { type LocalPlaces, listenLocally } from "./local-socket.ts";
import { createLocalWords } from "./local-words.ts";
import { createIsOwnAccount, type IsOwnAccount } from "./own-account.ts";
import { ownKeyIn } from "./own-key.ts";
import { createPairing, type Pairing } from "./pairing.ts";
import type { PairingToken } from "./pairing-token.ts";
import type { Clock, LogIn, Visits } from "./parts.ts";
import { readScreenAddress, usualScreen } from "./screen-address.ts";
import { createScreenLogin } from "./screen-login.ts";
import { type Say, Sentence } from "./sentence.ts";
import { createServerToken } from "./server-token.ts";
import { openState, type State } from "./state.ts";
import { dialStream } from "./stream-line.ts";
import { createTries } from "./tries.ts";
import { createVisits } from "./visits.ts";

export type DoorSettings = {
  data: string;
  /** null: as before */
  server: string | null;
  screen: string | null;
  pair: PairingToken | null;
  /** where somebody at this computer speaks to it */
  places: LocalPlaces;
  environment: Record<string, string | undefined>;
  /** asked where this computer obeys a browser already: obey a further one? */
  mayAdd(): Promise<boolean>;
  say: Say;
  /** the pairing that this run was for came to nothing */
  failed(because: string): void;
  clock?: Pick<Clock, "now" | "monotonic">;
  logIn?: LogIn;
  isOwnAccount?: IsOwnAccount;
};

/** A doorkeeper that runs. */
export type Door = { stop(): Promise<void> };

const lookEvery = 1_000;

/** Opens what the doorkeeper keeps and keeps the line to the server. Throws a `Sentence` where that can't be. */
export async function startDoor(given: DoorSettings): Promise<Door> {
  try {
    makeDataDirectory(given.data);
    const state = openState(join(given.data, "state.db"));
    return await run(given, state).catch((error: unknown) => {
      state.close();
      throw error;
    });
  } catch (error) {
    throw isFull(error)
      ? new Sentence(`Nothing can be stored in ${given.data}: the disk is full, or read only.`)
      : error;
  }
}

/** What file system and store say of a disk that takes nothing: SQLITE_FULL, SQLITE_READONLY, SQLITE_IOERR. */
function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && ["ENOSPC", "EDQUOT", "EROFS", "EACCES"].includes(String(error.code))) return true;
  return "errcode" in error && [13, 8, 10].includes(Number(error.errcode) & 0xff);
}

async function run(given: DoorSettings, state: State): Promise<Door> {
  const server = keptSetting(state, "server", given.server);
  if (server === null) throw new Sentence("--server is needed at the first start: the popup shows the whole command.");
  const logIn = given.logIn ?? createScreenLogin(screenIn(keptSetting(state, "screen", given.screen)));
  const customers = createCustomers(state);
  if (given.pair === null && customers.all().length === 0)
    throw new Sentence("This computer obeys nobody yet. The popup shows the command that pairs it.");
  if (given.pair !== null && customers.all().length > 0 && !(await given.mayAdd()))
    throw new Sentence("Nothing was changed: this computer obeys a browser already.");

  const key = await ownKeyIn(given.data);
  const kept = createKeptCredentials(given.data, await storageKey(given.data, given.environment));
  const grants = await createHeldGrants(state, kept);
  for (const id of kept.all()) if (!isWanted(grants.get(id))) kept.wipe(id);

  const tell = (message: FromDoor): void => line.send(message);
  const clock = createClock(state, given.clock ?? systemClock, () => {
    given.say(
      "The clock went back: everything is closed until it is mended. If it is right now: node doorkeeper.mjs clock-accept",
    );
    void visits.end("any", "clock-went-back");
    void entries.add("clock-went-back", {}).catch(() => {});
  });
  const entries = await createEntries({ state, key, clock, tell });
  const tries = createTries(state, clock);
  const token = createServerToken({ server, key, pairing: () => pairing?.token() ?? null, now: clock.now });
  const dial = (connection: string) => dialStream(server, token, connection);
  const visits: Visits = createVisits({ key, grants, clock, entries, tries, tell, logIn, dial });
  const isOwnAccount = given.isOwnAccount ?? createIsOwnAccount({ uid: process.getuid?.(), name: userInfo().username });
  const approving = createApproving({
    key,
    clock,
    customers,
    grants,
    kept,
    entries,
    tries,
    visits,
    logIn,
    isOwnAccount,
  });
  const deciding = createDeciding({ key, clock, grants, kept, entries, visits, tell });
  const pairing: Pairing | null =
    given.pair &&
    createPairing({
      ...{ token: given.pair, key, clock, customers, entries, visits, tell, say: given.say },
      over(because) {
        if (because !== null) return given.failed(because);
        // Before this the server kept nothing of a doorkeeper that it didn't know; what it has already, it knows.
        for (const statement of entries.after(0)) tell({ kind: "entry", statement });
        given.say("Paired. This computer now obeys that browser. Leave this running.");
      },
    });
  const line = createLine({
    server,
    token,
    hear: createHearing({ clock, customers, grants, approving, deciding, entries, visits, pairing, tell }),
    lost() {
      clock.uncompare();
      pairing?.fail("The line to the server was lost. Start again from the popup.");
    },
    refused(code) {
      if (code === "unknown")
        pairing?.fail("The server doesn't know this pairing any more. Start again from the popup.");
    },
    say: given.say,
  });
  const words = createLocalWords({ key, clock, customers, grants, deciding, entries, visits, line, tell });
  // Windows has pipes in place of sockets, which nobody has tried yet: there it is spoken to through the server alone.
  const local = process.platform === "win32" ? null : await listenLocally(given.places, words);

  const cutOff = entries.withoutEnd();
  if (cutOff !== null) await entries.add("connection-ended", { ...cutOff, because: "doorkeeper-stopped" });
  await entries.add("started", {});
  clock.refuses();
  const looking = setInterval(() => {
    clock.refuses();
    visits.passTime();
    void deciding.passTime().catch(() => {});
  }, lookEvery);
  line.open();

  return {
    async stop() {
      clearInterval(looking);
      pairing?.forget();
      local?.close();
      await visits.end("any", "doorkeeper-stopped");
      await deciding.passTime().catch(() => {});
      await line.close();
      await entries.settled();
      state.close();
    },
  };
}

/** Credentials are kept for grants that may still open something. */
const isWanted = (grant: { revokedAt: number | null; expiredAt: number | null } | undefined): boolean =>
  grant !== undefined && grant.revokedAt === null && grant.expiredAt === null;

function screenIn(text: string | null) {
  const address = text === null ? usualScreen : readScreenAddress(text);
  if (address === null) throw new Sentence("The screen's address that was kept can't be read. Say --screen anew.");
  return address;
}
