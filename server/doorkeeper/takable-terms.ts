import { accessAt } from "../../shared/access-window.ts";
import { mayRequest } from "../../shared/may-request.ts";
import { readTerms } from "../../shared/read-terms.ts";
import type { Statement } from "../../shared/statements.ts";

/** Readable, within the limits that hold for everybody, and not over yet. */
export function areTakable({ terms, approvedAt }: Statement<"grant">, at: number): boolean {
  if (readTerms(terms) === null) return false;
  const policy = {
    ...{ mayUse: true, administratorCredentialsAlways: false, longestDays: null, unlimitedAllowed: true },
    ...{ reasonRequired: false, ticketRequired: false, computerPasswordAlways: false },
  };
  const session = { kind: "desktop", state: "active" } as const;
  const reasons = mayRequest({ terms, reason: "", ticket: "" }, { policy, session, paired: true }, approvedAt);
  const access = accessAt({ terms, approvedAt }, at);
  return reasons.length === 0 && (access.open || access.because === "upcoming" || access.because === "outside-hours");
}
