import { freshId } from "../shared/base64url.ts";
import { bounds } from "../shared/bounds.ts";
import type { FromDoor, ToDoor } from "../shared/door-wire.ts";
import type { Line } from "./events.ts";
import type { Metrics } from "./metrics.ts";
import { Refusal } from "./refusal.ts";

type Answer = Exclude<Extract<FromDoor, { ask: string | null }>, { ask: null }>;
type Question = Extract<ToDoor, { ask: string }>;
/** A question before it has its name. */
type Unnamed = Question extends infer Each ? (Each extends Question ? Omit<Each, "ask"> : never) : never;
/** What answers a question; `refused` may answer each. */
type AnswerOf = {
  "approve?": "approval-challenge";
  grant: "receipt";
  decision: "decided";
  knock: "challenge";
  order: "ordered";
};
type Answered<Kind extends keyof AnswerOf> = Extract<FromDoor, { kind: AnswerOf[Kind] | "refused" }>;

/** A doorkeeper on the line, by its key. */
type Door = { key: string; token: string; line: Line; waiting: Map<string, (answer: Answer | null) => void> };

/** Which doorkeepers are there, and what they are asked (model.md section 4). Each has one line: a new one takes the place. */
export type Doors = {
  listen: (door: { key: string; token: string }, line: Line) => () => void;
  isOnline: (key: string | null) => boolean;
  /** Tells; who isn't there isn't told. */
  tell: (key: string, message: ToDoor) => void;
  /**
   * Asks, and waits for the answer to this very question, `patience` ms long. Refuses with `offline`, `too-many` where too
   * much is asked already, and `no-answer`, also where the line breaks.
   */
  ask: <Kind extends keyof AnswerOf>(
    key: string,
    question: Extract<Unnamed, { kind: Kind }>,
    patience?: number,
  ) => Promise<Answered<Kind>>;
  /** Gives an answer to whom it is for; false where nobody waits for it any more. */
  answered: (key: string, answer: Answer) => boolean;
  /** Lets go of those whose token ended. */
  forget: (tokens: ReadonlySet<string>) => void;
  passTime: (at: number) => void;
  close: () => void;
};

const notSignedIn = 4401;
const goingAway = 1001;
const replaced = 1008;
/** what one doorkeeper is asked at once */
const mostAsked = 32;

const answerTo: AnswerOf = {
  "approve?": "approval-challenge",
  grant: "receipt",
  decision: "decided",
  knock: "challenge",
  order: "ordered",
};

export function createDoors({ metrics, came }: { metrics: Metrics; came: (key: string) => void }): Doors {
  const doors = new Map<string, Door>();

  function drop(door: Door): void {
    if (doors.get(door.key) !== door) return;
    doors.delete(door.key);
    metrics.sockets.dec({ role: "doorkeeper" });
    for (const give of door.waiting.values()) give(null);
    came(door.key);
  }
  function shut(door: Door, code: number): void {
    drop(door);
    door.line.close(code);
  }

  return {
    listen({ key, token }, line) {
      const before = doors.get(key);
      if (before !== undefined) shut(before, replaced);
      const door: Door = { key, token, line, waiting: new Map() };
      doors.set(key, door);
      metrics.sockets.inc({ role: "doorkeeper" });
      came(key);
      return () => drop(door);
    },
    isOnline: (key) => key !== null && doors.has(key),
    tell(key, message) {
      doors.get(key)?.line.send(JSON.stringify(message));
    },
    async ask<Kind extends keyof AnswerOf>(
      key: string,
      question: Extract<Unnamed, { kind: Kind }>,
      patience: number = bounds.doorAnswers,
    ) {
      const door = doors.get(key);
      if (door === undefined) throw new Refusal("offline");
      if (door.waiting.size >= mostAsked) throw new Refusal("too-many", { retryAfter: 5 });
      const ask = freshId();
      const answer = await new Promise<Answer | null>((resolve) => {
        const timer = setTimeout(() => resolve(null), patience);
        door.waiting.set(ask, (given) => {
          clearTimeout(timer);
          resolve(given);
        });
        door.line.send(JSON.stringify({ ...question, ask }));
      });
      door.waiting.delete(ask);
      if (answer === null || !isAnswerTo(question.kind as Kind, answer)) throw new Refusal("no-answer");
      return answer;
    },
    answered(key, answer) {
      const give = answer.ask === null ? undefined : doors.get(key)?.waiting.get(answer.ask);
      give?.(answer);
      return give !== undefined;
    },
    forget(tokens) {
      for (const door of doors.values()) if (tokens.has(door.token)) shut(door, notSignedIn);
    },
    passTime(at) {
      for (const { line } of doors.values()) line.passTime(at);
    },
    close() {
      for (const door of doors.values()) shut(door, goingAway);
    },
  };
}

const isAnswerTo = <Kind extends keyof AnswerOf>(kind: Kind, answer: FromDoor): answer is Answered<Kind> =>
  answer.kind === "refused" || answer.kind === answerTo[kind];
