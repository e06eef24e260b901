import { bounds } from "../../shared/bounds.ts";
import { hashOf, hear, say } from "../../shared/statements.ts";
import { asOutcome, type Half, refused } from "../background/half.ts";
import type { Outcome, TechnicianGrant, Visit } from "../messages.ts";
import type { TechnicianToken } from "./technician-token.ts";

type Asked = { grant: string; share: string; resumes: string | null };
type Given = Half & TechnicianToken & { hold(grant: string): Promise<TechnicianGrant | null> };

/**
 * Connecting under a grant, the technician's part that needs her key (protocol.md section 6, steps 1 and 2). Nothing of a
 * password comes here.
 */
export function createVisits(given: Given) {
  const { client, line, now, signedIn } = given;
  // A challenge is good for one order, whoever shows it a second time.
  const answered = new Set<string>();

  /** Verifies the challenge against the grant that the customer signed, and orders the connection. */
  async function connect({ grant: id, share, resumes }: Asked): Promise<Visited> {
    const grant = await given.hold(id);
    if (grant === null) return refused("unknown");
    const { mine, held, door, terms } = grant;
    if (!(mine && held) || door === null) return refused("not-verified");
    return signedIn<Visited>(async (token) => {
      const knocked = await client.knock(token, id, resumes);
      if (!knocked.ok) return knocked;
      const { challenge, connection } = knocked.value;
      const heard = await hear("challenge", challenge, door);
      if (!heard.ok) return refused("not-verified");
      const { statement: said } = heard;
      const { name: technician, privateKey } = await given.key();
      const at = now();
      const hash = await hashOf(challenge);
      const isForThis =
        said.computer === door &&
        said.technician === technician &&
        said.grant === id &&
        said.mode === terms.credentialMode &&
        said.connection === connection.id &&
        !answered.has(hash);
      if (!isForThis) return refused("not-verified");
      if (!(Math.abs(said.at - at) <= bounds.clocksDiffer)) return { ...refused("clocks-differ"), at: said.at };
      answered.add(hash);
      const saying = { technician, computer: door, grant: id, connection: said.connection, challenge: hash };
      const order = await say("order", { ...saying, share, resumes, at }, privateKey);
      const ordered = await client.order(token, said.connection, order);
      if (!ordered.ok) return ordered;
      const stream = `${given.server.replace(/^http/, "ws")}/api/connections/${said.connection}/stream`;
      const visit = { connection: said.connection, stream, token: ordered.value.token, order, share: said.share };
      return { ok: true, visit };
    });
  }

  const end = (connection: string): Promise<Outcome> =>
    signedIn(async (token) => asOutcome(await client.endConnection(token, connection)));

  /** Ends what still runs under a grant: its viewer is gone. */
  async function leave(grant: string): Promise<void> {
    for (const { id, grantId, state } of line.snapshot()?.connections.values() ?? []) {
      if (grantId === grant && (state === "asked" || state === "open")) await end(id);
    }
  }

  return { connect, end, leave };
}

type Visited = { ok: true; visit: Visit } | Extract<Outcome, { ok: false }>;
