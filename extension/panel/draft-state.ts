import { useState } from "preact/hooks";
import { bounds, text } from "../../shared/bounds.ts";
import { mayRequest } from "../../shared/may-request.ts";
import type { Policy, SessionKind, SessionState } from "../../shared/policy.ts";
import type { Terms } from "../../shared/terms.ts";
import { useReader } from "../page/reader.tsx";
import type { Texts } from "../texts/en.ts";
import { type Draft, freshDraft, termsOf } from "./draft.ts";
import { type Reason, type ReasonField, reasonText } from "./reasons.ts";
import { type KeptDraft, useWork } from "./work.tsx";

/** What a part of the form is given. */
export type Part = {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  /** the reason against a field, in words, once the field was left or *Request* was pressed */
  errorOf: (field: ReasonField) => string | null;
  touch: (field: ReasonField) => void;
  /** every reason that there would be with these terms instead */
  against: (changes: Partial<Terms>) => Reason[];
  policy: Policy;
  /** nothing can be filled in at all */
  off: boolean;
};

type Given = {
  /** the session whose form this is; null outside of any */
  id: string | null;
  policy: Policy;
  session: { kind: SessionKind; state: SessionState };
  paired: boolean;
  /** the customer's, which the defaults are read in */
  zone: string;
  /** stands in *Ticket* until something is typed there; null where nothing is proposed */
  ticket: string | null;
  now: number;
};

/** Reasons that a field has before anybody has typed in it: said once it was left. */
const quietCodes: readonly Reason["code"][] = ["reason-missing", "ticket-missing", "span-malformed", "hours-malformed"];
const fields: readonly ReasonField[] = ["session", "credentialMode", "span", "hours", "zone", "reason", "ticket"];

/** The form's state, and everything that is to be said against it: by the very function with which the server refuses. */
export function useDraft({ id, policy, session, paired, zone, ticket, now }: Given) {
  const { zone: local, texts } = useReader();
  const { drafts } = useWork();
  const [kept, setKept] = useState<KeptDraft>(
    () => drafts.get(id ?? "") ?? { draft: freshDraft(zone, now), touched: [], typed: false, ticketTyped: false },
  );
  const keep = (changed: (before: KeptDraft) => KeptDraft): void =>
    setKept((before) => {
      const after = changed(before);
      if (id !== null) drafts.set(id, after);
      return after;
    });
  const { touched } = kept;
  const draft = kept.ticketTyped || ticket === null ? kept.draft : { ...kept.draft, ticket };
  const terms = termsOf(draft, { customer: zone, local });
  const against = (changes: Partial<Terms>): Reason[] => {
    const asked = { terms: { ...terms, ...changes }, reason: draft.reason, ticket: draft.ticket };
    return mayRequest(asked, { policy, session, paired }, now);
  };
  const reasons = against({});
  const blocked = reasons.find(({ field }) => field === "session") ?? null;
  const inWords = (reason: Reason): string => reasonText(reason, draft.kind, policy, texts);
  const unsendable = {
    reason: textError(draft.reason, bounds.reason, texts),
    ticket: textError(draft.ticket, bounds.ticket, texts),
  };
  const part: Part = {
    draft,
    policy,
    against,
    off: blocked !== null,
    change: (changes) =>
      keep((before) => ({
        ...before,
        draft: { ...before.draft, ...changes },
        typed: true,
        ticketTyped: before.ticketTyped || changes.ticket !== undefined,
      })),
    touch: (field) =>
      keep((before) => (before.touched.includes(field) ? before : { ...before, touched: [...before.touched, field] })),
    errorOf(field) {
      if (field === "reason" || field === "ticket") {
        const error = unsendable[field];
        if (error !== null) return error;
      }
      const reason = reasons.find((one) => one.field === field);
      if (reason === undefined || blocked) return null;
      return quietCodes.includes(reason.code) && !touched.includes(field) ? null : inWords(reason);
    },
  };
  const [first] = reasons;
  return {
    part,
    terms,
    /** nobody has filled in anything yet */
    isFresh: !kept.typed,
    /** why nothing can be asked for here at all */
    blocked: blocked && inWords(blocked),
    /** the first thing that keeps the request back */
    refused: first ? inWords(first) : (unsendable.reason ?? unsendable.ticket),
    touchAll: () => keep((before) => ({ ...before, touched: fields })),
  };
}

function textError(value: string, longest: number, { reasons }: Texts): string | null {
  if (text(longest).safeParse(value).success) return null;
  return value.trim().length > longest ? reasons["text-long"](longest) : reasons["text-hidden"];
}
