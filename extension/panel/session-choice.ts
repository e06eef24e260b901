import type { PageShown, TechnicianSession, TechnicianState } from "../messages.ts";
import { isTelling } from "./page-word.ts";

export type SignedIn = TechnicianState & { me: NonNullable<TechnicianState["me"]> };

/** Whether something can still happen in it. */
export const isOpenSession = ({ state }: TechnicianSession): boolean =>
  state === "waiting" || state === "meeting" || state === "active";

const newestFirst = (a: TechnicianSession, b: TechnicianSession): number => b.createdAt - a.createdAt;

type Given = Pick<TechnicianState, "sessions" | "console"> & { page: PageShown | null };

/** Whether a session was started at this console for what the page names. */
export const isOfPage = (
  { origin, reference }: Pick<TechnicianSession, "origin" | "reference">,
  { console: here, page }: Omit<Given, "sessions">,
): boolean => origin === here && reference !== null && (page?.references.some(({ key }) => key === reference) ?? false);

/**
 * The session that the panel shows: the one that was chosen, else the newest open one of what the page is about. Else the
 * newest open one of this console; but where the page names something, none of another page, and where computers are known
 * here, only one with them. Last comes the newest that failed its introduction, until another is started. `others` are the
 * open ones besides, this page's first, then this console's.
 */
export function chooseSession(
  { sessions, console: here, page }: Given,
  chosen: string | null,
): { shown: TechnicianSession | null; others: TechnicianSession[]; last: TechnicianSession | null } {
  const own = (session: TechnicianSession): boolean => session.origin === here;
  const ofPage = (session: TechnicianSession): boolean => isOfPage(session, { console: here, page });
  const fits = (session: TechnicianSession): boolean =>
    own(session) && (!isTelling(page) || session.reference === null || ofPage(session));
  const known = page?.computers ?? [];
  const isMet = ({ computer }: TechnicianSession): boolean => known.length === 0 || known.includes(computer?.id ?? "");
  const near = (session: TechnicianSession): number => Number(ofPage(session)) + Number(own(session));
  const open = sessions.filter(isOpenSession).sort((a, b) => near(b) - near(a) || newestFirst(a, b));
  const last = sessions.filter(fits).sort(newestFirst)[0] ?? null;
  const picked = sessions.find(({ id }) => id === chosen);
  const failed = last?.introduction.step === "failed" ? last : null;
  const shown =
    (picked && isOpenSession(picked) ? picked : undefined) ??
    open.find(ofPage) ??
    open.find((session) => fits(session) && isMet(session)) ??
    failed;
  return { shown, others: open.filter((session) => session !== shown), last };
}
