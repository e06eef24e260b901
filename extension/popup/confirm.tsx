import { useState } from "preact/hooks";
import { question } from "../../shared/describe.ts";
import { isKnownZone } from "../../shared/zone.ts";
import { useAct, usePort } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Silence } from "../page/notices.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Pieces } from "../page/said.tsx";
import { useSettled } from "../page/settled.ts";
import { Heading } from "./heading.tsx";
import { PageTop } from "./page-top.tsx";

/** Asks once more, in a window that no console can lie over, where the browser can't say that the panel is seen. */
export function Confirm() {
  const reader = useReader();
  const { confirm: texts, cancel, form } = reader.texts;
  const state = usePort("technician");
  const now = useNow();
  const [sent, setSent] = useState(false);
  const send = useAct("request");
  const drop = useAct("drop-draft");
  const draft = state?.draft ?? null;
  const session = state?.sessions.find(({ id }) => id === draft?.session);
  const still = useSettled(JSON.stringify(draft));
  if (state === null) return <Silence />;
  if (draft === null || state.me === null || !session?.computer) {
    return (
      <main class="page">
        <PageTop title={texts.title} />
        <div class="main">
          <section class="section">
            <Heading>{sent ? texts.sent : texts.nothing}</Heading>
          </section>
        </div>
      </main>
    );
  }
  const zone = isKnownZone(session.computer.zone) ? session.computer.zone : reader.zone;
  const names = { technician: state.me.name, computer: session.computer.name };
  const off = !still.settled || send.busy || drop.busy;
  return (
    <main class="page">
      <PageTop title={texts.title} />
      <div class="main">
        <section class="section stack">
          <p class="quiet">{form.willRead}</p>
          <Heading>
            <Pieces
              pieces={question(draft.terms, now, names, { language: reader.language, zone }, now)}
              names={[names.technician, names.computer]}
            />
          </Heading>
          <dl class="facts">
            <dt>{form.reason}</dt>
            <dd class="typed">{draft.reason || "–"}</dd>
            <dt>{form.ticket}</dt>
            <dd>{draft.ticket || "–"}</dd>
          </dl>
        </section>
      </div>
      <footer class="foot">
        <Problem failure={send.failure ?? drop.failure} />
        <div class="btns even">
          <Button
            kind="act"
            big
            off={off}
            onPress={async () => {
              if (!still.holds()) return;
              const answer = await send.run(draft);
              if (answer.ok) setSent(true);
            }}
          >
            {texts.button}
          </Button>
          <Button big off={off} onPress={() => void drop.run({})}>
            {cancel}
          </Button>
        </div>
      </footer>
    </main>
  );
}
