import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Door, type DoorSettings, startDoor } from "../../server/doorkeeper/door.ts";
import { type LocalPlaces, localPlaces } from "../../server/doorkeeper/local-socket.ts";
import { readPairingToken } from "../../server/doorkeeper/pairing-token.ts";
import { type DoorLine, type HostileServer, startHostileServer } from "./hostile-server.ts";
import { offerPairing, type Person, pairOver, somebody } from "./people.ts";

// A doorkeeper that runs inside the test, with a real store, real files and real sockets, at a server that may lie.

type Changes = Partial<Pick<DoorSettings, "clock" | "logIn" | "isOwnAccount" | "mayAdd">>;

/** A run of the command. */
export type Run = {
  door: Door;
  /** what the terminal showed */
  sentences: string[];
  /** the first sentence like this, shown already or still to come */
  said(like: RegExp): Promise<string>;
};

export type Rig = {
  server: HostileServer;
  data: string;
  places: LocalPlaces;
  /** `token`: the one of the command line; null: it was paired before */
  start(token: string | null, changes?: Changes): Promise<Run>;
  stop(run: Run): Promise<void>;
  end(): Promise<void>;
};

export async function makeRig(): Promise<Rig> {
  const server = await startHostileServer();
  const folder = mkdtempSync(join(tmpdir(), "doorkeeper-"));
  const data = join(folder, "data");
  const places = localPlaces(data, { RUNTIME_DIRECTORY: join(folder, "run") });
  const running = new Set<Run>();

  async function start(token: string | null, changes: Changes = {}): Promise<Run> {
    const sentences: string[] = [];
    const waiting: { like: RegExp; found(sentence: string): void }[] = [];
    const say = (sentence: string): void => {
      sentences.push(sentence);
      for (const one of waiting) if (one.like.test(sentence)) one.found(sentence);
    };
    const door = await startDoor({
      ...{ data, places, say, server: server.origin, screen: null, environment: {} },
      pair: token === null ? null : readPairingToken(token),
      mayAdd: async () => false,
      failed: (because) => say(`failed: ${because}`),
      ...changes,
    });
    const run: Run = {
      door,
      sentences,
      said: async (like) =>
        sentences.find((sentence) => like.test(sentence)) ??
        new Promise<string>((found) => {
          waiting.push({ like, found });
        }),
    };
    running.add(run);
    return run;
  }

  async function stop(run: Run): Promise<void> {
    if (running.delete(run)) await run.door.stop();
  }

  return {
    server,
    data,
    places,
    start,
    stop,
    async end() {
      for (const run of [...running]) await stop(run);
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A doorkeeper that is paired, and its line. */
export type Paired = { run: Run; line: DoorLine; customer: Person; computer: string };

export async function startPaired(rig: Rig, changes: Changes = {}): Promise<Paired> {
  const customer = await somebody();
  const offer = await offerPairing(customer);
  const run = await rig.start(offer.token, changes);
  const line = await rig.server.line();
  const computer = await pairOver(line, customer, offer);
  await run.said(/^Paired/);
  return { run, line, customer, computer };
}
