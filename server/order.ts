import type { RefusalCode } from "../shared/door-words.ts";
import { hashOf } from "../shared/statements.ts";
import type { CallerOf } from "./caller.ts";
import { closedTo } from "./closed.ts";
import { doorRefusal } from "./door-refusal.ts";
import { heard, mustAgree, mustBe } from "./heard.ts";
import type { Parts } from "./parts.ts";
import { ownConnection } from "./records/connection.ts";
import { ownGrant } from "./records/grant.ts";
import { Refusal } from "./refusal.ts";
import { endConnection } from "./visits.ts";
import { write } from "./write.ts";

/** Takes a technician's signed order to the doorkeeper. Answers when it was accepted: the streams may be dialled. */
export async function passOrder(
  parts: Parts,
  caller: CallerOf<"technician">,
  id: string,
  order: string,
): Promise<void> {
  const asked = await ownConnection(parts.store, caller, id);
  const grant = await ownGrant(parts.store, caller, asked.grantId);
  const said = await heard("order", order, grant.technicianKey);
  mustBe(
    [said.technician, grant.technicianKey],
    [said.connection, id],
    [said.grant, grant.id],
    [said.computer, asked.door],
    [said.challenge, await hashOf(asked.challenge)],
    [said.resumes, asked.resumes],
  );
  const refusal = await write(parts, async (transaction, changes, at) => {
    const row = await ownConnection(transaction, caller, id);
    if (row.endedAt !== null || row.order !== null) return new Refusal("challenge-gone");
    mustAgree(said.at, at);
    const now = await ownGrant(transaction, caller, grant.id);
    const closed = await closedTo(transaction, caller, now, at);
    if (closed !== null) {
      await endConnection(transaction, changes, row, "challenge-gone", at);
      return closed;
    }
    await transaction.updateTable("connections").set({ order }).where("id", "=", id).execute();
    changes.connections.add(id);
    return null;
  });
  if (refusal !== null) throw refusal;
  const answer = await parts.doors
    .ask(asked.door, { kind: "order", statement: order })
    .catch(async (error: unknown) => {
      // Nobody knows whether the doorkeeper took it: it is told to forget it.
      parts.doors.tell(asked.door, { kind: "cut", connection: id, because: "cut" });
      await giveUp(parts, id, "challenge-gone");
      throw error;
    });
  if (answer.kind === "refused") {
    await giveUp(parts, id, answer.because);
    throw doorRefusal(answer.because, answer.at, said.at);
  }
  mustBe([answer.connection, id]);
}

async function giveUp(parts: Parts, id: string, because: RefusalCode): Promise<void> {
  await write(parts, async (transaction, changes, at) => {
    const row = await transaction.selectFrom("connections").where("id", "=", id).selectAll().executeTakeFirstOrThrow();
    await endConnection(transaction, changes, row, because, at);
  });
}
