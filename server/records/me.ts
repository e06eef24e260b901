import type { Me } from "../../shared/records.ts";
import { type Caller, nothing, policyIn } from "../caller.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { computersTold } from "./computer.ts";
import type { Sight } from "./sight.ts";

/** What the organisation calls itself. */
export async function organisationName(store: Store): Promise<string> {
  const { name } = await store.selectFrom("organisation").select("name").executeTakeFirstOrThrow();
  return name;
}

/** Who somebody is to us; null where nobody is any more. */
export async function meTold(store: Store, sight: Sight, caller: Caller): Promise<Me | null> {
  if (caller.role === "doorkeeper") return null;
  const organisation = await organisationName(store);
  if (caller.role === "customer") {
    const [computer] = await computersTold(store, sight, (rows) => rows.where("id", "=", caller.id));
    return computer === undefined ? null : { role: "customer", organisation, computer };
  }
  const row = await store
    .selectFrom("people")
    .leftJoin("groups", "groups.id", "people.groupId")
    .where("people.id", "=", caller.id)
    .where("disabledAt", "is", null)
    .selectAll("groups")
    .select(["people.id as personId", "people.name as personName", "email"])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { personId: id, personName: name, email } = row;
  if (caller.role === "administrator") return { role: "administrator", id, name, email, organisation };
  const inGroup = row.id !== null && row.name !== null && hasFlags(row);
  return {
    role: "technician",
    id,
    name,
    email,
    organisation,
    group: inGroup ? { id: row.id, name: row.name } : null,
    policy: inGroup ? policyIn(row) : nothing,
    key: caller.key,
  };
}

type Flags = Pick<
  Tables["groups"],
  | "id"
  | "name"
  | "mayUse"
  | "administratorCredentialsAlways"
  | "unlimitedAllowed"
  | "reasonRequired"
  | "ticketRequired"
  | "computerPasswordAlways"
>;
const hasFlags = <Row extends { [Member in keyof Flags]: Flags[Member] | null }>(row: Row): row is Row & Flags =>
  row.id !== null;
