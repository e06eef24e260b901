import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { freshId } from "../../shared/base64url.ts";
import { longestFrame } from "../../shared/stream.ts";
import { pair, type ScriptedDoor } from "./door.ts";
import { approve, type Customer, cast, customer, introduce, must, newKeys, requestAccess, signedIn } from "./people.ts";
import { run } from "./running.ts";
import { doorEnd, End, extension, knock, order, orderFor, viewerOf, visit } from "./visit.ts";

let server: Awaited<ReturnType<typeof run>>;
let people: Awaited<ReturnType<typeof cast>>;
let him: Customer;
let door: ScriptedDoor;
let grant: Awaited<ReturnType<typeof approve>>;
beforeAll(async () => {
  server = await run();
  people = await cast(server);
  him = people.customer;
  const active = await introduce(people.anna, him);
  door = await pair(server, him);
  grant = await approve(him, await requestAccess(people.anna, him, active, undefined, door.keys.key));
  door.technicians.set(grant.id, people.anna.key);
});
afterAll(() => server.stop());
/** Whatever ran before is over. */
beforeEach(async () => {
  const { items } = (await people.anna.ask("GET", "/api/connections")).body as {
    items: { id: string; endedAt: number | null }[];
  };
  for (const { id, endedAt } of items)
    if (endedAt === null) door.send({ kind: "ended", connection: id, at: server.now(), because: "technician" });
  await door.heard();
});

/** A connection that was ordered; nobody has dialled its stream. */
async function ordered() {
  const { connection, challenge } = await knock(people.anna, grant.id);
  const { token } = must(
    await order(people.anna, connection.id, await orderFor(people.anna, challenge)),
    200,
    signedIn,
  );
  return { id: connection.id, token };
}
const bytes = (text: string) => Buffer.from(text, "latin1");

describe("a stream", () => {
  it("moves messages as they are, both ways, in order, also those sent before the other end was there", async () => {
    const { id, token } = await ordered();
    const viewer = viewerOf(server.url, id, token, [bytes("1"), bytes("22"), bytes("333")]);
    const other = doorEnd(server.url, id, door, [bytes("a"), bytes("bb")]);
    await other.until(({ got }) => got.length === 3);
    await viewer.until(({ got }) => got.length === 2);
    const every = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
    const sizes = [0, 1, 125, 126, 65_535, 65_536, longestFrame];
    for (const size of sizes) viewer.socket.send(Buffer.alloc(size, every));
    await other.until(({ got }) => got.length === 3 + sizes.length);
    expect(other.got.slice(0, 3).map(String)).toEqual(["1", "22", "333"]);
    expect(viewer.got.map(String)).toEqual(["a", "bb"]);
    expect(other.got.slice(3).map((message) => message.equals(Buffer.alloc(message.length, every)))).toEqual(
      sizes.map(() => true),
    );
    expect(other.got.slice(3).map(({ length }) => length)).toEqual(sizes);
    other.socket.close();
    expect(await viewer.until(({ closed }) => closed)).toBe(1000);
  });

  it.each(["viewer", "door"] as const)("whose %s goes, politely or not, is closed at the other end", async (who) => {
    for (const way of ["close", "terminate"] as const) {
      const { id, token } = await ordered();
      const ends = {
        viewer: viewerOf(server.url, id, token, [bytes("v")]),
        door: doorEnd(server.url, id, door, [bytes("d")]),
      };
      await Promise.all([ends.viewer.until(({ got }) => got.length > 0), ends.door.until(({ got }) => got.length > 0)]);
      ends[who].socket[way]();
      expect(await ends[who === "viewer" ? "door" : "viewer"].until(({ closed }) => closed)).toBe(1000);
      door.send({ kind: "ended", connection: id, at: server.now(), because: "cut" });
      await door.heard();
    }
  });

  it.each(["viewer", "door"] as const)(
    "over which the %s says something in words, or too much, is over",
    async (who) => {
      for (const message of ["words", Buffer.alloc(longestFrame + 1)]) {
        const { id, token } = await ordered();
        const ends = {
          viewer: viewerOf(server.url, id, token, [bytes("v")]),
          door: doorEnd(server.url, id, door, [bytes("d")]),
        };
        await Promise.all([
          ends.viewer.until(({ got }) => got.length > 0),
          ends.door.until(({ got }) => got.length > 0),
        ]);
        ends[who].socket.send(message);
        expect(await ends[who].until(({ closed }) => closed)).toBe(message === "words" ? 4400 : 1009);
        const other = ends[who === "viewer" ? "door" : "viewer"];
        await other.until(({ closed }) => closed);
        expect(other.text).toHaveLength(1);
        door.send({ kind: "ended", connection: id, at: server.now(), because: "cut" });
        await door.heard();
      }
    },
  );

  it("to which only one end comes is closed after fifteen seconds", async () => {
    const { id } = await ordered();
    const began = performance.now();
    const other = doorEnd(server.url, id, door, [bytes("a")]);
    expect(await other.until(({ closed }) => closed)).toBe(4404);
    expect(performance.now() - began).toBeGreaterThan(14_000);
  });

  it("never holds more for a slow end than a few mebibytes, and loses nothing", async () => {
    const { id, token } = await ordered();
    const viewer = viewerOf(server.url, id, token, [bytes("v")]);
    const other = doorEnd(server.url, id, door, [bytes("d")]);
    await Promise.all([viewer.until(({ got }) => got.length > 0), other.until(({ got }) => got.length > 0)]);
    viewer.socket.pause();
    const frame = Buffer.alloc(65_536, 7);
    const count = 1_024;
    for (let sent = 0; sent < count; sent += 1) other.socket.send(frame);
    // What isn't taken stays with the sender: between both there are the system's buffers and ours, and no more.
    let waiting = other.socket.bufferedAmount;
    await vi.waitFor(
      () => {
        const now = other.socket.bufferedAmount;
        const isSteady = now === waiting;
        waiting = now;
        expect(isSteady).toBe(true);
      },
      { interval: 300, timeout: 45_000 },
    );
    expect(waiting).toBeGreaterThan((count * frame.length) / 2);
    viewer.socket.resume();
    await viewer.until(({ got }) => got.length === 1 + count);
    expect(viewer.got.slice(1).every((message) => message.equals(frame))).toBe(true);
    other.socket.close();
  });

  it("lets go of an end that takes nothing for a minute", async () => {
    const { id, token } = await ordered();
    const viewer = viewerOf(server.url, id, token, [bytes("v")]);
    const other = doorEnd(server.url, id, door, [bytes("d")]);
    await Promise.all([viewer.until(({ got }) => got.length > 0), other.until(({ got }) => got.length > 0)]);
    door.send({ kind: "opened", connection: id, at: server.now() });
    viewer.socket.pause();
    const frame = Buffer.alloc(65_536, 7);
    for (let sent = 0; sent < 1_024; sent += 1) other.socket.send(frame);
    // Not yet seen to be stuck, then for half a minute, then for a minute: the clock that is looked at is ours.
    const closed = vi.waitFor(
      () => {
        server.clock.at += 5_000;
        expect(other.closed).not.toBe(null);
      },
      { interval: 1_100, timeout: 45_000 },
    );
    await closed;
    expect(other.closed).toBe(1000);
    viewer.socket.terminate();
  });
});

