import type { Request, Session } from "../../shared/records.ts";
import type { Reference } from "../console/page-context.ts";
import type { RequestNews } from "../console/tab-messages.ts";

/** How old an answer may be for a page that has just been loaded to be told it, ms. */
const recent = 12 * 3_600_000;

type About = { origin: string; references: (Reference & { key: string })[] };
type Shown = { sessions: ReadonlyMap<string, Session>; requests: ReadonlyMap<string, Request> };

/** What became of the newest request in a session of each reference that a page names. An address isn't a page's naming. */
export function newsFor({ origin, references }: About, { sessions, requests }: Shown): RequestNews[] {
  return references.flatMap(({ kind, value, key }) => {
    if (kind === "page") return [];
    const [newest] = [...requests.values()]
      .filter(({ sessionId }) => {
        const session = sessions.get(sessionId);
        return session?.origin === origin && session.reference === key;
      })
      .sort((one, other) => other.askedAt - one.askedAt);
    return newest === undefined ? [] : [{ reference: `${kind}:${value}`, state: newest.state, at: changedAt(newest) }];
  });
}

/** Whether a page that was told nothing of a reference yet is told this. */
export const isRecent = ({ state, at }: RequestNews, now: number): boolean => state === "pending" || now - at < recent;

const changedAt = ({ state, askedAt, answeredAt, lapsesAt }: Request): number =>
  state === "pending" ? askedAt : (answeredAt ?? lapsesAt);
