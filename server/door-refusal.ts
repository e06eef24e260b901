import type { RefusalCode } from "../shared/door-words.ts";
import { type ProblemCode, problemCodes } from "../shared/problem.ts";
import { Refusal } from "./refusal.ts";

const codes: ReadonlySet<string> = new Set(Object.keys(problemCodes));
const isProblem = (because: RefusalCode): because is RefusalCode & ProblemCode => codes.has(because);

/**
 * What a doorkeeper refused, as our own answer: its code, or `closed` and the rules' reason. `at` is as the doorkeeper says
 * (shared/door-wire.ts); `said` is the instant of the statement, for clocks that differ.
 */
export function doorRefusal(because: RefusalCode, at: number | null, said?: number): Refusal {
  if (!isProblem(because)) return new Refusal("closed", { because, opensAt: at });
  const when = at === null ? {} : { at };
  return new Refusal(because, because === "clocks-differ" && said !== undefined ? { ...when, yours: said } : when);
}
