import { useEffect, useState } from "preact/hooks";
import type { PageShown, TechnicianSession } from "../messages.ts";
import { Button } from "../page/button.tsx";
import { isOver } from "../page/grant-status.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { YourAccess } from "./access.tsx";
import { ActiveBanner } from "./active-banner.tsx";
import { Answer, Waiting } from "./asked.tsx";
import { RequestForm } from "./form.tsx";
import { ticketOf } from "./page-word.ts";
import { isOfPage, isOpenSession, type SignedIn } from "./session-choice.ts";
import { SessionHead } from "./session-head.tsx";
import { useWork } from "./work.tsx";

/** What became of a request that ended together with its session. */
export function LastAnswer({ state, session }: { state: SignedIn; session: TechnicianSession }) {
  const request = newestRequest(state, session);
  return request && !isOpenSession(session) ? <Answer request={request} /> : null;
}

function newestRequest({ requests }: SignedIn, { id }: TechnicianSession) {
  return requests.filter(({ sessionId }) => sessionId === id).sort((a, b) => b.askedAt - a.askedAt)[0];
}

/** A session in which access can be asked for: what was asked, what came of it, and what there is. */
export function ActiveSession({
  state,
  session,
  page,
}: {
  state: SignedIn;
  session: TechnicianSession;
  page: PageShown | null;
}) {
  const { request: texts } = useReader().texts;
  const now = useNow();
  const [more, setMore] = useState<string | null>(null);
  const request = newestRequest(state, session);
  const pending = request?.state === "pending";
  const granted = state.grants.find((grant) => grant.requestId === request?.id && !isOver(grant, now));
  const computer = session.computer;
  // The answer may be here before the grant that it made.
  const arriving = request?.state === "approved" && state.grants.every((grant) => grant.requestId !== request.id);
  // "Ask for more access" is over once a newer request exists.
  const elsewhere = session.introduction.step === "elsewhere";
  const asking = !pending && !arriving && !elsewhere && (!granted || more === granted.id);
  const { drafts } = useWork();
  const sent = pending || arriving;
  useEffect(() => {
    // What was sent isn't a draft any more.
    if (sent) drafts.delete(session.id);
  }, [sent, drafts, session.id]);
  // A session of another page has nothing to do with this page's ticket.
  const isHere =
    session.origin === state.console &&
    (session.reference === null || isOfPage(session, { console: state.console, page }));
  return (
    <>
      {granted && <ActiveBanner grant={granted} session={session} />}
      <div class="main">
        {!granted && <SessionHead session={session} pending={pending} />}
        {pending && request && <Waiting request={request} />}
        {request && !granted && <Answer request={request} />}
        {asking && computer && (
          <RequestForm
            session={session}
            computer={{ name: computer.name, zone: computer.zone, paired: computer.door !== null }}
            technician={state.me.name}
            policy={state.me.policy}
            lastTerms={state.lastTerms}
            ticket={isHere ? ticketOf(page) : null}
          />
        )}
        {granted && !asking && (
          <section class="section">
            <div class="btns even">
              <Button onPress={() => setMore(granted.id)}>{texts.more}</Button>
            </div>
          </section>
        )}
        {state.grants.length > 0 && <YourAccess state={state} first={computer?.id} />}
      </div>
    </>
  );
}
