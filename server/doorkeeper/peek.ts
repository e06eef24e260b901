import { z } from "zod";
import { fromBase64url } from "../../shared/base64url.ts";
import { bytes32, compact, id, key } from "../../shared/bounds.ts";

// A look into a statement whose signature nobody checked yet: only to find what it is about. Nothing is believed of it.

/** Which challenge a grant says that it answers, and what it calls itself. */
export type Peeked = { id: string; challenge: string | null };

const grant = z.object({ id, challenge: bytes32.nullable() });
const decision = z.object({ grant: id });
const order = z.object({ challenge: bytes32 });
const visit = z.object({ event: z.enum(["connection-opened", "connection-ended"]), grant: id, technician: key });

/** Null for what isn't a grant by its form. */
export const peekAtGrant = (statement: string): Peeked | null => peek(grant, statement);

/** Which grant a decision says that it is about; null for what isn't one by its form. */
export const peekAtDecision = (statement: string): string | null => peek(decision, statement)?.grant ?? null;

/** Which challenge an order answers; null for what isn't one by its form. */
export const peekAtOrder = (statement: string): string | null => peek(order, statement)?.challenge ?? null;

/** What an entry of our own says of a visit; null where it says something else. */
export const peekAtVisit = (statement: string): z.infer<typeof visit> | null => peek(visit, statement);

function peek<Shape>(shape: z.ZodType<Shape>, statement: string): Shape | null {
  if (!compact.safeParse(statement).success) return null;
  try {
    const payload = new TextDecoder().decode(fromBase64url(statement.split(".")[1] ?? ""));
    return shape.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}
