import { useRef } from "preact/hooks";
import { timeOf } from "../../shared/clock-words.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Problem } from "../page/problem.tsx";
import { useReader } from "../page/reader.tsx";
import { Warning } from "../page/warning.tsx";
import { DenyReason } from "./deny-reason.tsx";
import { PageTop } from "./page-top.tsx";
import type { Unverified } from "./place.ts";

type Props = {
  request: Unverified;
  onBack: () => void;
  onAnswering: (answering: boolean) => void;
  onAnswered: (answer: "denied" | "left") => void;
};

/** Something asks that isn't as it should be: a warning, and nothing that could be approved. */
export function UnverifiedPage({ request, onBack, onAnswering, onAnswered }: Props) {
  const reader = useReader();
  const { decide, check } = reader.texts;
  const deny = useAct("deny");
  const leave = useAct("leave");
  const reason = useRef("");
  const { title, what } = decide.unverified[request.because];
  const busy = deny.busy || leave.busy;
  return (
    <div class="page">
      <PageTop title={decide.title} right={decide.asked(timeOf(request.askedAt, reader))} onBack={onBack} />
      <main class="main">
        <section class="section">
          <Warning heading title={title} what={what(request.claimedName)} toDo={decide.unverifiedDo} />
        </section>
        <DenyReason onInput={(text) => (reason.current = text)} />
      </main>
      <footer class="foot">
        <Problem failure={deny.failure ?? leave.failure} />
        <div class="btns even">
          <Button
            big
            off={busy}
            onPress={async () => {
              onAnswering(true);
              const answer = await deny.run({ request: request.id, reason: reason.current.trim() });
              if (answer.ok) onAnswered("denied");
              else onAnswering(false);
            }}
          >
            {decide.deny}
          </Button>
          <Button
            big
            off={busy}
            onPress={async () => {
              onAnswering(true);
              const answer = await leave.run({ session: request.session });
              if (answer.ok) onAnswered("left");
              else onAnswering(false);
            }}
          >
            {check.leave}
          </Button>
        </div>
      </footer>
    </div>
  );
}
