import { fresh32, fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { checkNumber, commitTo } from "../../shared/check-number.ts";
import type { Session } from "../../shared/records.ts";
import { hashOf, introduce, say } from "../../shared/statements.ts";
import type { OwnKey } from "../background/keys.ts";
import { change, type Joining, type Store } from "../background/store.ts";
import type { CustomerIntroduction, Pin } from "../messages.ts";

const tries = 3;
/** How long the bytes of a join that the server never answered may be sent again; it refuses them after five minutes. */
const joinKeeps = 4 * 60_000;

/** The join for a session, kept before it is sent. One that was never answered is said again in the same bytes. */
export async function prepareJoin(store: Store, session: string, key: OwnKey, at: number): Promise<Joining | null> {
  const r = fresh32();
  const saying = { session, customer: key.name, commit: await commitTo(r), at };
  const join = await say("join", saying, key.privateKey);
  const fresh: Joining = {
    session,
    at,
    r: toBase64url(r),
    join,
    joined: false,
    met: null,
    wrong: 0,
    fits: false,
    failed: null,
    leftAt: null,
    overAt: null,
  };
  const kept = await change(store, "joinings", session, (earlier) => {
    const isUsable = earlier !== undefined && (earlier.joined || earlier.met !== null || at < earlier.at + joinKeeps);
    return isUsable ? earlier : fresh;
  });
  return kept === undefined || kept.joined || kept.met !== null ? null : kept;
}

/**
 * Forgets a join that the server refused, so that the next try commits anew: what it refused it can't bring up later.
 * One that it took after all stays.
 */
export async function forgetJoin(store: Store, session: string): Promise<void> {
  const transaction = store.transaction("joinings", "readwrite");
  const kept = await transaction.store.get(session);
  if (kept?.joined === false && kept.met === null) await transaction.store.delete(session);
  await transaction.done;
}

/**
 * Takes the introduction one step further, from what the server shows of the session (protocol.md section 2): accepts
 * the first meet and no other. Anything that isn't as it was before, or as a genuine technician would have said it,
 * fails the joining for good as `altered`.
 */
export async function advance(joining: Joining, session: Session, key: OwnKey, store: Store): Promise<Joining> {
  if (joining.failed !== null) return joining;
  if (session.join !== null && session.join !== joining.join) return fail(store, joining.session, "altered", false);
  if (session.meet === null) return joining;
  if (joining.met !== null) {
    return session.meet === joining.met.meet ? joining : fail(store, joining.session, "altered", false);
  }
  const met = await accept(session.meet, joining, key);
  if (met === null) return fail(store, joining.session, "altered", false);
  const pin = await store.get("technicians", met.technician);
  const known = pin !== undefined && pin.name === met.name && pin.organisation === met.organisation;
  return add(store, joining.session, known ? { met, fits: true } : { met });
}

async function accept(meet: string, joining: Joining, key: OwnKey): Promise<Joining["met"]> {
  const heard = await introduce("meet", meet);
  if (!heard.ok) return null;
  const { session, technician, customer, join, name, organisation } = heard.statement;
  const a = await hashOf(joining.join);
  if (session !== joining.session || customer !== key.name || join !== a) return null;
  return {
    meet,
    technician,
    name,
    organisation,
    number: await checkNumber(a, await hashOf(meet), fromBase64url(joining.r)),
  };
}

/** What the customer typed. The right number pins the technician; the third wrong one ends it. Null: nothing to check. */
export async function checkTyped(
  store: Store,
  session: string,
  typed: string,
  at: number,
): Promise<{ fits: boolean; triesLeft: number; joining: Joining } | null> {
  const before = await store.get("joinings", session);
  if (!before?.met || before.failed !== null || before.fits || before.leftAt !== null) return null;
  const fits = typed === before.met.number;
  const joining = fits ? await pin(store, session, at) : await countWrong(store, session);
  return joining === null ? null : { fits, triesLeft: tries - joining.wrong, joining };
}

/** Pins the technician of the one accepted meet, unless the joining has failed or ended meanwhile. */
async function pin(store: Store, session: string, at: number): Promise<Joining | null> {
  const transaction = store.transaction(["joinings", "technicians"], "readwrite", { durability: "strict" });
  const joinings = transaction.objectStore("joinings");
  const kept = await joinings.get(session);
  if (!kept?.met || kept.failed !== null || kept.leftAt !== null) return null;
  const { technician: key, name, organisation } = kept.met;
  await transaction.objectStore("technicians").put({ key, name, organisation, checkedAt: at }, key);
  const fitting = { ...kept, fits: true };
  await joinings.put(fitting, session);
  await transaction.done;
  return fitting;
}

async function countWrong(store: Store, session: string): Promise<Joining | null> {
  const joining = await change(store, "joinings", session, (kept) => {
    if (kept === undefined || kept.failed !== null) return undefined;
    const wrong = kept.wrong + 1;
    return { ...kept, wrong, failed: wrong < tries ? null : { because: "number-differs", stop: true } };
  });
  return joining ?? null;
}

/** What the popup is told. `pins`: every technician whose number was checked. */
export function introductionOf(session: Session, joining: Joining, pins: Pin[]): CustomerIntroduction {
  if (joining.failed !== null) return { step: "failed", ...joining.failed };
  const { met } = joining;
  const pin = pins.find(({ key }) => key === met?.technician);
  if (joining.fits && pin !== undefined) return { step: "done", technician: pin };
  if (session.endedBy === "number-differs") return { step: "failed", because: "number-differs", stop: false };
  if (met === null) return { step: "exchanging" };
  const { name, organisation } = met;
  const sameName = pins.filter((one) => one.key !== met.technician && isSameName(one, met));
  const checkedAt = sameName.map((one) => one.checkedAt).sort((a, b) => b - a)[0];
  const warning = checkedAt === undefined ? null : { checkedAt };
  return { step: "number", name, organisation, triesLeft: tries - joining.wrong, warning };
}

type Named = { name: string; organisation: string };
const folded = (text: string): string =>
  text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll(/\s+/gu, " ").trim();
const isSameName = (a: Named, b: Named): boolean =>
  folded(a.name) === folded(b.name) && folded(a.organisation) === folded(b.organisation);

/** Adds to what is kept. The first accepted meet stays the only one, and a failed joining stays failed. */
export async function add(store: Store, session: string, more: Partial<Joining>): Promise<Joining> {
  const kept = await change(store, "joinings", session, (joining) => {
    if (joining === undefined || joining.failed !== null) return undefined;
    return { ...joining, ...more, met: joining.met ?? more.met ?? null };
  });
  if (kept === undefined) throw new Error("no such joining");
  return kept;
}

const fail = (store: Store, session: string, because: "number-differs" | "altered", stop: boolean): Promise<Joining> =>
  add(store, session, { failed: { because, stop } });
