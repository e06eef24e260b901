import type { TechnicianSession, TechnicianState } from "../messages.ts";

export type SignedIn = TechnicianState & { me: NonNullable<TechnicianState["me"]> };

/** Whether something can still happen in it. */
export const isOpenSession = ({ state }: TechnicianSession): boolean =>
  state === "waiting" || state === "meeting" || state === "active";

const newestFirst = (a: TechnicianSession, b: TechnicianSession): number => b.createdAt - a.createdAt;

/**
 * The session that the panel shows: the one that was chosen, else the newest open one of this console, else the newest of
 * this console that failed its introduction, until another is started. `others` are the open ones besides, those of this
 * console first.
 */
export function chooseSession(
  { sessions, console: here }: Pick<TechnicianState, "sessions" | "console">,
  chosen: string | null,
): { shown: TechnicianSession | null; others: TechnicianSession[]; last: TechnicianSession | null } {
  const own = (session: TechnicianSession): boolean => session.origin === here;
  const open = sessions.filter(isOpenSession).sort((a, b) => Number(own(b)) - Number(own(a)) || newestFirst(a, b));
  const last = sessions.filter(own).sort(newestFirst)[0] ?? null;
  const picked = sessions.find(({ id }) => id === chosen);
  const failed = last?.introduction.step === "failed" ? last : null;
  const shown = (picked && isOpenSession(picked) ? picked : undefined) ?? open.find(own) ?? failed;
  return { shown, others: open.filter((session) => session !== shown), last };
}
