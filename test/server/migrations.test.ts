import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { afterAll, expect, it } from "vitest";
import { migrations } from "../../server/store/migrations.ts";
import { nodeSqlite, openDatabase } from "../../server/store/sqlite.ts";
import { openStore } from "../../server/store/store.ts";
import type { Tables } from "../../server/store/tables.ts";

const directory = mkdtempSync(join(tmpdir(), "whileaway-migrations-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** A store as the first release left it, with a group and a computer in it. */
async function oldStore(name: string): Promise<{ path: string; store: Kysely<Tables> }> {
  const path = join(directory, name);
  const store = new Kysely<Tables>({ dialect: nodeSqlite(openDatabase(path)) });
  const { "001-first": first } = migrations;
  if (first === undefined) throw new Error("there is no first migration");
  const migrator = new Migrator({ db: store, provider: { getMigrations: async () => ({ "001-first": first }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  await sql`insert into groups values ('g', 'Support', 1, 0, null, 1, 0, 0)`.execute(store);
  await sql`insert into computers (id, key, name, system, zone, createdAt, seenAt)
    values ('c', 'k', 'Office PC', 'win', 'Europe/Berlin', 1, 1)`.execute(store);
  return { path, store };
}

const isWhole = async (path: string) => {
  const store = await openStore(path);
  const group = await store.selectFrom("groups").selectAll().executeTakeFirstOrThrow();
  const computer = await store.selectFrom("computers").selectAll().executeTakeFirstOrThrow();
  expect(group).toMatchObject({ name: "Support", mayUse: 1, computerPasswordAlways: 0 });
  expect(computer).toMatchObject({ name: "Office PC", door: null, pairDoor: null, paired: null });
  for (const table of ["pairings", "connections", "entries"] as const)
    expect(await store.selectFrom(table).selectAll().execute()).toEqual([]);
  await store.destroy();
};

it("a store of before the doorkeeper keeps what it holds: no password is asked for that nobody asked for", async () => {
  const { path, store } = await oldStore("before.db");
  await store.destroy();
  await isWhole(path);
  await isWhole(path);
});

it("a start that was killed in the middle of a step goes on with it at the next", async () => {
  const { path, store } = await oldStore("killed.db");
  await sql`alter table groups add column computerPasswordAlways integer not null default 0`.execute(store);
  await sql`create table entries (door text not null, n integer not null, signed text not null, primary key (door, n))`.execute(
    store,
  );
  await store.destroy();
  await isWhole(path);
});

it("one door has one connection at a time that isn't over, and one computer one pairing that isn't", async () => {
  const store = await openStore(":memory:");
  await sql`pragma foreign_keys = off`.execute(store);
  const connection = (id: string, endedAt: number | null) =>
    sql`insert into connections (id, grantId, computerId, technicianId, door, challenge, askedAt, endedAt)
      values (${id}, 'g', 'c', 't', 'd', '', 1, ${endedAt})`.execute(store);
  await connection("1", 2);
  await connection("2", null);
  await expect(connection("3", null)).rejects.toThrow(/unique/i);
  const pairing = (id: string, overAt: number | null) =>
    sql`insert into pairings (id, computerId, token, createdAt, endsAt, overAt) values (${id}, 'c', ${id}, 1, 2, ${overAt})`.execute(
      store,
    );
  await pairing("1", 2);
  await pairing("2", null);
  await expect(pairing("3", null)).rejects.toThrow(/unique/i);
  await store.destroy();
});
