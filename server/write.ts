import { type Changes, noChanges } from "./changes.ts";
import type { Parts } from "./parts.ts";
import { passTime } from "./pass-time.ts";
import type { Store } from "./store/store.ts";

/**
 * One transaction, alone: what time has ended is ended first, then `act` does what it must, or throws and nothing is kept.
 * Only when all of it is on the disk is it announced and answered.
 */
export async function write<Answer>(
  { store, now, announce }: Pick<Parts, "store" | "now" | "announce">,
  act: (transaction: Store, changes: Changes, at: number) => Promise<Answer>,
): Promise<Answer> {
  const changes = noChanges();
  const answer = await store.transaction().execute(async (transaction) => {
    const at = now();
    await passTime(transaction, changes, at);
    return act(transaction, changes, at);
  });
  announce(changes);
  return answer;
}
