import { describe } from "../../shared/describe.ts";
import type { CustomerGrant } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Name } from "../page/said.tsx";

/** After a session: once more who was let in, until that was looked at. The technician may have had the mouse. */
export function Unseen({ grants }: { grants: CustomerGrant[] }) {
  const reader = useReader();
  const { popup } = reader.texts;
  const now = useNow();
  const act = useAct("looked-at");
  const unseen = grants.filter((grant) => grant.unseen);
  if (unseen.length === 0) return null;
  return (
    <section class="section">
      <div class="note stack">
        <h2>{popup.unseenTitle}</h2>
        <ul class="stack">
          {unseen.map((grant) => (
            <li key={grant.id}>
              <Name text={`${grant.technician.name}, ${grant.technician.organisation}`} />
              <br />
              {describe(grant.terms, grant.approvedAt, reader, now)}
            </li>
          ))}
        </ul>
        <p class="small">{popup.unseenDo}</p>
        <div class="btns">
          <Button off={act.busy} onPress={() => void act.run({})}>
            {popup.seen}
          </Button>
        </div>
      </div>
    </section>
  );
}
