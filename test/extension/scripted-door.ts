import { fresh32, freshId, fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { checkNumber } from "../../shared/check-number.ts";
import { freshShare, openCredentials, readBlock } from "../../shared/credentials.ts";
import type { EntryEvent, EntryReason, RefusalCode } from "../../shared/door-words.ts";
import type { DoorEntry } from "../../shared/records.ts";
import { hashOf, hear, type Saying, say, sha256 } from "../../shared/statements.ts";
import { type Forger, freshForger } from "./forger.ts";

// A doorkeeper that is honest and knows no screen: it speaks protocol.md sections 3 to 5 to the scripted server, and
// accepts one account. Tests lend its key to a lying server, or put another one in its place.

export const account = { userName: "martin", password: "correct horse battery" };

const noEntry = "A".repeat(43);

export async function createScriptedDoor(now: () => number) {
  const key: Forger = await freshForger();
  const entries: DoorEntry[] = [];
  let head = noEntry;
  let customer: string | null = null;
  let pairing: { token: string; signed: string } | null = null;
  /** what it printed: the six digits that the customer types */
  let printed: string | null = null;
  const challenges = new Map<string, { request: string; privateKey: CryptoKey }>();
  const grants = new Map<
    string,
    { signed: string; n: number; state: "open" | "paused" | "revoked"; receipt: string }
  >();
  const seen = { credentials: [] as unknown[] };
  const lies: {
    /** refuses every grant in these words */
    refuses?: RefusalCode;
  } = {};

  const extent = () => ({ entries: entries.length, head });
  async function enter(event: EntryEvent, about: { grant?: string; technician?: string; because?: EntryReason } = {}) {
    const { grant = null, technician = null, because = null } = about;
    const n = entries.length + 1;
    const saying = { computer: key.name, n, previous: head, event, grant, technician, because, at: now() };
    const signed = await say("entry", saying, key.privateKey);
    entries.push({ n, signed });
    head = await hashOf(signed);
  }

  const door = {
    key,
    name: "OFFICE-PC",
    entries,
    grants,
    seen,
    lies,
    enter,
    extent,
    printed: () => printed,

    /** the command that the popup shows, typed at the computer: answers with one `pair-door` */
    async run(command: string): Promise<{ token: string; signed: string }> {
      const token = command.split(" --pair ")[1] ?? "";
      const bytes = fromBase64url(token);
      const saying: Saying<"pair-door"> = {
        computer: key.name,
        customer: toBase64url(bytes.slice(0, 32)),
        commit: toBase64url(bytes.slice(32)),
        nonce: toBase64url(fresh32()),
        name: door.name,
        system: "win",
        at: now(),
      };
      pairing = { token, signed: await say("pair-door", saying, key.privateKey) };
      return pairing;
    },
    async reveal(r: string): Promise<void> {
      if (pairing === null) return;
      printed = await checkNumber(await sha256(pairing.token), await hashOf(pairing.signed), fromBase64url(r));
    },
    async paired(statement: string): Promise<boolean> {
      if (pairing === null) return false;
      const own = toBase64url(fromBase64url(pairing.token).slice(0, 32));
      const heard = await hear("paired", statement, own);
      const fits = heard.ok && heard.statement.computer === key.name;
      if (!fits || heard.statement.door !== (await hashOf(pairing.signed))) return false;
      customer = own;
      await enter("paired");
      return true;
    },

    async challenge(request: string, more: Partial<Saying<"approval-challenge">> = {}): Promise<string> {
      const { share, privateKey } = await freshShare();
      const saying = { computer: key.name, customer: customer ?? "", request, share, at: now(), ...extent(), ...more };
      const signed = await say("approval-challenge", saying, key.privateKey);
      challenges.set(await hashOf(signed), { request, privateKey });
      return signed;
    },
    async receive(signed: string, credentials: string | null): Promise<string> {
      const heard = await hear("grant", signed, customer ?? "");
      if (!heard.ok) return door.receipt("", signed, "bad-signature");
      const { id, challenge, request, credentials: hash } = heard.statement;
      const kept = grants.get(id);
      if (kept?.signed === signed) return kept.receipt;
      const asked = challenges.get(challenge ?? "");
      challenges.delete(challenge ?? "");
      if (asked?.request !== request) return door.receipt(id, signed, "challenge-gone");
      if (hash !== (credentials && (await sha256(credentials)))) return door.receipt(id, signed, "not-accepted");
      if (lies.refuses) return door.receipt(id, signed, lies.refuses);
      if (credentials !== null) {
        const sealedFor = { grant: id, customer: customer ?? "", computer: key.name };
        const block = await openCredentials(credentials, asked.privateKey, sealedFor);
        const opened = block && readBlock(block);
        seen.credentials.push(opened);
        const fits = opened?.userName === account.userName && opened.password === account.password;
        if (!fits) return door.receipt(id, signed, "not-accepted");
      }
      await enter("grant-registered", { grant: id, technician: heard.statement.technician });
      const receipt = await door.receipt(id, signed, "registered");
      grants.set(id, { signed, n: 0, state: "open", receipt });
      return receipt;
    },
    async receipt(grant: string, signed: string, answer: "registered" | RefusalCode): Promise<string> {
      const saying = {
        computer: key.name,
        grant: grant || freshId(),
        grantHash: await hashOf(signed),
        answer,
        at: now(),
      };
      return say("receipt", { ...saying, ...extent() }, key.privateKey);
    },

    /** obeys a newer decision, or answers with its own */
    async decide(signed: string): Promise<string | null> {
      const heard = await hear("decision", signed, customer ?? "");
      if (!heard.ok) return null;
      const { grant: id, state, n } = heard.statement;
      const grant = grants.get(id);
      if (grant === undefined) return null;
      if (!(n > grant.n) || grant.state === "revoked") return door.decided(id, "customer");
      Object.assign(grant, { n, state });
      await enter(state === "open" ? "grant-resumed" : `grant-${state}`, { grant: id, because: "customer" });
      return door.decided(id, "customer");
    },
    /** `doorkeeper pause | resume | revoke` at the computer, or a close of the server's */
    async close(id: string, state: "open" | "paused" | "revoked", by: "local" | "server"): Promise<string> {
      const grant = grants.get(id);
      if (grant !== undefined) Object.assign(grant, { n: grant.n + 1, state });
      return door.decided(id, by);
    },
    async decided(id: string, by: "customer" | "local" | "server"): Promise<string> {
      const { state = "open", n = 0 } = grants.get(id) ?? {};
      const saying = { computer: key.name, grant: id, state, n, by, at: now(), ...extent() };
      return say("decided", saying, key.privateKey);
    },
  };
  return door;
}
export type ScriptedDoor = Awaited<ReturnType<typeof createScriptedDoor>>;
