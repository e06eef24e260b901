import { mayRequest } from "../shared/may-request.ts";
import type { Terms } from "../shared/terms.ts";
import { policyOf } from "./caller.ts";
import { mustBe, reread } from "./heard.ts";
import { stateOf } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";

type Asked = { technician: string; terms: Terms; reason: string; ticket: string };

/**
 * Asks the rules whether a technician may ask this now, or a customer approve it now: with the group's policy of this
 * moment. Refuses with every reason why not; and with `bad-signature` where another key than the one that was introduced
 * in the session asks.
 */
export async function mustBeAllowed(
  store: Store,
  { technician, terms, reason, ticket }: Asked,
  session: Tables["sessions"],
  at: number,
): Promise<void> {
  const policy = await policyOf(store, session.technicianId);
  const given = { policy, session: { kind: session.kind, state: stateOf(session, at) }, paired: false };
  const reasons = mayRequest({ terms, reason, ticket }, given, at);
  if (reasons.length > 0) throw new Refusal("refused", { reasons });
  const met = session.meet === null ? null : reread("meet", session.meet);
  mustBe([met?.technician, technician]);
}
