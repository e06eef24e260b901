import type { PanelPlace } from "../console/panel-place.ts";
import { useAct } from "../page/background.tsx";
import { Icon } from "../page/icon.tsx";
import { useTexts } from "../page/reader.tsx";

/** To the other side of the console's page, where it is in the way. */
export function MovePanel({ side }: Pick<PanelPlace, "side">) {
  const { page } = useTexts();
  const act = useAct("move-panel");
  const isLeft = side === "left";
  const name = isLeft ? page.moveRight : page.moveLeft;
  return (
    <button
      type="button"
      class="icon-btn"
      aria-label={name}
      title={name}
      onClick={(event) => {
        if (event.isTrusted && !act.busy) void act.run({ side: isLeft ? "right" : "left" });
      }}
    >
      <Icon of={isLeft ? "toRight" : "toLeft"} />
    </button>
  );
}
