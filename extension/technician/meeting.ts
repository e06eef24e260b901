import { fresh32, fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { checkNumber, commitTo } from "../../shared/check-number.ts";
import type { Session } from "../../shared/records.ts";
import { hashOf, introduce, say } from "../../shared/statements.ts";
import type { OwnKey } from "../background/keys.ts";
import { change, type Meeting, type PinnedCustomer, type Store } from "../background/store.ts";
import type { TechnicianIntroduction } from "../messages.ts";

export const freshMeeting = (session: string, startedAt: number): Meeting => ({
  session,
  startedAt,
  answered: null,
  number: null,
  fits: false,
  failed: null,
});

type Speaker = { store: Store; key: OwnKey; name: string; organisation: string; now(): number };

/**
 * Takes the introduction one step further, from what the server shows of the session (protocol.md section 2): answers
 * the first join once, checks what is revealed, knows a pinned customer again. Anything that isn't as it was before, or
 * as a genuine customer would have said it, fails the meeting for good as `altered`.
 */
export async function advance(meeting: Meeting, session: Session, by: Speaker): Promise<Meeting> {
  if (meeting.failed !== null) return meeting;
  if (session.endedBy === "number-differs" && !meeting.fits) {
    return add(by.store, meeting, { failed: "number-differs" });
  }
  if (session.join === null || session.endedAt !== null) return meeting;
  const answered = meeting.answered ?? (await answer(session.join, meeting, by));
  if (answered === null) return add(by.store, meeting, { failed: "altered" });
  const asAnswered = await add(by.store, meeting, { answered });
  if (
    session.join !== asAnswered.answered?.join ||
    (session.meet !== null && session.meet !== asAnswered.answered.meet)
  ) {
    return add(by.store, meeting, { failed: "altered" });
  }
  if (session.reveal === null || session.meet === null) return asAnswered;
  return reveal(asAnswered, session.reveal, by.store);
}

async function answer(join: string, meeting: Meeting, by: Speaker): Promise<Meeting["answered"]> {
  const heard = await introduce("join", join);
  if (!heard.ok || heard.statement.session !== meeting.session) return null;
  const { customer, commit } = heard.statement;
  const meet = await say(
    "meet",
    {
      session: meeting.session,
      technician: by.key.name,
      customer,
      join: await hashOf(join),
      nonce: toBase64url(fresh32()),
      name: by.name,
      organisation: by.organisation,
      at: by.now(),
    },
    by.key.privateKey,
  );
  return { join, customer, commit, meet };
}

async function reveal(meeting: Meeting, revealed: string, store: Store): Promise<Meeting> {
  const { answered } = meeting;
  if (answered === null) return meeting;
  const r = fromBase64url(revealed);
  if ((await commitTo(r)) !== answered.commit) return add(store, meeting, { failed: "altered" });
  const number = await checkNumber(await hashOf(answered.join), await hashOf(answered.meet), r);
  const known = (await store.get("customers", answered.customer)) !== undefined;
  return add(store, meeting, known ? { number, fits: true } : { number });
}

/** What the technician says of the number. *It fits* pins the customer's key; before there is a number it says nothing. */
export async function sayWhetherItFits(
  store: Store,
  session: string,
  fits: boolean,
  at: number,
): Promise<Meeting | null> {
  const meeting = await store.get("meetings", session);
  if (meeting === undefined || meeting.failed !== null) return null;
  if (!fits) return add(store, meeting, { failed: "number-differs" });
  if (meeting.number === null || meeting.answered === null) return null;
  const { customer } = meeting.answered;
  if ((await store.get("customers", customer)) === undefined) {
    await store.put("customers", { key: customer, checkedAt: at }, customer);
  }
  return add(store, meeting, { fits: true });
}

/** What the panel is told. `pin`: the customer of this meeting, where pinned. */
export function introductionOf(
  session: Session,
  meeting: Meeting | undefined,
  pin: PinnedCustomer | undefined,
): TechnicianIntroduction {
  if (meeting === undefined) return { step: "elsewhere" };
  if (meeting.failed !== null) return { step: "failed", because: meeting.failed };
  if (meeting.fits && pin !== undefined) return { step: "done", number: meeting.number, checkedAt: pin.checkedAt };
  if (meeting.number !== null) return { step: "number", number: meeting.number };
  return { step: session.join === null ? "waiting" : "exchanging" };
}

/** Adds to what is kept. The first answer stays the only one, and a failed meeting stays failed. */
async function add(store: Store, { session }: Meeting, more: Partial<Meeting>): Promise<Meeting> {
  const kept = await change(store, "meetings", session, (meeting) => {
    if (meeting === undefined || meeting.failed !== null) return undefined;
    return { ...meeting, ...more, answered: meeting.answered ?? more.answered ?? null };
  });
  if (kept === undefined) throw new Error("no such meeting");
  return kept;
}
