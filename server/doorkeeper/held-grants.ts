import { z } from "zod";
import { accessAt } from "../../shared/access-window.ts";
import { hear, type Statement } from "../../shared/statements.ts";
import type { KeptCredentials } from "./kept-credentials.ts";
import type { Grants, HeldGrant } from "./parts.ts";
import type { State } from "./state.ts";

export type DecisionState = Statement<"decision">["state"];
export type DecidedBy = Statement<"decided">["by"];

/** A grant with all that is known of it here. */
export type OwnGrant = HeldGrant & {
  receipt: string;
  state: DecisionState;
  by: DecidedBy | null;
  /** the newest `decided`, verbatim; null while nobody decided anything */
  decided: string | null;
  changedAt: number;
  /** when it was seen to be over */
  expiredAt: number | null;
};

export type HeldGrants = Omit<Grants, "get"> & {
  get(id: string): OwnGrant | undefined;
  all(): OwnGrant[];
  /** writes it; to be called inside a transaction. It is held from `hold` on. */
  insert(grant: OwnGrant): void;
  /** writes what changed; to be called inside a transaction */
  update(grant: OwnGrant): void;
  /** the grant as it is now, from here on */
  hold(grant: OwnGrant): void;
};

const row = z.object({
  id: z.string(),
  customer: z.string(),
  signed: z.string(),
  receipt: z.string(),
  n: z.int(),
  state: z.enum(["open", "paused", "revoked"]),
  by: z.enum(["customer", "server", "local"]).nullable(),
  changedAt: z.int(),
  decided: z.string().nullable(),
  expiredAt: z.int().nullable(),
});

/** A grant in a state, as the rules read it. */
export const inState = (grant: OwnGrant, change: Partial<OwnGrant>): OwnGrant => {
  const changed = { ...grant, ...change };
  const { state, changedAt } = changed;
  return {
    ...changed,
    pausedAt: state === "paused" ? changedAt : null,
    revokedAt: state === "revoked" ? changedAt : null,
  };
};

export const accessOf = ({ statement, pausedAt, revokedAt }: HeldGrant, at: number) =>
  accessAt(
    {
      terms: statement.terms,
      approvedAt: statement.approvedAt,
      ...(pausedAt !== null && { pausedAt }),
      ...(revokedAt !== null && { revokedAt }),
    },
    at,
  );

/** The grants that began here, in memory and in the store. One whose statement doesn't verify any more isn't held. */
export async function createHeldGrants(state: State, kept: KeptCredentials): Promise<HeldGrants> {
  const held = new Map<string, OwnGrant>();
  for (const { customer, ...stored } of state.all(row, "select * from grants order by rowid")) {
    const heard = await hear("grant", stored.signed, customer);
    if (!heard.ok || heard.statement.id !== stored.id) continue;
    const found = { ...stored, statement: heard.statement, pausedAt: null, revokedAt: null };
    held.set(stored.id, inState(found, {}));
  }
  return {
    get: (id) => held.get(id),
    all: () => [...held.values()],
    insert: ({ id, statement, signed, receipt, n, state: now, by, changedAt, decided, expiredAt }) =>
      state.run(
        `insert into grants (id, customer, signed, receipt, n, state, "by", changedAt, decided, expiredAt)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[id, statement.customer, signed, receipt, n, now, by, changedAt, decided, expiredAt],
      ),
    update: ({ id, n, state: now, by, changedAt, decided, expiredAt }) =>
      state.run(
        `update grants set n = ?, state = ?, "by" = ?, changedAt = ?, decided = ?, expiredAt = ? where id = ?`,
        ...[n, now, by, changedAt, decided, expiredAt, id],
      ),
    hold: (grant) => void held.set(grant.id, grant),
    async credentials(id) {
      const grant = held.get(id);
      return grant === undefined || grant.revokedAt !== null ? null : kept.get(id);
    },
  };
}
