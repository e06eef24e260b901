import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ZodError } from "zod";
import { type Problem, type ProblemCode, problem, problemCodes } from "../shared/problem.ts";

type Details = Pick<Problem, "errors" | "reasons" | "because" | "opensAt" | "at" | "yours"> & {
  /** seconds */
  retryAfter?: number;
  allow?: string;
  status?: ContentfulStatusCode;
};

/** Thrown by whatever can't do what it was asked; the answer is its problem document. A transaction is rolled back. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly details: Details;
  constructor(code: ProblemCode, details: Details = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** Where input was malformed: JSON pointers of members that we named ourselves, and why; never what was sent. */
export const malformed = (pointer: string, code: string): Refusal =>
  new Refusal("malformed", { errors: [{ pointer, code }] });

export function refusalOf(error: ZodError): Refusal {
  const errors = error.issues.slice(0, 20).map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part)}`).join(""),
    code: issue.code === "custom" ? issue.message : issue.code.replaceAll("_", "-"),
  }));
  return new Refusal("malformed", { errors });
}

const codesOfStatus: Partial<Record<number, ProblemCode>> = { 400: "malformed", 413: "too-large", 415: "not-json" };

/** What was thrown, as a refusal; null for what nobody foresaw. */
export function foreseen(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  const code = error instanceof HTTPException ? codesOfStatus[error.status] : undefined;
  return code ? new Refusal(code) : null;
}

/** The problem document (RFC 9457) of a refusal. */
export function answerOf(c: Context, { code, details }: Refusal): Response {
  const { retryAfter, allow, status = problemCodes[code], ...rest } = details;
  const title = code.replaceAll("-", " ");
  const body: Problem = { type: "about:blank", title, status, code, ...rest };
  return c.body(JSON.stringify(problem.parse(body)), status, {
    "content-type": "application/problem+json",
    ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    ...(allow === undefined ? {} : { allow }),
  });
}
