import { useEffect, useState } from "preact/hooks";
import type { SessionKind } from "../../shared/policy.ts";
import type { PageShown } from "../messages.ts";
import { Button } from "../page/button.tsx";
import { Choice } from "../page/choice.tsx";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { mainReference, referenceWords } from "./page-word.ts";
import { useSeenAct } from "./seen-act.ts";
import { useWork } from "./work.tsx";

/** Starts a session of a kind, which is fixed from then on, for what the page is about. */
export function Start({ lapsed, page }: { lapsed: boolean; page: PageShown | null }) {
  const texts = useTexts();
  const { start } = texts;
  const work = useWork();
  const [chosen, choose] = useState<SessionKind | null>(null);
  const [belongs, setBelongs] = useState(true);
  // What the page proposes stands here until somebody chooses.
  const kind = chosen ?? page?.kind ?? "desktop";
  const reference = mainReference(page);
  const act = useSeenAct("start-session", `${page?.kind} ${reference?.key}`);
  useEffect(() => {
    work.starting = chosen !== null || !belongs;
    return () => {
      work.starting = false;
    };
  }, [work, chosen, belongs]);
  async function press(): Promise<void> {
    const none = work.begin();
    const started = await act.run({ kind, reference: belongs ? (reference?.key ?? null) : null });
    if (!started.ok) none();
  }
  const choice = (value: SessionKind, what: string, description?: string) => (
    <Choice
      type="radio"
      group="kind"
      what={what}
      description={description}
      checked={kind === value}
      onChoose={() => choose(value)}
    />
  );
  return (
    <section class="section stack">
      <h2 class="question">{start.title}</h2>
      {lapsed && (
        <p class="note" role="status">
          {start.lapsed}
        </p>
      )}
      <p class="quiet">{start.why}</p>
      <fieldset>
        <legend>{start.kind}</legend>
        {choice("desktop", start.desktop)}
        {choice("chat-only", start.chatOnly, start.noRequest)}
        {choice("mobile", start.mobile, start.noRequest)}
      </fieldset>
      {reference !== null && (
        <Choice
          type="checkbox"
          what={texts.page.belongs}
          beside={<Say words={referenceWords(reference, texts, page?.name)} />}
          description={texts.page.belongsWhy}
          checked={belongs}
          onChoose={setBelongs}
        />
      )}
      <div class="btns even">
        <Button kind="act" big place={act.place} off={act.busy} onPress={() => void press()}>
          {start.button}
        </Button>
      </div>
      <Problem failure={act.failure} />
    </section>
  );
}
