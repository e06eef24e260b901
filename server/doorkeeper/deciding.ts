import type { EndReason, EntryEvent, RefusalCode } from "../../shared/door-words.ts";
import { hear, say } from "../../shared/statements.ts";
import { createTurns } from "../../shared/turns.ts";
import type { OwnHistory } from "./entries.ts";
import {
  accessOf,
  type DecidedBy,
  type DecisionState,
  type HeldGrants,
  inState,
  type OwnGrant,
} from "./held-grants.ts";
import type { KeptCredentials } from "./kept-credentials.ts";
import type { Clock, OwnKey, Refused, Tell, Visits } from "./parts.ts";
import { peekAtDecision } from "./peek.ts";

/** What became of a decision: the computer's own newest word about the grant. */
export type Decided = { ok: true; statement: string } | Refused;

/** Pause, resume, revoke (protocol.md section 5): anybody's no is kept, only the customer's yes opens. */
export type Deciding = {
  /** what the customer signed */
  obey(decision: string): Promise<Decided>;
  /** revoked for ever, by somebody entitled at the server; null where there is no such grant */
  close(grant: string): Promise<void>;
  /** somebody at the computer itself */
  local(grant: string, state: DecisionState): Promise<Decided>;
  /** what time has ended, and what couldn't be stored before; called now and then */
  passTime(): Promise<void>;
};

type Given = {
  key: OwnKey;
  clock: Clock;
  grants: HeldGrants;
  kept: KeptCredentials;
  entries: OwnHistory;
  visits: Pick<Visits, "running" | "end">;
  tell: Tell;
};

const events: Record<DecisionState, EntryEvent> = {
  open: "grant-resumed",
  paused: "grant-paused",
  revoked: "grant-revoked",
};
const ends: Record<Exclude<DecisionState, "open">, EndReason> = { paused: "paused", revoked: "revoked" };

export function createDeciding(given: Given): Deciding {
  const { key, clock, grants, kept, entries, visits } = given;
  const inTurn = createTurns();
  /** grants that were closed in memory while the disk took nothing */
  const unstored = new Set<string>();

  const refused = (because: RefusalCode): Refused => ({ ok: false, because, at: null });

  /** The newest word about a grant; one that nobody decided about is said to be as it began. */
  async function ownWord({ id, n, state, by, decided }: OwnGrant): Promise<Decided> {
    if (unstored.has(id)) return refused("not-stored");
    const saying = { computer: key.name, grant: id, state, n, by: by ?? "customer", at: clock.now() } as const;
    const statement = decided ?? (await say("decided", { ...saying, ...entries.extent() }, key.privateKey));
    return { ok: true, statement };
  }

  async function write(grant: OwnGrant): Promise<OwnGrant | null> {
    const { id, statement, state, n } = grant;
    const by = grant.by ?? "customer";
    let written: OwnGrant = grant;
    const done = await entries.together(
      events[state],
      { grant: id, technician: statement.technician, because: by },
      async (after) => {
        const saying = { computer: key.name, grant: id, state, n, by, at: clock.now(), ...after } as const;
        written = { ...grant, decided: await say("decided", saying, key.privateKey) };
        if (state === "open" && visits.running() !== null) return null;
        return () => grants.update(written);
      },
    );
    return done ? written : null;
  }

  /** Stored, then what runs is ended, then said. A no holds from the first moment on, stored or not. */
  async function change(id: string, state: DecisionState, n: number, by: DecidedBy): Promise<Decided> {
    const grant = grants.get(id);
    if (grant === undefined) return refused("unknown-grant");
    const changed = inState(grant, { state, n, by, changedAt: clock.now() });
    if (state !== "open") grants.hold(changed);
    let answer: Decided;
    try {
      const written = await write(changed);
      if (written !== null) grants.hold(written);
      answer = written === null ? refused("connection-open") : { ok: true, statement: written.decided ?? "" };
    } catch {
      if (state !== "open") unstored.add(id);
      answer = refused("not-stored");
    }
    if (answer.ok) unstored.delete(id);
    if (state !== "open") await visits.end({ grant: id }, ends[state]);
    if (state === "revoked") kept.wipe(id);
    return answer;
  }

  async function obey(decision: string): Promise<Decided> {
    const grant = grants.get(peekAtDecision(decision) ?? "");
    if (grant === undefined) return refused("unknown-grant");
    const heard = await hear("decision", decision, grant.statement.customer);
    if (!heard.ok) return refused(heard.because);
    const { computer, customer, grant: id, n, state } = heard.statement;
    if (!(computer === key.name && customer === grant.statement.customer && id === grant.id))
      return refused("not-for-this-computer");
    // Whoever doesn't know better is told what this computer knows; what is revoked stays so, whoever revokes it again.
    const isNews = n > grant.n && (grant.state !== "revoked" || state === "revoked");
    if (!isNews) return ownWord(grant);
    return change(id, state, n, "customer");
  }

  async function local(id: string, state: DecisionState): Promise<Decided> {
    const grant = grants.get(id);
    if (grant === undefined) return refused("unknown-grant");
    // A pause of the customer's stays his: it doesn't become one that is undone here.
    if (grant.state === state) return ownWord(grant);
    if (grant.state === "revoked") return refused("revoked");
    // What the customer closed from his browser is his to open.
    if (state === "open" && !(grant.state === "paused" && grant.by === "local")) return refused("paused");
    const decided = await change(id, state, grant.n + 1, "local");
    if (decided.ok) given.tell({ kind: "decided", ask: null, statement: decided.statement });
    return decided;
  }

  async function close(id: string): Promise<void> {
    const grant = grants.get(id);
    if (grant === undefined) return;
    const word = await (grant.state === "revoked" ? ownWord(grant) : change(id, "revoked", grant.n + 1, "server"));
    if (word.ok) given.tell({ kind: "decided", ask: null, statement: word.statement });
  }

  async function passTime(): Promise<void> {
    for (const id of [...unstored]) {
      const grant = grants.get(id);
      const written = grant && (await write(grant).catch(() => null));
      if (!written) return;
      unstored.delete(id);
      grants.hold(written);
      given.tell({ kind: "decided", ask: null, statement: written.decided ?? "" });
    }
    for (const grant of grants.all()) {
      if (grant.expiredAt !== null || grant.revokedAt !== null) continue;
      const access = accessOf(grant, clock.now());
      if (access.open || access.because !== "expired") continue;
      kept.wipe(grant.id);
      const expired = { ...grant, expiredAt: clock.now() };
      const about = { grant: grant.id, technician: grant.statement.technician };
      await entries.together("grant-expired", about, async () => () => grants.update(expired));
      grants.hold(expired);
    }
  }

  return {
    obey: (decision) => inTurn(() => obey(decision)),
    close: (grant) => inTurn(() => close(grant)),
    local: (grant, state) => inTurn(() => local(grant, state)),
    passTime: () => inTurn(passTime),
  };
}
