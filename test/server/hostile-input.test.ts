import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freshId } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { type ProblemCode, problem } from "../../shared/problem.ts";
import { bodies, type CallerName, contents, openStage, pathOf, type Stage } from "./stage.ts";

type Schema = { type?: string | string[]; properties?: Record<string, Schema>; required?: string[] };
type Operation = {
  "x-callers"?: string[];
  requestBody?: { required?: boolean; content: { "application/json": { schema: Schema } } };
  parameters?: { in: string; name: string }[];
};

let stage: Stage;
let operations: { route: string; caller: CallerName; operation: Operation }[];
beforeAll(async () => {
  stage = await openStage();
  const { paths } = (await stage.as("nobody", "GET", "/api/openapi.json")).body as {
    paths: Record<string, Record<string, Operation>>;
  };
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const callers = operation["x-callers"] ?? [];
      const caller = callers.includes("technician")
        ? "anna"
        : callers.includes("customer")
          ? "customer"
          : callers.length > 0
            ? "admin"
            : "nobody";
      return { route: `${method.toUpperCase()} ${path}`, caller, operation };
    }),
  );
});
const withBody = () =>
  operations.flatMap(({ operation: { requestBody }, ...rest }) =>
    requestBody === undefined
      ? []
      : [{ ...rest, required: requestBody.required === true, schema: requestBody.content["application/json"].schema }],
  );

const script = "<script>alert(1)</script>";
const texts = {
  script,
  "64 KiB": "x".repeat(65_536),
  "a text too long": "y".repeat(bounds.reason * 4 + 1),
  NUL: "a\0canary canary",
  "an escape": "a\u001b[31mcanary canary",
  "bidi override": "a\u202ecanary canary",
  "bidi isolate": "a\u2066canary canary",
  "zero width": "a\u200bcanary canary",
  "a line separator": "a\u2028canary canary",
  "a lone surrogate": "a\ud800canary canary",
  nothing: "",
  spaces: "   ",
} as const;
const others = {
  number: 7,
  boolean: true,
  null: null,
  list: ["canary"],
  object: { canary: "canary" },
  inherited: { toString: "canary" },
};

/** Where a hostile value is not malformed, what it is then; everywhere else it must be. `ok`: it is text like any other. */
const allowed: Record<string, Partial<Record<string, ProblemCode | "ok">>> = {
  // A password may hold whatever can be typed.
  "POST /api/tokens /password": {
    script: "wrong-sign-in",
    "bidi override": "wrong-sign-in",
    "bidi isolate": "wrong-sign-in",
    "zero width": "wrong-sign-in",
    "a line separator": "wrong-sign-in",
    spaces: "wrong-sign-in",
  },
  "POST /api/people /password": {
    script: "ok",
    "bidi override": "ok",
    "bidi isolate": "ok",
    "zero width": "ok",
    "a line separator": "ok",
  },
  "POST /api/people /groupId": { null: "ok" },
  "PATCH /api/people/{id} /groupId": { null: "ok" },
  "POST /api/administrators/first /password": {
    script: "already-done",
    "bidi override": "already-done",
    "bidi isolate": "already-done",
    "zero width": "already-done",
    "a line separator": "already-done",
  },
  // A code is compared and nothing else.
  "POST /api/administrators/first /code": Object.fromEntries(
    Object.keys(texts).map((name) => [name, name === "a text too long" ? "malformed" : "already-done"] as const),
  ),
  // What somebody writes is text, whatever it looks like, and may be nothing.
  "POST /api/requests/{id}/deny /reason": { script: "ok", nothing: "ok", spaces: "ok" },
  "POST /api/grants/{id}/revoke /reason": { script: "ok", nothing: "ok", spaces: "ok" },
};

const exampleOf = async (route: string) => z.record(z.string(), z.unknown()).parse(await bodies[route]?.(stage));

type Leaf = { pointer: string; of: (value: unknown) => unknown };
/** Every text in a body, and how to make the same body with something else in its place. */
function leaves(body: unknown, pointer = "", put: (value: unknown) => unknown = (value) => value): Leaf[] {
  if (typeof body === "string") return [{ pointer, of: put }];
  if (typeof body !== "object" || body === null || Array.isArray(body)) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    leaves(value, `${pointer}/${name}`, (other) => put({ ...body, [name]: other })),
  );
}

