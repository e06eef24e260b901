import { beforeAll, describe, expect, it } from "vitest";
import { freshId } from "../../shared/base64url.ts";
import { problem } from "../../shared/problem.ts";
import { bodies, type CallerName, callers, contents, openStage, pathOf, type Stage } from "./stage.ts";

const no = "not-allowed";
const out = "not-signed-in";
/** `yes`, or the code of the problem. */
type Expected = Record<
  CallerName,
  "yes" | "not-signed-in" | "not-allowed" | "unknown" | "code-wrong" | "already-done" | "malformed"
>;
/** A doorkeeper may what everybody may, and else nothing by these routes: it speaks over its own socket. */
const each = (
  nobody: Expected["nobody"],
  anna: Expected["anna"],
  bea: Expected["bea"],
  customer: Expected["customer"],
  stranger: Expected["stranger"],
  admin: Expected["admin"],
  doorkeeper: Expected["doorkeeper"] = nobody === out ? no : nobody,
): Expected => ({ nobody, anna, bea, customer, stranger, admin, doorkeeper });
const everybody = each("yes", "yes", "yes", "yes", "yes", "yes");
const signedIn = each(out, "yes", "yes", "yes", "yes", "yes");
const everybodySignedIn = each(out, "yes", "yes", "yes", "yes", "yes", "yes");
const administrators = each(out, no, no, no, no, "yes");
const technicians = each(out, "yes", "yes", no, no, no);
const technicianAndCustomer = each(out, "yes", "yes", "yes", "yes", no);
const herOwn = each(out, "yes", "unknown", no, no, no);
const beasOwn = each(out, "unknown", "yes", no, no, no);
const hisOwn = each(out, no, no, "yes", "unknown", no);
const theirOwn = each(out, "yes", "unknown", "yes", "unknown", no);

/** Who may do what: model.md section 4, one row for every route. */
const table: Record<string, Expected> = {
  "POST /api/tokens": everybody,
  "GET /api/hello": everybody,
  "DELETE /api/tokens/current": everybodySignedIn,
  "GET /api/me": signedIn,
  "POST /api/administrators/first": each(
    "already-done",
    "already-done",
    "already-done",
    "already-done",
    "already-done",
    "already-done",
  ),
  "GET /api/organisation": administrators,
  "PUT /api/organisation": administrators,
  "GET /api/groups": administrators,
  "POST /api/groups": administrators,
  "PATCH /api/groups/{id}": administrators,
  "GET /api/people": administrators,
  "POST /api/people": administrators,
  "PATCH /api/people/{id}": administrators,
  "POST /api/sessions": technicians,
  "GET /api/sessions": technicianAndCustomer,
  "POST /api/sessions/find": each("code-wrong", "code-wrong", "code-wrong", "code-wrong", "code-wrong", "code-wrong"),
  "POST /api/sessions/{id}/join": each(
    "code-wrong",
    "code-wrong",
    "code-wrong",
    "code-wrong",
    "code-wrong",
    "code-wrong",
  ),
  "POST /api/sessions/{id}/meet": herOwn,
  "POST /api/sessions/{id}/fits": herOwn,
  "POST /api/sessions/{id}/reveal": hisOwn,
  "POST /api/sessions/{id}/end": theirOwn,
  "POST /api/requests": herOwn,
  "GET /api/requests": technicianAndCustomer,
  "POST /api/requests/{id}/challenge": hisOwn,
  "POST /api/requests/{id}/approve": hisOwn,
  "POST /api/requests/{id}/deny": hisOwn,
  "POST /api/requests/{id}/withdraw": herOwn,
  "GET /api/grants": signedIn,
  "POST /api/grants/{id}/decision": hisOwn,
  "POST /api/grants/{id}/revoke": each(out, "yes", "unknown", no, no, "yes"),
  "GET /api/computers": signedIn,
  // An administrator may name a computer, not say where it stands: the body here says both.
  "PATCH /api/computers/{id}": each(out, no, no, "yes", "unknown", no),
  "POST /api/pairings": each(out, no, no, "yes", "malformed", no),
  "POST /api/pairings/{id}/reveal": hisOwn,
  "POST /api/pairings/{id}/paired": hisOwn,
  "DELETE /api/computers/{id}/pairing": hisOwn,
  "GET /api/computers/{id}/entries": each(out, no, no, "yes", "unknown", "yes"),
  "POST /api/connections": beasOwn,
  "POST /api/connections/{id}/order": beasOwn,
  "POST /api/connections/{id}/end": each(out, "unknown", "yes", "yes", "unknown", "yes"),
  "GET /api/connections": signedIn,
  "GET /api/history": each(out, no, no, "yes", "yes", "yes"),
  "GET /api/openapi.json": everybody,
  "GET /api/docs": everybody,
  "GET /api/docs.css": everybody,
  "GET /health/live": everybody,
  "GET /health/ready": everybody,
  "GET /metrics": everybody,
};
/** Who asks here is told by a statement or over a socket: hello.test.ts, events.test.ts, door-socket.test.ts, streams.test.ts. */
const elsewhere = ["POST /api/hello", "GET /api/events", "GET /api/door", "GET /api/connections/{id}/stream"];

const rows = Object.entries(table).flatMap(([route, expected]) =>
  callers.map((caller) => ({ route, caller, expected: expected[caller] })),
);

const routesOf = ({ ground }: Stage): string[] => {
  const routes = ground.app.routes.filter(({ method }) => method !== "ALL");
  return [...new Set(routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`))];
};

const ask = async (stage: Stage, caller: CallerName, route: string, path = pathOf(route, stage)) =>
  stage.as(caller, route.split(" ")[0] ?? "", path, await bodies[route]?.(stage));

describe("who may do what", () => {
  let shared: Stage;
  beforeAll(async () => {
    shared = await openStage();
  });

  it("is said for every route that there is", () => {
    expect(Object.keys(table).concat(elsewhere).sort()).toEqual(routesOf(shared).sort());
  });

  it.each(rows.filter(({ expected }) => expected !== "yes"))(
    "$route: $caller gets $expected",
    async ({ route, caller, expected }) => {
      const before = await contents(shared.ground.store);
      const answer = await ask(shared, caller, route);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      const said = problem.parse(answer.body);
      expect(said.code).toBe(expected);
      expect(answer.status).toBe(said.status);
      expect(await contents(shared.ground.store)).toBe(before);
    },
  );

  it.each(rows.filter(({ expected }) => expected === "yes"))("$route: $caller may", async ({ route, caller }) => {
    const stage = route.startsWith("GET") ? shared : await openStage();
    const answer = await ask(stage, caller, route);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  });

  const ofOthers = rows.filter(({ route, expected }) => route.includes("{id}") && expected === "yes");
  it.each(ofOthers)("$route: $caller finds nothing under an id that isn't", async ({ route, caller }) => {
    for (const id of [freshId(), "1", "undefined", "__proto__", "A".repeat(22)]) {
      const answer = await ask(shared, caller, route, (route.split(" ")[1] ?? "").replace("{id}", id));
      expect(problem.parse(answer.body)).toMatchObject({ code: "unknown", status: 404 });
    }
  });
});
