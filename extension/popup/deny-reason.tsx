import { useState } from "preact/hooks";
import { Field } from "../page/field.tsx";
import { useReader } from "../page/reader.tsx";

/** Beside the decision and never before it: one press denies, with or without a reason. */
export function DenyReason({ onInput }: { onInput: (text: string) => void }) {
  const { decide } = useReader().texts;
  const [text, setText] = useState("");
  return (
    <section class="section">
      <Field
        label={decide.denyReason}
        hint={decide.denyReasonHint}
        lines={2}
        value={text}
        onInput={(typed) => {
          setText(typed);
          onInput(typed);
        }}
      />
    </section>
  );
}
