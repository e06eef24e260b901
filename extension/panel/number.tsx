import type { ComponentChildren } from "preact";
import { timeOf } from "../../shared/clock-words.ts";
import { placeOf } from "../../shared/zone.ts";
import type { TechnicianSession } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Digits } from "../page/digits.tsx";
import { Problem } from "../page/problem.tsx";
import { useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { Warning } from "../page/warning.tsx";

/** While the two browsers exchange statements, and then the number that is read to the customer. */
export function NumberPage({ session, children }: { session: TechnicianSession; children: ComponentChildren }) {
  const { texts } = useReader();
  const act = useAct("fits");
  const { introduction } = session;
  const isNumber = introduction.step === "number";
  return (
    <>
      <div class="main">
        {isNumber ? (
          <section class="section stack">
            <h2 class="question">{texts.number.title}</h2>
            <p class="quiet">{texts.number.how}</p>
            <Digits label={texts.number.label} digits={introduction.number} />
          </section>
        ) : (
          <section class="section">
            <p role="status">
              {introduction.step === "elsewhere"
                ? texts.session.elsewhere
                : session.computer?.online === false
                  ? texts.session.exchangingOffline
                  : texts.session.exchanging}
            </p>
          </section>
        )}
        <JoinedFrom session={session} />
        {children}
      </div>
      {isNumber && (
        <div class="foot">
          <p class="small">{texts.number.says}</p>
          <Problem failure={act.failure} />
          <div class="btns even">
            <Button kind="act" big off={act.busy} onPress={() => void act.run({ session: session.id, fits: true })}>
              {texts.number.fits}
            </Button>
            <Button big off={act.busy} onPress={() => void act.run({ session: session.id, fits: false })}>
              {texts.number.fitsNot}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

/** Who joined, and the way out if it isn't the customer. */
function JoinedFrom({ session }: { session: TechnicianSession }) {
  const reader = useReader();
  const { number, session: texts, system } = reader.texts;
  const renew = useAct("new-code");
  const { computer, joinedAt } = session;
  return (
    <section class="section">
      <div class="row-between top-aligned">
        <div>
          {computer !== null && joinedAt !== null && (
            <p>
              <Say
                words={number.joined(
                  computer.name,
                  system[computer.system],
                  placeOf(computer.zone, reader.language),
                  timeOf(joinedAt, reader),
                )}
              />
            </p>
          )}
          <p class="small">{number.notCustomer}</p>
        </div>
        <Button kind="link" off={renew.busy} onPress={() => void renew.run({ session: session.id })}>
          {texts.newCode}
        </Button>
      </div>
      <Problem failure={renew.failure} />
    </section>
  );
}

/** A first introduction that failed: nothing was pinned, and this session is of no use any more. */
export function FailedIntroduction({ because }: { because: "number-differs" | "altered" }) {
  const { number } = useReader().texts;
  const altered = because === "altered";
  return (
    <section class="section">
      <Warning
        title={altered ? number.alteredTitle : number.failedTitle}
        what={altered ? number.altered : number.failed}
        toDo={altered ? number.alteredDo : number.failedDo}
      />
    </section>
  );
}
