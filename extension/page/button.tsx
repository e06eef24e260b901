import type { ComponentChildren, TargetedMouseEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

type Props = {
  children: ComponentChildren;
  /** `act`: the one main action of a screen; `stop`: revoke; `link`: underlined */
  kind?: "plain" | "act" | "stop" | "link" | "link stop";
  big?: boolean;
  /** the accessible name, where it says more than the text */
  name?: string | undefined;
  /** stays in its place and reachable, and does nothing */
  off?: boolean;
  /** pressed while it is off, it says what is missing */
  pressable?: boolean;
  describedBy?: string | undefined;
  submit?: boolean;
  /** takes the focus when it is shown */
  focused?: boolean;
  /** is given the button while it is there */
  place?: ((button: HTMLButtonElement | null) => void) | undefined;
  onPress?: ((event: TargetedMouseEvent<HTMLButtonElement>) => void) | undefined;
};

const classes = { plain: "btn", act: "btn act", stop: "btn stop", link: "link", "link stop": "link stop" };

/** A button. Synthetic events press nothing: whatever is done, a person did it. */
export function Button({
  children,
  kind = "plain",
  big,
  name,
  off,
  pressable,
  describedBy,
  submit,
  focused,
  place,
  onPress,
}: Props) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (focused) button.current?.focus();
  }, [focused]);
  useLayoutEffect(() => {
    place?.(button.current);
    return () => place?.(null);
  }, [place]);
  return (
    <button
      ref={button}
      type={submit ? "submit" : "button"}
      class={big ? `${classes[kind]} big` : classes[kind]}
      aria-label={name}
      aria-disabled={off ? "true" : undefined}
      aria-describedby={describedBy}
      onKeyDown={(event) => {
        // A key that is held down presses once: what has taken the focus meanwhile isn't meant.
        if (event.repeat && event.key === "Enter") event.preventDefault();
      }}
      onClick={(event) => {
        if ((off && !pressable) || !event.isTrusted) event.preventDefault();
        else onPress?.(event);
      }}
    >
      {children}
    </button>
  );
}
