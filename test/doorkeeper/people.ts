import { fresh32, fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { checkNumber, commitTo } from "../../shared/check-number.ts";
import { hashOf, introduce, nameOf, say, sha256 } from "../../shared/statements.ts";
import type { DoorLine } from "./hostile-server.ts";

// The people whose browsers a doorkeeper hears of, as far as it hears of them.

export type Person = { name: string; privateKey: CryptoKey };

export async function somebody(): Promise<Person> {
  const pair = (await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"])) as CryptoKeyPair;
  return { name: await nameOf(pair), privateKey: pair.privateKey };
}

/** A customer's half of a pairing: the token of the command, and the r that it commits to. */
export async function offerPairing(customer: Person): Promise<{ token: string; r: string }> {
  const r = fresh32();
  const token = Buffer.concat([fromBase64url(customer.name), fromBase64url(await commitTo(r))]).toString("base64url");
  return { token, r: toBase64url(r) };
}

/** What the popup does between the doorkeeper's `pair-door` and its number: answers the number and, for a yes, `paired`. */
export async function answerPairDoor(customer: Person, offer: { token: string; r: string }, pairDoor: string) {
  const heard = await introduce("pair-door", pairDoor);
  if (!heard.ok) throw new Error(heard.because);
  const door = await hashOf(pairDoor);
  const { computer } = heard.statement;
  return {
    computer,
    number: await checkNumber(await sha256(offer.token), door, fromBase64url(offer.r)),
    paired: await say("paired", { customer: customer.name, computer, door, at: Date.now() }, customer.privateKey),
  };
}

/** The whole of a pairing over a line whose server is honest. Answers the doorkeeper's key. */
export async function pairOver(line: DoorLine, customer: Person, offer: { token: string; r: string }): Promise<string> {
  const { statement } = await line.next("pair-door");
  const { computer, paired } = await answerPairDoor(customer, offer, statement);
  line.send({ kind: "reveal", r: offer.r });
  line.send({ kind: "paired", statement: paired });
  return computer;
}
