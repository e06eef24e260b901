import type { CustomerDoor, CustomerGrant, CustomerPairing, CustomerState } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Problem } from "../page/problem.tsx";
import { useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { Warning } from "../page/warning.tsx";
import { doorkeeperFile } from "../pair-command.ts";
import { Heading } from "./heading.tsx";
import { PageTop } from "./page-top.tsx";
import { PairingSteps } from "./pairing-steps.tsx";
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
        <Done door={door} onlyByConsole={state.grants.some(isByConsole)} onBack={onBack} />
      ) : pairing?.step === "failed" ? (
        <Failed because={pairing.because} />
      ) : (
        <PairingSteps pairing={pairing} onBack={onBack} />
      )}
    </main>
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

/** Approved before there was a doorkeeper, and not over. */
const isByConsole = ({ computerKnows, access }: CustomerGrant): boolean =>
  computerKnows === null && (access.open || (access.because !== "revoked" && access.because !== "expired"));

type DoneProps = { door: CustomerDoor; onlyByConsole: boolean; onBack: () => void };

function Done({ door: { name, system }, onlyByConsole, onBack }: DoneProps) {
  const { door: texts, decide } = useReader().texts;
  return (
    <>
      <div class="main">
        <section class="section stack" role="status">
          <Heading>{texts.doneTitle}</Heading>
          <p>
            <Say words={texts.done(name)} />
          </p>
          {onlyByConsole && <p>{texts.doneOld}</p>}
        </section>
        <section class="section stack">
          <p>{texts.doneStay}</p>
          {system === "linux" && (
            <>
              <p>{texts.doneStart}</p>
              <TerminalCommand>{`node ${doorkeeperFile} install`}</TerminalCommand>
            </>
          )}
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
