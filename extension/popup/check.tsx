import { useState } from "preact/hooks";
import { dateWordsOf } from "../../shared/clock-words.ts";
import type { CustomerIntroduction, CustomerSession } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { DigitInput } from "../page/digits.tsx";
import { FieldError } from "../page/field.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Name, Say } from "../page/said.tsx";
import { Warning } from "../page/warning.tsx";
import { Leave } from "./check-steps.tsx";
import { Heading } from "./heading.tsx";

type NumberStep = Extract<CustomerIntroduction, { step: "number" }>;
type Props = { session: CustomerSession; introduction: NumberStep };

/** The check number: typed, never clicked; it checks itself at the sixth digit. */
export function CheckNumber({ session, introduction }: Props) {
  const { check } = useReader().texts;
  const act = useAct("check-number");
  const [number, setNumber] = useState("");
  const [wrong, setWrong] = useState<number | null>(null);
  const { name, organisation, warning } = introduction;
  async function typed(digits: string): Promise<void> {
    setNumber(digits);
    if (digits.length > 0) setWrong(null);
    if (digits.length < 6 || act.busy) return;
    const answer = await act.run({ session: session.id, number: digits });
    setNumber("");
    if (answer.ok && !answer.fits) setWrong(answer.triesLeft);
  }
  const error = wrong === null ? null : check.wrong(wrong);
  return (
    <>
      <div class="main">
        {warning ? (
          <NewKeyWarning name={name} organisation={organisation} checkedAt={warning.checkedAt} />
        ) : (
          <section class="section stack">
            <Heading quiet>
              <Say words={check.heading(name)} />
            </Heading>
            <p class="quiet">{check.how}</p>
          </section>
        )}
        <section class="section joined">
          <DigitInput
            label={check.label}
            hint={check.hint}
            value={number}
            most={6}
            error={error}
            first={!warning}
            onDigits={(digits) => void typed(digits)}
          />
          <div role="alert">
            <FieldError text={error} />
          </div>
          <Problem failure={act.failure} />
          {warning && <p class="small spaced">{check.warnOld}</p>}
        </section>
        {!warning && (
          <section class="section">
            <dl class="facts">
              <dt>{check.given}</dt>
              <dd>
                <Name text={`${name}, ${organisation}`} />
              </dd>
              <dt>{check.after}</dt>
              <dd>
                <Say words={check.afterWhat(name)} />
              </dd>
            </dl>
          </section>
        )}
      </div>
      <Leave session={session} />
    </>
  );
}

function NewKeyWarning({ name, organisation, checkedAt }: { name: string; organisation: string; checkedAt: number }) {
  const reader = useReader();
  const { check } = reader.texts;
  const now = useNow();
  const day = dateWordsOf(checkedAt, reader, "plain", now);
  return (
    <section class="section">
      <Warning heading title={check.warnTitle} what={check.warn(name, organisation, day)} toDo={check.warnDo(name)} />
    </section>
  );
}
