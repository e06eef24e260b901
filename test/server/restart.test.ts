import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Connection } from "../../shared/records.ts";
import { doorOf, pair, type ScriptedDoor } from "./door.ts";
import type { Ground } from "./ground.ts";
import { approve, cast, introduce, requestAccess } from "./people.ts";
import { run } from "./running.ts";
import { visit } from "./visit.ts";

/** The server looks at its clock every second. */
const soon = { timeout: 10_000 };

/** The ground stays where it is; the server under it goes and comes back on the same data. */
let server: Awaited<ReturnType<typeof run>>;
const ground: Ground = {
  url: "",
  now: () => server.now(),
  ask: (path, init) => fetch(`${ground.url}${path}`, init),
};
let people: Awaited<ReturnType<typeof cast>>;
let door: ScriptedDoor;
let grant: Awaited<ReturnType<typeof approve>>;
let before: Awaited<ReturnType<typeof visit>>;

/** A visit is open when the server stops, and begins anew a while later. */
beforeEach(async () => {
  server = await run();
  ground.url = server.url;
  people = await cast(ground);
  const { anna, customer: him } = people;
  const active = await introduce(anna, him);
  door = await pair(ground, him);
  grant = await approve(him, await requestAccess(anna, him, active, undefined, door.keys.key));
  before = await visit(anna, door, grant.id);
  const { data, clock } = server;
  await server.pause();
  server = await run({ data, at: clock.at + 10_000 });
  ground.url = server.url;
});
afterEach(() => server.stop());

const connections = async (): Promise<Connection[]> =>
  ((await people.anna.ask("GET", "/api/connections")).body as { items: Connection[] }).items;

it("a visit that the doorkeeper still holds is open after a restart, and she may go on with it", async () => {
  door = await doorOf(ground, door.keys);
  door.holds({ connection: before.id });
  await door.heard();
  expect(await connections()).toMatchObject([{ id: before.id, state: "open" }]);
  const after = await visit(people.anna, door, grant.id, before.id);
  expect(await connections()).toMatchObject([
    { id: after.id, state: "open", resumes: before.id },
    { id: before.id, state: "ended", because: "cut" },
  ]);
});

it("a visit that the doorkeeper no longer knows was cut, and history says so", async () => {
  door = await doorOf(ground, door.keys);
  door.holds();
  await door.heard();
  expect(await connections()).toMatchObject([{ id: before.id, state: "ended", because: "cut" }]);
  const { items } = (await people.customer.ask("GET", "/api/history")).body as { items: { entry: string }[] };
  expect(JSON.parse(items.at(-1)?.entry ?? "")).toMatchObject({
    event: "connection-ended",
    connection: before.id,
    because: "cut",
  });
});

it("a visit of which nobody says anything was cut when nobody can come back to it any more", async () => {
  server.clock.at += 134_999;
  expect(await connections()).toMatchObject([{ id: before.id, state: "open" }]);
  server.clock.at += 1;
  await vi.waitFor(
    async () => expect(await connections()).toMatchObject([{ id: before.id, state: "ended", because: "cut" }]),
    soon,
  );
});

it("what was decided while the server was away, and what it has missed of the history, comes in", async () => {
  door = await doorOf(ground, door.keys);
  const paused = await door.say("decided", { grant: grant.id, state: "paused", n: 1, by: "local" });
  door.send({ kind: "decided", ask: null, statement: paused });
  const entries = [await door.entry("started"), await door.entry("paired")];
  door.holds({ grants: [{ grant: grant.id, n: 1 }], entries: entries.length });
  expect(await door.hears("entries?")).toEqual({ kind: "entries?", after: 0 });
  for (const statement of entries) door.send({ kind: "entry", statement });
  await door.heard();
  const { items } = (await people.customer.ask("GET", "/api/grants")).body as { items: object[] };
  expect(items).toMatchObject([{ id: grant.id, n: 1, decided: paused, access: { open: false, because: "paused" } }]);
  const read = await people.customer.ask("GET", `/api/computers/${people.customer.held.computerId}/entries`);
  expect(read.body).toEqual({ items: entries.map((signed, index) => ({ n: index + 1, signed })) });
});
