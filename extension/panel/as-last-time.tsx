import { describe } from "../../shared/describe.ts";
import type { Terms } from "../../shared/terms.ts";
import { Button } from "../page/button.tsx";
import { useReader } from "../page/reader.tsx";

/** What was asked for last, offered once more, as long as nothing was filled in. */
export function AsLastTime({ terms, now, onUse }: { terms: Terms; now: number; onUse: () => void }) {
  const reader = useReader();
  const { lastTime } = reader.texts;
  const said = describe(terms, now, reader, now);
  return (
    <section class="section">
      <div class="row-between top-aligned">
        <div>
          <p>
            <b>{lastTime.as}</b>, {lastTime.mode[terms.credentialMode]}
          </p>
          <p class="small">{said}</p>
        </div>
        <Button name={lastTime.useName(said)} onPress={onUse}>
          {lastTime.use}
        </Button>
      </div>
    </section>
  );
}
