import { expect } from "vitest";
import { type Problem, type ProblemCode, problem, problemCodes } from "../../shared/problem.ts";
import type { Answer } from "./people.ts";

/** The problem document of an answer that must be one with this code, and that code's status. */
export function problemOf(answer: Answer, code: ProblemCode): Problem {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const said = problem.parse(answer.body);
  expect(said.code, JSON.stringify(said)).toBe(code);
  expect(answer.status).toBe(problemCodes[code]);
  expect(said.status).toBe(answer.status);
  return said;
}
