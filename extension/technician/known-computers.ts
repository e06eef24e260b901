import type { Session } from "../../shared/records.ts";
import type { Snapshot } from "../background/snapshot.ts";

/** How long an answer of the server's serves, and one that failed, ms. */
const fresh = 5 * 60_000;
const freshFailure = 30_000;
/** answers that are kept, and computers of one answer */
const most = { answers: 200, computers: 20 };
/** questions that a console's pages may cause at once, and how soon there may be another, ms */
const questions = { atOnce: 20, another: 6_000 };

type Met = { id: string; at: number };
/** `heard`: once the newest question was answered, or failed */
type Answer = { askedAt: number; met: Met[] | null; heard: Promise<void> };
type Given = {
  /** her sessions of this origin and reference; null: nobody is signed in, or the server didn't answer */
  ask(origin: string, reference: string): Promise<Session[] | null>;
  now(): number;
  changed(): void;
};

export type KnownComputers = ReturnType<typeof createKnownComputers>;

/**
 * Which computers she met in sessions of a page's references. Asked of the server only when somebody looks, once for each
 * reference and a while, and never more often for a console than its share: a page may name a new reference every moment.
 */
export function createKnownComputers({ ask, now, changed }: Given) {
  const answers = new Map<string, Answer>();
  const shares = new Map<string, { left: number; at: number }>();
  let looksAgain = false;
  let whose: string | null = null;

  /** Whether one more question may be asked for a console's pages; else somebody looks again when one may. */
  function mayAsk(origin: string): boolean {
    const at = now();
    const before = shares.get(origin) ?? { left: questions.atOnce, at };
    const more = Math.floor((at - before.at) / questions.another);
    const left = Math.min(questions.atOnce, before.left + more);
    shares.set(origin, { left: Math.max(0, left - 1), at: before.at + more * questions.another });
    if (left > 0) return true;
    if (!looksAgain) {
      looksAgain = true;
      setTimeout(() => {
        looksAgain = false;
        changed();
      }, questions.another);
    }
    return false;
  }

  function askFor(origin: string, reference: string): void {
    const name = `${origin} ${reference}`;
    const before = answers.get(name);
    const age = now() - (before?.askedAt ?? Number.NEGATIVE_INFINITY);
    if (age < (before?.met === null ? freshFailure : fresh) || !mayAsk(origin)) return;
    const answer: Answer = { askedAt: now(), met: before?.met ?? null, heard: Promise.resolve() };
    answers.delete(name);
    answers.set(name, answer);
    for (const oldest of answers.keys()) {
      if (answers.size <= most.answers) break;
      answers.delete(oldest);
    }
    answer.heard = ask(origin, reference).then((sessions) => {
      if (sessions === null) return;
      answer.met = metIn(sessions);
      if (answers.get(name) === answer && answer.met.length > 0) changed();
    });
  }

  return {
    /** Ids of computers, the one met last first. `snapshot`: what the server shows of hers anyway; null: of nobody. */
    of(origin: string, references: string[], snapshot: Pick<Snapshot, "me" | "sessions"> | null): string[] {
      if (snapshot?.me.role !== "technician") return [];
      // What was answered to somebody else isn't told to her.
      if (snapshot.me.id !== whose) answers.clear();
      whose = snapshot.me.id;
      for (const reference of references) askFor(origin, reference);
      const told = references.flatMap((reference) => answers.get(`${origin} ${reference}`)?.met ?? []);
      const shown = [...snapshot.sessions.values()].filter(
        (session) => session.origin === origin && session.reference !== null && references.includes(session.reference),
      );
      const newestFirst = [...told, ...metIn(shown)].sort((one, other) => other.at - one.at);
      return [...new Set(newestFirst.map(({ id }) => id))].slice(0, most.computers);
    },

    /** Once nothing of this is under way that `of` has asked. */
    async heard(origin: string, references: string[]): Promise<void> {
      await Promise.all(references.map((reference) => answers.get(`${origin} ${reference}`)?.heard));
    },
  };
}

const metIn = (sessions: Session[]): Met[] =>
  sessions.flatMap(({ computer, createdAt }) => (computer === null ? [] : [{ id: computer.id, at: createdAt }]));
