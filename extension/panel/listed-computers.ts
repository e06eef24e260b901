import { accessAt } from "../../shared/access-window.ts";
import type { Computer } from "../../shared/records.ts";
import type { TechnicianGrant, TechnicianState } from "../messages.ts";
import { asGrant, isOver } from "../page/grant-status.tsx";
import { opensNothing } from "../page/may-visit.ts";

/** A computer that may be visited, under the grant by which that is soonest. */
export type ListedComputer = {
  id: string;
  name: string;
  /** as the server lists it; null where it doesn't */
  computer: Computer | null;
  grant: TechnicianGrant;
  /** when it can be visited: `now`, from an instant on, or at no time that is known */
  opens: "now" | number | null;
};

/** The computers of all grants that aren't over: those that are open now first, then by their next opening, then by name. */
export function listComputers(
  { grants, computers }: Pick<TechnicianState, "grants" | "computers">,
  at: number,
  language: string,
): ListedComputer[] {
  const byId = new Map(computers.map((computer) => [computer.id, computer]));
  const listed = new Map<string, ListedComputer>();
  for (const grant of grants) {
    if (isOver(grant, at)) continue;
    const computer = byId.get(grant.computer.id) ?? null;
    const { id, name } = grant.computer;
    const one = { id, name: computer?.name ?? name, computer, grant, opens: opensOf(grant, computer, at) };
    const other = listed.get(id);
    if (other === undefined || rank(one) < rank(other)) listed.set(id, one);
  }
  const names = new Intl.Collator(language, { numeric: true });
  return [...listed.values()].sort((a, b) => compare(rank(a), rank(b)) || names.compare(a.name, b.name));
}

function opensOf(grant: TechnicianGrant, computer: Computer | null, at: number): ListedComputer["opens"] {
  // Nothing is opened from here under a grant of another browser, without a doorkeeper, or that doesn't hold.
  if (!grant.mine || grant.door === null || opensNothing({ grant, computer })) return null;
  const access = accessAt(asGrant(grant, at), at);
  return access.open ? "now" : access.opensAt;
}

const rank = ({ opens }: ListedComputer): number => (opens === "now" ? Number.NEGATIVE_INFINITY : (opens ?? Infinity));
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** A name as it is searched: small letters, no accents. */
export const folded = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Whether a folded name holds every word that was typed. */
export const holds = (name: string, typed: string): boolean =>
  folded(typed)
    .split(/\s+/)
    .every((word) => name.includes(word));
