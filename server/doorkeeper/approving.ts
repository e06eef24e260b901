import { accessAt } from "../../shared/access-window.ts";
import { bounds } from "../../shared/bounds.ts";
import { freshShare, openCredentials, readBlock } from "../../shared/credentials.ts";
import type { RefusalCode } from "../../shared/door-words.ts";
import { mayRequest } from "../../shared/may-request.ts";
import { readTerms } from "../../shared/read-terms.ts";
import { hashOf, hear, type Statement, say, sha256 } from "../../shared/statements.ts";
import type { Customers } from "./customers.ts";
import type { OwnHistory } from "./entries.ts";
import type { HeldGrants, OwnGrant } from "./held-grants.ts";
import type { KeptCredentials } from "./kept-credentials.ts";
import type { IsOwnAccount } from "./own-account.ts";
import type { Clock, LogIn, OwnKey, Refused, Tries, Visits } from "./parts.ts";
import { type Peeked, peekAtGrant } from "./peek.ts";
import { createTurns } from "./turns.ts";

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

type Challenge = { customer: string; request: string; share: CryptoKey; until: number };

const challengeLives = 10 * 60_000;
const mostChallenges = 4;

export function createApproving(given: Given): Approving {
  const { key, clock, customers, grants, entries, visits } = given;
  const challenges = new Map<string, Challenge>();
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

  async function ask(customer: string, request: string) {
    const because = closed(customer);
    if (because !== null) return refused(because);
    const { share, privateKey } = await freshShare();
    const saying = { computer: key.name, customer, request, share, at: clock.now(), ...entries.extent() };
    const statement = await say("approval-challenge", saying, key.privateKey);
    const hash = await hashOf(statement);
    // The oldest gives way: the server can annoy with this, and gains nothing.
    for (const [oldest] of [...challenges].slice(0, Math.max(0, challenges.size + 1 - mostChallenges)))
      challenges.delete(oldest);
    challenges.set(hash, { customer, request, share: privateKey, until: clock.monotonic() + challengeLives });
    return { ok: true as const, statement };
  }

  /** Gone whatever follows: a challenge answers one grant. */
  function takeOut(hash: string | null): Challenge | null {
    if (hash === null) return null;
    const found = challenges.get(hash);
    challenges.delete(hash);
    return found !== undefined && clock.monotonic() < found.until ? found : null;
  }

  async function register(signed: string, credentials: string | null, peeked: Peeked) {
    const challenge = takeOut(peeked.challenge);
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
    let because = typeof block === "string" ? block : await tryOut(statement, block);
    if (because === null) {
      try {
        const stored = await store(statement, signed, block instanceof Uint8Array ? block : null, receipt);
        if (stored.ok) return stored;
        because = stored.because;
      } catch {
        because = "not-stored";
      }
    }
    if (block instanceof Uint8Array) block.fill(0);
    let refusal = "";
    try {
      await entries.together("grant-refused", { ...about, because }, async (after) => {
        refusal = await receipt(because, after);
        return () => {};
      });
    } catch {
      refusal = await receipt(because);
    }
    return { ok: true as const, statement: refusal };
  }

  /** All checks up to the credentials: the opened block, null where none are needed, or why not. */
  async function openFor(
    statement: Statement<"grant">,
    challenge: Challenge,
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
    receipt: (answer: "registered", extent: ReturnType<OwnHistory["extent"]>) => Promise<string>,
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
    ask,
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

/** Readable, within the limits that hold for everybody, and not over yet. */
function areTakable({ terms, approvedAt }: Statement<"grant">, at: number): boolean {
  if (readTerms(terms) === null) return false;
  const policy = {
    ...{ mayUse: true, administratorCredentialsAlways: false, longestDays: null, unlimitedAllowed: true },
    ...{ reasonRequired: false, ticketRequired: false, computerPasswordAlways: false },
  };
  const session = { kind: "desktop", state: "active" } as const;
  const reasons = mayRequest({ terms, reason: "", ticket: "" }, { policy, session, paired: true }, approvedAt);
  const access = accessAt({ terms, approvedAt }, at);
  return reasons.length === 0 && (access.open || access.because === "upcoming" || access.because === "outside-hours");
}
