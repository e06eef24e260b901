import { spanOf } from "../shared/access-window.ts";
import { bounds } from "../shared/bounds.ts";
import type { Statement } from "../shared/statements.ts";
import { type CallerOf, policyOf } from "./caller.ts";
import { doorRefusal } from "./door-refusal.ts";
import { heard, mustAgree, mustBe } from "./heard.ts";
import { enter } from "./history.ts";
import { mustBeAllowed } from "./may-ask.ts";
import type { Parts } from "./parts.ts";
import { nameOfTechnician } from "./people.ts";
import { ownRequest } from "./records/request.ts";
import { malformed, Refusal } from "./refusal.ts";
import type { Store } from "./store/store.ts";
import { mustBeEmpty } from "./visits.ts";
import { write } from "./write.ts";

/** A customer's yes to the request with this id, heard and compared with what was asked; `statement` is its hash. */
export type Approval = {
  caller: CallerOf<"customer">;
  id: string;
  said: Statement<"grant">;
  signed: string;
  request: Statement<"request">;
  statement: string;
};

/** Whether this very grant is kept already. Refuses what may not be approved at this instant. */
async function check(store: Store, { caller, id, said, signed, request }: Approval, at: number): Promise<boolean> {
  const before = await store.selectFrom("grants").where("id", "=", said.id).select("signed").executeTakeFirst();
  if (before?.signed === signed) return true;
  const row = await ownRequest(store, caller, id);
  if (row.answer !== null || !(at < row.lapsesAt)) throw new Refusal("not-pending");
  if (before !== undefined) throw malformed("/grant", "id-used");
  mustAgree(said.approvedAt, at);
  const session = await store
    .selectFrom("sessions")
    .where("id", "=", row.sessionId)
    .selectAll()
    .executeTakeFirstOrThrow();
  await mustBeAllowed(store, request, session, at, said.approvedAt);
  const { computerPasswordAlways } = await policyOf(store, row.technicianId);
  const needed = computerPasswordAlways || said.terms.credentialMode === "at-setup";
  if (needed && said.confirmed !== "password") throw new Refusal("password-needed");
  if (said.computer === null) return false;
  const computer = await store.selectFrom("computers").where("id", "=", caller.id).select("door").executeTakeFirst();
  if (computer?.door !== said.computer) throw new Refusal("not-paired");
  await mustBeEmpty(store, said.computer);
  return false;
}

/** Asks all that before the doorkeeper is asked; whether this very grant is kept already. */
export async function mustBeApprovable(parts: Parts, approval: Approval): Promise<boolean> {
  return write(parts, (transaction, _changes, at) => check(transaction, approval, at));
}

/** Lets the doorkeeper take the grant: its signed receipt. Credentials are passed on and forgotten. */
export async function registered(
  parts: Parts,
  { said, signed, statement }: Approval,
  door: string,
  credentials: string | null,
): Promise<string> {
  const answer = await parts.doors
    .ask(door, { kind: "grant", statement: signed, credentials }, bounds.receiptWithin)
    .catch((error: unknown) => {
      throw error instanceof Refusal && error.code === "no-answer" ? new Refusal("no-receipt") : error;
    });
  if (answer.kind === "refused") throw doorRefusal(answer.because, answer.at, said.approvedAt);
  const receipt = await heard("receipt", answer.statement, door);
  mustBe([receipt.computer, door], [receipt.grant, said.id], [receipt.grantHash, statement]);
  if (receipt.answer !== "registered") throw doorRefusal(receipt.answer, receipt.at, said.approvedAt);
  return answer.statement;
}

/**
 * Keeps a grant. Where the request was answered otherwise while the doorkeeper took it, or the rules no longer permit it,
 * the doorkeeper is told to close it again: only what we keep may be used.
 */
export async function keepGrant(parts: Parts, approval: Approval, receipt: string | null): Promise<void> {
  const { caller, id, said, signed, statement } = approval;
  const { computer: door, terms, approvedAt } = said;
  try {
    await write(parts, async (transaction, changes, at) => {
      if (await check(transaction, approval, at)) return;
      const row = await ownRequest(transaction, caller, id);
      await transaction
        .updateTable("requests")
        .set({ answer: "approved", answeredAt: at })
        .where("id", "=", id)
        .execute();
      await transaction
        .insertInto("grants")
        .values({
          id: said.id,
          requestId: id,
          computerId: caller.id,
          technicianId: row.technicianId,
          technicianKey: said.technician,
          door,
          signed,
          receipt,
          terms: JSON.stringify(terms),
          approvedAt,
          until: spanOf(terms, approvedAt).until,
          n: 0,
        })
        .execute();
      const technician = await nameOfTechnician(transaction, row.technicianId);
      await enter(transaction, caller.id, at, {
        event: "grant-made",
        grant: said.id,
        request: id,
        technician,
        statement,
      });
      changes.requests.add(id);
      changes.grants.add(said.id);
    });
  } catch (error) {
    if (door !== null) parts.doors.tell(door, { kind: "close", grant: said.id, because: "technician" });
    throw error;
  }
}
