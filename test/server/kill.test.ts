import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { verifyHistory } from "../../server/verify-history.ts";
import { computer, connection, grant, request, session } from "../../shared/records.ts";
import { pair } from "./door.ts";
import type { Ground } from "./ground.ts";
import {
  type administrator,
  approve,
  call,
  cast,
  customer,
  introduce,
  must,
  newKeys,
  requestAccess,
  technician,
} from "./people.ts";
import { ServerProcess } from "./process.ts";
import { knock, order, orderFor } from "./visit.ts";

const rounds = 20;
const data = mkdtempSync(join(tmpdir(), "whileaway-kill-"));
const settings = {
  PORT: "0",
  DATA: data,
  ADMIN_EMAIL: "admin@example.com",
  ADMIN_PASSWORD: "administrator's password",
};
let server: ServerProcess;
afterAll(async () => {
  await server.end("SIGKILL");
  rmSync(data, { recursive: true });
});

/** The ground stays where it is; the server under it comes and goes. */
const ground: Ground = {
  url: "",
  now: Date.now,
  ask: async (path, init) => {
    const answer = await fetch(`${ground.url}${path}`, init);
    answers += 1;
    for (const go of waiting.splice(0)) go();
    return answer;
  },
};
let answers = 0;
const waiting: (() => void)[] = [];
/** Settles when so many more calls were answered. */
async function answered(count: number): Promise<void> {
  for (const until = answers + count; answers < until; ) await new Promise<void>((go) => waiting.push(go));
}

async function begin(): Promise<void> {
  server = new ServerProcess(settings);
  ground.url = await server.url();
}

/** What the server answered, and so may never forget: for each id how far it had come. */
const acknowledged = {
  sessions: new Map<string, "begun" | "joined" | "met" | "ended">(),
  requests: new Map<string, "pending" | "approved" | "denied" | "withdrawn">(),
  grants: new Map<string, { n: number; revoked: boolean }>(),
  tokens: new Set<string>(),
  /** computers with the doorkeeper that is paired, and how many entries of its were taken */
  paired: new Map<string, { door: string; entries: number }>(),
  connections: new Map<string, "asked" | "ordered" | "opened" | "ended">(),
  groups: new Set<string>(),
};
const howFar = ["begun", "joined", "met", "ended"] as const;

type Technician = Awaited<ReturnType<typeof technician>>;

let turn = 0;
/** Goes through the whole story again and again, writing down every answer, until the server is gone. */
async function live(anna: Technician, name: string): Promise<void> {
  for (;;) {
    turn += 1;
    const him = await customer(ground, name);
    const { session: begun, code } = await anna.startSession();
    acknowledged.sessions.set(begun.id, "begun");
    const { join, r } = await him.join(begun.id, code);
    acknowledged.sessions.set(begun.id, "joined");
    acknowledged.tokens.add(him.held.token);
    const path = `/api/sessions/${begun.id}`;
    const meet = await anna.sign("meet", await anna.meetSaying(begun.id, join, him.key));
    must(await anna.ask("POST", `${path}/meet`, { meet }), 200, session);
    must(await him.ask("POST", `${path}/reveal`, { r }), 200, session);
    const { endsAt } = must(await anna.ask("POST", `${path}/fits`, { fits: true }), 200, session);
    acknowledged.sessions.set(begun.id, "met");
    const asked = await requestAccess(anna, him, { id: begun.id, endsAt: endsAt ?? 0 });
    acknowledged.requests.set(asked.id, "pending");
    if (turn % 3 === 1) {
      must(await him.ask("POST", `/api/requests/${asked.id}/deny`), 200, request);
      acknowledged.requests.set(asked.id, "denied");
    } else if (turn % 3 === 2) {
      must(await anna.ask("POST", `/api/requests/${asked.id}/withdraw`), 200, request);
      acknowledged.requests.set(asked.id, "withdrawn");
    } else {
      const given = await approve(him, asked);
      acknowledged.requests.set(asked.id, "approved");
      acknowledged.grants.set(given.id, { n: 0, revoked: false });
      const saying = {
        customer: him.key,
        computer: null,
        grant: given.id,
        state: "paused" as const,
        n: 1,
        at: ground.now(),
      };
      const decision = await him.sign("decision", saying);
      must(await him.ask("POST", `/api/grants/${given.id}/decision`, { decision }), 200, z.unknown());
      acknowledged.grants.set(given.id, { n: 1, revoked: false });
      must(await anna.ask("POST", `/api/grants/${given.id}/revoke`), 200, grant);
      acknowledged.grants.set(given.id, { n: 1, revoked: true });
    }
    must(await anna.ask("POST", `${path}/end`), 200, session);
    acknowledged.sessions.set(begun.id, "ended");
  }
}

