import type { CustomerRequest, CustomerSession, CustomerState } from "../messages.ts";

export type Verified = Extract<CustomerRequest, { verified: true }>;
export type Unverified = Extract<CustomerRequest, { verified: false }>;

/** `toolbar`: the page closes when it loses focus. `isPrivate`: it stands in a private window. */
export type Standing = { toolbar: boolean; isPrivate: boolean };

/** Where in the popup the customer is. */
export type Place =
  | { at: "home" }
  | { at: "join" }
  | { at: "pairing" }
  | { at: "check"; session: CustomerSession }
  /** `answering`: pressed, and not yet known what came of it */
  | { at: "request"; request: CustomerRequest; answering?: boolean }
  | { at: "answered"; answer: "approved" | "denied" | "gone"; name: string };

const steps: readonly CustomerSession["introduction"]["step"][] = ["failed", "number", "exchanging"];

const requestPart = "#request-";

/** Where a window of the extension's own begins; a request comes up by itself, the one that is meant first. */
export const placeMeant = (hash: string): Place | null => (hash === "#pairing" ? { at: "pairing" } : null);
export const requestMeant = (hash: string): string | null =>
  hash.startsWith(requestPart) ? hash.slice(requestPart.length) : null;

/**
 * What is shown: where the customer went, as long as that is still there; else what waits for him, a failed check first,
 * then a number to type, then a request. What he left by *Back* (`left`, ids) doesn't come up by itself again.
 */
export function placeToShow(
  state: CustomerState,
  went: Place | null,
  left: readonly string[],
  meant: string | null = null,
): Place {
  if (went?.at === "answered" || went?.at === "join" || went?.at === "pairing") return went;
  if (went?.at === "request") {
    const request = state.requests.find(({ id }) => id === went.request.id);
    if (request) return { at: "request", request };
    const { request: gone } = went;
    if (went.answering) return went;
    return { at: "answered", answer: "gone", name: gone.verified ? gone.technician.name : gone.claimedName };
  }
  if (went?.at === "check") {
    const session = state.sessions.find(({ id }) => id === went.session.id);
    if (session && steps.includes(session.introduction.step) && !left.includes(session.id))
      return { at: "check", session };
  }
  for (const step of steps) {
    const session = state.sessions.find(
      (one) => one.introduction.step === step && !left.includes(one.id) && isShown(one),
    );
    if (session) return { at: "check", session };
  }
  const waiting = state.requests.filter(({ id }) => !left.includes(id));
  const request = waiting.find(({ id }) => id === meant) ?? waiting[0];
  return request ? { at: "request", request } : { at: "home" };
}

/** A session that is over is shown only for what went wrong in it. */
const isShown = ({ state, introduction }: CustomerSession): boolean =>
  state === "meeting" || state === "active" || introduction.step === "failed";

export const isOpenSession = ({ state }: CustomerSession): boolean => state === "meeting" || state === "active";
