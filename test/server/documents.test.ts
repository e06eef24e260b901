import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openStage, pathOf, type Stage } from "./stage.ts";

type Operation = {
  summary?: string;
  security?: unknown[];
  "x-callers"?: string[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

let stage: Stage;
let document: Document;
beforeAll(async () => {
  stage = await openStage();
  document = (await stage.as("nobody", "GET", "/api/openapi.json")).body as Document;
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
  );

describe("the OpenAPI document", () => {
  it("is of version 3.1 and describes every route of the API but the document, its page and the sockets", () => {
    expect(document.openapi).toBe("3.1.0");
    const served = stage.ground.app.routes
      .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/"))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    const sockets = ["GET /api/events", "GET /api/door", "GET /api/connections/{id}/stream"];
    const undescribed = ["GET /api/openapi.json", "GET /api/docs", "GET /api/docs.css", ...sockets];
    expect(
      operations()
        .map(({ route }) => route)
        .concat(undescribed)
        .toSorted(),
    ).toEqual([...new Set(served)].toSorted());
  });

  it("says of every route what it is for, who may call it, and its problems", () => {
    for (const { route, operation } of operations()) {
      expect(operation.summary, route).toBeTruthy();
      const isOpen = operation["x-callers"] === undefined;
      if (!isOpen) expect(operation.security, route).toEqual([{ token: [] }]);
      if (!isOpen) expect(Object.keys(operation.responses), route).toContain("401");
    }
  });

  it("closes every body: no member that isn't named is taken", () => {
    const objects = (schema: unknown): object[] => {
      if (typeof schema !== "object" || schema === null) return [];
      const own = "properties" in schema ? [schema] : [];
      return [...own, ...Object.values(schema).flatMap(objects)];
    };
    for (const { route, operation } of operations())
      for (const object of objects(operation.requestBody))
        expect(object, route).toMatchObject({ additionalProperties: false });
  });
});

describe("the page of the API", () => {
  it("is whole by itself: no script, nothing from elsewhere, nothing unescaped", async () => {
    const answer = await stage.ground.ask("/api/docs", {});
    const text = await answer.text();
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    expect(text).not.toMatch(/<script|https?:|\son\w+=/i);
    expect(text).toContain("/api/requests/{id}/approve");
    expect(answer.headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    );
    expect((await stage.ground.ask("/api/docs.css", {})).headers.get("content-type")).toMatch(/^text\/css/);
  });
});

describe("what an operator looks at", () => {
  it("says that the server lives and is ready, and isn't once the store is gone", async () => {
    const own = await openStage();
    expect((await own.as("nobody", "GET", "/health/ready")).status).toBe(200);
    await own.ground.store.destroy();
    expect(await own.as("nobody", "GET", "/health/ready")).toMatchObject({ status: 503, body: { code: "not-ready" } });
    expect((await own.as("nobody", "GET", "/health/live")).status).toBe(200);
  });

  it("counts answers, refusals and sockets, and names nobody", async () => {
    await stage.as("anna", "POST", pathOf("POST /api/sessions/{id}/meet", stage), { meet: 1 });
    await stage.as("nobody", "GET", "/api/me");
    const text = z.string().parse((await stage.as("nobody", "GET", "/metrics")).body);
    expect(text).toMatch(/whileaway_refusals_total\{code="malformed"\} [1-9]/);
    expect(text).toMatch(/whileaway_refusals_total\{code="not-signed-in"\} [1-9]/);
    expect(text).toMatch(
      /whileaway_answers_total\{method="POST",route="\/api\/sessions\/:id\/meet",status="200"\} [1-9]/,
    );
    expect(text).toContain("whileaway_open_sockets");
    for (const secret of [stage.anna.id, stage.session.id, "Anna", "anna@", "192.0.2", "198.51"])
      expect(text).not.toContain(secret);
  });
});

describe("a web page elsewhere", () => {
  it.each([
    "https://console.example",
    "null",
    "http://localhost:8788",
    "https://localhost:8787",
    "chrome-extension://abc.evil.example",
  ])("of Origin %s gets nothing useful", async (origin) => {
    const { anna, ground, session } = stage;
    for (const [method, path] of [
      ["GET", "/api/hello"],
      ["GET", "/api/me"],
      ["POST", `/api/sessions/${session.id}/end`],
      ["OPTIONS", "/api/tokens"],
    ] as const) {
      const headers = { origin, authorization: `Bearer ${anna.token}`, "access-control-request-method": "POST" };
      const answer = await ground.ask(path, { method, headers });
      expect(answer.status).toBe(403);
      expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
    expect((await anna.ask("GET", "/api/sessions?state=active")).body).toMatchObject({ items: [{ id: session.id }] });
  });

  it("isn't the extension, nor we ourselves", async () => {
    for (const origin of [
      "chrome-extension://abcdefghijklmnop",
      "moz-extension://c31863a9-b22e-48b4-8ef8-96a05806aecd",
      stage.ground.url,
    ])
      expect((await stage.ground.ask("/api/hello", { headers: { origin } })).status).toBe(200);
  });
});

it("every answer says that it isn't to be kept, framed or guessed at", async () => {
  for (const path of ["/api/hello", "/api/me", "/nowhere", "/metrics"]) {
    const { headers } = await stage.ground.ask(path, {});
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("set-cookie")).toBe(null);
  }
});
