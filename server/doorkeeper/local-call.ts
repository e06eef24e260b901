import { z } from "zod";

// What travels over the doorkeeper's two sockets on this computer: one line of JSON each way.

/** `about`: a grant, or a browser; the beginning of its name is enough where only one begins so. */
const about = z.string().min(1).max(64).nullable();

/** What any account of the computer may say. */
export const anybodysCall = z.discriminatedUnion("word", [
  z.strictObject({ word: z.literal("pause"), about }),
  z.strictObject({ word: z.literal("end"), about: z.null() }),
]);

/** What the doorkeeper's own account may say. */
export const ownCall = z.discriminatedUnion("word", [
  ...anybodysCall.options,
  z.strictObject({ word: z.literal("list"), about: z.null() }),
  z.strictObject({ word: z.literal("resume"), about }),
  z.strictObject({ word: z.literal("revoke"), about: z.string().min(1).max(64) }),
  z.strictObject({ word: z.literal("unpair"), about }),
  z.strictObject({ word: z.literal("clock-accept"), about: z.null() }),
]);
export type LocalCall = z.infer<typeof ownCall>;

/** `lines` are for the terminal. Another account may answer too: nothing in them moves the cursor or hides what stands there. */
const terminalLine = z.string().transform((text) => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "\u{FFFD}"));
export const localAnswer = z.strictObject({ ok: z.boolean(), lines: z.array(terminalLine) });
export type LocalAnswer = z.infer<typeof localAnswer>;

/** characters of a call, and of an answer */
export const longestCall = 1_024;
export const longestAnswer = 1_048_576;
