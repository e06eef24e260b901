import { createHash, timingSafeEqual } from "node:crypto";
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { firstAdministratorCall, organisationCall } from "../../shared/calls.ts";
import { person } from "../../shared/records.ts";
import { by, type Env } from "../caller.ts";
import { enter } from "../history.ts";
import type { Parts } from "../parts.ts";
import { hasAdministrator, makeFirstAdministrator, personTold } from "../people.ts";
import { organisationName } from "../records/me.ts";
import { Refusal } from "../refusal.ts";
import { answer, body, problems } from "../route.ts";
import { keepPassword } from "../sign-in.ts";
import { write } from "../write.ts";

const named = z.object({ name: z.string() });
const first = createRoute({
  method: "post",
  path: "/api/administrators/first",
  summary: "The first administrator, with the code that the server printed; once, ever",
  request: body(firstAdministratorCall),
  responses: {
    201: answer("Made", person),
    403: { ...problems("not-allowed")[403], description: "`code-wrong`" },
    ...problems("malformed", "already-done", "too-many"),
  },
});
const read = createRoute({
  method: "get",
  path: "/api/organisation",
  summary: "The organisation's name",
  ...by("administrator"),
  responses: { 200: answer("Its name", named), ...problems("not-signed-in", "not-allowed") },
});
const rename = createRoute({
  method: "put",
  path: "/api/organisation",
  summary: "Names the organisation, as every technician and customer reads it",
  ...by("administrator"),
  request: body(organisationCall),
  responses: { 200: answer("Its name", named), ...problems("malformed", "not-signed-in", "not-allowed", "too-many") },
});

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

export const organisationRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>()
    .openapi(first, async (c) => {
      await parts.limits.first.count(c.var.address);
      const { code, password, ...said } = c.req.valid("json");
      if (parts.firstCode === null) throw new Refusal("already-done");
      if (!isSame(code, parts.firstCode)) {
        if (await hasAdministrator(parts.store)) throw new Refusal("already-done");
        throw new Refusal("code-wrong", { status: 403 });
      }
      const kept = await keepPassword(password, parts.cost);
      const id = await write(parts, (transaction, _changes, at) =>
        makeFirstAdministrator(transaction, { ...said, password: kept }, at),
      );
      return c.json(await personTold(parts.store, id), 201);
    })
    .openapi(read, async (c) => c.json({ name: await organisationName(parts.store) }, 200))
    .openapi(rename, async (c) => {
      const { caller } = c.var;
      const { name } = c.req.valid("json");
      await write(parts, async (transaction, changes, at) => {
        if ((await organisationName(transaction)) === name) return;
        await transaction.updateTable("organisation").set({ name }).execute();
        const person = { id: caller.id, name: caller.name };
        await enter(transaction, "server", at, { event: "organisation-renamed", name, person });
        changes.everybody = true;
      });
      return c.json({ name }, 200);
    });
