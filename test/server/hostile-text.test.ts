import { beforeAll, describe, expect, it } from "vitest";
import { freshId } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { type ProblemCode, problem } from "../../shared/problem.ts";
import { type Described, described, exampleOf, withBody } from "./described.ts";
import { bodies, type CallerName, contents, openStage, pathOf, type Stage } from "./stage.ts";

let stage: Stage;
let routes: Described[];
beforeAll(async () => {
  stage = await openStage();
  routes = await described(stage);
});

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

/** With what need not be there, and isn't in the story's middle: a password that was sealed, a visit that was lost. */
const wholeExample = async (route: string) => ({
  ...(await exampleOf(route, stage)),
  ...(route === "POST /api/connections" ? { resumes: freshId() } : {}),
  ...(route.endsWith("/approve") ? { credentials: `a..${"A".repeat(16)}.a.${"A".repeat(22)}` } : {}),
});

describe("every text of every body", () => {
  it("has an example here", async () => {
    for (const { route, schema } of withBody(routes)) {
      const example = await wholeExample(route);
      expect(Object.keys(example).toSorted(), route).toEqual(Object.keys(schema.properties ?? {}).toSorted());
    }
  });

  it.each(Object.entries(texts))(
    "that is %s is refused where it makes no sense, and nothing of it is kept or repeated",
    async (name, hostile) => {
      for (const { route, caller } of withBody(routes)) {
        for (const { pointer, of } of leaves(await wholeExample(route))) {
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
    for (const { route, caller } of withBody(routes)) {
      for (const { pointer, of } of leaves(await wholeExample(route))) {
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
      const carl = await exampleOf("POST /api/people", stage);
      const made = { ...carl, email: "dora@example.com", groupId: id };
      expect((await refused("admin", "POST /api/people", made, id)).code).toBe("unknown");
      expect((await refused("admin", "PATCH /api/people/{id}", { groupId: id }, id)).code).toBe("unknown");
    }
    expect((await anna.ask("GET", "/api/me")).status).toBe(200);
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
