import { useState } from "preact/hooks";
import type { CustomerState } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { DigitInput } from "../page/digits.tsx";
import { Field, FieldError } from "../page/field.tsx";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";
import { Heading } from "./heading.tsx";

type Props = { state: CustomerState; onJoined: () => void };

/** The session code, and the name by which this computer is known. Joining lets nobody in. */
export function Join({ state, onJoined }: Props) {
  const { join } = useTexts();
  const act = useAct("join");
  const [code, setCode] = useState("");
  const [typedName, setTypedName] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const computerName = typedName ?? state.computer?.name ?? state.proposedName;
  const short = code.length !== 6 && code.length !== 8;
  async function send(): Promise<void> {
    setTried(true);
    if (act.busy || short || computerName.trim() === "") return;
    const answer = await act.run({ code, name: computerName.trim() });
    if (answer.ok) onJoined();
    else if (answer.code === "code-wrong") setCode("");
  }
  const codeError = tried && short && act.failure === null ? join.codeShort : null;
  return (
    <form
      class="grow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="main">
        <section class="section stack">
          <Heading quiet>{join.heading}</Heading>
          <p class="quiet">{join.how}</p>
        </section>
        <section class="section joined stack loose">
          <div>
            <DigitInput
              label={join.code}
              hint={join.codeHint}
              value={code}
              most={8}
              first
              error={codeError}
              onDigits={(digits) => {
                act.forget();
                setTried(false);
                setCode(digits);
              }}
            />
            <FieldError text={codeError} />
            <Problem failure={act.failure} />
          </div>
          <Field
            label={join.name}
            value={computerName}
            onInput={setTypedName}
            error={tried && computerName.trim() === "" ? join.nameMissing : null}
          />
        </section>
      </div>
      <footer class="foot">
        <div class="btns even">
          <Button kind="act" big submit off={act.busy}>
            {join.button}
          </Button>
        </div>
      </footer>
    </form>
  );
}
