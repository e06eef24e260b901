import { accessAt } from "../../shared/access-window.ts";
import { dayTimeOf } from "../../shared/clock-words.ts";
import type { CustomerGrant } from "../messages.ts";
import { asGrant, isOver } from "../page/grant-status.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";

/** Top of *My computer*: that nobody is connected, and when it opens next. */
export function StateBand({ grants, computer }: { grants: CustomerGrant[]; computer: string | null }) {
  const reader = useReader();
  const { popup } = reader.texts;
  const now = useNow();
  const known = grants.map((grant) => ({ grant, access: accessAt(asGrant(grant, now), now) }));
  const open = known.find(({ access }) => access.open);
  const next = known
    .flatMap(({ grant, access }) =>
      !access.open && access.opensAt !== null ? [{ grant, opensAt: access.opensAt }] : [],
    )
    .sort((a, b) => a.opensAt - b.opensAt)[0];
  const live = grants.filter((grant) => !isOver(grant, now));
  const allPaused = live.length > 0 && live.every(({ pausedAt }) => pausedAt !== null);
  return (
    <div class="banner" role="status">
      <div class="status">
        <span class={open ? "lamp open" : "lamp"} aria-hidden="true" />
        <b class="state">{popup.nobody}</b>
      </div>
      {computer !== null && (
        <p class="quiet indent">
          {open?.access.open ? (
            <Say words={popup.openNow(computer, open.grant.technician.name, untilWords(open.access.until))} />
          ) : next ? (
            <Say words={popup.nextOpen(computer, dayTimeOf(next.opensAt, reader, now), next.grant.technician.name)} />
          ) : (
            <Say words={allPaused ? popup.allClosed(computer) : popup.nobodyMay(computer)} />
          )}
        </p>
      )}
    </div>
  );

  function untilWords(until: number | null): string | null {
    return until === null ? null : dayTimeOf(until, reader, now);
  }
}
