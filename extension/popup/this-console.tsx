import { useRef, useState } from "preact/hooks";
import { admits, isConsoleOrigin } from "../match-pattern.ts";
import type { TechnicianState } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { useKeptFocus } from "../page/kept-focus.ts";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";
import { Address, shownOrigin } from "./console-rows.tsx";
import { useOwnBrowser } from "./own-browser.tsx";

type Consoles = TechnicianState["consoles"];

/** Browsers let nobody's script into the shops from which extensions come. */
const shops = ["chromewebstore.google.com", "chrome.google.com", "addons.mozilla.org", "microsoftedge.microsoft.com"];

/** Origin of a page that the panel can be added to; null for the browser's own pages, files and shops. */
export function originOfPage(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const { origin, hostname } = new URL(address);
  return isConsoleOrigin(origin) && !shops.includes(hostname) ? origin : null;
}

/** The console at an address; what was added goes before what was built in, because it can be removed. */
export function consoleAt(address: string | null, consoles: Consoles): Consoles[number] | null {
  const origin = originOfPage(address);
  if (address === null || origin === null) return null;
  const added = consoles.find((one) => !one.preset && one.origin === origin);
  return added ?? consoles.find((one) => one.preset && admits(one.origin, address)) ?? null;
}

/** The page before which the toolbar's popup was opened: one click puts the panel there, one takes it away. */
export function ThisConsole({ address, consoles }: { address: string | null; consoles: Consoles }) {
  const { consoles: texts } = useTexts();
  const origin = originOfPage(address);
  const there = consoleAt(address, consoles);
  const heading = useRef<HTMLHeadingElement>(null);
  useKeptFocus(heading, there === null);
  return (
    <section class="section stack">
      <h2 ref={heading} tabIndex={-1}>
        {texts.thisPage}
      </h2>
      {origin === null ? (
        <p class="quiet">{texts.noConsole}</p>
      ) : there === null ? (
        <Add key={origin} origin={origin} />
      ) : (
        <There origin={origin} preset={there.preset} />
      )}
    </section>
  );
}

function Add({ origin }: { origin: string }) {
  const { consoles: texts } = useTexts();
  const browser = useOwnBrowser();
  const [refused, setRefused] = useState(false);
  const wish = useAct("add-console");
  const add = useAct("add-console");
  const forget = useAct("remove-console");
  async function show(): Promise<void> {
    // Before all else: a browser asks only as long as a click lasts.
    const answer = browser.permit(origin);
    setRefused(false);
    // Its prompt may close this page: what is wanted is known to the background before she answers.
    const wished = wish.run({ origin });
    const permitted = await answer.catch(() => false);
    await wished;
    if (permitted) await add.run({ origin });
    else {
      await forget.run({ origin });
      setRefused(true);
    }
  }
  return (
    <>
      <p class="title">
        <Address origin={origin} />
      </p>
      <p class="quiet">{texts.whatItDoes}</p>
      <div class="btns even">
        <Button big off={wish.busy || add.busy} onPress={() => void show()}>
          {texts.show}
        </Button>
      </div>
      {refused && (
        <p class="note" role="status">
          {texts.refused}
        </p>
      )}
      <Problem failure={add.failure} />
    </>
  );
}

function There({ origin, preset }: { origin: string; preset: boolean }) {
  const { consoles: texts } = useTexts();
  const act = useAct("remove-console");
  const shown = shownOrigin(origin);
  return (
    <>
      <div class="row-between centred">
        <div>
          <p class="title">
            <Address origin={origin} />
          </p>
          <p class="small" role="status">
            {preset ? texts.hereByAdministrator : texts.here}
          </p>
        </div>
        {!preset && (
          <Button name={texts.removeName(shown)} off={act.busy} onPress={() => void act.run({ origin })}>
            {texts.remove}
          </Button>
        )}
      </div>
      <Problem failure={act.failure} />
    </>
  );
}
