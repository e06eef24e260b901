import { freshId } from "../../shared/base64url.ts";
import { say } from "../../shared/statements.ts";
import { asOutcome, done, type Half, refused } from "../half.ts";
import type { OwnKey } from "../keys.ts";
import type { CustomerRequest, Outcome } from "../messages.ts";
import { change, type LedgerEntry, type Store } from "../store.ts";
import { createTurns } from "../turns.ts";
import type { CustomerToken } from "./customer-token.ts";
import { sendingFor } from "./ledger-entry.ts";
import type { Shown } from "./shown.ts";

type Verified = Extract<CustomerRequest, { verified: true }>;

/**
 * The grant for a request, signed and kept before it is sent. Terms and technician are those of the verified statement.
 * One that is being sent already is answered again, in the same bytes.
 */
async function signGrant(store: Store, request: Verified, key: OwnKey, at: number): Promise<LedgerEntry> {
  const kept = await sendingFor(store, request.id);
  if (kept !== undefined) return kept;
  const { technician, terms } = request;
  const id = freshId();
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
    technician,
    terms,
    reason: request.reason,
    ticket: request.ticket,
    approvedAt: at,
    confirmed: "click",
    standing: "sending",
    decision: null,
    endedByOther: null,
    sessionOver: false,
    lookedAt: null,
  };
  await store.put("ledger", entry, id);
  return entry;
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
      const entry = await signGrant(await given.store, request, await given.key(), given.now());
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
