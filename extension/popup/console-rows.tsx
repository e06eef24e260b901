import type { TechnicianState } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";
import { Name } from "../page/said.tsx";
import { useAnswer, useOwnBrowser } from "./own-browser.tsx";

/** An origin or a pattern as people say it: "desk.example", "http://10.0.0.5:8080". Without https it is said so. */
export const shownOrigin = (origin: string): string => origin.replace(/^https:\/\//, "").replace(/\/\*?$/, "");

/** The consoles on which the panel is there, and the keys that open it. */
export function ConsoleRows({ consoles }: { consoles: TechnicianState["consoles"] }) {
  const { consoles: texts } = useTexts();
  const act = useAct("remove-console");
  const keys = useAnswer(useOwnBrowser().panelKeys);
  return (
    <section class="section">
      <h2>{texts.title}</h2>
      {consoles.length === 0 ? (
        <p class="quiet">{texts.none}</p>
      ) : (
        <ul class="rows">
          {consoles.map(({ origin, preset }) => {
            const shown = shownOrigin(origin);
            return (
              <li class="row-between centred" key={origin}>
                <div>
                  <p class="title">
                    <Name text={shown} />
                  </p>
                  {preset && <p class="small">{texts.byAdministrator}</p>}
                </div>
                {!preset && (
                  <Button name={texts.removeName(shown)} off={act.busy} onPress={() => void act.run({ origin })}>
                    {texts.remove}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <Problem failure={act.failure} />
      {keys !== undefined && <p class="note spaced">{keys === null ? texts.noKeys : texts.keys(keys)}</p>}
    </section>
  );
}
