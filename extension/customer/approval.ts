import { freshId } from "../../shared/base64url.ts";
import { hashOf, say, sha256 } from "../../shared/statements.ts";
import { createTurns } from "../../shared/turns.ts";
import { asOutcome, done, type Half, refused } from "../background/half.ts";
import type { OwnKey } from "../background/keys.ts";
import { change, type LedgerEntry, type Store } from "../background/store.ts";
import type { CustomerActs, CustomerRequest, Outcome } from "../messages.ts";
import type { CustomerToken } from "./customer-token.ts";
import { currentDoor, hearChallenge, hearReceipt, isConnected, noteExtent } from "./door.ts";
import { entryFor } from "./ledger-entry.ts";
import type { Shown } from "./shown.ts";

type Verified = Extract<CustomerRequest, { verified: true }>;
/** What a grant answers to, and what it is confirmed with. Without a doorkeeper all three are null. */
type Answering = {
  id: string;
  computer: string | null;
  /** the doorkeeper's challenge, verified */
  challenge: string | null;
  credentials: string | null;
};
type Refused = Extract<Outcome, { ok: false }>;

/** What says nothing of whether the grant was taken: it may have been, so it stays on its way in the same bytes. */
const unsettled = ["no-server", "not-signed-in", "no-receipt"];
/** What says only that it wasn't taken this time: before it, it may have been. */
const notNow = ["offline", "no-answer", "too-many", "not-ready", "failed"];

/**
 * The grant for a request, signed and kept before it is sent. Terms and technician are those of the verified statement.
 * There is one for each request, ever: one that is being sent already is answered again in the same bytes, and one that
 * the server said it didn't take is signed anew under the same id, so that one no ends whatever was signed. Null where
 * the customer has said no, left, unpaired, or said yes already by the time that it would be kept.
 */
async function signGrant(
  store: Store,
  request: Verified,
  answering: Answering,
  key: OwnKey,
  at: number,
): Promise<LedgerEntry | null> {
  const before = await entryFor(store, request.id);
  if (before?.standing === "sending") return before;
  const { technician, terms } = request;
  const { id, computer, challenge, credentials } = answering;
  // Another id than that of what was signed for it before: one no wouldn't end both.
  if (before !== undefined && before.id !== id) return null;
  const confirmed = credentials === null ? "click" : "password";
  const signed = await say(
    "grant",
    {
      id,
      request: request.painted,
      technician: technician.key,
      technicianName: technician.name,
      customer: key.name,
      computer,
      terms,
      confirmed,
      credentials: credentials && (await sha256(credentials)),
      challenge: challenge && (await hashOf(challenge)),
      approvedAt: at,
    },
    key.privateKey,
  );
  const entry: LedgerEntry = {
    id,
    request: request.id,
    session: request.session,
    computer,
    sealed: credentials,
    signed,
    signedBefore: before === undefined ? [] : [before.signed, ...before.signedBefore],
    technician,
    terms,
    reason: request.reason,
    ticket: request.ticket,
    approvedAt: at,
    confirmed,
    standing: "sending",
    decision: before?.decision ?? null,
    decided: before?.decided ?? null,
    endedByOther: before?.endedByOther ?? null,
    sessionOver: false,
    lookedAt: null,
  };
  return (await keepYes(store, entry)) ? entry : null;
}

