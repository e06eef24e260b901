import { Button } from "../page/button.tsx";
import { Icon } from "../page/icon.tsx";
import { useTexts } from "../page/reader.tsx";
import { ComputerList } from "./computer-list.tsx";
import type { SignedIn } from "./session-choice.ts";

/** All computers that may be visited: a place of the panel's own, from which one comes back. */
export function AllComputers({ state, onBack }: { state: SignedIn; onBack: () => void }) {
  const { computers: texts } = useTexts();
  return (
    <>
      <div class="about">
        <div class="about-line">
          <Button kind="link" onPress={onBack}>
            <Icon of="back" />
            {texts.back}
          </Button>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a key that leads back, besides the button that does */}
      <div
        class="main"
        onKeyDown={(event) => {
          if (event.key !== "Escape" || event.defaultPrevented) return;
          event.preventDefault();
          onBack();
        }}
      >
        <ComputerList state={state} focused />
      </div>
    </>
  );
}
