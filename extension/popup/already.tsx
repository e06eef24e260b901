import { describe } from "../../shared/describe.ts";
import type { CustomerGrant } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { GrantStatus } from "../page/grant-status.tsx";
import { useReader } from "../page/reader.tsx";
import { Revoke } from "../page/revoke.tsx";
import { Say } from "../page/said.tsx";

type Props = { grants: CustomerGrant[]; name: string; computer: string; now: number };

/** Grants are never added up: what this technician may do already stays beside what is asked. */
export function Already({ grants, name, computer, now }: Props) {
  const reader = useReader();
  const { decide } = reader.texts;
  return (
    <section class="section">
      <h2>
        <span>
          <Say words={decide.already(name)} />
        </span>
      </h2>
      <ul class="rows">
        {grants.map((grant) => (
          <AlreadyRow key={grant.id} grant={grant} computer={computer} now={now} />
        ))}
      </ul>
    </section>
  );
}

function AlreadyRow({ grant, computer, now }: { grant: CustomerGrant; computer: string; now: number }) {
  const reader = useReader();
  const act = useAct("revoke");
  const terms = describe(grant.terms, grant.approvedAt, reader, now);
  return (
    <li class="row-between top-aligned">
      <div>
        <p>{terms}</p>
        <GrantStatus grant={grant} at={now} shownTo="customer" />
      </div>
      <Revoke act={act} grant={grant.id} who={grant.technician.name} what={`${computer}, ${terms}`} kind="stop" />
    </li>
  );
}
