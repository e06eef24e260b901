import { fromBase64url } from "../shared/base64url.ts";
import { bounds } from "../shared/bounds.ts";
import { hear, introduce, type Statement, type StatementKind, statementFields } from "../shared/statements.ts";
import { Refusal } from "./refusal.ts";

/** A statement that this key signed; else refuses with `bad-signature`, whatever is wrong with it. */
export async function heard<Kind extends StatementKind>(
  kind: Kind,
  compact: string,
  key: string | null,
): Promise<Statement<Kind>> {
  const result = key === null ? null : await hear(kind, compact, key);
  if (!result?.ok) throw new Refusal("bad-signature");
  return result.statement;
}

/** A first-contact statement, by the key inside it. */
export async function introduced<Kind extends "hello" | "join" | "meet" | "pair-door">(
  kind: Kind,
  compact: string,
): Promise<Statement<Kind>> {
  const result = await introduce(kind, compact);
  if (!result.ok) throw new Refusal("bad-signature");
  return result.statement;
}

/** A statement from our own store: it was heard before it was kept. */
export function reread<Kind extends StatementKind>(kind: Kind, compact: string): Statement<Kind> {
  const payload = new TextDecoder().decode(fromBase64url(compact.split(".")[1] ?? ""));
  return statementFields[kind].parse(JSON.parse(payload)) as Statement<Kind>;
}

/** Refuses a statement in which a member isn't what it must be: somebody signed something else than was asked. */
export function mustBe(...equal: [unknown, unknown][]): void {
  if (equal.some(([said, expected]) => said !== expected)) throw new Refusal("bad-signature");
}

/** Refuses a speaker whose clock is more than five minutes off ours; both are told. */
export function mustAgree(theirs: number, ours: number): void {
  if (!(Math.abs(theirs - ours) <= bounds.clocksDiffer))
    throw new Refusal("clocks-differ", { at: ours, yours: theirs });
}
