import type { TargetedInputEvent } from "preact";
import { useId, useState } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { useTexts } from "./reader.tsx";

type Props = {
  label: string;
  value: string;
  onInput: (value: string) => void;
  onLeave?: () => void;
  type?: "text" | "email" | "password";
  lines?: number;
  hint?: string | undefined;
  required?: boolean;
  /** what to type; null while nothing is wrong, or nobody has been here yet */
  error?: string | null;
  off?: boolean;
  autoComplete?: "off" | "username" | "current-password";
};

/** A field with its label above and its error below. */
export function Field(props: Props) {
  const { label, hint, required, error = null, lines, type = "text", off } = props;
  const { form } = useTexts();
  const id = useId();
  const [shown, setShown] = useState(false);
  const common = {
    id,
    value: props.value,
    class: "box",
    autoComplete: props.autoComplete ?? ("off" as const),
    readOnly: off === true,
    "aria-disabled": off ? ("true" as const) : undefined,
    "aria-required": required ? ("true" as const) : undefined,
    "aria-invalid": error === null ? undefined : ("true" as const),
    "aria-describedby": [hint && `${id}-hint`, error !== null && `${id}-error`].filter(Boolean).join(" ") || undefined,
    onBlur: () => props.onLeave?.(),
  };
  const input = {
    ...common,
    ...(type === "email" ? { inputMode: "email" as const } : {}),
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => props.onInput(event.currentTarget.value),
  };
  return (
    <div class={type === "password" ? "field secret" : "field"}>
      <label for={id}>
        {label}
        {required && (
          <span class="hint" aria-hidden="true">
            {" "}
            {form.required}
          </span>
        )}
      </label>
      {lines ? (
        <textarea {...common} rows={lines} onInput={(event) => props.onInput(event.currentTarget.value)} />
      ) : (
        <div class="boxed">
          {type === "password" && !shown ? <input {...input} type="password" /> : <input {...input} type="text" />}
          {type === "password" && <ShowPassword shown={shown} onPress={() => setShown(!shown)} />}
        </div>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError text={error} id={`${id}-error`} />
    </div>
  );
}

function ShowPassword({ shown, onPress }: { shown: boolean; onPress: () => void }) {
  const { signIn } = useTexts();
  return (
    <button type="button" class="link" aria-label={shown ? signIn.hideName : signIn.showName} onClick={onPress}>
      {shown ? signIn.hide : signIn.show}
    </button>
  );
}

/** What to type instead, in red below the field it belongs to. */
export function FieldError({ text, id }: { text: string | null; id?: string }) {
  if (text === null) return null;
  return (
    <p class="error" id={id}>
      <Icon of="warn" />
      <span>{text}</span>
    </p>
  );
}
