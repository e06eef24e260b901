import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./icon.tsx";

type Props = {
  type: "radio" | "checkbox";
  group?: string;
  what: string;
  /** shown after the name and not part of it */
  beside?: ComponentChildren;
  description?: string | undefined;
  checked: boolean;
  /** why it can't be had: it stays in its place, reachable, and can't be chosen */
  why?: string | null;
  /** the whole form is closed, for a reason that stands above it */
  off?: boolean;
  onChoose: (checked: boolean) => void;
};

/** A native radio or checkbox. Its name is `what` alone; description and reason are its description. */
export function Choice({ type, group, what, beside, description, checked, why = null, off, onChoose }: Props) {
  const id = useId();
  const closed = off || why !== null;
  const described = [
    beside !== undefined && `${id}-beside`,
    description !== undefined && `${id}-desc`,
    why !== null && `${id}-why`,
  ];
  return (
    <label class={closed ? "choice off" : "choice"}>
      <input
        type={type}
        name={group}
        checked={checked}
        aria-labelledby={`${id}-what`}
        aria-describedby={described.filter(Boolean).join(" ") || undefined}
        aria-disabled={closed ? "true" : undefined}
        onClick={(event) => {
          if (closed) event.preventDefault();
        }}
        onChange={(event) => {
          if (!closed) onChoose(event.currentTarget.checked);
        }}
      />
      <span>
        <span class="what" id={`${id}-what`}>
          {what}
        </span>
        {beside !== undefined && (
          <span class="quiet" id={`${id}-beside`}>
            {" "}
            {beside}
          </span>
        )}
      </span>
      {description !== undefined && (
        <span class="desc" id={`${id}-desc`}>
          {description}
        </span>
      )}
      {why !== null && (
        <span class="why" id={`${id}-why`}>
          <Icon of="barred" />
          <span>{why}</span>
        </span>
      )}
    </label>
  );
}
