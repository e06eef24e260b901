import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { z } from "zod";
import { freshId } from "../../shared/base64url.ts";
import { groupCall, groupChange, idParam, pageQuery } from "../../shared/calls.ts";
import type { Policy } from "../../shared/policy.ts";
import { type Group, group } from "../../shared/records.ts";
import { by, type Env, policyIn } from "../caller.ts";
import { enter } from "../history.ts";
import { beginning, onePage, pageOf } from "../page.ts";
import type { Parts } from "../parts.ts";
import { tellPending } from "../records/request.ts";
import { Refusal } from "../refusal.ts";
import { answer, body, listOf, problems } from "../route.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { cutWhatMayNot } from "../visits.ts";
import { write } from "../write.ts";

const common = ["malformed", "not-signed-in", "not-allowed"] as const;
const list = createRoute({
  method: "get",
  path: "/api/groups",
  summary: "Technician groups and what they may, by id",
  ...by("administrator"),
  request: { query: pageQuery },
  responses: { 200: answer("A page of them", listOf(group)), ...problems(...common) },
});
const make = createRoute({
  method: "post",
  path: "/api/groups",
  summary: "Makes a technician group",
  ...by("administrator"),
  request: body(groupCall),
  responses: { 201: answer("Made", group), ...problems(...common, "name-taken", "too-many") },
});
const change = createRoute({
  method: "patch",
  path: "/api/groups/{id}",
  summary: "Changes what a group may; open panels know within a second",
  ...by("administrator"),
  request: { params: idParam, ...body(groupChange) },
  responses: { 200: answer("As it is now", group), ...problems(...common, "unknown", "name-taken", "too-many") },
});

export const groupRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(list, async (c) => {
      const { after } = c.req.valid("query");
      const from = await beginning(after, (before) => find(parts.store, before));
      let rows = parts.store.selectFrom("groups").orderBy("id").limit(onePage);
      if (from !== null) rows = rows.where("id", ">", from.id);
      return c.json(pageOf((await rows.selectAll().execute()).map(tell)), 200);
    })
    .openapi(make, async (c) => {
      const { caller } = c.var;
      const said = c.req.valid("json");
      const id = freshId();
      const made = await write(parts, async (transaction, _changes, at) => {
        await mustBeFree(transaction, said.name, id);
        const row = { ...said, ...stored(said), id };
        await transaction.insertInto("groups").values(row).execute();
        const person = { id: caller.id, name: caller.name };
        await enter(transaction, "server", at, { event: "group-made", group: { id, ...said }, person });
        return tell(row);
      });
      return c.json(made, 201);
    })
    .openapi(change, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const said = c.req.valid("json");
      const now = await write(parts, async (transaction, changes, at) => {
        const before = await find(transaction, id);
        if (before === undefined) throw new Refusal("unknown");
        if (said.name !== undefined) await mustBeFree(transaction, said.name, id);
        const row = { ...before, ...stored(changed(tell(before), said)), name: said.name ?? before.name };
        if (JSON.stringify(tell(row)) === JSON.stringify(tell(before))) return tell(row);
        await transaction.updateTable("groups").set(row).where("id", "=", id).execute();
        const person = { id: caller.id, name: caller.name };
        await enter(transaction, "server", at, { event: "group-changed", group: tell(row), person });
        const members = await transaction.selectFrom("people").where("groupId", "=", id).select("id").execute();
        for (const member of members) {
          changes.people.add(member.id);
          await tellPending(transaction, changes, member.id);
        }
        await cutWhatMayNot(transaction, changes, at);
        return tell(row);
      });
      return c.json(now, 200);
    });

const find = (store: Store, id: string) =>
  store.selectFrom("groups").where("id", "=", id).selectAll().executeTakeFirst();

const tell = (row: Tables["groups"]): Group => ({ id: row.id, name: row.name, ...policyIn(row) });
const stored = (policy: Policy): Omit<Tables["groups"], "id" | "name"> => ({
  mayUse: Number(policy.mayUse),
  administratorCredentialsAlways: Number(policy.administratorCredentialsAlways),
  longestDays: policy.longestDays,
  unlimitedAllowed: Number(policy.unlimitedAllowed),
  reasonRequired: Number(policy.reasonRequired),
  ticketRequired: Number(policy.ticketRequired),
  computerPasswordAlways: Number(policy.computerPasswordAlways),
});

/** A policy with what was said instead; what wasn't said stays. */
const changed = (before: Policy, said: z.infer<typeof groupChange>): Policy => ({
  mayUse: said.mayUse ?? before.mayUse,
  administratorCredentialsAlways: said.administratorCredentialsAlways ?? before.administratorCredentialsAlways,
  longestDays: said.longestDays === undefined ? before.longestDays : said.longestDays,
  unlimitedAllowed: said.unlimitedAllowed ?? before.unlimitedAllowed,
  reasonRequired: said.reasonRequired ?? before.reasonRequired,
  ticketRequired: said.ticketRequired ?? before.ticketRequired,
  computerPasswordAlways: said.computerPasswordAlways ?? before.computerPasswordAlways,
});

async function mustBeFree(store: Store, name: string, besides: string): Promise<void> {
  const taken = await store.selectFrom("groups").where("name", "=", name).select("id").executeTakeFirst();
  if (taken !== undefined && taken.id !== besides) throw new Refusal("name-taken");
}
