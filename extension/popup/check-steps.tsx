import type { CustomerIntroduction, CustomerSession } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Problem } from "../page/problem.tsx";
import { useReader } from "../page/reader.tsx";
import { Warning } from "../page/warning.tsx";
import { Heading } from "./heading.tsx";

/** While the two browsers exchange statements. */
export function Exchanging({ session }: { session: CustomerSession }) {
  const { check } = useReader().texts;
  return (
    <>
      <div class="main">
        <section class="section stack">
          <Heading>{check.exchangingTitle}</Heading>
          <p role="status">{check.exchanging}</p>
        </section>
      </div>
      <Leave session={session} />
    </>
  );
}

/** An introduction that failed: nobody was pinned, and what to do now. */
export function FailedCheck({
  session,
  introduction,
  onLeft,
}: {
  session: CustomerSession;
  introduction: Extract<CustomerIntroduction, { step: "failed" }>;
  onLeft: () => void;
}) {
  const { check } = useReader().texts;
  const [title, what, toDo] =
    introduction.because === "altered"
      ? [check.alteredTitle, check.altered, check.alteredDo]
      : introduction.stop
        ? [check.stopTitle, check.stop, check.stopDo]
        : [check.failedTitle, check.failed, check.failedDo];
  return (
    <>
      <div class="main">
        <section class="section">
          <Warning heading title={title} what={what} toDo={toDo} />
        </section>
      </div>
      <Leave session={session} onLeft={onLeft} />
    </>
  );
}

/** The way out of an introduction. */
export function Leave({ session, onLeft }: { session: CustomerSession; onLeft?: () => void }) {
  const { check } = useReader().texts;
  const act = useAct("leave");
  return (
    <footer class="foot">
      <Problem failure={act.failure} />
      <div class="btns even">
        <Button
          big
          off={act.busy}
          onPress={async () => {
            const answer = await act.run({ session: session.id });
            if (answer.ok) onLeft?.();
          }}
        >
          {check.leave}
        </Button>
      </div>
    </footer>
  );
}
