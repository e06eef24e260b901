import type { Connection } from "../../shared/records.ts";
import type { DoorEntryKept, LedgerEntry } from "../background/store.ts";
import type { CustomerConnection, CustomerVisit, Pin } from "../messages.ts";
import { grantOf } from "./ledger-entry.ts";

const shown = 100;
/** ms between the end of a line and the screen on the next one: dialling and logging in again */
const comesBack = 45_000;

/** Who is meant by a grant of this browser's, or by a key whose number was checked. Never a name of the server's. */
function nameOf(grant: string | null, technician: string | null, ledger: LedgerEntry[], pins: Pin[]): string | null {
  const entry = ledger.find(({ id }) => id === grant);
  return entry?.technician.name ?? pins.find(({ key }) => key === technician)?.name ?? null;
}

/**
 * Visits as the computer signed them, newest first. A visit that goes on after a lost line is one visit; one visit at a
 * time, so an end belongs to the beginning before it.
 */
export function visitsOf(entries: DoorEntryKept[], ledger: LedgerEntry[], pins: Pin[]): CustomerVisit[] {
  const visits: CustomerVisit[] = [];
  let newest: { visit: CustomerVisit; grant: string | null } | null = null;
  for (const { n, event, grant, technician, because, at } of entries) {
    const who = nameOf(grant, technician, ledger, pins);
    if (event === "connection-opened") {
      if (newest !== null && newest.grant === grant && goesOn(newest.visit, visits, at)) {
        Object.assign(newest.visit, { until: null, because: null });
        continue;
      }
      newest = { visit: { n, who, from: at, until: null, what: "visited", because: null }, grant };
      visits.push(newest.visit);
    } else if (event === "connection-ended") {
      if (newest?.visit.until === null) Object.assign(newest.visit, { until: at, because });
    } else if (event === "connection-refused") {
      visits.push({ n, who, from: at, until: at, what: "refused", because });
    }
  }
  return visits.reverse().slice(0, shown);
}

/** Whether a visit goes on: it has no end, or its line was lost just now. The computer writes that down when the next takes its place. */
const goesOn = (visit: CustomerVisit, visits: CustomerVisit[], at: number): boolean =>
  visit.until === null || (visit.because === "cut" && visits.at(-1) === visit && at - visit.until <= comesBack);

/** The visit that runs now, says the server: whose, since when, and when it ends by itself. */
export function connectionOf(
  connections: ReadonlyMap<string, Connection>,
  ledger: LedgerEntry[],
  at: number,
): CustomerConnection | null {
  const open = [...connections.values()].find(({ state }) => state === "open");
  if (open === undefined) return null;
  let first = open;
  for (let steps = 0; first.resumes !== null && steps < connections.size; steps += 1) {
    first = connections.get(first.resumes) ?? { ...first, resumes: null };
  }
  const entry = ledger.find(({ id }) => id === open.grantId);
  const access = entry && grantOf(entry, at).access;
  return {
    id: open.id,
    who: entry?.technician.name ?? null,
    since: first.openedAt ?? open.openedAt ?? open.askedAt,
    until: access?.open ? access.until : null,
  };
}
