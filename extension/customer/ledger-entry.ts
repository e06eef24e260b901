import { accessAt } from "../../shared/access-window.ts";
import type { Grant } from "../../shared/records.ts";
import { hashOf, hear, say } from "../../shared/statements.ts";
import type { OwnKey } from "../background/keys.ts";
import type { DoorEntryKept, LedgerEntry, Store } from "../background/store.ts";
import type { CustomerGrant } from "../messages.ts";
import { type Extent, hearDecided, hearReceipt } from "./door.ts";

export type DecidedState = "open" | "paused" | "revoked";

type Standing = {
  state: DecidedState;
  at: number;
  by: "customer" | "technician" | "administrator" | "computer";
  /** the doorkeeper has signed that it knows this */
  known: boolean;
};

/** What stands: the newest of what the customer decided and what the doorkeeper said. Revoked is for ever. */
function standsOf(entry: LedgerEntry): Standing | null {
  const { decision, decided, endedByOther } = entry;
  const revokedAtDoor = decided?.state === "revoked";
  if (decision?.state === "revoked") {
    return { state: "revoked", at: decision.at, by: "customer", known: revokedAtDoor };
  }
  if (endedByOther !== null) return { state: "revoked", ...endedByOther, known: revokedAtDoor };
  return newestOf(entry);
}

function newestOf({ decision, decided }: LedgerEntry): Standing | null {
  if (decided !== null && (decision === null || decided.n >= decision.n)) {
    const by = decided.by === "customer" ? "customer" : "computer";
    return { state: decided.state, at: decided.at, by, known: true };
  }
  return decision && { state: decision.state, at: decision.at, by: "customer", known: decision.confirmed };
}

/** Signs the next decision on a grant. Revoked is for ever: null for anything after it, but for the customer's own no. */
export async function decide(
  entry: LedgerEntry,
  state: DecidedState,
  key: OwnKey,
  at: number,
): Promise<LedgerEntry | null> {
  if (entry.decision?.state === "revoked" && !isOutrun(entry)) return null;
  const n = Math.max(entry.decision?.n ?? 0, entry.decided?.n ?? 0) + 1;
  const saying = { customer: key.name, computer: entry.computer, grant: entry.id, state, n, at };
  const signed = await say("decision", saying, key.privateKey);
  return { ...entry, decision: { signed, state, n, at, told: false, confirmed: false } };
}

/**
 * Whether the customer's newest no was outrun: the doorkeeper had something milder under a number that is no lower, before
 * it ever confirmed his. A no is then said again, above it; a yes is not, for he said it without knowing.
 */
export function isOutrun({ decision, decided }: LedgerEntry): boolean {
  if (decision === null || decided === null || decision.confirmed || decided.n < decision.n) return false;
  return decision.state === "revoked"
    ? decided.state !== "revoked"
    : decision.state === "paused" && decided.state === "open";
}

/**
 * The entry after the server showed the grant: another's revocation is kept for good; a newer decision of the customer's
 * own, which a profile restored from a backup has forgotten, is taken up; and so is what the doorkeeper signed. Nothing
 * else is believed. `extents`: what the doorkeeper said of its own history on the way.
 */
export async function learn(
  entry: LedgerEntry,
  shown: Grant,
  ownKey: string,
  at: number,
): Promise<{ entry: LedgerEntry; extents: Extent[] }> {
  const extents: Extent[] = [];
  let learnt = await learnStanding(entry, shown, ownKey, extents);
  if (shown.revokedAt !== null && shown.revokedBy !== "computer" && isNotOver(learnt)) {
    // Never later than now: a revocation counts from the moment it is heard of.
    const endedAt = Math.min(shown.revokedAt, at);
    learnt = { ...learnt, endedByOther: { at: endedAt, by: shown.revokedBy ?? "administrator" } };
  }
  if (shown.decision !== null && shown.decision !== entry.decision?.signed) {
    const heard = await hear("decision", shown.decision, ownKey);
    if (heard.ok && heard.statement.grant === entry.id && heard.statement.n > (entry.decision?.n ?? 0)) {
      const { state, n, at: decidedAt } = heard.statement;
      learnt = {
        ...learnt,
        decision: { signed: shown.decision, state, n, at: decidedAt, told: true, confirmed: false },
      };
    }
  }
  const decided = await learnDecided(learnt, shown.decided);
  if (decided.extent !== null) extents.push(decided.extent);
  return { entry: decided.entry, extents };
}

