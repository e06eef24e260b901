import { AskOnce } from "./ask-once.tsx";
import type { Act } from "./background.tsx";
import { useTexts } from "./reader.tsx";

type Props = {
  act: Act<"revoke"> | Act<"revoke-as-technician">;
  grant: string;
  /** whose access, and what: for the accessible name */
  who: string;
  what: string;
  kind: "stop" | "link stop";
  /** is given the button that says yes while it is there */
  place?: ((yes: HTMLElement | null) => void) | undefined;
};

/** *Revoke*: asks once, in its own place. */
export function Revoke({ act, grant, who, what, kind, place }: Props) {
  const { access } = useTexts();
  return (
    <AskOnce
      label={access.revoke}
      name={access.revokeName(who, what)}
      kind={kind}
      question={access.revokeSure}
      yes={access.revokeYes}
      act={act}
      place={place}
      onYes={() => act.run({ grant })}
    />
  );
}
