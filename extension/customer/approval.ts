import { freshId } from "../../shared/base64url.ts";
import { say } from "../../shared/statements.ts";
import type { OwnKey } from "../keys.ts";
import type { CustomerRequest, Outcome } from "../messages.ts";
import type { Reply, ServerClient } from "../server-client.ts";
import { change, type Store } from "../store.ts";
import type { LedgerEntry } from "./ledger-entry.ts";

type Verified = Extract<CustomerRequest, { verified: true }>;

/**
 * The grant for a request, signed and kept before it is sent. Terms and technician are those of the verified statement.
 * One that is being sent already is answered again, in the same bytes.
 */
export async function signGrant(store: Store, request: Verified, key: OwnKey, at: number): Promise<LedgerEntry> {
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

/** The grant that was signed for a request and is not yet known to have arrived. */
export const sendingFor = async (store: Store, request: string): Promise<LedgerEntry | undefined> =>
  (await store.getAll("ledger")).find((entry) => entry.request === request && entry.standing === "sending");

/** Sends a kept grant and keeps what became of it. Without an answer it stays as it is, to be sent again. */
export async function sendGrant(
  store: Store,
  entry: LedgerEntry,
  client: ServerClient,
  token: string,
): Promise<Reply<unknown>> {
  const sent = await client.approve(token, entry.request, entry.signed);
  if (!sent.ok && (sent.code === "no-server" || sent.code === "not-signed-in")) return sent;
  if (sent.ok && sent.value.grant.signed !== entry.signed) return { ok: false, code: "no-server" };
  const standing = sent.ok ? "given" : "refused";
  await change(store, "ledger", entry.id, (kept) => kept && { ...kept, standing });
  return sent.ok ? sent : ({ ok: false, code: sent.code, ...reasonsOf(sent) } satisfies Outcome);
}

const reasonsOf = ({ reasons }: Extract<Outcome, { ok: false }>) => (reasons === undefined ? {} : { reasons });
