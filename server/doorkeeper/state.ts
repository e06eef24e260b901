import type { SQLInputValue } from "node:sqlite";
import type { z } from "zod";
import { Sentence } from "./sentence.ts";

/** The doorkeeper's own store. Every commit is on the disk before it is answered. Throws where the disk is full. */
export type State = {
  all<Row>(shape: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Row[];
  first<Row>(shape: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Row | undefined;
  run(sql: string, ...values: SQLInputValue[]): void;
  /** all of it or, where it throws, nothing */
  atOnce(work: () => void): void;
  close(): void;
};

const tables = `
  create table if not exists settings (name text primary key, value text not null) strict;
  create table if not exists customers (
    key text primary key, pairDoor text not null, paired text not null, at integer not null
  ) strict;
  create table if not exists unpaired (key text primary key) strict;
  create table if not exists grants (
    id text primary key, customer text not null, signed text not null, receipt text not null,
    n integer not null, state text not null, "by" text, changedAt integer not null, decided text, expiredAt integer
  ) strict;
  create table if not exists entries (n integer primary key, signed text not null) strict;
  create table if not exists tries (number integer primary key, grant text not null, at integer not null) strict;
  create index if not exists "grants of" on grants (customer);
`;

/** Opens the store for this process alone, or `:memory:`; a second doorkeeper on the same directory is refused. */
export function openState(path: string): State {
  // Asked for here and not imported: on an old Node an import would fail before the sentence that names the right one.
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec(`
      pragma locking_mode = exclusive;
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma secure_delete = on;
      begin immediate; commit;
    `);
    database.exec(tables);
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === 5)
      throw new Sentence(
        `A doorkeeper runs already with ${path}. Stop it first, or name another directory with --data.`,
      );
    throw error;
  }
  return {
    all: (shape, sql, ...values) =>
      database
        .prepare(sql)
        .all(...values)
        .map((row) => shape.parse(row)),
    first(shape, sql, ...values) {
      const row = database.prepare(sql).get(...values);
      return row === undefined ? undefined : shape.parse(row);
    },
    run(sql, ...values) {
      database.prepare(sql).run(...values);
    },
    atOnce(work) {
      database.exec("begin immediate");
      try {
        work();
        database.exec("commit");
      } catch (error) {
        // A full disk may have rolled it back already.
        if (database.isTransaction) database.exec("rollback");
        throw error;
      }
    },
    close: () => database.close(),
  };
}