const isNotOver = ({ endedByOther, decision }: LedgerEntry): boolean =>
  endedByOther === null && decision?.state !== "revoked";

/** Takes up the doorkeeper's word where it is newer than the one that is known. */
export async function learnDecided(
  entry: LedgerEntry,
  signed: string | null,
): Promise<{ entry: LedgerEntry; extent: Extent | null }> {
  const { computer, decision } = entry;
  const said = computer === null ? null : await hearDecided(signed, { id: entry.id, computer });
  if (signed === null || said === null) return { entry, extent: null };
  const { state, n, by, at } = said;
  if (!(n > (entry.decided?.n ?? -1))) return { entry, extent: null };
  const learnt: LedgerEntry = { ...entry, decided: { signed, state, n, by, at } };
  if (decision !== null && decision.n === n && decision.state === state && by === "customer") {
    learnt.decision = { ...decision, told: true, confirmed: true };
  }
  if (state === "revoked" && by !== "customer" && isNotOver(entry)) {
    learnt.endedByOther = { at, by: by === "local" ? "computer" : "administrator" };
  }
  return { entry: learnt, extent: said };
}

/**
 * Takes up what the doorkeeper wrote into its own history: a grant that it has is given, whatever the server answered to
 * the yes, and one that it ended without the customer is over.
 */
export function learnWritten(entry: LedgerEntry, { event, because, at }: DoorEntryKept): LedgerEntry {
  if (event === "grant-registered") return { ...entry, standing: "given", sealed: null };
  const isOthers = event === "grant-revoked" && because !== "customer";
  if (!isOthers || !isNotOver(entry)) return entry;
  return { ...entry, endedByOther: { at, by: because === "local" ? "computer" : "administrator" } };
}

/** Given: the server has it in bytes that were signed here, and where it names a doorkeeper, that one has signed for it. */
async function learnStanding(
  entry: LedgerEntry,
  shown: Grant,
  ownKey: string,
  extents: Extent[],
): Promise<LedgerEntry> {
  const all = [entry.signed, ...entry.signedBefore];
  if (entry.standing === "given" || !all.includes(shown.signed)) return entry;
  if (entry.computer !== null) {
    const grant = { id: entry.id, hash: await hashOf(shown.signed), computer: entry.computer };
    const receipt = await hearReceipt(shown.receipt, grant);
    if (receipt === null) return entry;
    extents.push(receipt);
  }
  const heard = await hear("grant", shown.signed, ownKey);
  if (!heard.ok) return entry;
  const { approvedAt, confirmed } = heard.statement;
  const signedBefore = all.filter((one) => one !== shown.signed);
  return { ...entry, standing: "given", sealed: null, signed: shown.signed, signedBefore, approvedAt, confirmed };
}

/** What the popup is told: from what was signed, with every no and without any yes of the server's. */
export function grantOf(entry: LedgerEntry, at: number): CustomerGrant {
  const { decision, terms, approvedAt } = entry;
  const stands = standsOf(entry);
  const revoked = stands?.state === "revoked" ? stands : null;
  const newest = newestOf(entry);
  const paused = newest?.state === "paused" ? newest : null;
  const pausedAt = paused?.at ?? null;
  const facts = { terms, approvedAt, pausedAt: pausedAt ?? undefined, revokedAt: revoked?.at };
  const access = accessAt(facts, at);
  const isOver = !access.open && (access.because === "revoked" || access.because === "expired");
  const given = entry.standing === "given";
  return {
    id: entry.id,
    technician: entry.technician,
    terms,
    approvedAt,
    confirmed: entry.confirmed,
    reason: entry.reason,
    ticket: entry.ticket,
    pausedAt,
    pausedBy: paused && (paused.by === "computer" ? "computer" : "customer"),
    revokedAt: revoked?.at ?? null,
    revokedBy: revoked?.by ?? null,
    told: given && (decision === null || decision.told),
    computerKnows: entry.computer === null ? null : given && (stands === null || stands.known),
    access,
    unseen: entry.sessionOver && entry.lookedAt === null && !isOver,
  };
}

/** The one grant that was signed for a request, whatever became of it. */
export const entryFor = async (store: Store, request: string): Promise<LedgerEntry | undefined> =>
  (await store.getAll("ledger")).find((entry) => entry.request === request);
