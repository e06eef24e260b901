import { freshId } from "../../shared/base64url.ts";
import { say } from "../../shared/statements.ts";
import { asOutcome, done, type Half, refused } from "../half.ts";
import type { OwnKey } from "../keys.ts";
import type { CustomerRequest, Outcome } from "../messages.ts";
import { change, type LedgerEntry, type Store } from "../store.ts";
import { createTurns } from "../turns.ts";
import type { CustomerToken } from "./customer-token.ts";
import { entryFor } from "./ledger-entry.ts";
import type { Shown } from "./shown.ts";

type Verified = Extract<CustomerRequest, { verified: true }>;

/**
 * The grant for a request, signed and kept before it is sent. Terms and technician are those of the verified statement.
 * There is one for each request, ever: one that is being sent already is answered again in the same bytes, and one that
 * the server said it didn't take is signed anew under the same id, so that one no ends whatever was signed. Null where
 * the customer has said no, left, or said yes already by the time that it would be kept.
 */
async function signGrant(store: Store, request: Verified, key: OwnKey, at: number): Promise<LedgerEntry | null> {
  const before = await entryFor(store, request.id);
  if (before?.standing === "sending") return before;
  const { technician, terms } = request;
  const id = before?.id ?? freshId();
  const signed = await say(
    "grant",
    {
      id,
      request: request.painted,
      technician: technician.key,
      technicianName: technician.name,
      customer: key.name,
      computer: null,
      terms,
      confirmed: "click",
      credentials: null,
      challenge: null,
      approvedAt: at,
    },
    key.privateKey,
  );
  const entry: LedgerEntry = {
    id,
    request: request.id,
    session: request.session,
    signed,
    signedBefore: before === undefined ? [] : [before.signed, ...before.signedBefore],
    technician,
    terms,
    reason: request.reason,
    ticket: request.ticket,
    approvedAt: at,
    confirmed: "click",
    standing: "sending",
    decision: before?.decision ?? null,
    endedByOther: before?.endedByOther ?? null,
    sessionOver: false,
    lookedAt: null,
  };
  return (await keepYes(store, entry)) ? entry : null;
}

/** Keeps a yes, unless a no was said first: looked at and written in one transaction. */
async function keepYes(store: Store, entry: LedgerEntry): Promise<boolean> {
  const transaction = store.transaction(["denials", "joinings", "ledger"], "readwrite", { durability: "strict" });
  const denied = await transaction.objectStore("denials").get(entry.request);
  const joining = await transaction.objectStore("joinings").get(entry.session);
  const earlier = await transaction.objectStore("ledger").get(entry.id);
  const isOpen = joining?.failed === null && joining.leftAt === null && joining.overAt === null;
  if (denied !== undefined || !isOpen || earlier?.standing === "given") return false;
  await transaction.objectStore("ledger").put(entry, entry.id);
  await transaction.done;
  return true;
}

/** Keeps a no, unless a yes was signed first: looked at and written in one transaction. */
export async function keepDenial(store: Store, denial: { request: string; reason: string }): Promise<boolean> {
  const transaction = store.transaction(["denials", "ledger"], "readwrite", { durability: "strict" });
  const entries = await transaction.objectStore("ledger").getAll();
  if (entries.some(({ request, standing }) => request === denial.request && standing !== "refused")) return false;
  await transaction.objectStore("denials").put(denial, denial.request);
  await transaction.done;
  return true;
}

export type Approvals = ReturnType<typeof createApprovals>;

/** The customer's yes: one at a time, so that two presses sign one grant. */
export function createApprovals(given: Half & CustomerToken & { shown: Shown }) {
  const { client } = given;
  const approving = createTurns();

  /** Sends a kept grant and keeps what became of it. Without an answer it stays as it is, to be sent again. */
  async function send(entry: LedgerEntry, held: string): Promise<Outcome> {
    const sent = await client.approve(held, entry.request, entry.signed);
    if (!sent.ok && (sent.code === "no-server" || sent.code === "not-signed-in")) return sent;
    if (sent.ok && sent.value.grant.signed !== entry.signed) return refused("no-server");
    const standing = sent.ok ? "given" : "refused";
    await change(await given.store, "ledger", entry.id, (kept) => kept && { ...kept, standing });
    given.changed();
    return asOutcome(sent);
  }

  async function approve(id: string, painted: string): Promise<Outcome> {
    const request = await given.shown.request(id);
    if (request === undefined) return refused("not-pending");
    if (!request.verified) return refused("not-verified");
    if (request.painted !== painted) return refused("changed");
    return given.withToken(async (held) => {
      if (!request.sending) {
        const asked = await client.challenge(held, id);
        if (!asked.ok) return asked;
        // Nobody but a doorkeeper challenges, and none is paired.
        if (asked.value.challenge !== null) return refused("not-verified");
      }
      // The challenge may have taken long enough for everything to change: he signs what he read, or nothing.
      const now = await given.shown.request(id);
      if (now === undefined) return refused("not-pending");
      if (!now.verified || now.painted !== painted) return refused("changed");
      const entry = await signGrant(await given.store, now, await given.key(), given.now());
      if (entry === null) return refused("not-pending");
      given.changed();
      return send(entry, held);
    });
  }

  return {
    approve: (id: string, painted: string): Promise<Outcome> => approving(() => approve(id, painted)),

    sendAgain: (id: string): Promise<Outcome> =>
      approving(async () => {
        const entry = await (await given.store).get("ledger", id);
        return entry?.standing === "sending" ? given.withToken((held) => send(entry, held)) : done;
      }),
  };
}
