import { useState } from "preact/hooks";
import { type Refused, useAct } from "../page/background.tsx";
import { useCredentials } from "./credentials.tsx";
import type { Verified } from "./place.ts";

/**
 * The customer's yes from this page: a click, or credentials that are sealed here for a challenge of the doorkeeper's that
 * is asked for just then. `run` answers whether access was given.
 */
export function useApproval(request: Verified, toolbar: boolean) {
  const ask = useAct("ask-challenge");
  const approve = useAct("approve");
  const show = useAct("show-in-window");
  const credentials = useCredentials();
  const [failure, setFailure] = useState<Refused | null>(null);
  const { id, painted } = request;
  const isTyped = request.credentials !== "none";

  async function sealed(): Promise<string | null | Refused> {
    if (!isTyped) return null;
    const challenge = await ask.run({ request: id, painted });
    if (!challenge.ok) return challenge;
    return "share" in challenge ? credentials.seal(challenge.share, challenge.sealedFor) : null;
  }

  async function run(): Promise<boolean> {
    setFailure(null);
    if (isTyped && toolbar) {
      await show.run({ show: "request", request: id });
      return false;
    }
    const block = await sealed();
    const answer =
      typeof block === "object" && block !== null
        ? block
        : await approve.run({ request: id, painted, credentials: block });
    if (answer.ok) return true;
    // Said beside the fields, where it is mended.
    if (answer.code === "not-accepted") credentials.refuse();
    else setFailure(answer);
    return false;
  }

  return {
    run,
    /** false where something has to be typed first, which is said beside it */
    isReady: (): boolean => !isTyped || toolbar || credentials.areComplete(),
    credentials,
    failure,
    busy: ask.busy || approve.busy || show.busy,
  };
}
