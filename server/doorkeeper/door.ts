import { join } from "node:path";
import type { FromDoor, ToDoor } from "../../shared/door-wire.ts";
import { createClock } from "./clock.ts";
import { createCustomers } from "./customers.ts";
import { makeDataDirectory } from "./data-directory.ts";
import { createEntries } from "./entries.ts";
import { keptSetting } from "./kept-setting.ts";
import { createLine } from "./line.ts";
import { ownKeyIn } from "./own-key.ts";
import { createPairing, type Pairing } from "./pairing.ts";
import type { PairingToken } from "./pairing-token.ts";
import { type Say, Sentence } from "./sentence.ts";
import { createServerToken } from "./server-token.ts";
import { openState } from "./state.ts";
import { createTurns } from "./turns.ts";

export type DoorSettings = {
  data: string;
  /** null: as before */
  server: string | null;
  pair: PairingToken | null;
  /** asked where this computer obeys a browser already: obey a further one? */
  mayAdd(): Promise<boolean>;
  say: Say;
  /** the pairing that this run was for came to nothing */
  failed(because: string): void;
};

/** A doorkeeper that runs. */
export type Door = { stop(): Promise<void> };

/** Opens what the doorkeeper keeps and keeps the line to the server. Throws a `Sentence` where that can't be. */
export async function startDoor(given: DoorSettings): Promise<Door> {
  makeDataDirectory(given.data);
  const state = openState(join(given.data, "state.db"));
  try {
    return await run(given, state);
  } catch (error) {
    state.close();
    throw error;
  }
}

async function run(given: DoorSettings, state: ReturnType<typeof openState>): Promise<Door> {
  const server = keptSetting(state, "server", given.server);
  if (server === null) throw new Sentence("--server is needed at the first start: the popup shows the whole command.");
  const key = await ownKeyIn(given.data);
  const clock = createClock(state);
  const customers = createCustomers(state);
  if (given.pair === null && customers.all().length === 0)
    throw new Sentence("This computer obeys nobody yet. The popup shows the command that pairs it.");
  if (given.pair !== null && customers.all().length > 0 && !(await given.mayAdd()))
    throw new Sentence("Nothing was changed: this computer obeys a browser already.");

  const tell = (message: FromDoor): void => line.send(message);
  const entries = await createEntries({ state, key, clock, tell });
  const pairing: Pairing | null =
    given.pair &&
    createPairing({
      token: given.pair,
      key,
      clock,
      customers,
      entries,
      visits: { running: () => null },
      tell,
      say: given.say,
      over(because) {
        if (because !== null) return given.failed(because);
        given.say("Paired. This computer now obeys that browser. Leave this running.");
      },
    });
  const token = createServerToken({ server, key, pairing: () => pairing?.token() ?? null, now: clock.now });
  const inTurn = createTurns();

  async function obey(message: ToDoor): Promise<void> {
    switch (message.kind) {
      case "welcome":
        clock.compare(message.now);
        tell({ kind: "holds", grants: [], ...entries.extent(), connection: null });
        return pairing?.begin();
      case "pong":
        return clock.compare(message.now);
      case "reveal":
        return pairing?.reveal(message.r);
      case "paired":
        return pairing?.paired(message.statement);
      case "pairing-over":
        return pairing?.fail("The pairing is over: it lapsed, or another was begun. Start again from the popup.");
      case "entries?":
        for (const statement of entries.after(message.after)) tell({ kind: "entry", statement });
    }
  }

  const line = createLine({
    server,
    token,
    hear: (message) => void inTurn(() => obey(message)),
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
  await entries.add("started", {});
  line.open();

  return {
    async stop() {
      line.close();
      state.close();
    },
  };
}
