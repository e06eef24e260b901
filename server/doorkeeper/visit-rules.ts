import { type EndReason, endReason, type RefusalCode, refusalCode } from "../../shared/door-words.ts";
import { mayConnect } from "../../shared/may-connect.ts";
import type { Clock, HeldGrant } from "./parts.ts";

/** Whether a grant admits a visit now: until when, or why not and when it next will. */
type Verdict = { may: true; until: number | null } | { may: false; because: RefusalCode; at: number | null };
type Judge = (held: HeldGrant | undefined, technicianKey: string) => Verdict;

/** `rulesOn`: what the rules say at this instant; `verdictOn`: the clocks first, by which alone they can say anything. */
export function createVisitRules(computer: string, clock: Clock): { rulesOn: Judge; verdictOn: Judge } {
  /** The rules at this instant; the group's permission is the server's to know. */
  function rulesOn(held: HeldGrant | undefined, technicianKey: string): Verdict {
    if (held === undefined) return { may: false, because: "unknown-grant", at: null };
    const { terms, approvedAt, technician, computer: named } = held.statement;
    if (named !== computer) return { may: false, because: "not-for-this-computer", at: null };
    const grant = { terms, approvedAt, technicianKey: technician };
    const closed = { revokedAt: held.revokedAt ?? undefined, pausedAt: held.pausedAt ?? undefined };
    const may = mayConnect({ technicianKey, grant: { ...grant, ...closed }, policy: null }, clock.now());
    if (may.may) return may;
    // What only the server may say for its groups can't come of no policy; were it to, it would be a no all the same.
    return { may: false, because: refusalCode.catch("other-key").parse(may.because), at: may.opensAt };
  }

  /** The clocks, then the rules: by a clock that can't be believed nothing can be said. */
  function verdictOn(held: HeldGrant | undefined, technicianKey: string): Verdict {
    const refuses = clock.refuses();
    return refuses === null ? rulesOn(held, technicianKey) : { may: false, because: refuses, at: clock.now() };
  }

  return { rulesOn, verdictOn };
}

/** Why a visit ends under a grant that no longer admits it. */
export function endBy(because: RefusalCode): EndReason {
  if (because === "unknown-grant") return "revoked";
  const said = endReason.safeParse(because);
  return said.success ? said.data : "window";
}
