import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations.ts";
import { nodeSqlite, openDatabase } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

/** The store, or a transaction of it. There is one connection: inside a transaction only the transaction may be asked. */
export type Store = Kysely<Tables>;

/** Opens the store at `path` (`:memory:` for one that is forgotten) and brings it up to date. */
export async function openStore(path: string): Promise<Store> {
  const store = new Kysely<Tables>({ dialect: nodeSqlite(openDatabase(path)) });
  const migrator = new Migrator({ db: store, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return store;
  await store.destroy();
  throw error;
}