/** The story with a doorkeeper: paired, a grant and decisions that began there, its own history, a visit. */
async function liveAtDoor(anna: Technician): Promise<void> {
  for (;;) {
    const him = await customer(ground, "Workshop");
    const active = await introduce(anna, him);
    acknowledged.sessions.set(active.id, "met");
    const door = await pair(ground, him);
    const computer = { door: door.keys.key, entries: 0 };
    acknowledged.paired.set(him.held.computerId, computer);
    const asked = await requestAccess(anna, him, active, undefined, door.keys.key);
    acknowledged.requests.set(asked.id, "pending");
    const { id } = await approve(him, asked);
    acknowledged.requests.set(asked.id, "approved");
    acknowledged.grants.set(id, { n: 0, revoked: false });
    for (const event of ["started", "paired", "grant-registered"] as const) {
      door.send({ kind: "entry", statement: await door.entry(event) });
      await door.heard();
      computer.entries += 1;
    }
    door.technicians.set(id, anna.key);
    const { connection, challenge } = await knock(anna, id);
    acknowledged.connections.set(connection.id, "asked");
    must(await order(anna, connection.id, await orderFor(anna, challenge)), 200, z.unknown());
    acknowledged.connections.set(connection.id, "ordered");
    door.send({ kind: "opened", connection: connection.id, at: ground.now() });
    await door.heard();
    acknowledged.connections.set(connection.id, "opened");
    door.send({ kind: "ended", connection: connection.id, at: ground.now(), because: "technician" });
    await door.heard();
    acknowledged.connections.set(connection.id, "ended");
    const saying = { customer: him.key, computer: door.keys.key, grant: id, state: "revoked" as const, n: 1 };
    const decision = await him.sign("decision", { ...saying, at: ground.now() });
    must(await him.ask("POST", `/api/grants/${id}/decision`, { decision }), 200, z.object({ decided: z.string() }));
    acknowledged.grants.set(id, { n: 1, revoked: true });
    must(await anna.ask("POST", `/api/sessions/${active.id}/end`), 200, session);
    acknowledged.sessions.set(active.id, "ended");
    door.close();
  }
}

async function all<Item>(ask: Technician["ask"], path: string, item: z.ZodType<Item>): Promise<Item[]> {
  const page = z.object({ items: z.array(item), next: z.string().optional() });
  const found: Item[] = [];
  for (let after = ""; ; ) {
    const { items, next } = must(await ask("GET", `${path}${after}`), 200, page);
    found.push(...items);
    if (next === undefined) return found;
    after = `?after=${next}`;
  }
}

