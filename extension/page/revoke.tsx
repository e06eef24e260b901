import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Act } from "./background.tsx";
import { Button } from "./button.tsx";
import { Problem } from "./problem.tsx";
import { useTexts } from "./reader.tsx";

type Props = {
  act: Act<"revoke"> | Act<"revoke-as-technician">;
  grant: string;
  /** whose access, and what: for the accessible name */
  who: string;
  what: string;
  kind: "stop" | "link stop";
};

/** *Revoke* asks once, in its own place. Escape keeps. */
export function Revoke({ act, grant, who, what, kind }: Props) {
  const { access } = useTexts();
  const [asking, setAsking] = useState(false);
  const sure = useRef<HTMLParagraphElement>(null);
  const asked = useRef(false);
  useLayoutEffect(() => {
    if (asking) sure.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <>
        <Button
          kind={kind}
          name={access.revokeName(who, what)}
          off={act.busy}
          focused={asked.current}
          onPress={() => setAsking(true)}
        >
          {access.revoke}
        </Button>
        <Problem failure={act.failure} />
      </>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a question with its answers, not a form's fieldset
    <div
      class="sure"
      role="group"
      aria-label={access.revokeName(who, what)}
      onKeyDown={(event) => {
        if (event.key === "Escape") setAsking(false);
      }}
    >
      <p ref={sure} tabIndex={-1}>
        {access.revokeSure}
      </p>
      <div class="btns">
        <Button
          kind="stop"
          off={act.busy}
          onPress={async () => {
            const answer = await act.run({ grant });
            if (answer.ok) setAsking(false);
          }}
        >
          {access.revokeYes}
        </Button>
        <Button onPress={() => setAsking(false)}>{access.keep}</Button>
      </div>
      <Problem failure={act.failure} />
    </div>
  );
}
