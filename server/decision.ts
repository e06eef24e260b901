import type { Statement } from "../shared/statements.ts";
import type { CallerOf } from "./caller.ts";
import { doorRefusal } from "./door-refusal.ts";
import { reread } from "./heard.ts";
import { enter } from "./history.ts";
import type { Parts } from "./parts.ts";
import { nameOfTechnician } from "./people.ts";
import { ownGrant } from "./records/grant.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store/store.ts";
import { decidedSaid } from "./told-by-door.ts";
import { cutWhatMayNot, mustBeEmpty } from "./visits.ts";
import { write } from "./write.ts";

/** A customer's decision, heard; `statement` is its hash. */
export type Decision = {
  caller: CallerOf<"customer">;
  id: string;
  said: Statement<"decision">;
  decision: string;
  statement: string;
};

/** ms that a doorkeeper has to confirm; later it is told by an event */
const confirmWithin = 5_000;

/**
 * Keeps a decision and passes it on to the doorkeeper: a no is kept at once, whoever is there; a yes only where the
 * doorkeeper doesn't refuse it. Answers the doorkeeper's word; null where there is none yet.
 */
export async function decide(parts: Parts, decision: Decision): Promise<string | null> {
  const { caller, id, said } = decision;
  const { door } = await write(parts, (transaction, _changes, at) => check(transaction, decision, at));
  if (said.state !== "open") await keep(parts, decision);
  const confirmed = door === null ? null : await passOn(parts, decision, door);
  if (said.state === "open") await keep(parts, decision);
  // The doorkeeper has ended it by then, in the customer's name; where it hasn't, this does.
  else await write(parts, cutWhatMayNot);
  if (door !== null && confirmed !== null) await decidedSaid(parts, door, confirmed);
  const { decided } = await ownGrant(parts.store, caller, id);
  return decided !== null && said.n <= reread("decided", decided).n ? decided : null;
}

/** The grant as it is. Refuses what may not be decided any more; the same decision again may. */
async function check(store: Store, { caller, id, said, decision }: Decision, at: number) {
  const row = await ownGrant(store, caller, id);
  if (row.decision === decision) return row;
  if (row.revokedAt !== null || !(row.until === null || at < row.until)) throw new Refusal("grant-over");
  if (!(said.n > row.n)) throw new Refusal("decision-old");
  if (said.state === "open") await mustBeEmpty(store, row.door);
  return row;
}

async function keep(parts: Parts, decision: Decision): Promise<void> {
  const { caller, id, said, statement } = decision;
  await write(parts, async (transaction, changes, at) => {
    const row = await check(transaction, decision, at);
    if (row.decision === decision.decision) return;
    const { state, n } = said;
    const pausedAt = state === "open" ? null : (row.pausedAt ?? (state === "paused" ? at : null));
    const revoked = state === "revoked" ? { revokedAt: at, revokedBy: "customer" as const } : {};
    await transaction
      .updateTable("grants")
      .set({ n, decision: decision.decision, pausedAt, ...revoked })
      .where("id", "=", id)
      .execute();
    const technician = await nameOfTechnician(transaction, row.technicianId);
    await enter(transaction, caller.id, at, { event: "grant-decided", grant: id, technician, state, n, statement });
    changes.grants.add(id);
  });
}

/** Passes a decision on. Null where the doorkeeper isn't there, or says nothing in time: it is told when it comes. */
async function passOn(parts: Parts, { said, decision }: Decision, door: string): Promise<string | null> {
  const answer = await parts.doors
    .ask(door, { kind: "decision", statement: decision }, confirmWithin)
    .catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
  if (answer === null) return null;
  if (answer.kind === "decided") return answer.statement;
  if (said.state === "open") throw doorRefusal(answer.because, answer.at, said.at);
  return null;
}
