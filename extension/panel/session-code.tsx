import { timeOf } from "../../shared/clock-words.ts";
import type { TechnicianSession } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Digits } from "../page/digits.tsx";
import { Problem } from "../page/problem.tsx";
import { useReader } from "../page/reader.tsx";
import { useWork } from "./work.tsx";

/** The code of a session that nobody has joined yet, and what to tell the customer. */
export function SessionCode({ session }: { session: TechnicianSession }) {
  const reader = useReader();
  const { session: texts } = reader.texts;
  const end = useAct("end-session");
  const work = useWork();
  const renewal = useAct("new-code");
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
        <Button off={renewal.busy || end.busy} onPress={() => void renew()}>
          {texts.newCode}
        </Button>
        <Button off={renewal.busy || end.busy} onPress={() => void end.run({ session: session.id })}>
          {texts.end}
        </Button>
      </div>
      <Problem failure={renewal.failure ?? end.failure} />
    </section>
  );
}
