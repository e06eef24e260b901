import { admits, neverCloses, planOf, untilTurn, type WeekPlan } from "./hours.ts";
import { never, type Opening, orNull, readSpan } from "./span.ts";
import type { Terms } from "./terms.ts";
import { day, isInstant, lastInstant, readingAt, stretchAt } from "./zone.ts";

/** What an approval made. `revokedAt` and `pausedAt` count at and after their instant. */
export type Grant = {
  terms: Terms;
  approvedAt: number;
  revokedAt?: number | undefined;
  pausedAt?: number | undefined;
};
/** Why a grant admits nothing, in the order in which they are asked (design.md section 4, Precedence). */
export type ClosedReason = "unreadable" | "revoked" | "expired" | "paused" | "upcoming" | "outside-hours";
/** `until`: the instant at which it next closes, null = never. `opensAt`: at which it will next be open, null = never. */
export type Access =
  | { open: true; until: number | null }
  | { open: false; because: ClosedReason; opensAt: number | null };

const mostOpenings = 366;

/**
 * The time that the terms span, hours left aside (design.md section 4, Span and Two weeks). `until` may lie at or before
 * `from`: then it is empty. Throws a `RangeError` on terms or an approval that can't be read, and on dates that run
 * further than ten years from the approval.
 */
export function spanOf(terms: Terms, approvedAt: number): Opening {
  const found = readSpan(terms, approvedAt);
  if (found === null) throw new RangeError("these terms can't be read");
  return found.span;
}

/** What is known of a grant: what it was read from, its span, and the one stretch, open or closed, that was looked at last. */
type Window = {
  terms: Terms;
  hours: Terms["hours"];
  count: number;
  read: Terms;
  approvedAt: number;
  plan: WeekPlan;
  from: number;
  until: number;
  firstOpens: number;
  begins: number;
  ends: number;
  open: boolean;
};
const windows = new WeakMap<Grant, Window>();

/** Whether the grant is still what the window was read from. Hours are compared as one array: they are readonly. */
function isStill({ terms, approvedAt }: Grant, window: Window): boolean {
  const { read } = window;
  return (
    terms === window.terms &&
    approvedAt === window.approvedAt &&
    terms.hours === window.hours &&
    terms.hours.length === window.count &&
    terms.zone === read.zone &&
    terms.credentialMode === read.credentialMode &&
    isSameSpan(terms.span, read.span)
  );
}

function isSameSpan(a: Terms["span"], b: Terms["span"]): boolean {
  if (a.kind === "days") return b.kind === "days" && a.days === b.days;
  if (a.kind === "dates") return b.kind === "dates" && a.from === b.from && a.through === b.through;
  return a.kind === b.kind;
}

function windowOf(grant: Grant): Window | null {
  const found = windows.get(grant);
  if (found !== undefined && isStill(grant, found)) return found;
  const { terms, approvedAt } = grant;
  const readable = readSpan(terms, approvedAt);
  if (readable === null) return null;
  const { read, span } = readable;
  const { hours } = terms;
  const window: Window = {
    terms,
    hours,
    count: hours.length,
    read,
    approvedAt,
    plan: planOf(read.hours),
    from: span.from,
    until: span.until ?? never,
    firstOpens: Number.NaN,
    begins: never,
    ends: never,
    open: false,
  };
  windows.set(grant, window);
  return window;
}

/** The first instant after `at` at which the plan says the opposite, or `end` if there is none before. */
function nextTurn({ plan, read: { zone } }: Window, at: number, end: number): number {
  const before = admits(plan, readingAt(zone, at));
  let cursor = at;
  while (cursor < Math.min(end, lastInstant)) {
    const { offset, until } = stretchAt(zone, cursor);
    if (admits(plan, cursor + offset) !== before) return cursor;
    const turn = cursor + untilTurn(plan, cursor + offset);
    if (turn < until) return Math.min(turn, end);
    cursor = until;
  }
  return end;
}

function* openingsFrom(window: Window, start: number, end: number): Generator<{ from: number; until: number }> {
  let at = start;
  let open = admits(window.plan, readingAt(window.read.zone, at));
  while (at < end) {
    const turn = neverCloses(window.plan) ? end : nextTurn(window, at, end);
    if (open) yield { from: at, until: turn };
    at = turn;
    open = !open;
  }
}

function lookAt(window: Window, at: number): void {
  const { plan, read, from, until } = window;
  const always = neverCloses(plan);
  window.open = always || admits(plan, readingAt(read.zone, at));
  window.begins = always ? from : at;
  window.ends = always ? until : nextTurn(window, at, until);
}

const closed = (because: ClosedReason, opensAt: number | null): Access => ({ open: false, because, opensAt });

/**
 * Whether a grant admits a connection at an instant (design.md section 4). Decided from instant to wall clock; a grant
 * that is asked about again compares numbers until the open or closed stretch that was found last is over. An `at` that
 * is no instant is answered `unreadable`; a `revokedAt` or `pausedAt` that isn't after `at`, whatever it is, closes. A
 * revocation or pause still to come is where the opening ends.
 */
export function accessAt(grant: Grant, at: number): Access {
  const window = windowOf(grant);
  if (window === null || !isInstant(at)) return closed("unreadable", null);
  const { revokedAt, pausedAt } = grant;
  if (!(revokedAt === undefined || at < revokedAt)) return closed("revoked", null);
  if (at >= window.until) return closed("expired", null);
  if (!(pausedAt === undefined || at < pausedAt)) return closed("paused", null);
  const end = Math.min(window.until, revokedAt ?? never, pausedAt ?? never);
  if (at < window.from) {
    if (Number.isNaN(window.firstOpens)) {
      const [first] = openingsFrom(window, window.from, window.until);
      window.firstOpens = first?.from ?? never;
    }
    return closed("upcoming", window.firstOpens < end ? window.firstOpens : null);
  }
  if (!(window.begins <= at && at < window.ends)) lookAt(window, at);
  if (window.open) return { open: true, until: orNull(Math.min(window.ends, end)) };
  return closed("outside-hours", window.ends < end ? window.ends : null);
}

/**
 * The grant's open intervals that end after `from`, each as long as it can be, the first with its true beginning, in
 * order: `count` of them at most, and never more than 366. Pauses are left aside; a revocation ends the last one; none
 * where the terms can't be read.
 */
export function openings(grant: Grant, from: number, count: number): Opening[] {
  const window = windowOf(grant);
  if (window === null || !isInstant(from)) return [];
  const { revokedAt } = grant;
  const end = revokedAt === undefined ? window.until : Math.min(window.until, revokedAt);
  let start = Math.max(from, window.from);
  if (neverCloses(window.plan)) start = window.from;
  // Far enough back that a turn lies between: only a clock change can keep a plan from turning within a week.
  else
    for (let turn = never; start > window.from && turn > from; ) {
      start = Math.max(start - 8 * day, window.from);
      turn = nextTurn(window, start, never);
    }
  const found: Opening[] = [];
  for (const opening of openingsFrom(window, start, end)) {
    if (!(found.length < Math.min(count, mostOpenings))) break;
    if (opening.until > from) found.push({ from: opening.from, until: orNull(opening.until) });
  }
  return found;
}
