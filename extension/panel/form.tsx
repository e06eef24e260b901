import { useRef, useState } from "preact/hooks";
import { bounds, text } from "../../shared/bounds.ts";
import { mayRequest } from "../../shared/may-request.ts";
import type { Policy, SessionKind, SessionState } from "../../shared/policy.ts";
import type { Terms } from "../../shared/terms.ts";
import { isKnownZone, readAlike } from "../../shared/zone.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Field } from "../page/field.tsx";
import { Icon } from "../page/icon.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Credentials } from "./credentials.tsx";
import { type Draft, freshDraft, termsOf } from "./draft.ts";
import { Duration } from "./duration.tsx";
import { HoursChoice } from "./hours.tsx";
import { Outlook, spanWindow } from "./outlook.tsx";
import { type Reason, type ReasonField, reasonText } from "./reasons.ts";
import { useSeen } from "./seen.ts";
import { ZoneChoice } from "./zone-choice.tsx";

type Props = {
  /** null outside of any session */
  session: { id: string; kind: SessionKind; state: SessionState } | null;
  /** null while nobody has joined */
  computer: { name: string; zone: string; paired: boolean } | null;
  technician: string;
  policy: Policy;
};

/** What a part of the form is given. */
export type Part = {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  /** the reason against a field, in words, once the field was left or *Request* was pressed */
  errorOf: (field: ReasonField) => string | null;
  touch: (field: ReasonField) => void;
  /** nothing can be filled in at all */
  off: boolean;
};

/** Reasons that a field has before anybody has typed in it: said once it was left. */
const quietCodes: readonly Reason["code"][] = ["reason-missing", "ticket-missing", "span-malformed", "hours-malformed"];

/** The request: everything that can be asked for, why not where it can't, and the sentence that the customer will read. */
export function RequestForm({ session, computer, technician, policy }: Props) {
  const reader = useReader();
  const { form, reasons: reasonTexts } = reader.texts;
  const now = useNow();
  const customerZone = computer && isKnownZone(computer.zone) ? computer.zone : reader.zone;
  const [draft, setDraft] = useState(() => freshDraft(customerZone, now));
  const [touched, setTouched] = useState<readonly ReasonField[]>([]);
  const [said, setSaid] = useState<"covered" | "sent" | null>(null);
  const foot = useRef<HTMLDivElement>(null);
  const whole = useRef<HTMLDivElement>(null);
  const lookAtIt = useSeen(foot);
  const [looking, setLooking] = useState(false);
  const send = useAct("request");
  const confirm = useAct("confirm-request");

  const terms = termsOf(draft, { customer: customerZone, local: reader.zone });
  const given = {
    policy,
    session: session ?? { kind: "desktop" as const, state: "ended" as const },
    paired: computer?.paired ?? false,
  };
  const against = (changes: Partial<Terms>): Reason[] =>
    mayRequest({ terms: { ...terms, ...changes }, reason: draft.reason, ticket: draft.ticket }, given, now);
  const reasons = against({});
  const blocked = reasons.find(({ field }) => field === "session");
  const textErrors = { reason: textError(draft.reason, bounds.reason), ticket: textError(draft.ticket, bounds.ticket) };
  const refused = reasons.length > 0 || textErrors.reason !== null || textErrors.ticket !== null;

  const part: Part = {
    draft,
    off: blocked !== undefined,
    change(changes) {
      setSaid(null);
      send.forget();
      setDraft((before) => ({ ...before, ...changes }));
    },
    touch: (field) => setTouched((before) => (before.includes(field) ? before : [...before, field])),
    errorOf(field) {
      const reason = reasons.find((one) => one.field === field);
      if (reason === undefined || blocked) return null;
      if (quietCodes.includes(reason.code) && !touched.includes(field)) return null;
      return reasonText(reason, draft.kind, policy, reader.texts);
    },
  };

  async function request(): Promise<void> {
    setSaid(null);
    if (refused || session === null) {
      setTouched(["session", "credentialMode", "span", "hours", "zone", "reason", "ticket"]);
      requestAnimationFrame(() => whole.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const asked = { session: session.id, terms, reason: draft.reason.trim(), ticket: draft.ticket.trim() };
    setLooking(true);
    const seen = await lookAtIt();
    setLooking(false);
    if (seen === "yes") await send.run(asked);
    else if (seen === "no") setSaid("covered");
    else if ((await confirm.run(asked)).ok) setSaid("sent");
  }

  const window = spanWindow(terms, now);
  const zonesDiffer =
    computer !== null &&
    !readAlike(customerZone, reader.zone, Math.max(now, window?.from ?? now), window ? window.until : null);
  const busy = send.busy || confirm.busy || looking;
  return (
    <div ref={whole}>
      {blocked && (
        <section class="section">
          <div class="note" role="status" id="blocked">
            <p class="small">{form.notOpen}</p>
            <p>{reasonText(blocked, draft.kind, policy, reader.texts)}</p>
          </div>
        </section>
      )}
      <Credentials part={part} reasonsAgainst={against} policy={policy} />
      <Duration part={part} reasonsAgainst={against} policy={policy} terms={terms} now={now} />
      <HoursChoice part={part} terms={terms} now={now} customerZone={customerZone} />
      {zonesDiffer && <ZoneChoice part={part} customerZone={customerZone} />}
      <section class="section stack loose">
        <Field
          label={form.reason}
          lines={2}
          value={draft.reason}
          required={policy.reasonRequired}
          off={part.off}
          onInput={(reason) => part.change({ reason })}
          onLeave={() => part.touch("reason")}
          error={textErrors.reason ?? part.errorOf("reason")}
        />
        <Field
          label={form.ticket}
          value={draft.ticket}
          required={policy.ticketRequired}
          off={part.off}
          onInput={(ticket) => part.change({ ticket })}
          onLeave={() => part.touch("ticket")}
          error={textErrors.ticket ?? part.errorOf("ticket")}
        />
      </section>
      {!blocked && computer && (
        <Outlook terms={terms} now={now} technician={technician} computer={computer.name} customerZone={customerZone} />
      )}
      <div class="section">
        <Problem failure={send.failure ?? confirm.failure} />
        {said && (
          <p class="small" role="status">
            {said === "covered" ? form.covered : form.sent}
          </p>
        )}
        <div class="btns even" ref={foot}>
          <Button
            kind={refused ? "plain" : "act"}
            big
            pressable
            off={refused || busy}
            describedBy={blocked ? "blocked" : refused ? "refused" : undefined}
            onPress={() => void (busy ? undefined : request())}
          >
            {form.button}
          </Button>
        </div>
        {refused && !blocked && (
          <p class="why" id="refused">
            <Icon of="barred" />
            <span>{firstReason()}</span>
          </p>
        )}
      </div>
    </div>
  );

  function firstReason(): string {
    const [reason] = reasons;
    return reason
      ? reasonText(reason, draft.kind, policy, reader.texts)
      : (textErrors.reason ?? textErrors.ticket ?? "");
  }

  function textError(value: string, longest: number): string | null {
    if (text(longest).safeParse(value).success) return null;
    return value.trim().length > longest ? reasonTexts["text-long"](longest) : reasonTexts["text-hidden"];
  }
}
