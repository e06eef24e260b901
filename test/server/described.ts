import { z } from "zod";
import { bodies, type CallerName, type Stage } from "./stage.ts";

export type Schema = { properties?: Record<string, unknown>; required?: string[] };
type Operation = {
  "x-callers"?: string[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
  parameters?: { in: string; name: string }[];
};
/** A route as the OpenAPI document describes it, and somebody who may call it. */
export type Described = { route: string; caller: CallerName; body: Schema | null; query: string[] };

/** Every route that the server describes. */
export async function described(stage: Stage): Promise<Described[]> {
  const { paths } = (await stage.as("nobody", "GET", "/api/openapi.json")).body as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      caller: callerAmong(operation["x-callers"] ?? []),
      body: operation.requestBody?.content["application/json"].schema ?? null,
      query: (operation.parameters ?? []).filter((one) => one.in === "query").map(({ name }) => name),
    })),
  );
}

function callerAmong(callers: string[]): CallerName {
  if (callers.includes("technician")) return "anna";
  if (callers.includes("customer")) return "customer";
  return callers.length > 0 ? "admin" : "nobody";
}

export const withBody = (routes: Described[]) =>
  routes.flatMap(({ route, caller, body }) => (body === null ? [] : [{ route, caller, schema: body }]));

/** A body that the route takes. */
export const exampleOf = async (route: string, stage: Stage) =>
  z.record(z.string(), z.unknown()).parse(await bodies[route]?.(stage));
