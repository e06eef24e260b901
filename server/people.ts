import { freshId } from "../shared/base64url.ts";
import type { Person } from "../shared/records.ts";
import { enter } from "./history.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";

/** Whether there is, or ever was, an administrator: people are disabled, never removed. */
export async function hasAdministrator(store: Store): Promise<boolean> {
  const found = await store.selectFrom("people").where("role", "=", "administrator").select("id").executeTakeFirst();
  return found !== undefined;
}

type New = Pick<Tables["people"], "role" | "email" | "name" | "groupId" | "password">;

/** Adds somebody; `password` is already hashed. Refuses with `email-taken`, and with `unknown` for a group that isn't. */
export async function addPerson(transaction: Store, made: New, at: number): Promise<string> {
  const taken = await transaction.selectFrom("people").where("email", "=", made.email).select("id").executeTakeFirst();
  if (taken !== undefined) throw new Refusal("email-taken");
  if (made.groupId !== null) await mustBeGroup(transaction, made.groupId);
  const id = freshId();
  await transaction
    .insertInto("people")
    .values({ ...made, id, createdAt: at })
    .execute();
  return id;
}

export async function mustBeGroup(store: Store, id: string): Promise<void> {
  const found = await store.selectFrom("groups").where("id", "=", id).select("id").executeTakeFirst();
  if (found === undefined) throw new Refusal("unknown");
}

/** The first administrator, once, ever: refuses with `already-done` in whose transaction there already was one. */
export async function makeFirstAdministrator(
  transaction: Store,
  { email, name, password }: Pick<New, "email" | "name" | "password">,
  at: number,
): Promise<string> {
  if (await hasAdministrator(transaction)) throw new Refusal("already-done");
  const id = await addPerson(transaction, { role: "administrator", email, name, groupId: null, password }, at);
  await enter(transaction, "server", at, { event: "first-administrator", person: { id, name } });
  return id;
}

export const tellPerson = ({ id, role, email, name, groupId, disabledAt }: Tables["people"]): Person => ({
  id,
  role,
  email,
  name,
  groupId,
  disabledAt,
});

export async function personTold(store: Store, id: string): Promise<Person> {
  const row = await store.selectFrom("people").where("id", "=", id).selectAll().executeTakeFirst();
  if (row === undefined) throw new Refusal("unknown");
  return tellPerson(row);
}

export const nameOfTechnician = (store: Store, id: string): Promise<{ id: string; name: string }> =>
  store.selectFrom("people").where("id", "=", id).select(["id", "name"]).executeTakeFirstOrThrow();
