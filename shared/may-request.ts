import { openings } from "./access-window.ts";
import { bounds } from "./bounds.ts";
import { dateAt, datePlus, tenYearsAfter } from "./calendar.ts";
import type { Policy, SessionKind, SessionState } from "./policy.ts";
import { areReadableHours, isReadableSpan } from "./read-terms.ts";
import { isApproval } from "./span.ts";
import type { Terms } from "./terms.ts";
import { isKnownZone } from "./zone.ts";

type Code =
  | "group-not-permitted"
  | "session-not-active"
  | "not-introduced"
  | "chat-only-session"
  | "mobile-session"
  | "mode-not-offered"
  | "doorkeeper-missing"
  | "two-week-limit"
  | "over-cap"
  | "unlimited-not-allowed"
  | "reason-missing"
  | "ticket-missing"
  | "span-malformed"
  | "span-over"
  | "hours-malformed"
  | "never-open"
  | "zone-unknown";
type Field = "session" | "credentialMode" | "span" | "hours" | "zone" | "reason" | "ticket";
/** One reason why something can't be asked for, and the field of the form that it belongs to. */
export type RequestReason = { code: Code; field: Field };

/** What a technician fills in. */
export type Asked = { terms: Terms; reason: string; ticket: string };
/** What she can't choose: the rules of her group, the session she asks in, whether a doorkeeper is paired. */
export type Given = { policy: Policy; session: { kind: SessionKind; state: SessionState }; paired: boolean };

/**
 * Every reason why this can't be asked for, or approved, at this instant; none means it may (design.md section 4, May ask;
 * model.md section 5). The panel explains with it, the server refuses with it, when asked and once more when approved.
 */
export function mayRequest(asked: Asked, { policy, session, paired }: Given, at: number): RequestReason[] {
  const { terms } = asked;
  const reasons: RequestReason[] = [];
  const refuse = (code: Code, field: Field): void => {
    reasons.push({ code, field });
  };

  if (policy.mayUse !== true) refuse("group-not-permitted", "session");
  if (session.state === "meeting") refuse("not-introduced", "session");
  else if (session.state !== "active") refuse("session-not-active", "session");
  if (session.kind === "chat-only") refuse("chat-only-session", "session");
  if (session.kind === "mobile") refuse("mobile-session", "session");

  if (terms.credentialMode === "at-setup") {
    if (policy.administratorCredentialsAlways !== false) refuse("mode-not-offered", "credentialMode");
  }
  // Both need somebody at the computer who tries a password there.
  const triesPassword = terms.credentialMode === "at-setup" || policy.computerPasswordAlways !== false;
  if (triesPassword && paired !== true) refuse("doorkeeper-missing", "credentialMode");

  for (const code of spanReasons(terms, policy, at)) refuse(code, "span");
  if (!areReadableHours(terms.hours)) refuse("hours-malformed", "hours");
  else if (reasons.every(({ field }) => field !== "span") && neverOpens(terms, at)) {
    refuse("never-open", terms.hours.length > 0 ? "hours" : "span");
  }
  if (!isKnownZone(terms.zone)) refuse("zone-unknown", "zone");

  if (policy.reasonRequired && asked.reason.trim() === "") refuse("reason-missing", "reason");
  if (policy.ticketRequired && asked.ticket.trim() === "") refuse("ticket-missing", "ticket");
  return reasons;
}

/**
 * What is wrong with a span by itself. Limits count calendar days from the approval, whose own date is the first, even
 * where `from` is later: so `through` is at most the 13th day after it under the two-week limit. *Unlimited* is named once:
 * with the customer's credentials `two-week-limit`, else `unlimited-not-allowed`, else, under a cap, `over-cap` (stricter
 * than the documents have to be read: a cap holds for everything).
 */
function spanReasons(terms: Terms, policy: Policy, at: number): Code[] {
  const { credentialMode, span, zone } = terms;
  const atSetup = credentialMode === "at-setup";
  if (!isReadableSpan(span)) return ["span-malformed"];
  if (!isApproval(at)) return ["span-over"];
  if (span.kind === "unlimited") {
    if (atSetup) return ["two-week-limit"];
    if (policy.unlimitedAllowed !== true) return ["unlimited-not-allowed"];
    return policy.longestDays === null ? [] : ["over-cap"];
  }
  if (span.kind === "dates" && !isKnownZone(zone)) return [];
  if (span.kind === "dates" && span.through > tenYearsAfter(zone, at)) return ["span-malformed"];
  const isWithin = (days: number): boolean =>
    span.kind === "days" ? span.days <= days : span.through <= datePlus(dateAt(zone, at), days - 1);
  const codes: Code[] = [];
  if (atSetup && !isWithin(bounds.setupDays)) codes.push("two-week-limit");
  if (policy.longestDays !== null && !isWithin(policy.longestDays)) codes.push("over-cap");
  if (span.kind === "dates" && span.through < dateAt(zone, at)) codes.push("span-over");
  return codes;
}

function neverOpens(terms: Terms, at: number): boolean {
  return isKnownZone(terms.zone) && openings({ terms, approvedAt: at }, at, 1).length === 0;
}
