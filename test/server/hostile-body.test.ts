import { beforeAll, describe, expect, it } from "vitest";
import { bounds } from "../../shared/bounds.ts";
import { problem } from "../../shared/problem.ts";
import { type Described, described, exampleOf, withBody } from "./described.ts";
import { type CallerName, contents, openStage, pathOf, type Stage } from "./stage.ts";

let stage: Stage;
let routes: Described[];
beforeAll(async () => {
  stage = await openStage();
  routes = await described(stage);
});

const script = "<script>alert(1)</script>";
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
    for (const { route, caller } of withBody(routes))
      expect((await raw(caller, route, body, "application/json")).code, route).toBe("malformed");
    expect(({} as { canary?: unknown }).canary).toBeUndefined();
  });

  it("with one member too many is malformed, and that member isn't named", async () => {
    for (const { route, caller } of withBody(routes)) {
      const example = JSON.stringify(await exampleOf(route, stage));
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
    for (const { route, caller, schema } of withBody(routes)) {
      const example = await exampleOf(route, stage);
      for (const name of schema.required ?? []) {
        const { [name]: _gone, ...rest } = example;
        const said = await raw(caller, route, JSON.stringify(rest), "application/json");
        expect(said.errors, `${route} ${name}`).toContainEqual(expect.objectContaining({ pointer: `/${name}` }));
      }
    }
  });

  it("that isn't there, where one is needed, is malformed", async () => {
    for (const { route, caller, schema } of withBody(routes)) {
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
    for (const { route, caller } of withBody(routes)) {
      const body = new TextEncoder().encode(JSON.stringify(await exampleOf(route, stage)));
      expect((await raw(caller, route, body, type)).code, route).toBe("not-json");
    }
  });

  it("of more than 64 KiB is too large, however it is filled", async () => {
    for (const { route, caller } of withBody(routes))
      for (const body of [" ".repeat(bounds.body + 1), `{"canary":"${"x".repeat(bounds.body)}"}`])
        expect((await raw(caller, route, body, "application/json")).code, route).toBe("too-large");
  });
});

describe("every query", () => {
  it("with a hostile value, a value twice or a name that nobody gave is malformed", async () => {
    const queries = routes.flatMap(({ route, caller, query }) => query.map((name) => ({ route, caller, name })));
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
