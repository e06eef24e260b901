import { useRef } from "preact/hooks";
import type { Policy, SessionKind, SessionState } from "../../shared/policy.ts";
import { isKnownZone, readAlike } from "../../shared/zone.ts";
import type { LastTerms } from "../messages.ts";
import { Field } from "../page/field.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { AsLastTime } from "./as-last-time.tsx";
import { Credentials } from "./credentials.tsx";
import type { Draft } from "./draft.ts";
import { type Part, useDraft } from "./draft-state.ts";
import { Duration } from "./duration.tsx";
import { HoursChoice } from "./hours.tsx";
import { offerAsLast } from "./last-terms.ts";
import { Outlook, spanWindow, WillRead } from "./outlook.tsx";
import { RequestFoot } from "./request-foot.tsx";
import { ZoneChoice } from "./zone-choice.tsx";

type Props = {
  /** null outside of any session */
  session: { id: string; kind: SessionKind; state: SessionState } | null;
  /** null while nobody has joined */
  computer: { name: string; zone: string; paired: boolean } | null;
  technician: string;
  policy: Policy;
  /** the ticket that the page names; null where it names none */
  ticket?: string | null;
  lastTerms?: LastTerms | null;
};

const noSession = { kind: "desktop", state: "ended" } as const;

/** The request: everything that can be asked for, why not where it can't, and the sentence that the customer will read. */
export function RequestForm(props: Props) {
  const { session, computer, technician, policy, ticket: proposed = null, lastTerms = null } = props;
  const reader = useReader();
  const { form } = reader.texts;
  const now = useNow();
  const zone = computer && isKnownZone(computer.zone) ? computer.zone : reader.zone;
  const paired = computer?.paired ?? false;
  const { part, terms, blocked, refused, isFresh, touchAll } = useDraft({
    ...{ id: session?.id ?? null, policy, session: session ?? noSession, paired, zone, now },
    ticket: proposed,
  });
  const whole = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const { reason, ticket } = part.draft;
  const asked = session && { session: session.id, terms, reason: reason.trim(), ticket: ticket.trim() };
  const span = spanWindow(terms, now);
  const zonesDiffer = !readAlike(zone, reader.zone, Math.max(now, span?.from ?? now), span ? span.until : null);

  const isOpen = blocked === null && computer !== null;
  const zones = { customer: zone, local: reader.zone };
  const offer = isOpen && isFresh && lastTerms ? offerAsLast(lastTerms, zones, now, part.against) : null;

  /** Fills everything in, and leads to what is left to do: a field that is missing, or the sentence and its button. */
  function use(filled: Partial<Draft>): void {
    part.change(filled);
    requestAnimationFrame(() => {
      const required = whole.current?.querySelectorAll<HTMLInputElement>('[aria-required="true"]') ?? [];
      const missing = [...required].find(({ value }) => value.trim() === "");
      if (missing === undefined) foot.current?.scrollIntoView({ block: "end" });
      (missing ?? foot.current?.querySelector("button"))?.focus({ preventScroll: missing === undefined });
    });
  }

  function showErrors(): void {
    touchAll();
    requestAnimationFrame(() => whole.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  return (
    <div ref={whole}>
      {blocked !== null && (
        <section class="section">
          <div class="note" role="status" id="blocked">
            <p class="small">{form.notOpen}</p>
            <p>{blocked}</p>
          </div>
        </section>
      )}
      {offer && <AsLastTime terms={offer.terms} now={now} onUse={() => use(offer.filled)} />}
      <Credentials part={part} />
      {blocked === null && computer && !paired && <ProposePairing computer={computer.name} />}
      <Duration part={part} terms={terms} now={now} />
      <HoursChoice part={part} terms={terms} now={now} customerZone={zone} />
      {zonesDiffer && <ZoneChoice part={part} customerZone={zone} />}
      <ReasonAndTicket part={part} proposed={proposed} />
      {blocked === null && computer && <Outlook terms={terms} now={now} customerZone={zone} />}
      <RequestFoot
        place={foot}
        asked={asked}
        refused={refused}
        saidBy={blocked === null ? null : "blocked"}
        onRefused={showErrors}
        proposed={proposed}
      >
        {blocked === null && computer && (
          <WillRead terms={terms} now={now} customerZone={zone} technician={technician} computer={computer.name} />
        )}
      </RequestFoot>
    </div>
  );
}

/** Said before it is asked: afterwards another request would be needed. */
function ProposePairing({ computer }: { computer: string }) {
  const { form } = useReader().texts;
  return (
    <section class="section joined">
      <div class="note">
        <p>
          <Say words={form.pairFirst(computer)} />
        </p>
        <p class="small spaced">{form.pairHow}</p>
      </div>
    </section>
  );
}

function ReasonAndTicket({ part, proposed }: { part: Part; proposed: string | null }) {
  const { form, page } = useReader().texts;
  const { off, draft } = part;
  const hint = !off && proposed !== null && draft.ticket === proposed ? page.ticketFrom : undefined;
  const field = (which: "reason" | "ticket", label: string, required: boolean, lines?: number) => (
    <Field
      label={label}
      value={part.draft[which]}
      required={required}
      off={part.off}
      onInput={(typed) => part.change({ [which]: typed })}
      onLeave={() => part.touch(which)}
      error={part.errorOf(which)}
      hint={which === "ticket" ? hint : undefined}
      {...(lines ? { lines } : {})}
    />
  );
  return (
    <section class="section stack loose">
      {field("reason", form.reason, part.policy.reasonRequired, 2)}
      {field("ticket", form.ticket, part.policy.ticketRequired)}
    </section>
  );
}
