import { z } from "zod";
import { fromBase64url } from "../../shared/base64url.ts";
import { key } from "../../shared/bounds.ts";
import { readTerms } from "../../shared/read-terms.ts";
import type { Request } from "../../shared/records.ts";
import { hashOf } from "../../shared/statements.ts";
import { hearOnce } from "../background/hear-once.ts";
import type { Joining } from "../background/store.ts";
import type { CustomerRequest, Pin } from "../messages.ts";

type Verified = Extract<CustomerRequest, { verified: true }>;
type Refused = Extract<CustomerRequest, { verified: false }>;

/**
 * What the customer decides on, read from the technician's statement alone (protocol.md section 4): signed by the key
 * whose number was checked in this very session, for this customer, still answerable. Everything else is a warning and
 * can't be approved; what the server says beside the statement is not even looked at.
 */
export async function readRequest(
  request: Request,
  given: { joining: Joining | undefined; pins: Pin[]; door: string | null; ownKey: string; at: number },
): Promise<CustomerRequest> {
  const { joining, pins, door, ownKey, at } = given;
  const refuse = (because: Refused["because"]): Refused => ({
    verified: false,
    id: request.id,
    session: request.sessionId,
    because,
    claimedName: request.technician.name,
    askedAt: request.askedAt,
  });
  const isChecked = joining?.fits === true && joining.failed === null && joining.leftAt === null;
  const pin = isChecked ? pins.find(({ key }) => key === joining.met?.technician) : undefined;
  if (pin === undefined) return refuse("not-checked");
  const heard = await hearOnce("request", request.signed, pin.key);
  if (!heard.ok) return refuse(claimedKey(request.signed) === pin.key ? "altered" : "other-key");
  const { id, technician, name, organisation, customer, computer, session, reason, ticket, lapses } = heard.statement;
  if (technician !== pin.key) return refuse("other-key");
  if (name !== pin.name || organisation !== pin.organisation) return refuse("altered");
  // A doorkeeper that wasn't paired here guards some other computer.
  if (customer !== ownKey || (computer !== null && computer !== door)) return refuse("not-for-this-computer");
  const terms = readTerms(heard.statement.terms);
  if (id !== request.id || session !== request.sessionId || terms === null || !(at < lapses)) return refuse("altered");
  // Kept credentials are kept by a doorkeeper; nothing else could.
  if (terms.credentialMode === "at-setup" && computer === null) return refuse("not-for-this-computer");
  const verified: Verified = {
    verified: true,
    id,
    session,
    painted: await hashOf(request.signed),
    technician: { ...pin, zone: request.technician.zone },
    terms,
    reason,
    ticket,
    askedAt: heard.statement.at,
    lapsesAt: lapses,
    sending: false,
    atDoor: computer !== null,
    // The server's word only ever makes it stricter.
    credentials: terms.credentialMode === "at-setup" ? "setup" : request.passwordNeeded ? "password" : "none",
  };
  return verified;
}

/** Whose key a statement says it is from. Never believed: it tells only which warning to show. */
function claimedKey(signed: string): string | null {
  try {
    const payload = fromBase64url(signed.split(".")[1] ?? "");
    const claimed: unknown = JSON.parse(new TextDecoder().decode(payload));
    return z.object({ technician: key }).parse(claimed).technician;
  } catch {
    return null;
  }
}
