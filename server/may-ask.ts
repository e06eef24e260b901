import { mayRequest } from "../shared/may-request.ts";
import type { Terms } from "../shared/terms.ts";
import { policyOf } from "./caller.ts";
import { mustBe, reread } from "./heard.ts";
import { stateOf } from "./records/session.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";

type Asked = { technician: string; terms: Terms; reason: string; ticket: string };

/**
 * Asks the rules whether a technician may ask this now, or a customer approve it now, with the group's policy of this
 * moment; `approvedAt` is the customer's own clock, from which spans are counted. Refuses with every reason why not; and
 * with `bad-signature` where another key than the one that was introduced in the session asks.
 */
export async function mustBeAllowed(
  store: Store,
  { technician, terms, reason, ticket }: Asked,
  session: Tables["sessions"],
  at: number,
  approvedAt = at,
): Promise<void> {
  const policy = await policyOf(store, session.technicianId);
  const computer = await store
    .selectFrom("computers")
    .where("id", "=", session.computerId)
    .select("door")
    .executeTakeFirst();
  const paired = computer !== undefined && computer.door !== null;
  const given = { policy, session: { kind: session.kind, state: stateOf(session, at) }, paired };
  for (const instant of [at, approvedAt]) {
    const reasons = mayRequest({ terms, reason, ticket }, given, instant);
    if (reasons.length > 0) throw new Refusal("refused", { reasons });
  }
  const met = session.meet === null ? null : reread("meet", session.meet);
  mustBe([met?.technician, technician]);
}
