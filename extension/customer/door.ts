import { bounds } from "../../shared/bounds.ts";
import type { Saying, Statement } from "../../shared/statements.ts";
import { hear } from "../../shared/statements.ts";
import { hearOnce } from "../background/hear-once.ts";
import type { Snapshot } from "../background/snapshot.ts";
import { change, type PinnedDoor, type Store } from "../background/store.ts";

// What a doorkeeper says, believed only under the key whose six digits were typed here (protocol.md section 3).

/** The doorkeeper of this computer; null before one is paired, and after it was unpaired. */
export const currentDoor = async (store: Store): Promise<PinnedDoor | null> =>
  (await store.getAll("doors")).find(({ endedAt }) => endedAt === null) ?? null;

/** Whether somebody is connected, says the server: while that is so nothing that opens is begun here. */
export const isConnected = (snapshot: Snapshot | null): boolean =>
  [...(snapshot?.connections.values() ?? [])].some(({ state }) => state === "open");

/** How far a doorkeeper's own history goes, by its own signed word. */
export type Extent = Pick<Statement<"receipt">, "entries" | "head">;

/** Keeps the furthest extent that was heard of: what the server then can't show is missing. */
export async function noteExtent(store: Store, door: string, { entries, head }: Extent, at: number): Promise<void> {
  await change(store, "doors", door, (kept) =>
    kept !== undefined && (kept.claimed === null || entries > kept.claimed.entries)
      ? { ...kept, claimed: { entries, head, heardAt: at } }
      : undefined,
  );
}

type Challenge = Statement<"approval-challenge">;
type Asked = Pick<Saying<"approval-challenge">, "computer" | "customer" | "request">;

/** A doorkeeper's challenge for exactly this request, made within five minutes; else the code to refuse it with. */
export async function hearChallenge(
  signed: unknown,
  asked: Asked,
  at: number,
): Promise<{ ok: true; challenge: Challenge } | { ok: false; code: "not-verified" | "clocks-differ" }> {
  const heard = await hear("approval-challenge", signed, asked.computer);
  if (!heard.ok) return { ok: false, code: "not-verified" };
  const { computer, customer, request, at: saidAt } = heard.statement;
  const isForThis = computer === asked.computer && customer === asked.customer && request === asked.request;
  if (!isForThis) return { ok: false, code: "not-verified" };
  if (!(Math.abs(saidAt - at) <= bounds.clocksDiffer)) return { ok: false, code: "clocks-differ" };
  return { ok: true, challenge: heard.statement };
}

/** The receipt for exactly this grant in exactly these bytes, saying that the computer has it. Null for anything else. */
export async function hearReceipt(
  receipt: string | null,
  grant: { id: string; hash: string; computer: string },
): Promise<Statement<"receipt"> | null> {
  if (receipt === null) return null;
  const heard = await hearOnce("receipt", receipt, grant.computer);
  if (!heard.ok) return null;
  const { computer, grant: id, grantHash, answer } = heard.statement;
  const isForThis = computer === grant.computer && id === grant.id && grantHash === grant.hash;
  return isForThis && answer === "registered" ? heard.statement : null;
}

/** The doorkeeper's newest word about a grant. Null for anything else, and for a yes that it says the server gave. */
export async function hearDecided(
  decided: string | null,
  grant: { id: string; computer: string },
): Promise<Statement<"decided"> | null> {
  if (decided === null) return null;
  const heard = await hearOnce("decided", decided, grant.computer);
  if (!heard.ok) return null;
  const { computer, grant: id, state, by } = heard.statement;
  const isForThis = computer === grant.computer && id === grant.id;
  return isForThis && (by !== "server" || state === "revoked") ? heard.statement : null;
}
