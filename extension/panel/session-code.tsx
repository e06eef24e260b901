import { timeOf } from "../../shared/clock-words.ts";
import type { TechnicianSession } from "../messages.ts";
import { Button } from "../page/button.tsx";
import { Digits } from "../page/digits.tsx";
import { Problem } from "../page/problem.tsx";
import { useReader } from "../page/reader.tsx";
import { useSeenAct } from "./seen-act.ts";
import { useWork } from "./work.tsx";

/** The code of a session that nobody has joined yet, and what to tell the customer. */
export function SessionCode({ session }: { session: TechnicianSession }) {
  const reader = useReader();
  const { session: texts } = reader.texts;
  const end = useSeenAct("end-session", session.id);
  const work = useWork();
  const renewal = useSeenAct("new-code", session.id);
  async function renew(): Promise<void> {
    const none = work.begin();
    if (!(await renewal.run({ session: session.id })).ok) none();
  }
  return (
    <section class="section stack">
      <h2 class="question">{texts.waitingTitle}</h2>
      {session.code === null ? (
        <p class="note">{session.introduction.step === "elsewhere" ? texts.elsewhere : texts.noCode}</p>
      ) : (
        <>
          <Digits label={texts.code} digits={session.code} />
          <p class="small">
            {texts.kindOf[session.kind]}.{" "}
            {session.codeEndsAt !== null && texts.codeUntil(timeOf(session.codeEndsAt, reader))}
          </p>
          <p>{texts.whatToTell}</p>
        </>
      )}
      <div class="btns">
        <Button place={renewal.place} off={renewal.busy || end.busy} onPress={() => void renew()}>
          {texts.newCode}
        </Button>
        <Button place={end.place} off={renewal.busy || end.busy} onPress={() => void end.run({ session: session.id })}>
          {texts.end}
        </Button>
      </div>
      <Problem failure={renewal.failure ?? end.failure} />
    </section>
  );
}