/** The answer must be this problem; nothing of what was sent may be in it, and nothing in the store. */
async function refused(
  caller: CallerName,
  route: string,
  body: unknown,
  sent: unknown,
): Promise<ReturnType<typeof problem.parse>> {
  const before = await contents(stage.ground.store);
  const answer = await stage.as(caller, route.split(" ")[0] ?? "", pathOf(route, stage), body);
  const where = `${route} ${JSON.stringify(sent)?.slice(0, 60)} ${JSON.stringify(answer.body)}`;
  expect(answer.headers.get("content-type"), where).toBe("application/problem+json");
  const text = JSON.stringify(answer.body) + JSON.stringify([...answer.headers]);
  for (const secret of ["canary", "alert(1)", "xxxxxxxx", "yyyyyyyy"]) expect(text, where).not.toContain(secret);
  expect(await contents(stage.ground.store), where).toBe(before);
  const said = problem.parse(answer.body);
  expect(answer.status, where).toBe(said.status);
  expect(answer.status, where).toBeLessThan(500);
  return said;
}

describe("every text of every body", () => {
  it("has an example here", async () => {
    for (const { route, schema } of withBody()) {
      const example = await exampleOf(route);
      expect(Object.keys(example).toSorted(), route).toEqual(Object.keys(schema.properties ?? {}).toSorted());
    }
  });

  it.each(Object.entries(texts))(
    "that is %s is refused where it makes no sense, and nothing of it is kept or repeated",
    async (name, hostile) => {
      for (const { route, caller } of withBody()) {
        for (const { pointer, of } of leaves(await exampleOf(route))) {
          const exception = allowed[`${route} ${pointer}`]?.[name];
          const code = name === "64 KiB" ? "too-large" : (exception ?? "malformed");
          if (code === "ok") {
            const own = await openStage();
            const same = leaves(await bodies[route]?.(own)).find((leaf) => leaf.pointer === pointer);
            const answer = await own.as(caller, route.split(" ")[0] ?? "", pathOf(route, own), same?.of(hostile));
            expect(answer.status, `${route} ${pointer}`).toBeLessThan(300);
            continue;
          }
          const said = await refused(caller, route, of(hostile), hostile);
          expect(said.code, `${route} ${pointer} ${name}`).toBe(code);
          if (code === "malformed") expect(said.errors?.[0]?.pointer, `${route} ${pointer}`).toBe(pointer);
        }
      }
    },
  );

  it.each(Object.entries(others))("that is a %s instead is refused", async (name, hostile) => {
    for (const { route, caller } of withBody()) {
      for (const { pointer, of } of leaves(await exampleOf(route))) {
        const exception = allowed[`${route} ${pointer}`]?.[name];
        if (exception === "ok") continue;
        const said = await refused(caller, route, of(hostile), hostile);
        expect(said.code, `${route} ${pointer} ${name}`).toBe(exception ?? "malformed");
      }
    }
  });

  it("that is somebody else's id finds nothing", async () => {
    const { beasSession, bea, stranger, anna } = stage;
    const foreign = [beasSession.id, bea.id, stranger.held.computerId, freshId()];
    for (const id of foreign) {
      const request = stage.asked.signed;
      expect((await refused("anna", "POST /api/requests", { sessionId: id, request }, id)).code).toBe("unknown");
      const carl = await exampleOf("POST /api/people");
      const made = { ...carl, email: "dora@example.com", groupId: id };
      expect((await refused("admin", "POST /api/people", made, id)).code).toBe("unknown");
      expect((await refused("admin", "PATCH /api/people/{id}", { groupId: id }, id)).code).toBe("unknown");
    }
    expect((await anna.ask("GET", "/api/me")).status).toBe(200);
  });
});