describe("who may come to a stream", () => {
  const refused = async (end: End) => {
    await end.until(({ closed, refused }) => closed ?? refused);
    return end.closed ?? end.refused;
  };

  it("is the viewer with her token, once, within half a minute; and the doorkeeper of this connection", async () => {
    const { id, token } = await ordered();
    const says = (first: string | null, origin?: string) =>
      refused(new End(server.url, id, { first, ...(origin === undefined ? {} : { origin }) }));
    const greeting = (token: string) => JSON.stringify({ token });
    expect(await says(greeting(people.anna.token), extension)).toBe(4401);
    expect(await says(greeting(him.held.token), extension)).toBe(4401);
    expect(await says(greeting(door.token), extension)).toBe(4401);
    expect(await says(greeting(people.anna.token))).toBe(4401);
    expect(await says(greeting(token))).toBe(4401);
    expect(await says("{}")).toBe(4400);
    expect(await says("bytes", extension)).toBe(4400);
    const stranger = await customer(server, "Laptop");
    await introduce(people.anna, stranger);
    const theirs = await pair(server, stranger);
    expect(await says(greeting(theirs.token))).toBe(4401);
    theirs.close();
    for (const origin of ["https://console.example", "null", "http://localhost:1"])
      expect(await says(greeting(token), origin)).toBe(403);
    const elsewhere = new End(server.url, freshId(), { first: greeting(token), origin: extension });
    expect(await refused(elsewhere)).toBe(4401);
    expect(await refused(new End(server.url, "x", { first: greeting(token), origin: extension }))).toBe(404);
    const viewer = viewerOf(server.url, id, token, [bytes("v")]);
    const other = doorEnd(server.url, id, door, [bytes("d")]);
    await other.until(({ got }) => got.length > 0);
    expect(await refused(viewerOf(server.url, id, token))).toBe(4401);
    expect(await refused(doorEnd(server.url, id, door))).toBe(1008);
    expect(viewer.closed).toBe(null);
    viewer.socket.close();
  });

  it("is nobody when the token has ended, or the connection is over", async () => {
    const first = await ordered();
    server.clock.at += 30_000;
    expect(await refused(viewerOf(server.url, first.id, first.token))).toBe(4401);
    door.send({ kind: "ended", connection: first.id, at: server.now(), because: "not-accepted" });
    await door.heard();
    const second = await ordered();
    door.send({ kind: "ended", connection: second.id, at: server.now(), because: "not-accepted" });
    await door.heard();
    expect(await refused(viewerOf(server.url, second.id, second.token))).toBe(4401);
    expect(await refused(doorEnd(server.url, second.id, door))).toBe(4401);
  });

  it("says so within five seconds", async () => {
    const { id } = await ordered();
    const silent = new End(server.url, id, { first: null });
    expect(await refused(silent)).toBe(4401);
  });
});

it("a server that stops says so to both ends, and a visit that was open waits for her to come back", async () => {
  const own = await run();
  const cast2 = await cast(own);
  const active = await introduce(cast2.anna, cast2.customer);
  const at = await pair(own, cast2.customer, await newKeys());
  const given = await approve(
    cast2.customer,
    await requestAccess(cast2.anna, cast2.customer, active, undefined, at.keys.key),
  );
  const { viewer, door: other } = await visit(cast2.anna, at, given.id);
  await own.stop();
  expect(await viewer.until(({ closed }) => closed)).toBe(1001);
  expect(await other.until(({ closed }) => closed)).toBe(1001);
  expect(await at.until(({ closed }) => closed)).toBe(1001);
  expect(own.logged.filter((line) => line.includes('"failed"'))).toEqual([]);
});
