import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

// A migration isn't one transaction in SQLite, so each step is one that may be taken twice: a start that was killed in the
// middle goes on at the next.

const first: Migration = {
  async up(db: Kysely<unknown>) {
    const table = (name: string) => db.schema.createTable(name).ifNotExists();
    const index = (name: string) => db.schema.createIndex(name).ifNotExists();

    await table("organisation")
      .addColumn("id", "integer", (column) => column.primaryKey().check(sql`id = 1`))
      .addColumn("name", "text", (column) => column.notNull())
      .execute();
    await sql`insert into organisation (id, name) values (1, 'My organisation') on conflict do nothing`.execute(db);

    await table("groups")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("name", "text", (column) => column.notNull().unique())
      .addColumn("mayUse", "integer", (column) => column.notNull())
      .addColumn("administratorCredentialsAlways", "integer", (column) => column.notNull())
      .addColumn("longestDays", "integer")
      .addColumn("unlimitedAllowed", "integer", (column) => column.notNull())
      .addColumn("reasonRequired", "integer", (column) => column.notNull())
      .addColumn("ticketRequired", "integer", (column) => column.notNull())
      .execute();

    await table("people")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("role", "text", (column) => column.notNull())
      .addColumn("email", "text", (column) => column.notNull().unique())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("groupId", "text", (column) => column.references("groups.id"))
      .addColumn("password", "text", (column) => column.notNull())
      .addColumn("createdAt", "bigint", (column) => column.notNull())
      .addColumn("disabledAt", "bigint")
      .execute();

    await table("tokens")
      .addColumn("hash", "text", (column) => column.primaryKey())
      .addColumn("holds", "text", (column) => column.notNull())
      .addColumn("holderId", "text", (column) => column.notNull())
      .addColumn("key", "text")
      .addColumn("createdAt", "bigint", (column) => column.notNull())
      .addColumn("endsAt", "bigint", (column) => column.notNull())
      .execute();
    await index("tokensOfHolder").on("tokens").column("holderId").execute();
    await index("tokensByEnd").on("tokens").column("endsAt").execute();

    await table("computers")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("key", "text", (column) => column.notNull().unique())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("system", "text", (column) => column.notNull())
      .addColumn("zone", "text", (column) => column.notNull())
      .addColumn("door", "text")
      .addColumn("createdAt", "bigint", (column) => column.notNull())
      .addColumn("seenAt", "bigint", (column) => column.notNull())
      .execute();

    await table("sessions")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("technicianId", "text", (column) => column.notNull().references("people.id"))
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("origin", "text", (column) => column.notNull())
      .addColumn("reference", "text")
      .addColumn("zone", "text")
      .addColumn("codeHash", "text", (column) => column.unique())
      .addColumn("createdAt", "bigint", (column) => column.notNull())
      .addColumn("computerId", "text", (column) => column.references("computers.id"))
      .addColumn("join", "text")
      .addColumn("meet", "text")
      .addColumn("reveal", "text")
      .addColumn("joinedAt", "bigint")
      .addColumn("metAt", "bigint")
      .addColumn("endsAt", "bigint", (column) => column.notNull())
      .addColumn("endedAt", "bigint")
      .addColumn("endedBy", "text")
      .execute();
    await index("sessionsOfTechnician").on("sessions").columns(["technicianId", "endedAt"]).execute();
    await index("sessionsOfComputer").on("sessions").columns(["computerId", "endedAt"]).execute();
    await index("sessionsOpen").on("sessions").column("endsAt").where(sql.ref("endedAt"), "is", null).execute();

    await table("requests")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("sessionId", "text", (column) => column.notNull().references("sessions.id"))
      .addColumn("computerId", "text", (column) => column.notNull().references("computers.id"))
      .addColumn("technicianId", "text", (column) => column.notNull().references("people.id"))
      .addColumn("signed", "text", (column) => column.notNull())
      .addColumn("terms", "text", (column) => column.notNull())
      .addColumn("reason", "text", (column) => column.notNull())
      .addColumn("ticket", "text", (column) => column.notNull())
      .addColumn("askedAt", "bigint", (column) => column.notNull())
      .addColumn("lapsesAt", "bigint", (column) => column.notNull())
      .addColumn("answer", "text")
      .addColumn("answeredAt", "bigint")
      .addColumn("answerReason", "text")
      .execute();
    await index("requestsOfSession").on("requests").column("sessionId").execute();
    await index("requestsOfComputer").on("requests").column("computerId").execute();
    await index("requestsOfTechnician").on("requests").column("technicianId").execute();
    await index("requestsPending").on("requests").column("lapsesAt").where(sql.ref("answer"), "is", null).execute();
    await index("oneRequestPending")
      .unique()
      .on("requests")
      .columns(["technicianId", "computerId"])
      .where(sql.ref("answer"), "is", null)
      .execute();

    await table("grants")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("requestId", "text", (column) => column.notNull().unique().references("requests.id"))
      .addColumn("computerId", "text", (column) => column.notNull().references("computers.id"))
      .addColumn("technicianId", "text", (column) => column.notNull().references("people.id"))
      .addColumn("technicianKey", "text", (column) => column.notNull())
      .addColumn("signed", "text", (column) => column.notNull())
      .addColumn("receipt", "text")
      .addColumn("terms", "text", (column) => column.notNull())
      .addColumn("approvedAt", "bigint", (column) => column.notNull())
      .addColumn("until", "bigint")
      .addColumn("pausedAt", "bigint")
      .addColumn("revokedAt", "bigint")
      .addColumn("revokedBy", "text")
      .addColumn("n", "integer", (column) => column.notNull())
      .addColumn("decision", "text")
      .addColumn("decided", "text")
      .execute();
    await index("grantsOfTechnician").on("grants").columns(["technicianId", "computerId"]).execute();
    await index("grantsOfComputer").on("grants").column("computerId").execute();

    await table("history")
      .addColumn("chain", "text", (column) => column.notNull())
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("entry", "text", (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("historyKey", ["chain", "number"])
      .execute();
  },
};

/** The doorkeeper: pairings, connections, its own history, and what an administrator asks of every approval. */
const door: Migration = {
  async up(db: Kysely<unknown>) {
    const table = (name: string) => db.schema.createTable(name).ifNotExists();
    const index = (name: string) => db.schema.createIndex(name).ifNotExists();
    const add = async (to: string, name: string, type: "text" | "integer", fallback?: number): Promise<void> => {
      const has = await sql<{ name: string }>`select name from pragma_table_info(${to})`.execute(db);
      if (has.rows.some((column) => column.name === name)) return;
      await db.schema
        .alterTable(to)
        .addColumn(name, type, (column) => (fallback === undefined ? column : column.notNull().defaultTo(fallback)))
        .execute();
    };
    await add("groups", "computerPasswordAlways", "integer", 0);
    await add("computers", "pairDoor", "text");
    await add("computers", "paired", "text");
    await add("grants", "door", "text");
    await index("computersOfDoor").on("computers").column("door").execute();
    await index("grantsOfDoor").on("grants").column("door").execute();

    await table("pairings")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("computerId", "text", (column) => column.notNull().references("computers.id"))
      .addColumn("token", "text", (column) => column.notNull().unique())
      .addColumn("createdAt", "bigint", (column) => column.notNull())
      .addColumn("endsAt", "bigint", (column) => column.notNull())
      .addColumn("door", "text")
      .addColumn("pairDoor", "text")
      .addColumn("reveal", "text")
      .addColumn("paired", "text")
      .addColumn("overAt", "bigint")
      .execute();
    await index("pairingsOfComputer").on("pairings").columns(["computerId", "createdAt"]).execute();
    await index("pairingsLive").on("pairings").column("endsAt").where(sql.ref("overAt"), "is", null).execute();
    await index("onePairingLive")
      .unique()
      .on("pairings")
      .column("computerId")
      .where(sql.ref("overAt"), "is", null)
      .execute();

    await table("connections")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("grantId", "text", (column) => column.notNull().references("grants.id"))
      .addColumn("computerId", "text", (column) => column.notNull().references("computers.id"))
      .addColumn("technicianId", "text", (column) => column.notNull().references("people.id"))
      .addColumn("door", "text", (column) => column.notNull())
      .addColumn("challenge", "text", (column) => column.notNull())
      .addColumn("order", "text")
      .addColumn("resumes", "text")
      .addColumn("askedAt", "bigint", (column) => column.notNull())
      .addColumn("openedAt", "bigint")
      .addColumn("lostAt", "bigint")
      .addColumn("cutAt", "bigint")
      .addColumn("endedAt", "bigint")
      .addColumn("because", "text")
      .execute();
    await index("oneConnectionOfDoor")
      .unique()
      .on("connections")
      .column("door")
      .where(sql.ref("endedAt"), "is", null)
      .execute();
    await index("connectionsOfTechnician").on("connections").columns(["technicianId", "askedAt"]).execute();
    await index("connectionsOfComputer").on("connections").columns(["computerId", "askedAt"]).execute();

    await table("entries")
      .addColumn("door", "text", (column) => column.notNull())
      .addColumn("n", "integer", (column) => column.notNull())
      .addColumn("signed", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("entriesKey", ["door", "n"])
      .execute();
  },
};

/** By name, in order; a migration that was released is never changed. */
export const migrations: Record<string, Migration> = { "001-first": first, "002-door": door };
