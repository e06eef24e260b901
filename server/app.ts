import type { BlockList } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { methodNotAllowed } from "hono/method-not-allowed";
import { routePath } from "hono/route";
import { secureHeaders } from "hono/secure-headers";
import { bounds } from "../shared/bounds.ts";
import type { ProblemCode } from "../shared/problem.ts";
import { type Env, identify } from "./caller.ts";
import { type Changes, noChanges } from "./changes.ts";
import { createCodes } from "./codes.ts";
import { createDoors } from "./doors.ts";
import { createEvents } from "./events.ts";
import { createAddressOf, createLimits } from "./limits.ts";
import { failure, type Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { createNonces } from "./nonces.ts";
import type { Parts } from "./parts.ts";
import { answerOf, foreseen, Refusal } from "./refusal.ts";
import { documentRoutes } from "./routes/documents.ts";
import { doorRoutes } from "./routes/door.ts";
import { eventRoutes } from "./routes/events.ts";
import { streamRoutes } from "./routes/streams.ts";
import { allRoutes, type Routes } from "./routes.ts";
import { type Cost, keepPassword } from "./sign-in.ts";
import type { Store } from "./store/store.ts";
import { createStreams } from "./streams.ts";
import { strict } from "./strict.ts";
import { cutWhatMayNot, keepStream } from "./visits.ts";
import { write } from "./write.ts";

export type { Routes };

export type Given = {
  store: Store;
  /** epoch milliseconds */
  now: () => number;
  /** our own origin, as others call it */
  url: string;
  /** 32 bytes that lie outside the store: session codes are kept under it */
  codeKey: Uint8Array;
  log: Log;
  /** what a guess at a password costs */
  cost: Cost;
  /** what a token's holder may write in a minute */
  mostWrites: number;
  /** whose X-Forwarded-For counts */
  proxies: BlockList;
  /** makes the first administrator; null where nobody may */
  firstCode: string | null;
};

/** Refusals that no handler threw. */
const unhandled: Partial<Record<number, ProblemCode>> = { 404: "unknown", 405: "method-not-allowed" };

const reading = new Set(["GET", "HEAD"]);

/** The server without a port and without a clock of its own: whoever starts it calls `passTime` every second. */
export function createApp(given: Given) {
  const { store, now, log, codeKey, cost } = given;
  const metrics = createMetrics();
  const doors = createDoors({ metrics, came: (door) => tellDoor(door) });
  const events = createEvents({ store, now, log, metrics, isDoorOnline: doors.isOnline });
  const announce = (changes: Changes): void => {
    for (const { door, message } of changes.toDoors) doors.tell(door, message);
    doors.forget(changes.tokens);
    for (const connection of changes.ended) streams.end(connection);
    events.announce(changes);
  };
  const noteStream = (connection: string, lostAt: number | null): void => {
    const noted = write({ store, now, announce }, (transaction) => keepStream(transaction, connection, lostAt));
    noted.catch((error: unknown) => log(failure(error)));
  };
  const streams = createStreams({
    metrics,
    joined: (connection) => noteStream(connection, null),
    lost: (connection) => noteStream(connection, now()),
  });
  const tellDoor = (door: string): void => {
    const paired = store.selectFrom("computers").where("door", "=", door).select("id").execute();
    paired
      .then(
        (rows) => rows.length > 0 && events.announce({ ...noChanges(), computers: new Set(rows.map(({ id }) => id)) }),
      )
      .catch((error: unknown) => log(failure(error)));
  };
  const nobodys = keepPassword("nobody has this password", cost);
  const parts: Parts = {
    ...given,
    metrics,
    events,
    doors,
    streams,
    announce,
    tellDoor,
    nobodys,
    limits: createLimits(given.mostWrites),
    codes: createCodes(codeKey),
    nonces: createNonces(),
  };
  const addressOf = createAddressOf(given.proxies);

  const app = new OpenAPIHono<Env & { Bindings: Partial<HttpBindings> }>();
  app.onError((error, c) => {
    const refusal = foreseen(error);
    if (refusal === null) log(failure(error));
    return answerOf(c, refusal ?? new Refusal("failed"));
  });
  app.notFound((c) => answerOf(c, new Refusal("unknown")));
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'self'"], frameAncestors: ["'none'"] },
    }),
  );
  app.use(async (c, next) => {
    await next();
    c.header("cache-control", "no-store");
  });
  app.use(async (c, next) => {
    const began = performance.now();
    await next();
    const { method } = c.req;
    const { status } = c.res;
    const route = status === 404 ? "" : routePath(c, -1);
    const code = status < 400 ? null : (foreseen(c.error)?.code ?? unhandled[status] ?? "failed");
    metrics.answered.inc({ method, route, status });
    if (code !== null) metrics.refused.inc({ code });
    log({ event: "answered", method, route, status, code, ms: Math.round(performance.now() - began) });
  });
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => answerOf(c, new Refusal("method-not-allowed", { allow: methods.join(", ") })),
    }),
  );
  app.use(async (c, next) => {
    c.set("address", addressOf(c.env?.incoming?.socket.remoteAddress, c.req.header("x-forwarded-for")));
    c.set("identify", async () => {
      const caller = await identify(store, c.req.header("authorization"), now());
      if (caller !== null && !reading.has(c.req.method)) await parts.limits.writes.count(caller.id);
      return caller;
    });
    await next();
  });
  app.use(
    bodyLimit({
      maxSize: bounds.body,
      onError: () => {
        throw new Refusal("too-large");
      },
    }),
  );
  app.use(strict(parts.url));
  const described = allRoutes(parts);
  app
    .route("/", described)
    .route("/", eventRoutes(parts))
    .route("/", doorRoutes(parts))
    .route("/", streamRoutes(parts))
    .route("/", documentRoutes(parts, described));

  return {
    app,
    parts,
    events,
    metrics,
    /** Ends what time has ended, and says so. */
    async passTime(): Promise<void> {
      await write(parts, cutWhatMayNot);
      events.passTime(now());
      doors.passTime(now());
      streams.passTime(now());
    },
    /** Closes every line. */
    letGo(): void {
      events.close();
      doors.close();
      streams.close();
    },
  };
}
