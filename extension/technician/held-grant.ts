import { accessAt } from "../../shared/access-window.ts";
import type { Grant } from "../../shared/records.ts";
import { hashOf, type Statement } from "../../shared/statements.ts";
import { hearOnce } from "../background/hear-once.ts";
import type { Asked } from "../background/store.ts";
import type { TechnicianGrant } from "../messages.ts";

/**
 * A grant as the panel is told it. `held` only where the customer whose number was checked signed it for the very
 * request that this browser signed, and, where it names a doorkeeper, that one signed its receipt; then terms, time and
 * opening are read from the customer's statement, and the server's word counts for no's alone.
 */
export async function holdGrant(
  grant: Grant,
  asked: Asked | undefined,
  ownKey: string,
  at: number,
): Promise<TechnicianGrant> {
  const askedAs = asked?.computerName ?? null;
  const foreign: TechnicianGrant = { ...grant, mine: false, held: false, door: null, confirmed: null, askedAs };
  if (asked === undefined) return { ...foreign, mine: grant.technician.key === ownKey };
  const heard = await hearOnce("grant", grant.signed, asked.customer);
  if (!heard.ok) return { ...foreign, mine: grant.technician.key === ownKey };
  const { statement } = heard;
  if (statement.technician !== ownKey) return foreign;
  if (!(answers(statement, grant, asked) && (await isRegistered(statement, grant)))) return { ...foreign, mine: true };
  const { terms, approvedAt, confirmed, computer: door } = statement;
  const { pausedAt, revokedAt } = grant;
  const facts = { terms, approvedAt, pausedAt: pausedAt ?? undefined, revokedAt: revokedAt ?? undefined };
  return { ...grant, terms, approvedAt, access: accessAt(facts, at), mine: true, held: true, door, confirmed, askedAs };
}

/** Whether the customer answered with it what was asked here. */
const answers = ({ id, request, customer, computer }: Statement<"grant">, grant: Grant, asked: Asked): boolean =>
  id === grant.id &&
  request === asked.hash &&
  customer === asked.customer &&
  computer === (asked.computer ?? null) &&
  !asked.withdrawn;

/** Whether the doorkeeper that the grant names has it; where it names none, there is nothing to have. */
async function isRegistered({ id, computer }: Statement<"grant">, grant: Grant): Promise<boolean> {
  if (computer === null) return true;
  if (grant.receipt === null) return false;
  const heard = await hearOnce("receipt", grant.receipt, computer);
  if (!heard.ok) return false;
  const { statement: said } = heard;
  return (
    said.computer === computer &&
    said.grant === id &&
    said.grantHash === (await hashOf(grant.signed)) &&
    said.answer === "registered"
  );
}
