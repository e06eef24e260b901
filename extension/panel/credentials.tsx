import type { CredentialMode } from "../../shared/terms.ts";
import { Choice } from "../page/choice.tsx";
import { useReader } from "../page/reader.tsx";
import type { Part } from "./draft-state.ts";
import { reasonText } from "./reasons.ts";

/** Both modes always stand here; one that can't be had says why. */
export function Credentials({ part }: { part: Part }) {
  const { texts } = useReader();
  const { form } = texts;
  const choice = (credentialMode: CredentialMode, what: string, description: string) => {
    const reason = part.against({ credentialMode }).find(({ field }) => field === "credentialMode");
    return (
      <Choice
        type="radio"
        group="credentials"
        what={what}
        description={description}
        why={reason ? reasonText(reason, part.draft.kind, part.policy, texts) : null}
        off={part.off}
        checked={part.draft.credentialMode === credentialMode}
        onChoose={() => part.change({ credentialMode })}
      />
    );
  };
  return (
    <section class="section">
      <fieldset>
        <legend>{form.credentials}</legend>
        {choice("at-connection", form.atConnection, form.atConnectionWhat)}
        {choice("at-setup", form.atSetup, form.atSetupWhat)}
      </fieldset>
    </section>
  );
}
