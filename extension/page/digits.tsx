import { useId, useLayoutEffect, useRef } from "preact/hooks";

/** Digits to be read out: for the eye in two groups, for the ear one by one. */
export function Digits({ label, digits }: { label: string; digits: string }) {
  const id = useId();
  const half = Math.ceil(digits.length / 2);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a number under its name, not a form's fieldset
    <div role="group" aria-labelledby={id}>
      <span class="vh" id={id}>
        {label}
      </span>
      <p class="number">
        <span aria-hidden="true">
          {digits.slice(0, half)} {digits.slice(half)}
        </span>
        <span class="vh">{[...digits].join(" ")}</span>
      </p>
    </div>
  );
}

type InputProps = {
  label: string;
  hint: string;
  value: string;
  /** how many digits there may be; six boxes are drawn, more when more are typed */
  most: number;
  error: string | null;
  onDigits: (digits: string) => void;
  /** takes the focus when the page is shown */
  first?: boolean;
};

/** One input, drawn as boxes: typing and pasting work as in any field. */
export function DigitInput({ label, hint, value, most, error, onDigits, first }: InputProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (first) input.current?.focus({ preventScroll: true });
  }, [first]);
  const half = value.length > 6 ? most / 2 : 3;
  const box = (index: number) => (
    <i key={index} class={index === value.length ? "next" : undefined} aria-hidden="true">
      {value[index]}
    </i>
  );
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="code" style={{ "--half": String(half) }}>
        {range(0, half).map(box)}
        <em aria-hidden="true" />
        {range(half, 2 * half).map(box)}
        <input
          ref={input}
          id={id}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          value={value}
          aria-invalid={error === null ? undefined : "true"}
          aria-describedby={error === null ? `${id}-hint` : `${id}-hint ${id}-error`}
          onInput={(event) => {
            const digits = event.currentTarget.value.replace(/\D/g, "").slice(0, most);
            event.currentTarget.value = digits;
            onDigits(digits);
          }}
        />
      </div>
      <span class="vh" id={`${id}-hint`}>
        {hint}
      </span>
    </div>
  );
}
