import { z } from "zod";
import { hashOf, say } from "../../shared/statements.ts";
import { createTurns } from "../../shared/turns.ts";
import type { Clock, Entries, OwnKey, Tell } from "./parts.ts";
import { peekAtVisit } from "./peek.ts";
import type { State } from "./state.ts";

type Event = Parameters<Entries["add"]>[0];
type About = Parameters<Entries["add"]>[1];
/** How far the history goes, as every signed answer carries it. */
export type Extent = ReturnType<Entries["extent"]>;

export type OwnHistory = Entries & {
  /**
   * Adds an entry together with what it tells of: both are stored, or neither. `prepare` is given the extent that will
   * be, signs with it what has to be signed, and answers what is written in the same transaction; null: leave it be.
   * Answers whether it was written.
   */
  together(event: Event, about: About, prepare: (after: Extent) => Promise<(() => void) | null>): Promise<boolean>;
  /** settles when nothing is being written any more */
  settled(): Promise<void>;
  /** the entries after this number, in order, verbatim; as many as one answer may hold */
  after(n: number): string[];
  /** the visit that was opened and has no end: this doorkeeper was killed while it ran */
  withoutEnd(): { grant: string; technician: string } | null;
};

const row = z.object({ n: z.int(), signed: z.string() });
const noHead = "A".repeat(43);
const mostAtOnce = 5_000;

/** The doorkeeper's own history: numbered, each entry naming the hash of the one before, signed (protocol.md section 1). */
export async function createEntries(given: {
  state: State;
  key: OwnKey;
  clock: Clock;
  tell: Tell;
}): Promise<OwnHistory> {
  const { state, key, clock } = given;
  const inTurn = createTurns();
  const last = state.first(row, "select n, signed from entries order by n desc limit 1");
  let extent: Extent =
    last === undefined ? { entries: 0, head: noHead } : { entries: last.n, head: await hashOf(last.signed) };

  const together: OwnHistory["together"] = (event, { grant = null, technician = null, because = null }, prepare) =>
    inTurn(async () => {
      const n = extent.entries + 1;
      const saying = {
        computer: key.name,
        n,
        previous: extent.head,
        event,
        grant,
        technician,
        because,
        at: clock.now(),
      };
      const signed = await say("entry", saying, key.privateKey);
      const after = { entries: n, head: await hashOf(signed) };
      const write = await prepare(after);
      if (write === null) return false;
      state.atOnce(() => {
        state.run("insert into entries (n, signed) values (?, ?)", n, signed);
        write();
      });
      extent = after;
      given.tell({ kind: "entry", statement: signed });
      return true;
    });

  return {
    together,
    async add(event, about) {
      await together(event, about, async () => () => {});
    },
    extent: () => extent,
    settled: () => inTurn(async () => {}),
    after: (n) =>
      state
        .all(row, "select n, signed from entries where n > ? order by n limit ?", n, mostAtOnce)
        .map(({ signed }) => signed),
    withoutEnd() {
      const newest = state.all(row, "select n, signed from entries order by n desc limit ?", mostAtOnce);
      for (const { signed } of newest) {
        const visit = peekAtVisit(signed);
        if (visit !== null)
          return visit.event === "connection-opened" ? { grant: visit.grant, technician: visit.technician } : null;
      }
      return null;
    },
  };
}
