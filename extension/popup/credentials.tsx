import { useRef, useState } from "preact/hooks";
import { type Credentials, fitsBlock, type SealedFor, sealCredentials, writeBlock } from "../../shared/credentials.ts";
import { Field } from "../page/field.tsx";
import { useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { useWrongField } from "../page/wrong-field.ts";
import type { Verified } from "./place.ts";

type Wrong = { userName: string | null; password: string | null };
const nothingWrong: Wrong = { userName: null, password: null };

/** What the customer types for his own computer. It leaves this page sealed, and the password is emptied with that. */
export function useCredentials() {
  const { decide } = useReader().texts;
  const [typed, setTyped] = useState<Credentials>({ userName: "", password: "" });
  const [wrong, setWrong] = useState<Wrong>(nothingWrong);

  /** Whether both can be sent; says beside the fields what is missing. */
  function areComplete(): boolean {
    const userName = typed.userName.trim() === "" ? decide.userNameMissing : null;
    const password = typed.password === "" ? decide.passwordMissing : null;
    const fits = fitsBlock({ userName: typed.userName.trim(), password: typed.password });
    setWrong({
      userName: userName ?? (fits === "user-name" ? decide.tooLong : null),
      password: password ?? (userName === null && fits === "password" ? decide.tooLong : null),
    });
    return fits === "ok";
  }

  async function seal(share: string, sealedFor: SealedFor): Promise<string> {
    const block = writeBlock({ userName: typed.userName.trim(), password: typed.password });
    try {
      return await sealCredentials(block, share, sealedFor);
    } finally {
      block.fill(0);
      forgetPassword();
    }
  }

  const forgetPassword = (): void => setTyped((before) => ({ ...before, password: "" }));
  return {
    typed,
    wrong,
    areComplete,
    seal,
    forgetPassword,
    refuse: () => setWrong({ userName: null, password: decide.notAccepted }),
    onInput: (more: Partial<Credentials>): void => {
      setTyped((before) => ({ ...before, ...more }));
      setWrong(nothingWrong);
    },
  };
}
type TypedCredentials = ReturnType<typeof useCredentials>;

type Props = {
  credentials: TypedCredentials;
  request: Verified;
  computer: string;
  isWindows: boolean;
  busy: boolean;
};

/** *On setup*, or to confirm: the fields below the question. */
export function CredentialFields({ credentials, request, computer, isWindows, busy }: Props) {
  const { decide } = useReader().texts;
  const { typed, wrong, onInput } = credentials;
  const { name } = request.technician;
  const isSetup = request.credentials === "setup";
  const section = useRef<HTMLElement>(null);
  useWrongField(section, [wrong.userName, wrong.password]);
  return (
    <section class="section stack loose" ref={section}>
      <div>
        <h2>{isSetup ? (isWindows ? decide.signInWindows : decide.signIn) : decide.confirm}</h2>
        <p class="small">
          <Say words={isSetup ? decide.sealed(computer, name) : decide.sealedOnce(computer, name)} />
        </p>
      </div>
      <Field
        label={isWindows ? decide.windowsUserName : decide.userName}
        value={typed.userName}
        error={wrong.userName}
        off={busy}
        onInput={(userName) => onInput({ userName })}
      />
      <Field
        label={isWindows ? decide.windowsPassword : decide.password}
        type="password"
        value={typed.password}
        error={wrong.password}
        off={busy}
        onInput={(password) => onInput({ password })}
      />
      {busy && (
        <p class="small" role="status">
          {decide.trying}
        </p>
      )}
    </section>
  );
}
