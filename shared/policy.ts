import { z } from "zod";
import { bounds } from "./bounds.ts";

/** What an administrator allows a technician's group, as both halves read it (model.md section 5). */
export const policy = z.strictObject({
  mayUse: z.boolean(),
  administratorCredentialsAlways: z.boolean(),
  longestDays: z.int().min(1).max(bounds.days).nullable(),
  unlimitedAllowed: z.boolean(),
  reasonRequired: z.boolean(),
  ticketRequired: z.boolean(),
  /** the customer proves with an account of the computer that it is somebody of that computer who approves */
  computerPasswordAlways: z.boolean(),
});
export type Policy = z.infer<typeof policy>;

export const sessionKind = z.enum(["desktop", "chat-only", "mobile"]);
export type SessionKind = z.infer<typeof sessionKind>;

export const sessionState = z.enum(["waiting", "meeting", "active", "ended", "lapsed"]);
export type SessionState = z.infer<typeof sessionState>;
