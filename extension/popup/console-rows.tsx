import { useRef } from "preact/hooks";
import type { TechnicianState } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { useKeptFocus } from "../page/kept-focus.ts";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";
import { useAnswer, useOwnBrowser } from "./own-browser.tsx";

/** An origin or a pattern as people say it: "desk.example", "http://10.0.0.5:8080". Without https it is said so. */
export const shownOrigin = (origin: string): string => origin.replace(/^https:\/\//, "").replace(/\/\*?$/, "");

/** Whole, however long: the end of an address says whose it is. */
export const Address = ({ origin }: { origin: string }) => (
  <b>
    <bdi>{shownOrigin(origin)}</bdi>
  </b>
);

type Consoles = TechnicianState["consoles"];
/** `current`: the one that stands at the top of the popup already, with its button */
type Props = { consoles: Consoles; current: Consoles[number] | null };

/** The consoles on which the panel is there, and the keys that open it. */
export function ConsoleRows({ consoles, current }: Props) {
  const { consoles: texts } = useTexts();
  const act = useAct("remove-console");
  const heading = useRef<HTMLHeadingElement>(null);
  useKeptFocus(heading, consoles.length);
  const keys = useAnswer(useOwnBrowser().panelKeys);
  return (
    <section class="section">
      <h2 ref={heading} tabIndex={-1}>
        {texts.title}
      </h2>
      {consoles.length === 0 ? (
        <p class="quiet">{texts.none}</p>
      ) : (
        <ul class="rows">
          {consoles.map((one) => {
            const { origin, preset } = one;
            const shown = shownOrigin(origin);
            return (
              <li class="row-between centred" key={origin}>
                <div>
                  <p class="title">
                    <Address origin={origin} />
                  </p>
                  {preset ? (
                    <p class="small">{texts.byAdministrator}</p>
                  ) : (
                    one === current && <p class="small">{texts.thisPage}</p>
                  )}
                </div>
                {!preset && one !== current && (
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
