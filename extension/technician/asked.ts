import { freshId } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { mayRequest } from "../../shared/may-request.ts";
import type { Policy } from "../../shared/policy.ts";
import type { Session } from "../../shared/records.ts";
import { hashOf, say } from "../../shared/statements.ts";
import type { OwnKey } from "../background/keys.ts";
import { type Asked, change, type Meeting, type Store } from "../background/store.ts";
import type { Draft, Outcome } from "../messages.ts";

type Asker = { store: Store; key: OwnKey; name: string; organisation: string; policy: Policy; now(): number };

/**
 * Signs what the technician asks for and keeps it before it is sent. The very bytes of an earlier try that the server
 * never answered are used again. Refused where the rules say so, and where no checked customer is met in this session.
 */
export async function sign(
  draft: Draft,
  session: Session,
  meeting: Meeting | undefined,
  by: Asker,
): Promise<{ ok: true; asked: Asked } | Extract<Outcome, { ok: false }>> {
  const customer = meeting?.fits && meeting.failed === null ? meeting.answered?.customer : undefined;
  const computer = session.computer;
  if (customer === undefined || computer?.key !== customer) return { ok: false, code: "not-verified" };
  const at = by.now();
  const { door, name: computerName } = computer;
  const reasons = mayRequest(draft, { policy: by.policy, session, paired: door !== null }, at);
  if (reasons.length > 0) return { ok: false, code: "refused", reasons };
  // The server names the session's end; it can't make it longer than sessions are.
  const lapses = session.endsAt;
  if (lapses === null || !(at < lapses && lapses <= at + bounds.sessionLives + bounds.clocksDiffer)) {
    return { ok: false, code: "not-verified" };
  }
  const unanswered = await earlierTry(draft, customer, door, by.store);
  if (unanswered !== undefined) return { ok: true, asked: unanswered };
  const id = freshId();
  const { terms, reason, ticket } = draft;
  const signed = await say(
    "request",
    {
      id,
      technician: by.key.name,
      name: by.name,
      organisation: by.organisation,
      customer,
      computer: door,
      session: session.id,
      terms,
      reason,
      ticket,
      at,
      lapses,
    },
    by.key.privateKey,
  );
  const hash = await hashOf(signed);
  const question = { id, session: session.id, customer, computer: door, signed, hash, terms, reason, ticket };
  const asked: Asked = { ...question, computerName, settled: false, withdrawn: false };
  await by.store.put("asked", asked, id);
  return { ok: true, asked };
}

/** Marks a request as answered by the server, so that asking the same again is a new question. */
export const settle = (store: Store, id: string): Promise<Asked | undefined> =>
  change(store, "asked", id, (asked) => asked && { ...asked, settled: true });

/** Marks a request as taken back: a grant that answers it all the same was never hers. */
export const takeBack = (store: Store, id: string): Promise<Asked | undefined> =>
  change(store, "asked", id, (asked) => asked && { ...asked, withdrawn: true });

async function earlierTry(
  { session, terms, reason, ticket }: Draft,
  customer: string,
  computer: string | null,
  store: Store,
): Promise<Asked | undefined> {
  const asked = await store.getAll("asked");
  const question = JSON.stringify([session, customer, computer, terms, reason, ticket]);
  return asked.find(
    (one) =>
      !one.settled &&
      JSON.stringify([one.session, one.customer, one.computer, one.terms, one.reason, one.ticket]) === question,
  );
}