describe("every body", () => {
  const raw = async (
    caller: CallerName,
    route: string,
    body: string | Uint8Array<ArrayBuffer>,
    type: string | null,
  ) => {
    const { tokens, ground } = stage;
    const token = tokens[caller];
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    if (type !== null) headers["content-type"] = type;
    const before = await contents(ground.store);
    const init = { method: route.split(" ")[0] ?? "", headers, body: body === "" ? null : body };
    const answer = await ground.ask(pathOf(route, stage), init, `2001:db8:${freshPart()}::1`);
    const text = await answer.text();
    expect(await contents(ground.store), `${route} ${text}`).toBe(before);
    expect(text).not.toContain("canary");
    expect(answer.headers.get("content-type"), `${route} ${answer.status}`).toBe("application/problem+json");
    return problem.parse(JSON.parse(text));
  };
  let part = 0;
  const freshPart = () => {
    part += 1;
    return `${(part >> 8).toString(16)}:${(part & 255).toString(16)}`;
  };

  it.each([
    ["half an object", '{"canary":'],
    ["a list", '["canary"]'],
    ["a text", '"canary"'],
    ["a number", "7"],
    ["null", "null"],
    ["two objects", "{}{}"],
    ["a comment", "{}//canary"],
    ["a member that nobody named", '{"canary":1}'],
    ["a dangerous member", '{"__proto__":{"canary":true}}'],
    ["another dangerous member", '{"constructor":{"prototype":{"canary":true}}}'],
    ["lists thirty thousand deep", `${"[".repeat(30_000)}${"]".repeat(30_000)}`],
    ["objects six thousand deep", `${'{"a":'.repeat(6_000)}1${"}".repeat(6_000)}`],
    ["a byte order mark", "\ufeff{}"],
    ["not UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ["a surrogate in UTF-8", new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])("that is %s is malformed", async (_, body) => {
    for (const { route, caller } of withBody())
      expect((await raw(caller, route, body, "application/json")).code, route).toBe("malformed");
    expect(({} as { canary?: unknown }).canary).toBeUndefined();
  });

  it("with one member too many is malformed, and that member isn't named", async () => {
    for (const { route, caller } of withBody()) {
      const example = JSON.stringify(await exampleOf(route));
      for (const more of ['"canary":1', '"__proto__":{"a":1}', '"id":"AAAAAAAAAAAAAAAAAAAAAA"', '"technicianId":1']) {
        const body = example === "{}" ? `{${more}}` : `${example.slice(0, -1)},${more}}`;
        const said = await raw(caller, route, body, "application/json");
        expect(said, `${route} ${more}`).toMatchObject({
          code: "malformed",
          errors: [{ pointer: "", code: "unrecognized-keys" }],
        });
      }
    }
  });

  it("without a member that is needed is malformed, and says which", async () => {
    for (const { route, caller, schema } of withBody()) {
      const example = await exampleOf(route);
      for (const name of schema.required ?? []) {
        const { [name]: _gone, ...rest } = example;
        const said = await raw(caller, route, JSON.stringify(rest), "application/json");
        expect(said.errors, `${route} ${name}`).toContainEqual(expect.objectContaining({ pointer: `/${name}` }));
      }
    }
  });

  it("that isn't there, where one is needed, is malformed", async () => {
    for (const { route, caller, schema } of withBody()) {
      if (schema.required === undefined) continue;
      expect((await raw(caller, route, "", "application/json")).code, route).toBe("malformed");
      expect((await raw(caller, route, "", null)).code, route).toBe("malformed");
    }
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/vnd.api+json",
    "application/json; charset=iso-8859-1",
    "application/jsonp",
    "text/json",
    null,
  ])("of type %s is no JSON", async (type) => {
    for (const { route, caller } of withBody()) {
      const body = new TextEncoder().encode(JSON.stringify(await exampleOf(route)));
      expect((await raw(caller, route, body, type)).code, route).toBe("not-json");
    }
  });

  it("of more than 64 KiB is too large, however it is filled", async () => {
    for (const { route, caller } of withBody())
      for (const body of [" ".repeat(bounds.body + 1), `{"canary":"${"x".repeat(bounds.body)}"}`])
        expect((await raw(caller, route, body, "application/json")).code, route).toBe("too-large");
  });
});

describe("every query", () => {
  it("with a hostile value, a value twice or a name that nobody gave is malformed", async () => {
    const queries = operations.flatMap(({ route, caller, operation }) =>
      (operation.parameters ?? []).filter((one) => one.in === "query").map(({ name }) => ({ route, caller, name })),
    );
    expect(queries.length).toBeGreaterThan(10);
    for (const { route, caller, name } of queries) {
      const values = [script, "a\0canary canary", "a\u202ecanary canary", "x".repeat(5_000), ""];
      const searches = values.map((value) => `${name}=${encodeURIComponent(value)}`);
      for (const search of [...searches, `${name}=1&${name}=canary`, "canary=1", "__proto__=canary"]) {
        const before = await contents(stage.ground.store);
        const answer = await stage.as(caller, "GET", `${pathOf(route, stage)}?${search}`);
        expect(answer.status, `${route} ${search.slice(0, 40)} ${JSON.stringify(answer.body)}`).toBe(400);
        expect(JSON.stringify(answer.body)).not.toMatch(/canary|alert/);
        expect(await contents(stage.ground.store)).toBe(before);
      }
    }
  });
});

it("text that looks like code is kept as the text that it is", async () => {
  const own = await openStage();
  const odd = `O'Brien "; drop table people; -- $(reboot) \`id\` %s {{7*7}} \\`;
  const { admin, anna, grant, customer: him } = own;
  await admin.ask("PUT", "/api/organisation", { name: odd });
  expect((await anna.ask("GET", "/api/me")).body).toMatchObject({ organisation: odd });
  await anna.ask("POST", `/api/grants/${grant.id}/revoke`, { reason: script });
  const { items } = (await him.ask("GET", "/api/history")).body as { items: { entry: string }[] };
  expect(JSON.parse(items.at(-1)?.entry ?? "")).toMatchObject({ event: "grant-revoked", reason: script });
});
