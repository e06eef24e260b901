import { mayConnect } from "../../shared/may-connect.ts";
import type { Policy } from "../../shared/policy.ts";
import type { Computer } from "../../shared/records.ts";
import type { TechnicianGrant } from "../messages.ts";
import type { Texts } from "../texts/en.ts";
import type { Words } from "../texts/words.ts";
import { asGrant } from "./grant-status.tsx";

type Given = {
  grant: TechnicianGrant;
  /** as the server lists it; null where it doesn't */
  computer: Computer | null;
  /** what her group may, null where that isn't known */
  policy: Policy | null;
};

/** Whether a grant opens nothing at any hour, whatever its terms say: it doesn't hold, or was given to another doorkeeper. */
export const opensNothing = ({ grant, computer }: Omit<Given, "policy">): boolean =>
  (grant.mine && !grant.held) || isOtherDoor({ grant, computer });

const isOtherDoor = ({ grant, computer }: Omit<Given, "policy">): boolean =>
  grant.door !== null && computer !== null && computer.door !== grant.door;

/**
 * Why nobody can connect under a grant now; null where it can be tried. Empty where the grant's own status line says it
 * already. What the server says counts for no's alone.
 */
export function whyNoVisit({ grant, computer, policy }: Given, texts: Texts, now: number): Words | string | null {
  const { access, visitRefused } = texts;
  if (!grant.mine) return access.otherBrowser;
  if (!grant.held) return access.notHeld;
  if (grant.door === null) return access.noDoorkeeper;
  if (isOtherDoor({ grant, computer })) return access.otherDoor;
  const { key: technicianKey } = grant.technician;
  const may = mayConnect({ technicianKey, grant: { ...asGrant(grant, now), technicianKey }, policy }, now);
  if (!may.may) {
    const isHers = may.because === "group-not-permitted" || may.because === "mode-not-offered";
    return isHers ? visitRefused[may.because] : "";
  }
  return computer !== null && !computer.doorOnline ? access.offline(computer.name) : null;
}
