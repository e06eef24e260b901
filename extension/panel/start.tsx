import { useState } from "preact/hooks";
import type { SessionKind } from "../../shared/policy.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Choice } from "../page/choice.tsx";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";

/** Starts a session of a kind, which is fixed from then on. */
export function Start({ lapsed }: { lapsed: boolean }) {
  const { start } = useTexts();
  const act = useAct("start-session");
  const [kind, setKind] = useState<SessionKind>("desktop");
  const choice = (value: SessionKind, what: string, description?: string) => (
    <Choice
      type="radio"
      group="kind"
      what={what}
      description={description}
      checked={kind === value}
      onChoose={() => setKind(value)}
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
      <div class="btns even">
        <Button kind="act" big off={act.busy} onPress={() => void act.run({ kind, reference: null })}>
          {start.button}
        </Button>
      </div>
      <Problem failure={act.failure} />
    </section>
  );
}
