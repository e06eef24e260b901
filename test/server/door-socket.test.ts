import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { saidAMinute } from "../../server/limits.ts";
import { freshId, toBase64url } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { doorHello, doorOf, offer, pair, ScriptedDoor } from "./door.ts";
import { Listener } from "./listener.ts";
import {
  approve,
  type Customer,
  call,
  cast,
  customer,
  introduce,
  must,
  newKeys,
  requestAccess,
  signedIn,
} from "./people.ts";
import { problemOf } from "./problem-of.ts";
import { run } from "./running.ts";

let server: Awaited<ReturnType<typeof run>>;
let people: Awaited<ReturnType<typeof cast>>;
let him: Customer;
beforeAll(async () => {
  server = await run();
  people = await cast(server);
});
afterAll(() => server.stop());
/** A customer who has joined a session, which is over: a technician has only so many open ones. */
async function joined(): Promise<Customer> {
  const made = await customer(server);
  const { id } = await introduce(people.anna, made);
  await made.ask("POST", `/api/sessions/${id}/end`);
  return made;
}
beforeEach(async () => {
  him = await joined();
});

const dial = (given: { first?: string; origin?: string; token?: string } = {}) =>
  new ScriptedDoor(
    server,
    { key: "", pair: {} as CryptoKeyPair },
    given.token ?? "",
    given.origin === undefined ? {} : { origin: given.origin },
    given.first,
  );

describe("a doorkeeper's socket", () => {
  it.each(["https://console.example", "null", "chrome-extension://abcdefghijklmnop", "self"])(
    "with Origin %s is refused at the upgrade: no browser comes this way",
    async (origin) => {
      const door = dial({ origin: origin.replace("self", server.url), token: people.anna.token });
      expect(await door.until(({ refused }) => refused)).toBe(403);
    },
  );

  it("takes a doorkeeper's token and nobody else's, and /api/events doesn't take his", async () => {
    for (const token of [people.anna.token, people.admin.token, him.held.token, "A".repeat(43)])
      expect(await dial({ token }).until(({ closed }) => closed)).toBe(4401);
    const door = await pair(server, him);
    const listener = Listener.as(server.url, door.token);
    expect(await listener.until(({ closed }) => closed)).toBe(4401);
    door.close();
  });

  it("that says nothing is closed within five seconds", async () => {
    const door = new ScriptedDoor(server, await newKeys(), "", {}, "");
    expect(await door.until(({ closed }) => closed)).toBe(4400);
    const began = performance.now();
    const silent = new WebSocket(`${server.url.replace("http", "ws")}/api/door`);
    const code = await new Promise((resolve) => silent.on("close", resolve));
    expect(code).toBe(4401);
    expect(performance.now() - began).toBeGreaterThan(4_900);
  });

  it.each([
    ["nothing readable", "{"],
    ["bytes", Buffer.from('{"kind":"ping"}')],
    ["a kind that isn't one", '{"kind":"open"}'],
    ["a ping with more in it", '{"kind":"ping","x":1}'],
    ["a server's word", '{"kind":"welcome","now":1}'],
    ["a statement that isn't one", '{"kind":"entry","statement":"x"}'],
    ["a list", "[]"],
  ])("that goes on with %s is closed as malformed", async (_, message) => {
    const door = await pair(server, him);
    door.raw(message);
    expect(await door.until(({ closed }) => closed)).toBe(4400);
  });

  it("that sends more than a message may hold is closed; one that long is taken", async () => {
    const door = await pair(server, him);
    const grants = Array.from({ length: 1_000 }, () => ({ grant: freshId(), n: 0 }));
    door.holds({ grants });
    await door.heard();
    door.raw(JSON.stringify({ kind: "ping", x: "x".repeat(bounds.doorMessage) }));
    expect(await door.until(({ closed }) => closed)).toBe(1009);
  });

  it("that names ever so many grants that nobody gave keeps nobody waiting", async () => {
    const door = await pair(server, him);
    const grants = Array.from({ length: 1_000 }, (_, n) => ({ grant: freshId(), n }));
    const prepared = vi.spyOn(DatabaseSync.prototype, "prepare");
    door.holds({ grants });
    await door.heard();
    expect(prepared.mock.calls.length).toBeLessThan(100);
    prepared.mockRestore();
    door.close();
  });

  it("gives way to a newer one of the same doorkeeper", async () => {
    const first = await pair(server, him);
    const second = await doorOf(server, first.keys);
    expect(await first.until(({ closed }) => closed)).toBe(1008);
    await second.heard();
    expect((await him.ask("GET", "/api/me")).body).toMatchObject({ computer: { doorOnline: true } });
    second.close();
  });

  it("closes with the token that it was greeted with", async () => {
    const door = await pair(server, him);
    expect((await call(server, "DELETE", "/api/tokens/current", { token: door.token })).status).toBe(204);
    expect(await door.until(({ closed }) => closed)).toBe(4401);
  });

  it("that says more in a minute than a doorkeeper may is closed, and nobody else is", async () => {
    const door = await pair(server, him);
    const other = await joined();
    const theirs = await pair(server, other);
    for (let count = 0; count <= saidAMinute; count += 1) door.raw('{"kind":"ping"}');
    expect(await door.until(({ closed }) => closed)).toBe(1008);
    expect(door.told.filter(({ kind }) => kind === "pong").length).toBeLessThanOrEqual(saidAMinute);
    await theirs.heard();
    theirs.close();
  });

  it("is sent no more questions than a few at once", async () => {
    const { anna } = people;
    const door = await pair(server, him);
    const active = await introduce(anna, him);
    const { id } = await approve(him, await requestAccess(anna, him, active, undefined, door.keys.key));
    door.script = { decision: async () => null, knock: async () => null };
    const asked = Array.from({ length: 40 }, () => anna.ask("POST", "/api/connections", { grantId: id }));
    await door.until(({ told }) => told.filter(({ kind }) => kind === "knock").length === 32);
    const first = await Promise.race(asked);
    problemOf(first, "too-many");
    door.close();
    const answers = await Promise.all(asked);
    expect(answers.filter(({ status }) => status === 504).length).toBe(32);
  });
});

