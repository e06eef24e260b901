import type { MiddlewareHandler } from "hono";
import type { Policy } from "../shared/policy.ts";
import { Refusal } from "./refusal.ts";
import { tokenHash } from "./sign-in.ts";
import type { Store } from "./store/store.ts";

/** Who calls, as a token says. `endsAt` and `token` (its hash) are the token's. */
export type Caller = { id: string; token: string; endsAt: number } & (
  | { role: "technician"; name: string; key: string | null }
  | { role: "administrator"; name: string }
  | { role: "customer"; key: string }
  /** `id` is what the token was made for: the doorkeeper's key, or the pairing that it came for */
  | { role: "doorkeeper"; key: string }
);
export type Role = Caller["role"];
export type CallerOf<Which extends Role> = Extract<Caller, { role: Which }>;

/**
 * What every handler finds: `identify` answers null for a call without a token, refuses one with a wrong token, and counts
 * what its holder writes.
 */
export type Env = { Variables: { identify: () => Promise<Caller | null>; address: string } };

/** Who holds the token with this hash at this instant; null where nobody does any more. */
export async function callerOf(store: Store, hash: string, at: number): Promise<Caller | null> {
  const row = await store
    .selectFrom("tokens")
    .leftJoin("people", (join) => join.onRef("people.id", "=", "holderId").on("holds", "=", "person"))
    .leftJoin("computers", (join) => join.onRef("computers.id", "=", "holderId").on("holds", "=", "computer"))
    // A doorkeeper is one while some computer is paired with it, or while the pairing that it came for lives.
    .leftJoin("pairings", (join) =>
      join.onRef("pairings.id", "=", "holderId").on("holds", "=", "doorkeeper").on("overAt", "is", null),
    )
    .where("hash", "=", hash)
    .where("tokens.endsAt", ">", at)
    .select(["holderId as id", "tokens.endsAt", "tokens.key as tied", "role", "people.name", "disabledAt"])
    .select(["holds", "computers.key", "pairings.endsAt as pairingEndsAt"])
    .select((is) =>
      is
        .selectFrom("computers as paired")
        .whereRef("paired.door", "=", "tokens.key")
        .select("paired.id")
        .limit(1)
        .as("pairedId"),
    )
    .executeTakeFirst();
  if (row === undefined) return null;
  const { id, endsAt, tied, role, name, disabledAt, key } = row;
  if (row.holds === "doorkeeper") {
    const isKnown = row.pairedId !== null || (row.pairingEndsAt !== null && at < row.pairingEndsAt);
    return tied !== null && isKnown ? { role: "doorkeeper", id, token: hash, endsAt, key: tied } : null;
  }
  if (key !== null) return { role: "customer", id, token: hash, endsAt, key };
  if (role === null || name === null || disabledAt !== null) return null;
  return role === "technician"
    ? { role, id, token: hash, endsAt, name, key: tied }
    : { role, id, token: hash, endsAt, name };
}

export async function identify(store: Store, authorization: string | undefined, at: number): Promise<Caller | null> {
  if (authorization === undefined) return null;
  const token = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(authorization)?.[1];
  const caller = token === undefined ? null : await callerOf(store, tokenHash(token), at);
  if (caller === null) throw new Refusal("not-signed-in");
  return caller;
}

/** Lets these roles in, as part of a route; everybody else is refused before anything of the call is read. */
export function by<Which extends Role>(...roles: Which[]) {
  const middleware: MiddlewareHandler<{ Variables: { caller: CallerOf<Which> } & Env["Variables"] }> = async (
    c,
    next,
  ) => {
    const caller = await c.var.identify();
    if (caller === null) throw new Refusal("not-signed-in");
    if (!isOneOf(roles, caller)) throw new Refusal("not-allowed");
    c.set("caller", caller);
    await next();
  };
  return { middleware, security: [{ token: [] as string[] }], "x-callers": roles };
}

const isOneOf = <Which extends Role>(roles: Which[], caller: Caller): caller is CallerOf<Which> =>
  roles.some((role) => role === caller.role);

/** The policy of somebody who has no group, or is disabled: nothing. */
export const nothing: Policy = {
  mayUse: false,
  administratorCredentialsAlways: true,
  longestDays: null,
  unlimitedAllowed: false,
  reasonRequired: false,
  ticketRequired: false,
  computerPasswordAlways: true,
};

/** What an administrator allows this technician, now. */
export async function policyOf(store: Store, technicianId: string): Promise<Policy> {
  const group = await store
    .selectFrom("people")
    .innerJoin("groups", "groups.id", "people.groupId")
    .where("people.id", "=", technicianId)
    .where("people.disabledAt", "is", null)
    .selectAll("groups")
    .executeTakeFirst();
  return group === undefined ? nothing : policyIn(group);
}

type Flags = { [Member in Exclude<keyof Policy, "longestDays">]: number } & { longestDays: number | null };
export const policyIn = (row: Flags): Policy => ({
  mayUse: row.mayUse === 1,
  administratorCredentialsAlways: row.administratorCredentialsAlways === 1,
  longestDays: row.longestDays,
  unlimitedAllowed: row.unlimitedAllowed === 1,
  reasonRequired: row.reasonRequired === 1,
  ticketRequired: row.ticketRequired === 1,
  computerPasswordAlways: row.computerPasswordAlways === 1,
});
