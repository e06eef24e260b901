import { fresh32, fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { checkNumber, commitTo } from "../../shared/check-number.ts";
import type { Pairing as ShownPairing } from "../../shared/records.ts";
import { hashOf, introduce, say, sha256 } from "../../shared/statements.ts";
import { createTurns } from "../../shared/turns.ts";
import { asOutcome, done, type Half, refused } from "../background/half.ts";
import type { Snapshot } from "../background/snapshot.ts";
import { change, type DoorPairing, type Store } from "../background/store.ts";
import type { CustomerActs, CustomerPairing, Outcome } from "../messages.ts";
import { pairCommand } from "../pair-command.ts";
import type { CustomerToken } from "./customer-token.ts";
import type { Decisions } from "./decisions.ts";
import { currentDoor, isConnected } from "./door.ts";

const tries = 3;
const one = "one";
type Failure = NonNullable<DoorPairing["failed"]>;

export type Pairing = ReturnType<typeof createPairing>;

/** Setting up a doorkeeper (protocol.md section 3): offered, answered once, checked by six digits, pinned. */
export function createPairing(given: Half & CustomerToken & { decisions: Decisions }) {
  const { client, kept, line, now } = given;
  // What is offered, attended and checked at once would be offered, attended and checked twice.
  const pairing = createTurns();

  const keep = async (more: (before: DoorPairing) => DoorPairing | undefined): Promise<DoorPairing | undefined> =>
    change(await given.store, "pairings", one, (before) => before && more(before));

  /** For good: nothing may come of it any more, so what it commits to is dropped. */
  async function fail(token: string, failed: Failure): Promise<void> {
    await keep((before) =>
      before.token === token && before.failed === null ? { ...before, r: null, failed } : undefined,
    );
    given.changed();
  }

  async function begin(isPrivate: boolean): Promise<Outcome> {
    if (isPrivate) return refused("private-window");
    if ((await kept.computer.read()) === null) return refused("not-signed-in");
    if (isConnected(line.snapshot())) return refused("connection-open");
    const store = await given.store;
    const r = fresh32();
    const commit = await commitTo(r);
    const key = fromBase64url((await given.key()).name);
    const token = toBase64url(new Uint8Array([...key, ...fromBase64url(commit)]));
    const offered: DoorPairing = {
      ...{ token, commit, r: toBase64url(r), at: now(), id: null },
      ...{ answered: null, wrong: 0, paired: null, failed: null },
    };
    await store.put("pairings", offered, one);
    given.changed();
    const told = await given.withToken((held) => offer(offered, held));
    if (!told.ok && told.code !== "no-server") await store.delete("pairings", one);
    given.changed();
    return told;
  }

  async function offer({ token }: DoorPairing, held: string): Promise<Outcome> {
    const told = await client.pair(held, token);
    if (!told.ok) return told;
    await keep((before) => (before.token === token ? { ...before, id: before.id ?? told.value.id } : undefined));
    return done;
  }

  /** Takes the pairing one step further, from what the server shows of it. */
  async function attend(snapshot: Snapshot, held: string): Promise<void> {
    const store = await given.store;
    let current = await store.get("pairings", one);
    if (current === undefined || current.failed !== null) return;
    const { token } = current;
    if (current.paired !== null) return tellPaired(current, held);
    if (!(now() < current.at + bounds.pairingLives)) return fail(token, "lapsed");
    const shown = [...snapshot.pairings.values()].find((each) => each.token === token);
    if (shown === undefined) {
      if (current.id === null) await offer(current, held);
      return;
    }
    if (current.id === null) current = (await keep((before) => ({ ...before, id: shown.id }))) ?? current;
    if (shown.pairDoor !== null) await answered(current, shown, held);
    else if (shown.state === "over") await fail(token, "lapsed");
  }

  async function answered(current: DoorPairing, shown: ShownPairing, held: string): Promise<void> {
    const { token } = current;
    const signed = shown.pairDoor ?? "";
    // One answer for one token: another would be another guess at the number.
    if (current.answered !== null && current.answered.signed !== signed) return fail(token, "altered");
    let accepted = current.answered;
    if (accepted === null) {
      accepted = await accept(signed, current, (await given.key()).name);
      if (accepted === null) return fail(token, "altered");
      const after = await keep((before) =>
        before.token === token && before.failed === null
          ? { ...before, answered: before.answered ?? accepted }
          : undefined,
      );
      given.changed();
      if (after?.answered?.signed !== signed || after.failed !== null) return;
    }
    if (current.r !== null && current.id !== null) {
      const revealed = await client.revealToDoor(held, current.id, current.r);
      if (revealed.ok) await keep((before) => (before.token === token ? { ...before, r: null } : undefined));
      else if (revealed.code === "unknown") return fail(token, "lapsed");
    }
    if (shown.state === "over") await fail(token, "lapsed");
  }

  /** Tells the doorkeeper, through the server, that it was pinned. What it never hears it forgets, and so does this. */
  async function tellPaired({ token, id, paired }: DoorPairing, held: string): Promise<void> {
    if (paired === null || paired.told || id === null) return;
    const told = await client.paired(held, id, paired.signed);
    const store = await given.store;
    if (told.ok) {
      await store.delete("pairings", one);
      given.changed();
    } else if (told.code === "unknown") {
      const door = await currentDoor(store);
      if (door !== null) await change(store, "doors", door.key, (before) => before && { ...before, endedAt: now() });
      await fail(token, "lapsed");
    }
  }

  async function check(typed: string): Promise<CustomerActs["check-door"]["answer"]> {
    const store = await given.store;
    const current = await store.get("pairings", one);
    if (!current?.answered || current.failed !== null || current.paired !== null) return refused("not-verified");
    if (!(now() < current.at + bounds.pairingLives)) {
      await fail(current.token, "lapsed");
      return refused("not-verified");
    }
    if (isConnected(line.snapshot())) return refused("connection-open");
    if (typed !== current.answered.number) {
      const after = await keep((before) => {
        const wrong = before.wrong + 1;
        return wrong < tries ? { ...before, wrong } : { ...before, wrong, r: null, failed: "number-differs" };
      });
      given.changed();
      return { ok: true, fits: false, triesLeft: tries - (after?.wrong ?? tries) };
    }
    await pin(store, current, current.answered);
    given.changed();
    await given.withToken(async (held) => {
      const pinned = await store.get("pairings", one);
      if (pinned?.paired) await tellPaired(pinned, held);
      return done;
    });
    return { ok: true, fits: true, triesLeft: tries - current.wrong };
  }

  /** Pins the doorkeeper whose number was typed. Another one, and all that was given through it, ends with that. */
  async function pin(store: Store, current: DoorPairing, door: NonNullable<DoorPairing["answered"]>): Promise<void> {
    const own = await given.key();
    const at = now();
    const saying = { customer: own.name, computer: door.computer, door: await hashOf(door.signed), at };
    const signed = await say("paired", saying, own.privateKey);
    const transaction = store.transaction(["pairings", "doors"], "readwrite", { durability: "strict" });
    const doors = transaction.objectStore("doors");
    for (const before of await doors.getAll()) {
      if (before.endedAt === null && before.key !== door.computer)
        await doors.put({ ...before, endedAt: at }, before.key);
    }
    const known = await doors.get(door.computer);
    const { computer: key, name, system } = door;
    await doors.put(
      { key, name, system, pairedAt: at, endedAt: null, claimed: known?.claimed ?? null, broken: null },
      key,
    );
    await transaction.objectStore("pairings").put({ ...current, r: null, paired: { signed, told: false } }, one);
    await transaction.done;
    await revokeThrough((through) => through !== door.computer);
  }

  /** Revokes what was given through doorkeepers that are no longer this computer's. */
  async function revokeThrough(isMeant: (door: string) => boolean): Promise<void> {
    for (const entry of await (await given.store).getAll("ledger")) {
      const isOver = entry.decision?.state === "revoked" || entry.endedByOther !== null;
      if (entry.computer !== null && isMeant(entry.computer) && !isOver) {
        await given.decisions.decideOn(entry.id, "revoked");
      }
    }
  }

  async function unpair(): Promise<Outcome> {
    if (isConnected(line.snapshot())) return refused("connection-open");
    const store = await given.store;
    const door = await currentDoor(store);
    const computer = await kept.computer.read();
    if (door === null || computer === null) return refused("unknown");
    await revokeThrough((through) => through === door.key);
    await change(store, "doors", door.key, (before) => before && { ...before, endedAt: now() });
    await store.delete("pairings", one);
    given.changed();
    return given.withToken(async (held) => asOutcome(await client.unpair(held, computer.id)));
  }

  return {
    begin: (isPrivate: boolean): Promise<Outcome> => pairing(() => begin(isPrivate)),
    check: (typed: string): Promise<CustomerActs["check-door"]["answer"]> => pairing(() => check(typed)),
    attend: (snapshot: Snapshot, held: string): Promise<void> => pairing(() => attend(snapshot, held)),
    unpair: (): Promise<Outcome> => pairing(unpair),
    stop: (): Promise<Outcome> =>
      pairing(async () => {
        const store = await given.store;
        const current = await store.get("pairings", one);
        if (current?.paired == null) await store.delete("pairings", one);
        given.changed();
        return done;
      }),
  };
}

/** The doorkeeper's answer to this very token, with the number that it must print. */
async function accept(
  signed: string,
  { token, commit, r }: DoorPairing,
  own: string,
): Promise<DoorPairing["answered"]> {
  const heard = await introduce("pair-door", signed);
  if (!heard.ok || r === null) return null;
  const { computer, customer, commit: answeredCommit, name, system } = heard.statement;
  if (customer !== own || answeredCommit !== commit) return null;
  const number = await checkNumber(await sha256(token), await hashOf(signed), fromBase64url(r));
  return { signed, computer, name, system, number };
}

/** What the popup is told. */
export function pairingOf(pairing: DoorPairing | undefined, server: string): CustomerPairing | null {
  if (pairing === undefined) return null;
  const { answered, failed, paired, token, at, wrong } = pairing;
  if (failed !== null) return { step: "failed", because: failed };
  if (paired !== null) return null;
  const command = pairCommand(server, token);
  const endsAt = at + bounds.pairingLives;
  if (answered === null) return { step: "offered", command, endsAt };
  return { step: "number", name: answered.name, triesLeft: tries - wrong, command, endsAt };
}
