import type { ComponentChildren } from "preact";
import type { Computer } from "../../shared/records.ts";
import type { TechnicianGrant } from "../messages.ts";
import { GrantStatus } from "../page/grant-status.tsx";
import { opensNothing } from "../page/may-visit.ts";

type Props = {
  grant: TechnicianGrant;
  computer: Computer | null;
  now: number;
  /** why nobody can connect, as `useConnect` has it */
  reason: ComponentChildren;
  /** the reason can be seen elsewhere in the row, and is here for the button's description alone */
  isSaid?: boolean;
};

/** The status of a grant that isn't over, and below it why nobody can connect; where it can never open, that alone. */
export function ConnectStatus({ grant, computer, now, reason, isSaid = false }: Props) {
  if (opensNothing({ grant, computer }))
    return (
      <div class="status">
        <span class="lamp over" aria-hidden="true" />
        {reason}
      </div>
    );
  return (
    <div>
      <GrantStatus grant={grant} at={now} shownTo="technician" />
      <div class={isSaid ? "vh" : "indent"}>{reason}</div>
    </div>
  );
}
