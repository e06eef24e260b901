import type { Policy } from "../../shared/policy.ts";
import type { CredentialMode, Terms } from "../../shared/terms.ts";
import { Choice } from "../page/choice.tsx";
import { useReader } from "../page/reader.tsx";
import type { Part } from "./form.tsx";
import { type Reason, reasonText } from "./reasons.ts";

type Props = { part: Part; reasonsAgainst: (changes: Partial<Terms>) => Reason[]; policy: Policy };

/** Both modes always stand here; one that can't be had says why. */
export function Credentials({ part, reasonsAgainst, policy }: Props) {
  const { texts } = useReader();
  const { form } = texts;
  const choice = (credentialMode: CredentialMode, what: string, description: string) => {
    const reason = reasonsAgainst({ credentialMode }).find(({ field }) => field === "credentialMode");
    return (
      <Choice
        type="radio"
        group="credentials"
        what={what}
        description={description}
        why={reason ? reasonText(reason, part.draft.kind, policy, texts) : null}
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
