import { freshShare } from "../../shared/credentials.ts";
import { hashOf, hear, say } from "../../shared/statements.ts";
import { agreeOnKeys, type StreamKeys } from "../../shared/stream.ts";
import type { DoorLine } from "./hostile-server.ts";
import type { Person } from "./people.ts";

/** What a technician's viewer does up to the accepted order: knocks, verifies the challenge, orders. Throws where it is refused. */
export async function orderVisit(
  { line, computer }: { line: DoorLine; computer: string },
  technician: Person,
  grant: string,
  at = Date.now(),
): Promise<{ connection: string; keys: StreamKeys }> {
  const answer = await line.ask({ kind: "knock", grant });
  if (answer.kind !== "challenge") throw new Error(answer.kind);
  const challenge = await hear("challenge", answer.statement, computer);
  if (!challenge.ok) throw new Error(challenge.because);
  const { connection, share: theirs } = challenge.statement;
  const { share, privateKey } = await freshShare();
  const named = { technician: technician.name, computer, grant, connection, share, resumes: null };
  const order = await say("order", { ...named, challenge: await hashOf(answer.statement), at }, technician.privateKey);
  const ordered = await line.ask({ kind: "order", statement: order });
  if (ordered.kind !== "ordered") throw new Error("because" in ordered ? ordered.because : ordered.kind);
  return { connection, keys: await agreeOnKeys(privateKey, theirs, order) };
}
