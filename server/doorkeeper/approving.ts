import { bounds } from "../../shared/bounds.ts";
import { openCredentials, readBlock } from "../../shared/credentials.ts";
import type { RefusalCode } from "../../shared/door-words.ts";
import { hashOf, hear, type Statement, say, sha256 } from "../../shared/statements.ts";
import { createTurns } from "../../shared/turns.ts";
import { type ApprovalChallenge, createApprovalChallenges } from "./approval-challenges.ts";
import type { Customers } from "./customers.ts";
import type { Extent, OwnHistory } from "./entries.ts";
import type { HeldGrants, OwnGrant } from "./held-grants.ts";
import type { KeptCredentials } from "./kept-credentials.ts";
import type { IsOwnAccount } from "./own-account.ts";
import type { Clock, LogIn, OwnKey, Refused, Tries, Visits } from "./parts.ts";
import { type Peeked, peekAtGrant } from "./peek.ts";
import { areTakable } from "./takable-terms.ts";

/** Where grants begin (protocol.md section 4). */
export type Approving = {
  /** a challenge for this customer's request: good once, for ten minutes */
  ask(customer: string, request: string): Promise<{ ok: true; statement: string } | Refused>;
  /** a signed receipt, whatever the answer; `Refused` only for what isn't a grant at all */
  register(grant: string, credentials: string | null): Promise<{ ok: true; statement: string } | Refused>;
};

type Given = {
  key: OwnKey;
  clock: Clock;
  customers: Pick<Customers, "has">;
  grants: HeldGrants;
  kept: KeptCredentials;
  entries: OwnHistory;
  tries: Tries;
  visits: Pick<Visits, "running">;
  logIn: LogIn;
  isOwnAccount: IsOwnAccount;
};

