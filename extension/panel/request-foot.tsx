import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Draft } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Icon } from "../page/icon.tsx";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";
import { useSeen } from "./seen.ts";
import { refusalOf, useRefusal } from "./sight.tsx";

type Props = {
  /** sentence and button, which are to be in view together */
  place: RefObject<HTMLDivElement | null>;
  /** what is asked for; null where that isn't possible */
  asked: Draft | null;
  /** why it can't be sent as it stands */
  refused: string | null;
  /** the id of a text above that says so already */
  saidBy: string | null;
  onRefused: () => void;
  /** the ticket that the page has put there; null where it has put none */
  proposed: string | null;
  /** the sentence that is sent, which is to be seen together with the button */
  children: ComponentChildren;
};

/** The sentence and the button that sends it, once the browser has said that a person sees both. */
export function RequestFoot({ place, asked, refused, saidBy, onRefused, proposed, children }: Props) {
  const { form } = useTexts();
  // Without the space around them: scrolled up to the button's edge, the button can be seen and pressed.
  const sentence = useRef<HTMLDivElement>(null);
  const buttons = useRef<HTMLDivElement>(null);
  const sight = useSeen(sentence, buttons, proposed);
  const send = useAct("request");
  const confirm = useAct("confirm-request");
  const [state, setState] = useState<"idle" | "looking" | "sent">("idle");
  const [refusal, setRefusal] = useRefusal();
  const busy = state === "looking" || send.busy || confirm.busy;

  // What was said of one request isn't said of another.
  const shown = JSON.stringify(asked);
  useEffect(() => {
    setState("idle");
    setRefusal(null);
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
    setRefusal(null);
    const seen = await sight.ask();
    setState("idle");
    setRefusal(refusalOf(seen));
    if (seen === "yes") await send.run(asked);
    else if (seen === "unknown" && (await confirm.run(asked)).ok) setState("sent");
  }

  return (
    <div>
      <div ref={place}>
        <div ref={sentence}>{children}</div>
        <div class="section">
          <div class="btns even" ref={buttons}>
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
        </div>
      </div>
      <div class="section joined">
        <Problem failure={refusal ?? send.failure ?? confirm.failure} />
        {state === "sent" && (
          <p class="small" role="status">
            {form.sent}
          </p>
        )}
        {refused !== null && saidBy === null && (
          <p class="why" id="refused">
            <Icon of="barred" />
            <span>{refused}</span>
          </p>
        )}
      </div>
    </div>
  );
}