/** Keeps a yes, unless a no was said first: looked at and written in one transaction. */
async function keepYes(store: Store, entry: LedgerEntry): Promise<boolean> {
  const tables = ["denials", "joinings", "ledger", "doors"] as const;
  const transaction = store.transaction(tables, "readwrite", { durability: "strict" });
  const denied = await transaction.objectStore("denials").get(entry.request);
  const joining = await transaction.objectStore("joinings").get(entry.session);
  const earlier = await transaction.objectStore("ledger").get(entry.id);
  const door = entry.computer === null ? null : await transaction.objectStore("doors").get(entry.computer);
  const isOpen = joining?.failed === null && joining.leftAt === null && joining.overAt === null;
  const isPaired = door === null || door?.endedAt === null;
  if (denied !== undefined || !isOpen || !isPaired || earlier?.standing === "given") return false;
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
  const { client, kept } = given;
  const approving = createTurns();

  /** Sends a kept grant and keeps what became of it. Without an answer it stays as it is, to be sent again. */
  async function send(entry: LedgerEntry, held: string, isAgain: boolean): Promise<Outcome> {
    const sent = await client.approve(held, entry.request, entry.signed, entry.sealed);
    if (!sent.ok && (unsettled.includes(sent.code) || (isAgain && notNow.includes(sent.code)))) return sent;
    const store = await given.store;
    if (sent.ok) {
      const { signed, receipt } = sent.value.grant;
      if (signed !== entry.signed) return refused("no-server");
      if (entry.computer !== null) {
        const grant = { id: entry.id, hash: await hashOf(entry.signed), computer: entry.computer };
        const registered = await hearReceipt(receipt, grant);
        // The server says yes where the computer has signed nothing: nobody was let in as far as anybody can know.
        if (registered === null) return refused("not-verified");
        await noteExtent(store, entry.computer, registered, given.now());
      }
    }
    const standing = sent.ok ? "given" : "refused";
    // What the computer wrote down itself meanwhile isn't undone by a no of the server's.
    await change(store, "ledger", entry.id, (kept) =>
      kept && (sent.ok || kept.standing !== "given") ? { ...kept, standing, sealed: null } : undefined,
    );
    given.changed();
    return asOutcome(sent);
  }

  /** The request as it is painted now, or why it can't be approved. */
  async function asPainted(id: string, painted: string): Promise<{ ok: true; request: Verified } | Refused> {
    const request = await given.shown.request(id);
    if (request === undefined) return refused("not-pending");
    if (!request.verified) return refused("not-verified");
    return request.painted === painted ? { ok: true, request } : refused("changed");
  }

  type Challenged = { ok: true; signed: string; id: string; share: string; computer: string; customer: string };

  /** A fresh challenge of the doorkeeper's, kept until the next approval takes it. */
  async function askChallenge({ id: request, painted }: Verified, held: string): Promise<Challenged | Refused> {
    const asked = await client.challenge(held, request);
    if (!asked.ok) return asked;
    const { challenge: signed } = asked.value;
    if (signed === null) return refused("not-verified");
    const heard = await verify(signed, painted);
    if (!heard.ok) return heard;
    const grant = (await entryFor(await given.store, request))?.id ?? freshId();
    await kept.challenge.write({ request, painted, grant, signed });
    return { ...heard, id: grant, signed };
  }

  async function verify(signed: string, painted: string) {
    const store = await given.store;
    const computer = (await currentDoor(store))?.key;
    const customer = (await given.key()).name;
    if (computer === undefined) return refused("not-paired");
    const heard = await hearChallenge(signed, { computer, customer, request: painted }, given.now());
    if (!heard.ok) return refused(heard.code);
    await noteExtent(store, computer, heard.challenge, given.now());
    return { ok: true as const, share: heard.challenge.share, computer, customer };
  }

  /** What the grant will answer to: gone whatever follows, a new one for each try. */
  async function answeringFor(request: Verified, credentials: string | null, held: string) {
    const before = await kept.challenge.read();
    await kept.challenge.forget();
    if (!request.atDoor) {
      const asked = await client.challenge(held, request.id);
      if (!asked.ok) return asked;
      // Nobody but a doorkeeper challenges, and this request isn't for one.
      if (asked.value.challenge !== null) return refused("not-verified");
      const id = (await entryFor(await given.store, request.id))?.id ?? freshId();
      const answering: Answering = { id, computer: null, challenge: null, credentials: null };
      return { ok: true as const, answering };
    }
    const isItsOwn = before !== null && before.request === request.id && before.painted === request.painted;
    if (isItsOwn) {
      const heard = await verify(before.signed, request.painted);
      if (!heard.ok) return heard;
      const { grant: id, signed: challenge } = before;
      return { ok: true as const, answering: { id, computer: heard.computer, challenge, credentials } };
    }
    // Credentials are sealed for one challenge: for another they would open nothing.
    if (credentials !== null) return refused("challenge-gone");
    const fresh = await askChallenge(request, held);
    if (!fresh.ok) return fresh;
    await kept.challenge.forget();
    const { id, computer, signed: challenge } = fresh;
    return { ok: true as const, answering: { id, computer, challenge, credentials } };
  }

  async function approve(id: string, painted: string, credentials: string | null): Promise<Outcome> {
    const before = await asPainted(id, painted);
    if (!before.ok) return before;
    // Whoever is connected could be the one who presses.
    if (isConnected(given.line.snapshot())) return refused("connection-open");
    return given.withToken(async (held) => {
      let answering: Answering = { id, computer: null, challenge: null, credentials: null };
      if (!before.request.sending) {
        if (before.request.credentials !== "none" && credentials === null) return refused("password-needed");
        const made = await answeringFor(before.request, credentials, held);
        if (!made.ok) return made;
        answering = made.answering;
      }
      // The challenge may have taken long enough for everything to change: he signs what he read, or nothing.
      const now = await asPainted(id, painted);
      if (!now.ok) return now;
      if (now.request.credentials !== "none" && answering.credentials === null && !now.request.sending)
        return refused("password-needed");
      const entry = await signGrant(await given.store, now.request, answering, await given.key(), given.now());
      if (entry === null) return refused("not-pending");
      given.changed();
      return send(entry, held, before.request.sending);
    });
  }

  return {
    approve: (id: string, painted: string, credentials: string | null): Promise<Outcome> =>
      approving(() => approve(id, painted, credentials)),

    askChallenge: (id: string, painted: string): Promise<CustomerActs["ask-challenge"]["answer"]> =>
      approving(async () => {
        const shown = await asPainted(id, painted);
        if (!shown.ok) return shown;
        const { request } = shown;
        if (request.sending) return refused("not-pending");
        if (!request.atDoor) return refused("not-paired");
        return given.withToken(async (held) => {
          const asked = await askChallenge(request, held);
          if (!asked.ok) return asked;
          const { id: grant, share, computer, customer } = asked;
          return { ok: true as const, share, sealedFor: { grant, customer, computer } };
        });
      }),

    sendAgain: (id: string): Promise<Outcome> =>
      approving(async () => {
        const entry = await (await given.store).get("ledger", id);
        return entry?.standing === "sending" ? given.withToken((held) => send(entry, held, true)) : done;
      }),
  };
}
