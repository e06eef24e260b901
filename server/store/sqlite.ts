import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { type Dialect, SqliteDialect } from "kysely";

/** Kysely's SQLite dialect speaks to better-sqlite3; this is `node:sqlite` in its shape. */
export function nodeSqlite(database: DatabaseSync): Dialect {
  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare(sql) {
        const statement = database.prepare(sql);
        const bound = (values: readonly unknown[]) => values as SQLInputValue[];
        return {
          reader: statement.columns().length > 0,
          all: (values) => statement.all(...bound(values)),
          run: (values) => statement.run(...bound(values)),
          iterate: (values) => statement.iterate(...bound(values)),
        };
      },
    },
  });
}

/**
 * Opens a database file, or `:memory:`, for this process alone: every commit is on the disk before it is answered, and a
 * second process, even one that only reads, is refused with an error whose `errcode` is 5 (SQLITE_BUSY).
 */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec(`
      pragma locking_mode = exclusive;
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma foreign_keys = on;
      begin immediate; commit;
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
