import { useId } from "preact/hooks";

type Props = {
  label: string;
  /** below the label, and its description */
  beside: string;
  on: boolean;
  /** stays in its place and reachable, and does nothing */
  off: boolean;
  onSwitch: (on: boolean) => void;
};

/** A setting that counts at once. A script's click switches nothing. */
export function Switch({ label, beside, on, off, onSwitch }: Props) {
  const id = useId();
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked={on}
      aria-labelledby={`${id}-label`}
      aria-describedby={`${id}-beside`}
      aria-disabled={off ? "true" : undefined}
      onClick={(event) => {
        if (!off && event.isTrusted) onSwitch(!on);
      }}
    >
      <span>
        <span id={`${id}-label`}>{label}</span>
        <span class="small" id={`${id}-beside`}>
          {beside}
        </span>
      </span>
      <i aria-hidden="true" />
    </button>
  );
}
