import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { idParam, pageQuery, personCall, personChange } from "../../shared/calls.ts";
import { person } from "../../shared/records.ts";
import { by, type Env } from "../caller.ts";
import { enter } from "../history.ts";
import { beginning, onePage, pageOf } from "../page.ts";
import type { Parts } from "../parts.ts";
import { addPerson, mustBeGroup, personTold, tellPerson } from "../people.ts";
import { tellPending } from "../records/request.ts";
import { Refusal } from "../refusal.ts";
import { answer, body, listOf, problems } from "../route.ts";
import { keepPassword } from "../sign-in.ts";
import { cutWhatMayNot } from "../visits.ts";
import { write } from "../write.ts";

const common = ["malformed", "not-signed-in", "not-allowed"] as const;
const list = createRoute({
  method: "get",
  path: "/api/people",
  summary: "Technicians and administrators, by id",
  ...by("administrator"),
  request: { query: pageQuery },
  responses: { 200: answer("A page of them", listOf(person)), ...problems(...common) },
});
const make = createRoute({
  method: "post",
  path: "/api/people",
  summary: "Makes a technician or an administrator",
  ...by("administrator"),
  request: body(personCall),
  responses: { 201: answer("Made", person), ...problems(...common, "unknown", "email-taken", "too-many") },
});
const change = createRoute({
  method: "patch",
  path: "/api/people/{id}",
  summary: "Renames, regroups or disables somebody; who is disabled is signed out at once",
  ...by("administrator"),
  request: { params: idParam, ...body(personChange) },
  responses: { 200: answer("As it is now", person), ...problems(...common, "unknown", "too-many") },
});

export const peopleRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(list, async (c) => {
      const { after } = c.req.valid("query");
      let rows = parts.store.selectFrom("people").orderBy("id").limit(onePage);
      const from = await beginning(after, (id) =>
        parts.store.selectFrom("people").where("id", "=", id).select("id").executeTakeFirst(),
      );
      if (from !== null) rows = rows.where("id", ">", from.id);
      return c.json(pageOf((await rows.selectAll().execute()).map(tellPerson)), 200);
    })
    .openapi(make, async (c) => {
      const { caller } = c.var;
      const { password, ...said } = c.req.valid("json");
      const kept = await keepPassword(password, parts.cost);
      const made = await write(parts, async (transaction, _changes, at) => {
        const id = await addPerson(transaction, { ...said, password: kept }, at);
        const by = { id: caller.id, name: caller.name };
        const { role, name } = said;
        await enter(transaction, "server", at, { event: "person-made", made: { id, name }, role, person: by });
        return personTold(transaction, id);
      });
      return c.json(made, 201);
    })
    .openapi(change, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid("param");
      const { disabled, groupId, name } = c.req.valid("json");
      const now = await write(parts, async (transaction, changes, at) => {
        const before = await personTold(transaction, id);
        // Somebody able to undo it always remains.
        if (disabled === true && id === caller.id) throw new Refusal("not-allowed");
        if (groupId !== undefined && groupId !== null) await mustBeGroup(transaction, groupId);
        const disabledAt = disabled === undefined ? before.disabledAt : disabled ? (before.disabledAt ?? at) : null;
        const changed = {
          name: name ?? before.name,
          groupId: groupId === undefined ? before.groupId : groupId,
          disabledAt,
        };
        if (JSON.stringify({ ...before, ...changed }) === JSON.stringify(before)) return before;
        await transaction.updateTable("people").set(changed).where("id", "=", id).execute();
        if (disabledAt !== null) {
          const tokens = await transaction.deleteFrom("tokens").where("holderId", "=", id).returning("hash").execute();
          for (const { hash } of tokens) changes.tokens.add(hash);
        }
        const by = { id: caller.id, name: caller.name };
        await enter(transaction, "server", at, { event: "person-changed", changed: { id, ...changed }, person: by });
        changes.people.add(id);
        await tellPending(transaction, changes, id);
        await cutWhatMayNot(transaction, changes, at);
        return personTold(transaction, id);
      });
      return c.json(now, 200);
    });
