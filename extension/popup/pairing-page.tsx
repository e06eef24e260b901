import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { timeOf } from "../../shared/clock-words.ts";
import { doorkeeperFile } from "../customer/pair-command.ts";
import type { CustomerPairing, CustomerState } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { DigitInput } from "../page/digits.tsx";
import { FieldError } from "../page/field.tsx";
import { Problem } from "../page/problem.tsx";
import { useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { Warning } from "../page/warning.tsx";
import { Heading } from "./heading.tsx";
import { PageTop } from "./page-top.tsx";
import { TerminalCommand } from "./terminal-command.tsx";

type Props = { state: CustomerState; onBack: () => void };

/** *Set up the doorkeeper*: what it is, where it is saved, the command, and the six digits that it prints. */
export function PairingPage({ state, onBack }: Props) {
  const { door: texts } = useReader().texts;
  const { pairing, door } = state;
  return (
    <main class="page">
      <PageTop title={texts.title} right={state.computer?.name} onBack={onBack} />
      {pairing === null && door?.listed ? (
        <Done name={door.name} onBack={onBack} />
      ) : pairing?.step === "failed" ? (
        <Failed because={pairing.because} />
      ) : (
        <Steps pairing={pairing} onBack={onBack} />
      )}
    </main>
  );
}

type StepsProps = { pairing: Exclude<CustomerPairing, { step: "failed" }> | null; onBack: () => void };

function Steps({ pairing, onBack }: StepsProps) {
  const reader = useReader();
  const { door: texts, cancel } = reader.texts;
  const begin = useAct("begin-pairing");
  const stop = useAct("stop-pairing");
  return (
    <>
      <div class="main">
        <section class="section stack">
          <Heading>{texts.heading}</Heading>
          <p>{texts.what}</p>
          <ul class="dashes">
            {texts.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </section>
        {pairing !== null && (
          <ol class="steps">
            <Step what={texts.saveStep}>
              <a class="btn" href={`/${doorkeeperFile}`} download={doorkeeperFile}>
                {texts.save}
              </a>
            </Step>
            <Step what={texts.commandStep}>
              <Command text={pairing.command} />
            </Step>
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
      <footer class="foot">
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

function Failed({ because }: { because: Extract<CustomerPairing, { step: "failed" }>["because"] }) {
  const { door: texts, cancel } = useReader().texts;
  const begin = useAct("begin-pairing");
  const stop = useAct("stop-pairing");
  const { title, what, toDo } = texts.failed[because];
  return (
    <>
      <div class="main">
        <section class="section stack">
          {because === "lapsed" ? (
            <>
              <Heading>{title}</Heading>
              <p>{what}</p>
              <p>{toDo}</p>
            </>
          ) : (
            <Warning heading title={title} what={what} toDo={toDo} />
          )}
        </section>
      </div>
      <footer class="foot">
        <Problem failure={begin.failure ?? stop.failure} />
        <div class="btns even">
          <Button kind="act" big off={begin.busy} onPress={() => void begin.run({})}>
            {texts.startAgain}
          </Button>
          <Button big off={stop.busy} onPress={() => void stop.run({})}>
            {cancel}
          </Button>
        </div>
      </footer>
    </>
  );
}

function Done({ name, onBack }: { name: string; onBack: () => void }) {
  const { door: texts, decide } = useReader().texts;
  return (
    <>
      <div class="main">
        <section class="section stack" role="status">
          <Heading>{texts.doneTitle}</Heading>
          <p>
            <Say words={texts.done(name)} />
          </p>
          <p>{texts.doneOld}</p>
        </section>
        <section class="section stack">
          <p>{texts.doneStay}</p>
          <TerminalCommand>{`node ${doorkeeperFile} install`}</TerminalCommand>
        </section>
      </div>
      <footer class="foot">
        <div class="btns even">
          <Button big onPress={onBack}>
            {decide.toMyComputer}
          </Button>
        </div>
      </footer>
    </>
  );
}
