import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { join } from "node:path";
import { serve, type WebSocketServerLike } from "@hono/node-server";
import { WebSocketServer } from "ws";
import { bounds } from "../shared/bounds.ts";
import { longestFrame } from "../shared/stream.ts";
import { createApp } from "./app.ts";
import { keyIn, makeDataDirectory } from "./data-directory.ts";
import { writesAMinute } from "./limits.ts";
import { failure, type Log } from "./log.ts";
import { watchSockets } from "./open-sockets.ts";
import { hasAdministrator, makeFirstAdministrator } from "./people.ts";
import { SettingError, type Settings } from "./settings.ts";
import { keepPassword, realCost } from "./sign-in.ts";
import { openStore, type Store } from "./store/store.ts";
import { loseStreams } from "./visits.ts";

export type Started = {
  /** our own origin */
  url: string;
  /** printed once, where there is no administrator yet */
  firstCode: string | null;
  /** Answers what was asked, then lets go of everything. */
  stop: () => Promise<void>;
};

/** Starts the server as the settings say. Throws a `SettingError` on what an operator must mend. */
export async function start(settings: Settings, log: Log, now: () => number = Date.now): Promise<Started> {
  makeDataDirectory(settings.data);
  const store = await openAlone(settings.data);
  const codeKey = keyIn(settings.data, "session-codes.key");
  const firstCode = await administratorIn(store, settings, now());

  await loseStreams(store, now());

  const sockets = new Sockets({ noServer: true, perMessageDeflate: false });
  let fetch: Parameters<typeof serve>[0]["fetch"] = () => new Response(null, { status: 503 });
  const server = await new Promise<Server>((resolve, reject) => {
    const started = serve(
      {
        fetch: (request, environment) => fetch(request, environment),
        port: settings.port,
        hostname: settings.host,
        serverOptions: {
          headersTimeout: 10_000,
          requestTimeout: 30_000,
          // A call that would go on as anything else is answered as if it hadn't said so. Were it handed over, nobody would
          // take it: its socket would stay open for ever, and an error on it would end the process.
          shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === "websocket",
        },
        websocket: { server: sockets as WebSocketServerLike },
      },
      () => resolve(started as Server),
    );
    started.once("error", reject);
  }).catch(async (error: unknown) => {
    await store.destroy();
    const code = error instanceof Error && "code" in error ? String(error.code) : "it failed";
    throw new SettingError(
      `WHILEAWAY_HOST, WHILEAWAY_PORT: can't listen on ${settings.host}:${settings.port} (${code})`,
    );
  });
  const letGo = watchSockets(server);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : settings.port;
  const url = settings.url ?? `http://localhost:${port}`;
  const {
    app,
    events,
    letGo: closeLines,
    passTime,
  } = createApp({
    store,
    now,
    url,
    codeKey,
    log,
    cost: realCost,
    mostWrites: writesAMinute,
    proxies: settings.proxies,
    firstCode,
  });
  fetch = app.fetch;
  const clock = setInterval(() => passTime().catch((error: unknown) => log(failure(error))), 1_000);
  log({ event: "listening", url });

  return {
    url,
    firstCode,
    async stop() {
      clearInterval(clock);
      const closed = new Promise((resolve) => server.close(resolve));
      closeLines();
      for (const socket of sockets.clients) socket.close(1001);
      server.closeIdleConnections();
      const patience = setTimeout(() => {
        letGo();
      }, 3_000);
      await closed;
      clearTimeout(patience);
      await events.told();
      await store.destroy();
      log({ event: "stopped" });
    },
  };
}

/** One server of WebSockets; how long a message may be depends on what the path is for. */
class Sockets extends WebSocketServer {
  override handleUpgrade(...[request, socket, head, taken]: Parameters<WebSocketServer["handleUpgrade"]>): void {
    const path = request.url?.split("?")[0] ?? "";
    this.options.maxPayload =
      path === "/api/door"
        ? bounds.doorMessage
        : /^\/api\/connections\/[^/]+\/stream$/.test(path)
          ? longestFrame
          : bounds.socketMessage;
    super.handleUpgrade(request, socket, head, taken);
  }
}

const busy = 5;

async function openAlone(directory: string): Promise<Store> {
  try {
    return await openStore(join(directory, "whileaway.db"));
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === busy)
      throw new SettingError(`WHILEAWAY_DATA: another server is already running on ${directory}`);
    throw error;
  }
}

/** Makes the first administrator where the settings name one; else, while there is none, the code that makes her. */
async function administratorIn(store: Store, { administrator }: Settings, at: number): Promise<string | null> {
  if (await hasAdministrator(store)) return null;
  if (administrator === null) return randomBytes(16).toString("base64url");
  const { email, password } = administrator;
  const kept = await keepPassword(password, realCost);
  await store
    .transaction()
    .execute((transaction) =>
      makeFirstAdministrator(transaction, { email, name: "Administrator", password: kept }, at),
    );
  return null;
}
