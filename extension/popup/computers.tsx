import { useReader } from "../page/reader.tsx";
import { YourAccess } from "../panel/access.tsx";
import { ComputerList } from "../panel/computer-list.tsx";
import type { SignedIn } from "../panel/session-choice.ts";

/** The computers that may be visited; below, folded, every approval with its terms and *Revoke*. */
export function Computers({ state }: { state: SignedIn }) {
  const { computers: texts } = useReader().texts;
  return (
    <>
      <ComputerList state={state} />
      {state.grants.length > 0 && (
        <details class="section">
          <summary>{texts.approvals}</summary>
          <YourAccess state={state} />
        </details>
      )}
    </>
  );
}
