import { type Heard, hear, type StatementKind } from "../../shared/statements.ts";

const most = 4_000;
const heard = new Map<string, Promise<Heard<StatementKind>>>();

/**
 * `hear`, which answers alike for the same text and key whenever it is asked: a state of hundreds of grants is painted
 * anew at every change, and their signatures are checked once.
 */
export function hearOnce<Kind extends StatementKind>(kind: Kind, compact: string, key: string): Promise<Heard<Kind>> {
  const question = `${kind} ${key} ${compact}`;
  const before = heard.get(question);
  if (before !== undefined) return before as Promise<Heard<Kind>>;
  if (heard.size >= most) heard.clear();
  const answer = hear(kind, compact, key);
  heard.set(question, answer);
  return answer;
}
