import { z } from "zod";

/** Every stable code of a problem document (RFC 9457), with its status (model.md section 4). */
export const problemCodes = {
  malformed: 400,
  "not-signed-in": 401,
  "wrong-sign-in": 401,
  "not-allowed": 403,
  "code-wrong": 404,
  unknown: 404,
  "method-not-allowed": 405,
  "too-large": 413,
  "not-json": 415,
  "too-many": 429,
  "already-done": 410,
  "email-taken": 409,
  "name-taken": 409,
  "too-many-sessions": 409,
  "already-met": 409,
  "not-met": 409,
  "not-meeting": 409,
  "request-pending": 409,
  "not-pending": 409,
  "grant-over": 409,
  "decision-old": 409,
  offline: 409,
  "connection-open": 409,
  "challenge-gone": 409,
  busy: 409,
  "bad-signature": 422,
  "clocks-differ": 422,
  refused: 422,
  "terms-differ": 422,
  "terms-refused": 422,
  // what the doorkeeper refused, by its own word (shared/door-words.ts)
  unreadable: 422,
  "not-for-this-computer": 422,
  "not-paired": 422,
  "clock-went-back": 422,
  "not-accepted": 422,
  "not-an-administrator": 422,
  "own-account": 422,
  "not-our-screen": 422,
  "no-login-type": 422,
  "no-screen": 422,
  "not-stored": 422,
  "visit-over": 422,
  "unknown-grant": 422,
  "too-many-tries": 429,
  // an administrator's setting: approve with an account of the computer
  "password-needed": 422,
  // the rules' own answer to somebody who wants to connect
  closed: 403,
  "no-answer": 504,
  "no-receipt": 504,
  "not-ready": 503,
  failed: 500,
} as const;
export type ProblemCode = keyof typeof problemCodes;

/** `application/problem+json`. `errors` say where the input was malformed, never the value; `reasons` are `mayRequest`'s. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string() })).optional(),
  reasons: z.array(z.object({ code: z.string(), field: z.string() })).optional(),
  /** for `closed`: which of the rules' reasons, and when it next opens */
  because: z.string().optional(),
  opensAt: z.number().nullable().optional(),
  /** both clocks, where they differ too much; `at` alone: since when somebody else is connected (`busy`) */
  at: z.number().optional(),
  yours: z.number().optional(),
});
export type Problem = z.infer<typeof problem>;
