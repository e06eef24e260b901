import type { Half } from "../background/half.ts";
import type { OwnComputer } from "../background/kept-item.ts";
import type { Snapshot } from "../background/snapshot.ts";
import { change, type LedgerEntry } from "../background/store.ts";
import type { Approvals } from "./approval.ts";
import type { CustomerToken } from "./customer-token.ts";
import type { Decisions } from "./decisions.ts";
import { noteExtent } from "./door.ts";
import type { DoorHistory } from "./door-history.ts";
import { advance } from "./joining.ts";
import { isOutrun, learn } from "./ledger-entry.ts";
import type { Pairing } from "./pairing.ts";

type Attended = { approvals: Approvals; decisions: Decisions; pairing: Pairing; doorHistory: DoorHistory };

/** What was said to the doorkeeper since it came into sight: each decision that it hasn't confirmed is said once more. */
function createSight() {
  const said = new Set<string>();
  return {
    isNew(signed: string): boolean {
      if (said.has(signed)) return false;
      said.add(signed);
      return true;
    },
    end: () => said.clear(),
  };
}

/**
 * What is done for the customer by itself after anything changed: accepts a meet, reveals r, sends what wasn't sent,
 * keeps anybody's no. Nothing here says yes to anything that he hasn't said yes to.
 */
export function createAttendance(given: Half & CustomerToken & Attended) {
  const { client, kept, line } = given;
  const sight = createSight();

  async function attendSessions(snapshot: Snapshot, held: string): Promise<void> {
    const store = await given.store;
    const own = await given.key();
    for (const session of snapshot.sessions.values()) {
      const joining = await store.get("joinings", session.id);
      if (joining === undefined) continue;
      if (session.endedAt !== null || session.state === "ended" || session.state === "lapsed") {
        await change(store, "joinings", session.id, (kept) =>
          kept?.overAt === null ? { ...kept, overAt: given.now() } : undefined,
        );
        continue;
      }
      const next = await advance(joining, session, own, store);
      if (next.failed !== null) await client.endSession(held, session.id, "number-differs");
      else if (next.leftAt !== null) await client.endSession(held, session.id);
      else if (next.met !== null && session.reveal === null) await client.reveal(held, session.id, next.r);
    }
  }

  async function attendGrant(entry: LedgerEntry, snapshot: Snapshot, isDoorThere: boolean): Promise<void> {
    const shown = snapshot.grants.get(entry.id);
    const session = snapshot.sessions.get(entry.session);
    const sessionOver = entry.sessionOver || session === undefined || session.endedAt !== null;
    const own = await given.key();
    const { entry: learnt, extents } =
      shown === undefined ? { entry, extents: [] } : await learn(entry, shown, own.name, given.now());
    if (learnt !== entry || sessionOver !== entry.sessionOver) {
      await keepLearnt(entry, { ...learnt, sessionOver });
      given.changed();
    }
    for (const extent of extents) {
      if (entry.computer !== null) await noteExtent(await given.store, entry.computer, extent, given.now());
    }
    const { decision } = learnt;
    const before = entry.decision;
    if (isOutrun(learnt)) {
      if (decision !== null) await given.decisions.decideOn(entry.id, decision.state);
    } else if (before?.told === false && decision?.signed !== before.signed && before.state !== "open") {
      // What he closed without knowing of the newer decision is closed anew, above it.
      await given.decisions.decideOn(entry.id, before.state);
    } else if (learnt.standing === "sending") {
      if (snapshot.requests.get(entry.request)?.state === "pending") await given.approvals.sendAgain(entry.id);
    } else if (decision?.told === false) await given.decisions.tell(learnt.id);
    else if (decision?.confirmed === false && entry.computer !== null && isDoorThere && sight.isNew(decision.signed)) {
      await given.decisions.tell(learnt.id, true);
    }
  }

  /** Keeps what was learnt, unless the customer has decided something else in the meantime. */
  async function keepLearnt(before: LedgerEntry, learnt: LedgerEntry): Promise<void> {
    const { standing, sealed, signed, signedBefore, approvedAt, confirmed } = learnt;
    const { decision, decided, endedByOther, sessionOver } = learnt;
    const all = { standing, sealed, signed, signedBefore, approvedAt, confirmed, decision, decided, endedByOther };
    await change(await given.store, "ledger", before.id, (entry) =>
      entry?.decision?.signed === before.decision?.signed && entry?.signed === before.signed
        ? entry && { ...entry, ...all, sessionOver }
        : undefined,
    );
  }

  /**
   * Keeps what the server knows of this computer, but for its name: that is the customer's own word, since it stands in
   * the question that he answers. Tells the server the zone that the clock here shows.
   */
  async function noteComputer({ me }: Snapshot, held: string): Promise<void> {
    if (me.role !== "customer") return;
    const { id, system, zone } = me.computer;
    const before = await kept.computer.read();
    const seen: OwnComputer = { id, name: before?.name ?? me.computer.name, system, zone };
    if (JSON.stringify(before) !== JSON.stringify(seen)) await kept.computer.write(seen);
    if ((await kept.organisation.read()) !== me.organisation) await kept.organisation.write(me.organisation);
    if (zone !== given.zone()) await client.changeComputer(held, id, { zone: given.zone() });
  }

  return async function attend(): Promise<void> {
    const snapshot = line.snapshot();
    const isThere = line.online() && snapshot?.me.role === "customer" && snapshot.me.computer.doorOnline;
    if (!isThere) sight.end();
    if (snapshot === null || !line.online()) return;
    const held = await given.token();
    if (held === null) return;
    const store = await given.store;
    await attendSessions(snapshot, held);
    for (const { request, reason } of await store.getAll("denials")) {
      if (snapshot.requests.get(request)?.state === "pending") await client.deny(held, request, reason);
    }
    for (const entry of await store.getAll("ledger")) await attendGrant(entry, snapshot, isThere);
    await given.pairing.attend(snapshot, held);
    await given.doorHistory.attend(snapshot, held);
    await noteComputer(snapshot, held);
  };
}
