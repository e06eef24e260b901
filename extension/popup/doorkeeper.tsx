import { dateWordsOf } from "../../shared/clock-words.ts";
import type { CustomerDoor, CustomerState } from "../messages.ts";
import { AskOnce } from "../page/ask-once.tsx";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { Switch } from "../page/switch.tsx";
import type { Standing } from "./place.ts";

type Props = { state: CustomerState; standing: Standing; onSetUp: () => void };

/** The doorkeeper of this computer: whether there is one, the way to one, and the way out. */
export function Doorkeeper({ state, standing, onSetUp }: Props) {
  const { door: texts } = useReader().texts;
  const begin = useAct("begin-pairing");
  const show = useAct("show-in-window");
  const { door, pairing, connection } = state;
  const why = standing.isPrivate ? texts.privately : connection !== null ? texts.connected : null;
  const underWay = pairing !== null && pairing.step !== "failed";
  async function setUp(): Promise<void> {
    if (!underWay && !(await begin.run({})).ok) return;
    // A toolbar popup closes when a terminal comes to the front.
    if (standing.toolbar) await show.run({ show: "pairing" });
    else onSetUp();
  }
  return (
    <section class="section">
      <h2>{texts.title}</h2>
      {door === null ? (
        <div class="stack">
          <p>{texts.what}</p>
          <p class="quiet">{texts.none}</p>
        </div>
      ) : (
        <Here door={door} />
      )}
      {(door === null || !door.listed || underWay) && (
        <div class="btns spaced">
          <Button
            off={why !== null || begin.busy || show.busy}
            describedBy={why === null ? undefined : "no-setting-up"}
            onPress={() => void setUp()}
          >
            {underWay ? texts.continueSetUp : door === null ? texts.setUp : texts.again}
          </Button>
        </div>
      )}
      <Problem failure={begin.failure ?? show.failure} />
      {door !== null && <Unpair off={connection !== null} describedBy="no-setting-up" />}
      {why !== null && (
        <p class="small spaced" id="no-setting-up">
          {why}
        </p>
      )}
    </section>
  );
}

function Here({ door }: { door: CustomerDoor }) {
  const reader = useReader();
  const { door: texts } = reader.texts;
  const now = useNow();
  return (
    <>
      <p>
        <Say words={texts.here(door.name, dateWordsOf(door.pairedAt, reader, "plain", now))} />
      </p>
      <p class="small">{!door.listed ? texts.unlisted : door.online ? texts.online : texts.offline}</p>
    </>
  );
}

/** *Unpair*: asks once, in its own place. */
function Unpair({ off, describedBy }: { off: boolean; describedBy: string }) {
  const { door: texts } = useReader().texts;
  const act = useAct("unpair");
  return (
    <AskOnce
      label={texts.unpair}
      name={texts.unpair}
      kind="link stop"
      question={texts.unpairSure}
      yes={texts.unpairYes}
      act={act}
      onYes={() => act.run({})}
      off={off}
      describedBy={describedBy}
      row="btns spaced"
    />
  );
}

/** *Ask for my computer password at every approval*: kept in this browser, stricter and never milder. */
export function PasswordSwitch({ on, paired }: { on: boolean; paired: boolean }) {
  const { door: texts } = useReader().texts;
  const act = useAct("ask-password");
  return (
    <section class="section">
      <Switch
        label={texts.password}
        beside={paired ? texts.passwordWhy : texts.passwordNot}
        on={on}
        off={act.busy || (!paired && !on)}
        onSwitch={(wanted) => void act.run({ on: wanted })}
      />
      <Problem failure={act.failure} />
    </section>
  );
}