/** Everything that was ever answered is still so, and every chain of the history holds together. */
async function check(anna: Technician, admin: Awaited<ReturnType<typeof administrator>>, where: string): Promise<void> {
  const sessions = new Map((await all(anna.ask, "/api/sessions", session)).map((one) => [one.id, one]));
  for (const [id, far] of acknowledged.sessions) {
    const one = sessions.get(id);
    const is =
      one === undefined
        ? ""
        : one.endedAt !== null
          ? "ended"
          : one.metAt !== null
            ? "met"
            : one.joinedAt !== null
              ? "joined"
              : "begun";
    expect(howFar.indexOf(is as "begun"), `${where}: session ${id} was ${far}, is ${is}`).toBeGreaterThanOrEqual(
      howFar.indexOf(far),
    );
  }
  const requests = new Map((await all(anna.ask, "/api/requests", request)).map((one) => [one.id, one]));
  for (const [id, state] of acknowledged.requests) {
    const is = requests.get(id)?.state;
    if (state === "pending") expect(is, `${where}: request ${id}`).toBeDefined();
    else expect(is, `${where}: request ${id}`).toBe(state);
  }
  const grants = new Map((await all(anna.ask, "/api/grants", grant)).map((one) => [one.id, one]));
  for (const [id, { n, revoked }] of acknowledged.grants) {
    expect(grants.get(id)?.n, `${where}: grant ${id}`).toBeGreaterThanOrEqual(n);
    if (revoked) expect(grants.get(id)?.access, `${where}: grant ${id}`).toMatchObject({ because: "revoked" });
  }
  for (const one of grants.values())
    expect(requests.get(one.requestId)?.state, `${where}: no grant without its request`).toBe("approved");
  const groups = new Set((await all(admin.ask, "/api/groups", z.object({ id: z.string() }))).map(({ id }) => id));
  for (const id of acknowledged.groups) expect(groups.has(id), `${where}: group ${id}`).toBe(true);
  for (const token of [...acknowledged.tokens].slice(-5))
    expect((await call(ground, "GET", "/api/me", { token })).status, where).toBe(200);

  const computers = await all(admin.ask, "/api/computers", z.object({ id: z.string() }));
  const recent = computers.slice(-20);
  for (const chain of ["server", ...recent.map(({ id }) => id)]) {
    const headers = { authorization: `Bearer ${admin.token}`, accept: "application/jsonl" };
    const text = await (await ground.ask(`/api/history?chain=${chain}`, { headers })).text();
    const lines = (async function* () {
      yield* text.split("\n").slice(0, -1);
    })();
    expect(await verifyHistory(lines), `${where}: chain ${chain}`).toMatchObject({ whole: true });
  }
  const known = new Map((await all(admin.ask, "/api/computers", computer)).map((one) => [one.id, one]));
  for (const [id, { door, entries }] of acknowledged.paired) {
    expect(known.get(id)?.door, `${where}: computer ${id}`).toBe(door);
    expect(known.get(id)?.entries, `${where}: computer ${id}`).toBeGreaterThanOrEqual(entries);
  }
  const visits = new Map((await all(anna.ask, "/api/connections", connection)).map((one) => [one.id, one]));
  for (const [id, far] of acknowledged.connections) {
    const is = visits.get(id);
    expect(is, `${where}: connection ${id}`).toBeDefined();
    if (far === "opened" || far === "ended") expect(is?.openedAt, `${where}: connection ${id}`).not.toBe(null);
    if (far === "ended")
      expect(is, `${where}: connection ${id}`).toMatchObject({ state: "ended", because: "technician" });
  }
  for (const one of sessions.values()) if (one.endedAt === null) await anna.ask("POST", `/api/sessions/${one.id}/end`);
}

it(`a server that is killed at any instant has forgotten nothing that it answered: ${rounds} times`, {
  timeout: 300_000,
}, async () => {
  await begin();
  const { admin, anna } = await cast(ground);
  const isGone = (error: unknown) => {
    // The line broke under a call: whether that call counts, nobody was told.
    if (!(error instanceof TypeError)) throw error;
  };
  let interrupted = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const makeGroups = async () => {
      for (let count = 0; ; count += 1) acknowledged.groups.add((await admin.makeGroup(`Group ${round}.${count}`)).id);
    };
    const lives = [live(anna, "Office PC"), live(anna, "Laptop"), liveAtDoor(anna), makeGroups()];
    const over = Promise.all(lives.map((one) => one.then(() => undefined, isGone)));
    await answered(Math.ceil(Math.random() * 200));
    for (let turns = Math.random() * 50; turns > 0; turns -= 1) await new Promise((go) => setImmediate(go));
    const { signal } = await server.end("SIGKILL");
    expect(signal).toBe("SIGKILL");
    await over;
    interrupted += 1;
    await begin();
    await check(anna, admin, `after kill ${round}`);
  }
  expect(interrupted).toBe(rounds);
  expect(acknowledged.sessions.size).toBeGreaterThan(rounds);
  expect(acknowledged.grants.size).toBeGreaterThan(0);
  expect(acknowledged.paired.size).toBeGreaterThan(0);
  expect(acknowledged.connections.size).toBeGreaterThan(0);
  expect(acknowledged.groups.size).toBeGreaterThan(rounds);
  // Keys that were tied before the first kill still sign, and new people come in as on the first day.
  const again = await technician(ground, "anna@example.com", await newKeys());
  const him = await customer(ground);
  expect((await introduce(again, him)).state).toBe("active");
  expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
  await begin();
});