describe("a doorkeeper's hello", () => {
  it("over somebody's pairing token buys nothing but this socket", async () => {
    const offered = await offer(him);
    const { token } = must(await doorHello(server, await newKeys(), offered.token), 201, signedIn);
    for (const path of ["/api/me", "/api/grants", "/api/computers", "/api/connections", "/api/history"])
      problemOf(await call(server, "GET", path, { token }), "not-allowed");
    problemOf(await call(server, "POST", "/api/pairings", { token, body: { token: offered.token } }), "not-allowed");
    const door = dial({ token });
    await door.hears("welcome");
    server.clock.at += bounds.pairingLives;
    problemOf(await call(server, "GET", "/api/me", { token }), "not-signed-in");
    door.close();
  });

  it("fills nothing: offers are limited by customer, one lives at a time, and tokens of one offer are few", async () => {
    const own = await joined();
    let last = "";
    for (let count = 0; count < 30; count += 1) last = (await offer(own)).token;
    await expect(offer(own)).rejects.toThrow("too-many");
    const { body } = await own.ask("GET", "/api/me");
    expect(body).toMatchObject({ computer: { door: null } });
    const tokens: string[] = [];
    for (let count = 0; count <= bounds.tokens; count += 1, server.clock.at += 1)
      tokens.push(must(await doorHello(server, await newKeys(), last), 201, signedIn).token);
    problemOf(await call(server, "GET", "/api/me", { token: tokens[0] ?? "" }), "not-signed-in");
    problemOf(await call(server, "GET", "/api/me", { token: tokens.at(-1) ?? "" }), "not-allowed");
  });

  it("by a technician or a customer is no doorkeeper's, whatever pairing it names", async () => {
    const offered = await offer(him);
    const answer = must(await doorHello(server, him.keys, offered.token), 201, signedIn);
    expect((await call(server, "GET", "/api/me", { token: answer.token })).body).toMatchObject({ role: "customer" });
    for (const pairing of ["", "x", toBase64url(new Uint8Array(64)).slice(1), `${offered.token}A`])
      problemOf(await doorHello(server, await newKeys(), pairing), "malformed");
  });
});
