import { freshId } from "../../shared/base64url.ts";
import { type Credentials, sealCredentials, writeBlock } from "../../shared/credentials.ts";
import type { FromDoor } from "../../shared/door-wire.ts";
import { hear, type Saying, type Statement, say, sha256 } from "../../shared/statements.ts";
import type { Terms } from "../../shared/terms.ts";
import type { Person } from "./people.ts";
import { somebody } from "./people.ts";
import type { Paired } from "./running.ts";

// What the customer's popup does to approve, step by step, so that a test can change one of them.

export const atConnection: Terms = {
  credentialMode: "at-connection",
  span: { kind: "days", days: 3 },
  hours: [],
  zone: "Europe/Berlin",
};
export const atSetup: Terms = { ...atConnection, credentialMode: "at-setup" };
export const rightCredentials: Credentials = { userName: "office", password: "a canary in the mine" };

/** What may be different from a genuine approval; everything has its honest value. */
export type Changes = {
  terms?: Terms;
  confirmed?: "click" | "password";
  /** null: none are sent */
  credentials?: Credentials | null;
  now?: () => number;
  /** changes the grant before it is signed */
  saying?: (saying: Saying<"grant">) => Partial<Saying<"grant">>;
  signer?: Person;
  /** for which id the credentials are sealed */
  sealedFor?: Partial<{ grant: string; customer: string; computer: string }>;
  /** changes what is sent */
  sent?: (sent: { statement: string; credentials: string | null }) => object | Promise<object>;
};

export type Approval = {
  challenge: string;
  statement: string;
  credentials: string | null;
  grant: Statement<"grant">;
};

/** Asks for a challenge. */
export async function askChallenge({ line, customer, computer }: Paired, request: string): Promise<string> {
  const answer = await line.ask({ kind: "approve?", customer: customer.name, request });
  if (answer.kind !== "approval-challenge") throw new Error(`${answer.kind} ${"because" in answer && answer.because}`);
  const heard = await hear("approval-challenge", answer.statement, computer);
  if (!heard.ok || heard.statement.request !== request) throw new Error("a challenge that isn't the computer's");
  return answer.statement;
}

/** Everything up to the moment at which the grant is sent. */
export async function signGrant(paired: Paired, changes: Changes = {}, technician?: Person): Promise<Approval> {
  const { customer, computer } = paired;
  const { terms = atConnection, now = Date.now } = changes;
  const confirmed = changes.confirmed ?? (terms.credentialMode === "at-setup" ? "password" : "click");
  const request = await sha256(freshId());
  const challenge = await askChallenge(paired, request);
  const heard = await hear("approval-challenge", challenge, computer);
  if (!heard.ok) throw new Error(heard.because);
  const id = freshId();
  const needed = confirmed === "password";
  const given = changes.credentials === undefined && needed ? rightCredentials : (changes.credentials ?? null);
  const sealedFor = { grant: id, customer: customer.name, computer, ...changes.sealedFor };
  const credentials = given && (await sealCredentials(writeBlock(given), heard.statement.share, sealedFor));
  const saying: Saying<"grant"> = {
    ...{ id, request, technician: (technician ?? (await somebody())).name, technicianName: "Anna Berg" },
    ...{ customer: customer.name, computer, terms, confirmed },
    credentials: credentials && (await sha256(credentials)),
    challenge: await hashOfChallenge(challenge),
    approvedAt: now(),
  };
  const said = { ...saying, ...changes.saying?.(saying) };
  const statement = await say("grant", said, (changes.signer ?? customer).privateKey);
  return { challenge, statement, credentials, grant: { v: 1, ...said } };
}

const hashOfChallenge = (challenge: string): Promise<string> => sha256(challenge.slice(0, challenge.lastIndexOf(".")));

export async function send({ line }: Paired, approval: Approval, changes: Changes = {}): Promise<FromDoor> {
  const { statement, credentials } = approval;
  const sent = (await changes.sent?.({ statement, credentials })) ?? {};
  return line.ask({ kind: "grant", statement, credentials, ...sent });
}

/** What the receipt says, once it was verified to be the computer's. */
export async function receiptIn(answer: FromDoor, computer: string): Promise<Statement<"receipt">> {
  if (answer.kind !== "receipt") throw new Error(`${answer.kind} ${"because" in answer && answer.because}`);
  const heard = await hear("receipt", answer.statement, computer);
  if (!heard.ok) throw new Error(heard.because);
  return heard.statement;
}

/** The whole of an approval: the answer of the receipt, and the grant. */
export async function approve(paired: Paired, changes: Changes = {}, technician?: Person) {
  const approval = await signGrant(paired, changes, technician);
  const { answer } = await receiptIn(await send(paired, approval, changes), paired.computer);
  return { answer, ...approval };
}

/** A decision of the customer's, as his popup signs it. */
export async function decide(
  { customer, computer, line }: Paired,
  grant: string,
  state: "open" | "paused" | "revoked",
  n: number,
  changes: { signer?: Person; saying?: Partial<Saying<"decision">> } = {},
): Promise<FromDoor> {
  const saying = { customer: customer.name, computer, grant, state, n, at: Date.now(), ...changes.saying };
  const statement = await say("decision", saying, (changes.signer ?? customer).privateKey);
  return line.ask({ kind: "decision", statement });
}

/** What the computer answered to a decision: its own word, verified, or why not. */
export async function wordIn(answer: FromDoor, computer: string): Promise<Partial<Statement<"decided">> | string> {
  if (answer.kind === "refused") return answer.because;
  if (answer.kind !== "decided") throw new Error(answer.kind);
  const heard = await hear("decided", answer.statement, computer);
  if (!heard.ok) throw new Error(heard.because);
  const { state, n, by, grant } = heard.statement;
  return { grant, state, n, by };
}
