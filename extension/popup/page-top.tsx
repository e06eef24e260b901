import type { ComponentChildren } from "preact";
import { Icon, Logo } from "../page/icon.tsx";
import { useTexts } from "../page/reader.tsx";

type Props = { title: string; right?: ComponentChildren; onBack?: (() => void) | undefined };

/** Head of a page that stands in place of the tabs. Escape goes back too, where there is a way back. */
export function PageTop({ title, right, onBack }: Props) {
  const { back } = useTexts();
  return (
    <header class="top">
      {onBack ? (
        <button type="button" class="icon-btn back" aria-label={back} onClick={onBack}>
          <Icon of="back" />
        </button>
      ) : (
        <Logo />
      )}
      <span class="name">{title}</span>
      {right !== undefined && <span class="right">{right}</span>}
    </header>
  );
}
