import { accessAt } from "../../shared/access-window.ts";
import type { Grant } from "../../shared/records.ts";
import { hear, say } from "../../shared/statements.ts";
import type { OwnKey } from "../keys.ts";
import type { CustomerGrant } from "../messages.ts";
import type { LedgerEntry, Store } from "../store.ts";

/** Signs the next decision on a grant. Revoked is for ever: null for anything after it. */
export async function decide(
  entry: LedgerEntry,
  state: "open" | "paused" | "revoked",
  key: OwnKey,
  at: number,
): Promise<LedgerEntry | null> {
  if (entry.decision?.state === "revoked") return null;
  const n = (entry.decision?.n ?? 0) + 1;
  const saying = { customer: key.name, computer: null, grant: entry.id, state, n, at };
  const signed = await say("decision", saying, key.privateKey);
  return { ...entry, decision: { signed, state, n, at, told: false } };
}

/**
 * The entry after the server showed the grant: another's revocation is kept for good, and a newer decision of the
 * customer's own, which a profile restored from a backup has forgotten, is taken up. Nothing else is believed.
 */
export async function learn(entry: LedgerEntry, shown: Grant, ownKey: string, at: number): Promise<LedgerEntry> {
  let learnt = entry;
  if (entry.standing !== "given" && [entry.signed, ...entry.signedBefore].includes(shown.signed)) {
    learnt = { ...learnt, standing: "given" };
  }
  if (shown.revokedAt !== null && entry.endedByOther === null && entry.decision?.state !== "revoked") {
    // Never later than now: a revocation counts from the moment it is heard of.
    const endedAt = Math.min(shown.revokedAt, at);
    learnt = { ...learnt, endedByOther: { at: endedAt, by: shown.revokedBy ?? "administrator" } };
  }
  if (shown.decision === null || shown.decision === entry.decision?.signed) return learnt;
  const heard = await hear("decision", shown.decision, ownKey);
  if (!heard.ok || heard.statement.grant !== entry.id || heard.statement.n <= (entry.decision?.n ?? 0)) return learnt;
  const { state, n, at: decidedAt } = heard.statement;
  return { ...learnt, decision: { signed: shown.decision, state, n, at: decidedAt, told: true } };
}

/** What the popup is told: from what was signed here, with every no and without any yes of the server's. */
export function grantOf(entry: LedgerEntry, at: number): CustomerGrant {
  const { decision, endedByOther, terms, approvedAt } = entry;
  const revoked = decision?.state === "revoked" ? { at: decision.at, by: "customer" as const } : (endedByOther ?? null);
  const pausedAt = decision?.state === "paused" ? decision.at : null;
  const facts = { terms, approvedAt, pausedAt: pausedAt ?? undefined, revokedAt: revoked?.at };
  const access = accessAt(facts, at);
  const isOver = !access.open && (access.because === "revoked" || access.because === "expired");
  return {
    id: entry.id,
    technician: entry.technician,
    terms,
    approvedAt,
    confirmed: entry.confirmed,
    reason: entry.reason,
    ticket: entry.ticket,
    pausedAt,
    revokedAt: revoked?.at ?? null,
    revokedBy: revoked?.by ?? null,
    told: entry.standing === "given" && (decision === null || decision.told),
    computerKnows: null,
    access,
    unseen: entry.sessionOver && entry.lookedAt === null && !isOver,
  };
}

/** The one grant that was signed for a request, whatever became of it. */
export const entryFor = async (store: Store, request: string): Promise<LedgerEntry | undefined> =>
  (await store.getAll("ledger")).find((entry) => entry.request === request);
