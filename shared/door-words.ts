import { z } from "zod";

// What a doorkeeper says about itself, as codes: why it refused, why a visit ended, what its own history holds
// (protocol.md sections 1, 6 and 7). Every screen has a sentence for each of them.

/** Why a doorkeeper refused a grant, a decision or an order (protocol.md section 7, and the rules' own reasons). */
export const refusalCode = z.enum([
  "unreadable",
  "bad-signature",
  "not-for-this-computer",
  "not-paired",
  "challenge-gone",
  "connection-open",
  "clocks-differ",
  "clock-went-back",
  "terms-refused",
  "not-accepted",
  "not-an-administrator",
  "terms-differ",
  "too-many-tries",
  "own-account",
  "not-our-screen",
  "no-login-type",
  // the screen server didn't answer, or not as one does
  "no-screen",
  "busy",
  // what the order would go on with isn't there any more
  "visit-over",
  "not-stored",
  // a decision that is no newer than what the computer knows
  "decision-old",
  "other-key",
  "unknown-grant",
  "revoked",
  "expired",
  "paused",
  "upcoming",
  "outside-hours",
]);
export type RefusalCode = z.infer<typeof refusalCode>;

/** Why a visit ended. `cut`: the line was lost and didn't come back; it is never called an end by somebody. */
export const endReason = z.enum([
  "technician",
  "customer",
  "administrator",
  // `doorkeeper end` at the computer itself
  "computer",
  // the opening is over: by the wall clock or the monotonic one, whichever is first
  "window",
  "revoked",
  "paused",
  "cut",
  // a frame that wasn't sealed by the other side
  "altered",
  // 24 hours, 2^32 frames or 1 TiB
  "longest",
  // the screen server went away
  "screen-gone",
  "clock-went-back",
  "doorkeeper-stopped",
]);
export type EndReason = z.infer<typeof endReason>;

/** What one entry of the doorkeeper's own history tells. */
export const entryEvent = z.enum([
  "started",
  "paired",
  "unpaired",
  "grant-registered",
  "grant-refused",
  "grant-paused",
  "grant-resumed",
  "grant-revoked",
  "grant-expired",
  "connection-opened",
  "connection-ended",
  "connection-refused",
  "clock-went-back",
  "clock-accepted",
]);
export type EntryEvent = z.infer<typeof entryEvent>;

/** Why, where an entry has a reason: by whom a decision came, or one of the codes above. */
export const entryReason = z.union([z.enum(["customer", "server", "local"]), refusalCode, endReason]);
export type EntryReason = z.infer<typeof entryReason>;
