import { useEffect, useRef, useState } from "preact/hooks";
import type { Draft } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Icon } from "../page/icon.tsx";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";
import { useSeen } from "./seen.ts";

type Props = {
  /** what is asked for; null where that isn't possible */
  asked: Draft | null;
  /** why it can't be sent as it stands */
  refused: string | null;
  /** the id of a text above that says so already */
  saidBy: string | null;
  onRefused: () => void;
};

/** The button that sends, once the browser has said that a person can see it. */
export function RequestFoot({ asked, refused, saidBy, onRefused }: Props) {
  const { form } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const look = useSeen(place);
  const send = useAct("request");
  const confirm = useAct("confirm-request");
  const [state, setState] = useState<"idle" | "looking" | "covered" | "sent">("idle");
  const busy = state === "looking" || send.busy || confirm.busy;

  // What was said of one request isn't said of another.
  const shown = JSON.stringify(asked);
  useEffect(() => {
    setState("idle");
    send.forget();
    confirm.forget();
  }, [shown]);

  async function press(): Promise<void> {
    if (busy) return;
    if (refused !== null || asked === null) {
      onRefused();
      return;
    }
    setState("looking");
    const seen = await look();
    setState(seen === "no" ? "covered" : "idle");
    if (seen === "yes") await send.run(asked);
    else if (seen === "unknown" && (await confirm.run(asked)).ok) setState("sent");
  }

  return (
    <div class="section">
      <Problem failure={send.failure ?? confirm.failure} />
      {(state === "covered" || state === "sent") && (
        <p class="small" role="status">
          {state === "covered" ? form.covered : form.sent}
        </p>
      )}
      <div class="btns even" ref={place}>
        <Button
          kind={refused === null ? "act" : "plain"}
          big
          pressable
          off={refused !== null || busy}
          describedBy={saidBy ?? (refused === null ? undefined : "refused")}
          onPress={() => void press()}
        >
          {form.button}
        </Button>
      </div>
      {refused !== null && saidBy === null && (
        <p class="why" id="refused">
          <Icon of="barred" />
          <span>{refused}</span>
        </p>
      )}
    </div>
  );
}
