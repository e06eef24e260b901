import { accessAt } from "../../shared/access-window.ts";
import type { Grant } from "../../shared/records.ts";
import { hearOnce } from "../hear-once.ts";
import type { TechnicianGrant } from "../messages.ts";
import type { Asked } from "../store.ts";

/**
 * A grant as the panel is told it. `held` only where the customer whose number was checked signed it for the very
 * request that this browser signed; then terms, time and opening are read from his statement, and the server's word
 * counts for no's alone.
 */
export async function holdGrant(
  grant: Grant,
  asked: Asked | undefined,
  ownKey: string,
  at: number,
): Promise<TechnicianGrant> {
  const foreign: TechnicianGrant = { ...grant, mine: false, held: false };
  if (asked === undefined) return { ...foreign, mine: grant.technician.key === ownKey };
  const heard = await hearOnce("grant", grant.signed, asked.customer);
  if (!heard.ok) return { ...foreign, mine: grant.technician.key === ownKey };
  const { id, request, technician, customer, terms, approvedAt } = heard.statement;
  if (technician !== ownKey) return foreign;
  const held = id === grant.id && request === asked.hash && customer === asked.customer && !asked.withdrawn;
  if (!held) return { ...foreign, mine: true };
  const { pausedAt, revokedAt } = grant;
  const facts = { terms, approvedAt, pausedAt: pausedAt ?? undefined, revokedAt: revokedAt ?? undefined };
  return { ...grant, terms, approvedAt, access: accessAt(facts, at), mine: true, held: true };
}
