import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Outcome } from "../messages.ts";
import { Button } from "./button.tsx";
import { Problem } from "./problem.tsx";
import { useTexts } from "./reader.tsx";

type Props = {
  /** what stands on the button, and its accessible name */
  label: string;
  name: string;
  kind: "stop" | "link stop";
  question: string;
  yes: string;
  act: { busy: boolean; failure: Extract<Outcome, { ok: false }> | null };
  onYes: () => Promise<Outcome>;
  /** is given the button that says yes while it is there */
  place?: ((yes: HTMLElement | null) => void) | undefined;
  /** can't be had now; `describedBy` says why */
  off?: boolean;
  describedBy?: string;
  /** class of the row that the button stands in, where it has one of its own */
  row?: string;
};

/** A button that asks once, in its own place. Escape keeps. */
export function AskOnce({ label, name, kind, question, yes, act, onYes, place, off = false, describedBy, row }: Props) {
  const { access } = useTexts();
  const [asking, setAsking] = useState(false);
  const sure = useRef<HTMLParagraphElement>(null);
  const asked = useRef(false);
  useLayoutEffect(() => {
    if (asking) sure.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (!asking || off) {
    const button = (
      <>
        <Button
          kind={kind}
          name={name}
          off={off || act.busy}
          describedBy={off ? describedBy : undefined}
          focused={asked.current}
          onPress={() => setAsking(true)}
        >
          {label}
        </Button>
        <Problem failure={act.failure} />
      </>
    );
    return row === undefined ? button : <div class={row}>{button}</div>;
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a question with its answers, not a form's fieldset
    <div
      class="sure"
      role="group"
      aria-label={name}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        setAsking(false);
      }}
    >
      <p ref={sure} tabIndex={-1}>
        {question}
      </p>
      <div class="btns">
        <Button
          kind="stop"
          off={act.busy}
          place={place}
          onPress={async () => {
            if ((await onYes()).ok) setAsking(false);
          }}
        >
          {yes}
        </Button>
        <Button onPress={() => setAsking(false)}>{access.keep}</Button>
      </div>
      <Problem failure={act.failure} />
    </div>
  );
}
