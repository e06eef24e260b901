import type { Half } from "../background/half.ts";
import type { LedgerEntry, Store } from "../background/store.ts";
import type { Language } from "../language.ts";
import type { CustomerRequest, CustomerState, Pin } from "../messages.ts";
import { readRequest } from "./access-request.ts";
import type { CustomerToken } from "./customer-token.ts";
import { currentDoor } from "./door.ts";
import { entriesOf, missingOf } from "./door-history.ts";
import { introductionOf } from "./joining.ts";
import { entryFor, grantOf } from "./ledger-entry.ts";
import { pairingOf } from "./pairing.ts";
import { proposedName, type System } from "./proposed-name.ts";
import { connectionOf, visitsOf } from "./visits.ts";

export type Shown = ReturnType<typeof createShown>;

/** What the customer's page is told, from what is kept here and what the server said last. */
export function createShown(given: Half & CustomerToken & { system(): Promise<System>; language: Language }) {
  const { kept, line, now } = given;

  /** The request as it stands on the screen now; undefined when it isn't pending, or was answered here. */
  async function request(id: string): Promise<CustomerRequest | undefined> {
    const shown = line.snapshot()?.requests.get(id);
    const store = await given.store;
    if (shown?.state !== "pending" || (await store.get("denials", id)) !== undefined) return undefined;
    const entry = await entryFor(store, id);
    const joining = await store.get("joinings", shown.sessionId);
    // What he has said yes to isn't asked again, and what is over doesn't come back, whatever the server says.
    if (entry?.standing === "given" || (joining !== undefined && joining.overAt !== null)) return undefined;
    const pins = await store.getAll("technicians");
    const door = (await currentDoor(store))?.key ?? null;
    const read = await readRequest(shown, { joining, pins, door, ownKey: (await given.key()).name, at: now() });
    if (!read.verified) return read;
    const asksPassword = read.credentials === "none" && (await kept.asksPassword.read()) === true;
    const credentials = asksPassword ? "password" : read.credentials;
    return { ...read, credentials, sending: entry?.standing === "sending" };
  }

  const isTechnicianHere = async (): Promise<boolean> => (await kept.technicianToken.read()) !== null;

  async function state(): Promise<CustomerState> {
    const store = await given.store;
    const snapshot = line.snapshot();
    const pins = await store.getAll("technicians");
    const joinings = new Map((await store.getAll("joinings")).map((joining) => [joining.session, joining]));
    const sessions = [...(snapshot?.sessions.values() ?? [])].flatMap((session) => {
      const joining = joinings.get(session.id);
      return joining === undefined ? [] : [{ ...session, introduction: introductionOf(session, joining, pins) }];
    });
    const shown = await Promise.all([...(snapshot?.requests.keys() ?? [])].map(request));
    const requests = shown.filter((one) => one !== undefined);
    const asked = new Set(requests.map(({ id }) => id));
    // A grant on its way is shown with its request, or by itself where the server shows no request any more.
    const ledger = await store.getAll("ledger");
    const listed = ledger.filter(
      ({ standing, request: of }) => standing === "given" || (standing === "sending" && !asked.has(of)),
    );
    const computer = await kept.computer.read();
    return {
      server: given.server,
      online: line.online() || computer === null,
      computer,
      proposedName: proposedName(await given.system(), given.language, now()),
      clockAhead: line.clockAhead(),
      organisation: await kept.organisation.read(),
      sessions,
      requests,
      grants: listed.map((entry) => grantOf(entry, now())).sort((a, b) => b.approvedAt - a.approvedAt),
      pairing: pairingOf(await store.get("pairings", "one"), given.server),
      ...(await doorState(store, ledger, pins)),
      connection: snapshot && connectionOf(snapshot.connections, ledger, now()),
      asksPassword: (await kept.asksPassword.read()) === true,
      opensAt:
        (await kept.popupTab.read()) ?? (computer === null && (await isTechnicianHere()) ? "technician" : "computer"),
    };
  }

  /** The doorkeeper, and what every doorkeeper that this computer ever had has written. */
  async function doorState(
    store: Store,
    ledger: LedgerEntry[],
    pins: Pin[],
  ): Promise<Pick<CustomerState, "door" | "visits" | "missing">> {
    const all = await store.getAll("doors");
    const visits = await Promise.all(all.map(async ({ key }) => visitsOf(await entriesOf(store, key), ledger, pins)));
    const door = all.find(({ endedAt }) => endedAt === null);
    const shared = { visits: visits.flat().sort((a, b) => b.from - a.from) };
    if (door === undefined) return { ...shared, door: null, missing: null };
    const { key, name, system, pairedAt } = door;
    const me = line.snapshot()?.me;
    const listed = me?.role === "customer" && me.computer.door === key;
    const online = listed && me.computer.doorOnline && line.online();
    const missing = missingOf(door, await entriesOf(store, key), now());
    return { ...shared, door: { key, name, system, pairedAt, online, listed }, missing };
  }

  return { request, state };
}
