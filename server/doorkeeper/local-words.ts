import { describe } from "../../shared/describe.ts";
import type { RefusalCode } from "../../shared/door-words.ts";
import type { OwnClock } from "./clock.ts";
import type { Customers } from "./customers.ts";
import type { Deciding } from "./deciding.ts";
import type { OwnHistory } from "./entries.ts";
import { accessOf, type HeldGrants, type OwnGrant } from "./held-grants.ts";
import type { LocalAnswer, LocalCall } from "./local-call.ts";
import type { Tell, Visits } from "./parts.ts";

type Given = {
  key: { name: string };
  clock: OwnClock;
  customers: Customers;
  grants: HeldGrants;
  deciding: Deciding;
  entries: OwnHistory;
  visits: Pick<Visits, "running" | "end">;
  line: { isUp(): boolean };
  tell: Tell;
};

const done = (...lines: string[]): LocalAnswer => ({ ok: true, lines });
const not = (...lines: string[]): LocalAnswer => ({ ok: false, lines });

const sentences: Partial<Record<RefusalCode, string>> = {
  "connection-open": "Somebody is connected to this computer. End that first: doorkeeper end",
  paused: "It wasn't paused here. Whoever paused it in his browser resumes it there.",
  revoked: "It was revoked, and stays so.",
  "not-stored": "It is closed for now, but that couldn't be stored. Is the disk full?",
};

/** What somebody at the computer says to the doorkeeper while it runs, whether the server is there or not. */
export function createLocalWords(given: Given): (call: LocalCall) => Promise<LocalAnswer> {
  const { clock, customers, grants, deciding, visits } = given;
  const standing = (): OwnGrant[] => {
    const isOver = (grant: OwnGrant): boolean => grant.revokedAt !== null || grant.expiredAt !== null;
    return grants.all().filter((grant) => !isOver(grant));
  };
  const nameOf = (grant: OwnGrant): string => `${grant.id}  ${grant.statement.technicianName}`;

  /** The ones meant: all of them, or the only one whose id begins so. */
  function meant(about: string | null): OwnGrant[] | LocalAnswer {
    if (about === null) return standing();
    const found = grants.all().filter(({ id }) => id.startsWith(about));
    if (found.length === 0) return not("There is no such grant. Say: doorkeeper list");
    return found.length === 1 ? found : not("Several begin like that. Say more of it.");
  }

  async function decide(about: string | null, state: "open" | "paused" | "revoked"): Promise<LocalAnswer> {
    const found = meant(about);
    if (!Array.isArray(found)) return found;
    const these =
      about === null && state === "open"
        ? found.filter(({ by, state }) => state === "paused" && by === "local")
        : found;
    const refusals = new Set<RefusalCode>();
    let count = 0;
    for (const { id } of these) {
      const decided = await deciding.local(id, state);
      if (decided.ok) count += 1;
      else refusals.add(decided.because);
    }
    const said = { open: "Resumed", paused: "Paused", revoked: "Revoked for ever" }[state];
    const troubles = [...refusals].map((because) => sentences[because] ?? `Refused: ${because}.`);
    if (troubles.length > 0) return not(...(count > 0 ? [`${said}: ${count}.`] : []), ...troubles);
    return done(count === 0 ? "Nothing to do: there is no such grant." : `${said}: ${count}.`);
  }

  async function end(): Promise<LocalAnswer> {
    if (visits.running() === null) return done("Nobody is connected.");
    await visits.end("any", "computer");
    return done("The connection is ended.");
  }

  function list(): LocalAnswer {
    const at = clock.now();
    const reader = { language: "en", zone: Intl.DateTimeFormat().resolvedOptions().timeZone } as const;
    const day = (instant: number): string => new Date(instant).toISOString().slice(0, 16).replace("T", " ");
    const running = visits.running();
    const trouble = clock.refuses();
    const rows = grants.all().flatMap((grant) => {
      const { statement, by, state } = grant;
      const access = accessOf(grant, at);
      const how = statement.terms.credentialMode === "at-setup" ? "on setup" : "when connecting";
      const closed = access.open ? "open" : access.because;
      const whom =
        state === "open" || by === null
          ? ""
          : { customer: " in the browser", local: " here", server: " at the server" }[by];
      return [
        `  ${nameOf(grant)}, ${how}: ${closed}${whom}`,
        `      ${describe(statement.terms, statement.approvedAt, reader, at)}`,
      ];
    });
    return done(
      `This computer: ${given.key.name}`,
      `Server: ${given.line.isUp() ? "connected" : "not connected"}`,
      ...customers.all().map(({ key, at: since }) => `Obeys the browser ${key}, since ${day(since)} UTC`),
      ...(rows.length === 0 ? ["Nothing was given to anybody."] : ["Given:", ...rows]),
      running === null ? "Nobody is connected." : `Connected since ${day(running.since)} UTC, under ${running.grant}`,
      ...(trouble === "clock-went-back"
        ? ["The clock went back: everything is closed. If it is right now, say: node doorkeeper.mjs clock-accept"]
        : []),
      ...(trouble === "clocks-differ"
        ? ["The clock differs from the server's by more than five minutes: set it."]
        : []),
    );
  }

  async function unpair(about: string | null): Promise<LocalAnswer> {
    if (visits.running() !== null) return not(sentences["connection-open"] ?? "");
    const found = customers.all().filter(({ key }) => about === null || key.startsWith(about));
    const [one, ...more] = found;
    if (one === undefined) return not("This computer obeys no such browser. Say: doorkeeper list");
    if (more.length > 0) return not("This computer obeys several browsers. Say which: doorkeeper list names them.");
    const left = (): OwnGrant[] =>
      grants.all().filter(({ revokedAt, statement }) => revokedAt === null && statement.customer === one.key);
    const forget = async (): Promise<(() => void) | null> =>
      left().length > 0 ? null : () => customers.remove(one.key);
    do {
      for (const { id } of left()) {
        const revoked = await deciding.local(id, "revoked");
        if (!revoked.ok) return not(sentences[revoked.because] ?? "");
      }
      // A grant that the server held back may have begun meanwhile: it ends too, or nothing is forgotten.
    } while (!(await given.entries.together("unpaired", { because: "local" }, forget)));
    given.tell({ kind: "unpaired", customer: one.key });
    return done("Unpaired. What that browser gave is revoked for ever.");
  }

  async function acceptClock(): Promise<LocalAnswer> {
    if (clock.refuses() !== "clock-went-back") return done("The clock didn't go back.");
    await given.entries.together("clock-accepted", { because: "local" }, async () => () => clock.storeAccepted());
    clock.accept();
    return done("The clock counts as right from now on.");
  }

  return async (call) => {
    switch (call.word) {
      case "list":
        return list();
      case "pause":
        return decide(call.about, "paused");
      case "resume":
        return decide(call.about, "open");
      case "revoke":
        return decide(call.about, "revoked");
      case "end":
        return end();
      case "unpair":
        return unpair(call.about);
      case "clock-accept":
        return acceptClock();
    }
  };
}
