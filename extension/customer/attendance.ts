import type { Half } from "../half.ts";
import type { OwnComputer } from "../kept-item.ts";
import type { Snapshot } from "../snapshot.ts";
import { change, type LedgerEntry } from "../store.ts";
import type { Approvals } from "./approval.ts";
import type { CustomerToken } from "./customer-token.ts";
import type { Decisions } from "./decisions.ts";
import { advance } from "./joining.ts";
import { learn } from "./ledger-entry.ts";

/**
 * What is done for the customer by itself after anything changed: accepts a meet, reveals r, sends what wasn't sent,
 * keeps anybody's no. Nothing here says yes to anything that he hasn't said yes to.
 */
export function createAttendance(given: Half & CustomerToken & { approvals: Approvals; decisions: Decisions }) {
  const { client, kept, line } = given;

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

  async function attendGrant(entry: LedgerEntry, snapshot: Snapshot): Promise<void> {
    const shown = snapshot.grants.get(entry.id);
    const session = snapshot.sessions.get(entry.session);
    const sessionOver = entry.sessionOver || session === undefined || session.endedAt !== null;
    const own = await given.key();
    const learnt = shown === undefined ? entry : await learn(entry, shown, own.name, given.now());
    if (learnt !== entry || sessionOver !== entry.sessionOver) {
      await keepLearnt(entry, { ...learnt, sessionOver });
      given.changed();
    }
    if (entry.decision?.told === false && learnt.decision?.signed !== entry.decision.signed) {
      // What he decided without knowing of the newer one is decided anew, above it.
      await given.decisions.decideOn(entry.id, entry.decision.state);
    } else if (learnt.standing === "sending") {
      if (snapshot.requests.get(entry.request)?.state === "pending") await given.approvals.sendAgain(entry.id);
    } else if (learnt.decision?.told === false) await given.decisions.tell(learnt.id);
  }

  /** Keeps what was learnt, unless the customer has decided something else in the meantime. */
  async function keepLearnt(before: LedgerEntry, learnt: LedgerEntry): Promise<void> {
    const { standing, decision, endedByOther, sessionOver } = learnt;
    await change(await given.store, "ledger", before.id, (entry) =>
      entry?.decision?.signed === before.decision?.signed
        ? entry && { ...entry, standing, decision, endedByOther, sessionOver }
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
    if (snapshot === null || !line.online()) return;
    const held = await given.token();
    if (held === null) return;
    const store = await given.store;
    await attendSessions(snapshot, held);
    for (const { request, reason } of await store.getAll("denials")) {
      if (snapshot.requests.get(request)?.state === "pending") await client.deny(held, request, reason);
    }
    for (const entry of await store.getAll("ledger")) await attendGrant(entry, snapshot);
    await noteComputer(snapshot, held);
  };
}
