import { accessAt, spanOf } from "../../shared/access-window.ts";
import { dayTimeOf } from "../../shared/clock-words.ts";
import type { Terms } from "../../shared/terms.ts";
import { type PageReader, useReader } from "./reader.tsx";

/** What both roles know of a grant. */
export type ShownGrant = {
  terms: Terms;
  approvedAt: number;
  pausedAt: number | null;
  /** `computer`: at the computer itself, by `doorkeeper pause` */
  pausedBy?: "customer" | "computer" | null;
  revokedAt: number | null;
  revokedBy: "customer" | "technician" | "administrator" | "computer" | null;
};
type Lamp = "open" | "closed" | "paused" | "over";
type Role = "customer" | "technician";

/** A grant as the rules take it. What somebody has decided counts at once, also on a clock that is behind his. */
export const asGrant = ({ terms, approvedAt, pausedAt, revokedAt }: ShownGrant, at: number) => ({
  terms,
  approvedAt: Math.min(approvedAt, at),
  ...(pausedAt === null ? {} : { pausedAt: Math.min(pausedAt, at) }),
  ...(revokedAt === null ? {} : { revokedAt: Math.min(revokedAt, at) }),
});

/** Whether a grant can still open: not revoked, not over. */
export function isOver(grant: ShownGrant, at: number): boolean {
  const access = accessAt(asGrant(grant, at), at);
  return !access.open && (access.because === "revoked" || access.because === "expired");
}

const minute = 60_000;

/** Lamp and words of a grant, as they stand at `at`. */
export function statusOf(grant: ShownGrant, reader: PageReader, at: number, role: Role): { lamp: Lamp; words: string } {
  const { status } = reader.texts;
  const moment = (instant: number): string => dayTimeOf(instant, reader, at);
  const access = accessAt(asGrant(grant, at), at);
  if (access.open) {
    if (access.until === null) return { lamp: "open", words: status.openNoEnd };
    const left = Math.ceil((access.until - at) / minute);
    const soon = left <= 24 * 60 ? `, ${status.left(left)}` : "";
    return { lamp: "open", words: `${status.openUntil(moment(access.until))}${role === "technician" ? soon : ""}` };
  }
  switch (access.because) {
    case "unreadable":
      return { lamp: "over", words: status.unreadable };
    case "revoked":
      return {
        lamp: "over",
        words: status.revokedAt(revokedBy(grant, reader, role), moment(grant.revokedAt ?? at)),
      };
    case "expired":
      return { lamp: "over", words: status.expired(moment(spanOf(grant.terms, grant.approvedAt).until ?? at)) };
    case "paused": {
      const since = moment(grant.pausedAt ?? at);
      if (grant.pausedBy === "computer") return { lamp: "paused", words: status.pausedAtComputer(since) };
      return {
        lamp: "paused",
        words: role === "customer" ? status.pausedByYou(since) : status.pausedByCustomer(since),
      };
    }
    case "upcoming":
    case "outside-hours":
      if (access.opensAt === null) return { lamp: "over", words: status.closed };
      return {
        lamp: "closed",
        words:
          access.because === "upcoming"
            ? status.upcoming(moment(access.opensAt))
            : status.opens(moment(access.opensAt)),
      };
  }
}

function revokedBy({ revokedBy: by }: ShownGrant, { texts }: PageReader, role: Role): string {
  const { revokedBy: words } = texts.status;
  if (by === null) return words.administrator;
  return by === role ? words.you : words[by];
}

/** The status line: lamp and words. */
export function GrantStatus({ grant, at, shownTo }: { grant: ShownGrant; at: number; shownTo: Role }) {
  const reader = useReader();
  const { lamp, words } = statusOf(grant, reader, at, shownTo);
  return (
    <div class="status">
      <span class={lamp === "closed" ? "lamp" : `lamp ${lamp}`} aria-hidden="true" />
      <span>{words}</span>
    </div>
  );
}