export function createApproving(given: Given): Approving {
  const { key, clock, customers, grants, entries, visits } = given;
  const challenges = createApprovalChallenges({ key, clock, entries });
  const inTurn = createTurns();

  const refused = (because: RefusalCode): Refused => ({
    ok: false,
    because,
    at: because === "clocks-differ" ? clock.now() : null,
  });
  /** Why nothing may begin now, whoever asks. */
  const closed = (customer: string): RefusalCode | null => {
    if (!customers.has(customer)) return "not-paired";
    return visits.running() === null ? clock.refuses() : "connection-open";
  };

  async function register(signed: string, credentials: string | null, peeked: Peeked) {
    const challenge = challenges.takeOut(peeked.challenge);
    const known = grants.get(peeked.id);
    // An answer that was lost on its way: the same grant is given the same receipt.
    if (known?.signed === signed && known.revokedAt === null) return { ok: true as const, statement: known.receipt };
    const receipt = async (answer: "registered" | RefusalCode, extent = entries.extent()): Promise<string> =>
      say(
        "receipt",
        { computer: key.name, grant: peeked.id, grantHash: await hashOf(signed), answer, at: clock.now(), ...extent },
        key.privateKey,
      );
    if (challenge === null) return { ok: true as const, statement: await receipt("challenge-gone") };
    const heard = customers.has(challenge.customer)
      ? await hear("grant", signed, challenge.customer)
      : ({ ok: false, because: "not-paired" } as const);
    // Nothing that the customer didn't sign leaves an entry: the server could fill the disk with it.
    if (!heard.ok) return { ok: true as const, statement: await receipt(heard.because) };
    const { statement } = heard;
    const block = await openFor(statement, challenge, credentials);
    const about = { grant: statement.id, technician: statement.technician };
    let because: RefusalCode | null = typeof block === "string" ? block : null;
    try {
      if (typeof block !== "string") because = await tryOut(statement, block);
      if (typeof block !== "string" && because === null) {
        const stored = await store(statement, signed, block, receipt);
        if (stored.ok) return stored;
        because = stored.because;
      }
    } catch {
      because = "not-stored";
    }
    if (block instanceof Uint8Array) block.fill(0);
    return { ok: true as const, statement: await refusal(about, because ?? "not-stored", receipt) };
  }

  /** Written down where that can be, and signed either way. */
  async function refusal(
    about: { grant: string; technician: string },
    because: RefusalCode,
    receipt: (answer: RefusalCode, extent?: Extent) => Promise<string>,
  ): Promise<string> {
    let signed = "";
    try {
      await entries.together("grant-refused", { ...about, because }, async (after) => {
        signed = await receipt(because, after);
        return () => {};
      });
      return signed;
    } catch {
      return receipt(because);
    }
  }

  /** All checks up to the credentials: the opened block, null where none are needed, or why not. */
  async function openFor(
    statement: Statement<"grant">,
    challenge: ApprovalChallenge,
    credentials: string | null,
  ): Promise<Uint8Array | null | RefusalCode> {
    const { id, customer, computer, terms, confirmed, approvedAt } = statement;
    // That it answers this challenge is how the challenge was found.
    const isMine = computer === key.name && customer === challenge.customer && statement.request === challenge.request;
    if (!isMine) return "not-for-this-computer";
    if (!(Math.abs(approvedAt - clock.now()) <= bounds.clocksDiffer)) return "clocks-differ";
    if (!areTakable(statement, clock.now())) return "terms-refused";
    const because = closed(customer);
    if (because !== null) return because;
    if (grants.get(id) !== undefined) return "not-stored";
    // Confirmed by a password is what a password came with, and on setup one has to.
    const needed = confirmed === "password";
    if (terms.credentialMode === "at-setup" && !needed) return "unreadable";
    if (!needed) return statement.credentials === null && credentials === null ? null : "unreadable";
    if (credentials === null || (await sha256(credentials)) !== statement.credentials) return "unreadable";
    const block = await openCredentials(credentials, challenge.share, { grant: id, customer, computer: key.name });
    return block ?? "unreadable";
  }

  /** Logs in to the screen once with what was given; null where the computer accepted it, or nothing had to be tried. */
  async function tryOut({ id, terms }: Statement<"grant">, block: Uint8Array | null): Promise<RefusalCode | null> {
    if (block === null) return null;
    const credentials = readBlock(block);
    if (credentials === null) return "unreadable";
    // What is kept must not lie where a visitor who is logged in as this very account could read it.
    if (terms.credentialMode === "at-setup" && (await given.isOwnAccount(credentials.userName))) return "own-account";
    const tooMany = given.tries.count(id);
    if (tooMany !== null) return tooMany;
    const tried = await given.logIn(credentials, { administrator: false });
    if (tried.ok) tried.screen.close();
    const wasntSaid = !tried.ok && (tried.because === "no-login-type" || tried.because === "not-our-screen");
    if (tried.ok || wasntSaid) given.tries.succeeded(id);
    return tried.ok ? null : tried.because;
  }

  /** Stores grant, receipt and credentials. Throws where the disk doesn't take them; then nothing is left. */
  async function store(
    statement: Statement<"grant">,
    signed: string,
    block: Uint8Array | null,
    receipt: (answer: "registered", extent: Extent) => Promise<string>,
  ) {
    const { id, customer, technician } = statement;
    const keeps = block !== null && statement.terms.credentialMode === "at-setup";
    try {
      if (keeps) await given.kept.put(id, block);
      block?.fill(0);
      let grant: OwnGrant | null = null;
      const written = await entries.together("grant-registered", { grant: id, technician }, async (after) => {
        const signedReceipt = await receipt("registered", after);
        // The log-in took its time: what closes may have come meanwhile.
        if (closed(customer) !== null) return null;
        const began = begun(statement, signed, signedReceipt, clock.now());
        grant = began;
        return () => grants.insert(began);
      });
      if (written && grant !== null) {
        const begunGrant: OwnGrant = grant;
        grants.hold(begunGrant);
        return { ok: true as const, statement: begunGrant.receipt };
      }
    } catch (error) {
      if (keeps) given.kept.wipe(id);
      throw error;
    }
    if (keeps) given.kept.wipe(id);
    return refused(closed(customer) ?? "not-stored");
  }

  return {
    async ask(customer, request) {
      const because = closed(customer);
      return because === null ? { ok: true, statement: await challenges.make(customer, request) } : refused(because);
    },
    register(grant, credentials) {
      const peeked = peekAtGrant(grant);
      return peeked === null
        ? Promise.resolve(refused("unreadable"))
        : inTurn(() => register(grant, credentials, peeked));
    },
  };
}

const begun = (statement: Statement<"grant">, signed: string, receipt: string, changedAt: number): OwnGrant => ({
  ...{ id: statement.id, statement, signed, receipt, changedAt, state: "open", n: 0 },
  ...{ pausedAt: null, revokedAt: null, by: null, decided: null, expiredAt: null },
});
