import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { timeOf } from "../../shared/clock-words.ts";
import type { CustomerPairing } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { DigitInput } from "../page/digits.tsx";
import { FieldError } from "../page/field.tsx";
import { Problem } from "../page/problem.tsx";
import { useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { doorkeeperFile } from "../pair-command.ts";
import { Heading } from "./heading.tsx";
import { TerminalCommand } from "./terminal-command.tsx";

type StepsProps = { pairing: Exclude<CustomerPairing, { step: "failed" }> | null; onBack: () => void };

/** Save, type the command, type the six digits: one after another. */
export function PairingSteps({ pairing, onBack }: StepsProps) {
  const reader = useReader();
  const { door: texts, cancel } = reader.texts;
  const begin = useAct("begin-pairing");
  const stop = useAct("stop-pairing");
  return (
    <>
      <div class="main">
        <section class="section stack">
          <Heading quiet={pairing?.step === "number"}>{texts.heading}</Heading>
          {pairing?.step !== "number" && <p>{texts.what}</p>}
          {pairing?.step !== "number" && <Changes whole={pairing === null} />}
        </section>
        {pairing !== null && (
          <ol class="steps">
            <Step what={texts.saveStep}>
              {pairing.step === "offered" && (
                <a class="btn" href={`/${doorkeeperFile}`} download={doorkeeperFile}>
                  {texts.save}
                </a>
              )}
            </Step>
            <Step what={texts.commandStep}>{pairing.step === "offered" && <Command text={pairing.command} />}</Step>
            <Step what={texts.numberStep}>
              {pairing.step === "number" ? (
                <DoorNumber name={pairing.name} />
              ) : (
                <p class="quiet" role="status">
                  {texts.numberWaits}
                </p>
              )}
            </Step>
          </ol>
        )}
      </div>
      <footer class="foot still">
        {pairing !== null && <p class="small">{texts.lapses(timeOf(pairing.endsAt, reader))}</p>}
        <Problem failure={begin.failure ?? stop.failure} />
        <div class="btns even">
          {pairing === null && (
            <Button kind="act" big off={begin.busy} onPress={() => void begin.run({})}>
              {texts.begin}
            </Button>
          )}
          <Button
            big
            off={stop.busy}
            onPress={async () => {
              if (pairing === null || (await stop.run({})).ok) onBack();
            }}
          >
            {cancel}
          </Button>
        </div>
      </footer>
    </>
  );
}

/** What a doorkeeper changes: in full before it is begun, afterwards out of the way. */
function Changes({ whole }: { whole: boolean }) {
  const { door: texts } = useReader().texts;
  const list = (
    <ul class="dashes">
      {texts.changes.map((change) => (
        <li key={change}>{change}</li>
      ))}
    </ul>
  );
  if (whole) return list;
  return (
    <details>
      <summary>{texts.changesTitle}</summary>
      {list}
    </details>
  );
}

const Step = ({ what, children }: { what: string; children: ComponentChildren }) => (
  <li>
    <h2>{what}</h2>
    {children}
  </li>
);

/** The command, whole and to be copied. */
function Command({ text }: { text: string }) {
  const { door: texts } = useReader().texts;
  const [copied, setCopied] = useState(false);
  return (
    <div class="stack">
      <TerminalCommand>{text}</TerminalCommand>
      <div class="row-between centred">
        <Button
          onPress={async () => {
            await navigator.clipboard.writeText(text);
            setCopied(true);
          }}
        >
          {texts.copy}
        </Button>
        <span class="small" role="status">
          {copied && texts.copied}
        </span>
      </div>
    </div>
  );
}

/** The six digits in the terminal; they check themselves at the sixth. */
function DoorNumber({ name }: { name: string }) {
  const { door: texts, check } = useReader().texts;
  const act = useAct("check-door");
  const [number, setNumber] = useState("");
  const [wrong, setWrong] = useState<number | null>(null);
  async function typed(digits: string): Promise<void> {
    setNumber(digits);
    if (digits.length > 0) setWrong(null);
    if (digits.length < 6 || act.busy) return;
    const answer = await act.run({ number: digits });
    setNumber("");
    if (answer.ok && !answer.fits) setWrong(answer.triesLeft);
  }
  const error = wrong === null || wrong < 1 ? null : texts.wrong(wrong);
  return (
    <div class="stack">
      <p role="status">
        <Say words={texts.numberFrom(name)} /> {texts.numberHow}
      </p>
      <DigitInput
        label={check.label}
        hint={check.hint}
        value={number}
        most={6}
        error={error}
        first
        onDigits={(digits) => void typed(digits)}
      />
      <div role="alert">
        <FieldError text={error} />
      </div>
      <Problem failure={act.failure} />
    </div>
  );
}
