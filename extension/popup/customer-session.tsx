import type { CustomerSession } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Icon } from "../page/icon.tsx";
import { Problem } from "../page/problem.tsx";
import { useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";

type Props = { session: CustomerSession; onCheck: () => void };

/** A session that the customer is in, and the way out. */
export function CustomerSessionSection({ session, onCheck }: Props) {
  const { customerSession: texts, check } = useReader().texts;
  const act = useAct("leave");
  const { introduction } = session;
  const person = introduction.step === "done" ? introduction.technician : null;
  return (
    <section class="section">
      <h2>{texts.title}</h2>
      {person && session.state === "meeting" && (
        <div class="note spaced-below" role="status">
          <div class="status">
            <Icon of="tick" />
            <b>{check.fitsTitle}</b>
          </div>
          <p class="indent">
            <Say words={check.fits(person.name)} />
          </p>
        </div>
      )}
      <div class="row-between centred">
        <p>{person ? <Say words={texts.with(person.name, person.organisation)} /> : texts.withUnknown}</p>
        <Button
          name={person ? texts.leaveName(person.name) : texts.leave}
          off={act.busy}
          onPress={() => void act.run({ session: session.id })}
        >
          {texts.leave}
        </Button>
      </div>
      <p class="small spaced">{texts.what}</p>
      {introduction.step === "number" && (
        <div class="btns">
          <Button kind="act" onPress={onCheck}>
            {texts.checkNow}
          </Button>
        </div>
      )}
      <Problem failure={act.failure} />
    </section>
  );
}
