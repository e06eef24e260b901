import type { ZodType } from "zod";
import { z } from "zod";
import { type ProblemCode, problem, problemCodes } from "../shared/problem.ts";

// Pieces of which every route is described; the OpenAPI document and the checks come from the same ones.

export const body = <Schema extends ZodType>(schema: Schema, required = true) => ({
  body: { required, content: { "application/json": { schema } } },
});

export const answer = <Schema extends ZodType>(description: string, schema: Schema) => ({
  description,
  content: { "application/json": { schema } },
});

/** A page of a list; `next` is what to pass as `after` for the next one, missing on the last. */
export const listOf = <Schema extends ZodType>(item: Schema) =>
  z.object({ items: z.array(item), next: z.string().optional() });

type Problems<Code extends ProblemCode> = {
  [Each in Code as (typeof problemCodes)[Each]]: {
    description: string;
    content: { "application/problem+json": { schema: typeof problem } };
  };
};

/** The problems that a route can answer with, by status. */
export function problems<Code extends ProblemCode>(...codes: Code[]): Problems<Code> {
  const byStatus: Record<number, { description: string; content: object }> = {};
  for (const code of codes) {
    const status = problemCodes[code];
    const others = byStatus[status] ? `${byStatus[status].description}, ` : "";
    byStatus[status] = {
      description: `${others}\`${code}\``,
      content: { "application/problem+json": { schema: problem } },
    };
  }
  return byStatus as Problems<Code>;
}
