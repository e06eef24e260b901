import { accessAt, type ClosedReason, type Grant } from "./access-window.ts";
import type { Policy } from "./policy.ts";

/** A grant and the technician's key that it names. */
export type NamedGrant = Grant & { technicianKey: string };
/** What somebody who wants to connect is measured by; `policy` is null at the doorkeeper, which can't know it. */
export type ConnectAsked = { technicianKey: string; grant: NamedGrant; policy: Policy | null };
export type ConnectReason = "other-key" | "group-not-permitted" | "mode-not-offered" | ClosedReason;
export type MayConnect =
  | { may: true; until: number | null }
  | { may: false; because: ConnectReason; opensAt: number | null };

/**
 * Whether this technician may connect under this grant at this instant (design.md section 4, May connect; model.md section
 * 5). Asked of a foreign key nothing else is told. Unreadable terms come before the policy, which can't be held against
 * them; a setting that became stricter closes grants that exist, and comes before what the grant itself says.
 */
export function mayConnect({ technicianKey, grant, policy }: ConnectAsked, at: number): MayConnect {
  const refused = (because: ConnectReason, opensAt: number | null): MayConnect => ({ may: false, because, opensAt });
  if (!(technicianKey && technicianKey === grant.technicianKey)) return refused("other-key", null);
  const access = accessAt(grant, at);
  if (!access.open && access.because === "unreadable") return refused("unreadable", null);
  if (policy !== null) {
    if (policy?.mayUse !== true) return refused("group-not-permitted", null);
    if (grant.terms.credentialMode === "at-setup" && policy.administratorCredentialsAlways !== false)
      return refused("mode-not-offered", null);
  }
  return access.open ? { may: true, until: access.until } : refused(access.because, access.opensAt);
}
