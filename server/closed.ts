import { mayConnect } from "../shared/may-connect.ts";
import { type CallerOf, policyOf } from "./caller.ts";
import { grantIn } from "./records/grant.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store/store.ts";
import type { Tables } from "./store/tables.ts";

/** Why a technician may not connect under this grant now; null where she may. */
export async function closedTo(
  store: Store,
  caller: CallerOf<"technician">,
  grant: Tables["grants"],
  at: number,
): Promise<Refusal | null> {
  const { technicianKey } = grant;
  const policy = await policyOf(store, caller.id);
  const asked = { technicianKey: caller.key ?? "", grant: { ...grantIn(grant), technicianKey }, policy };
  const may = mayConnect(asked, at);
  return may.may ? null : new Refusal("closed", { because: may.because, opensAt: may.opensAt });
}
