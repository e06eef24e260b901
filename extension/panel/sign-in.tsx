import { useState } from "preact/hooks";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Field } from "../page/field.tsx";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";

/** Happens in the extension's own page: what is typed here, no console can read. */
export function SignIn() {
  const { signIn } = useTexts();
  const act = useAct("sign-in");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  async function send(): Promise<void> {
    setTried(true);
    if (act.busy || email.trim() === "" || password === "") return;
    await act.run({ email: email.trim(), password });
  }
  return (
    <section class="section stack">
      <h2 class="question">{signIn.title}</h2>
      <p class="quiet">{signIn.why}</p>
      <form
        class="stack loose"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field
          label={signIn.email}
          type="email"
          autoComplete="username"
          value={email}
          onInput={setEmail}
          error={tried && email.trim() === "" ? signIn.emailMissing : null}
        />
        <Field
          label={signIn.password}
          type="password"
          autoComplete="current-password"
          value={password}
          onInput={setPassword}
          error={tried && password === "" ? signIn.passwordMissing : null}
        />
        <Problem failure={act.failure} />
        <div class="btns even">
          <Button kind="act" big submit off={act.busy}>
            {signIn.button}
          </Button>
        </div>
      </form>
    </section>
  );
}
