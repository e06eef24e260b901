import type { ComponentChildren, RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
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
import { useSeen } from "./seen.ts";
import { useSeenAct } from "./seen-act.ts";
import { refusalOf, useRefusal } from "./sight.tsx";
import { useWork } from "./work.tsx";

/** While the two browsers exchange statements, and then the number that is read to the customer. */
export function NumberPage({ session, children }: { session: TechnicianSession; children: ComponentChildren }) {
  const { session: texts, number } = useReader().texts;
  const read = useRef<HTMLDivElement>(null);
  const { introduction } = session;
  const digits = introduction.step === "number" ? introduction.number : null;
  // Who joined stays what it is when the number comes: a press that is on its way isn't lost.
  return (
    <>
      <div class="main">
        {digits === null ? (
          <section class="section">
            <p role="status">
              {introduction.step === "elsewhere"
                ? texts.elsewhere
                : session.computer?.online === false
                  ? texts.exchangingOffline
                  : texts.exchanging}
            </p>
          </section>
        ) : (
          <section class="section stack" key={digits}>
            <h2 class="question">{number.title}</h2>
            <p class="quiet">{number.how}</p>
            <div ref={read}>
              <Digits label={number.label} digits={digits} />
            </div>
          </section>
        )}
        <JoinedFrom session={session} key={session.id} />
        {children}
      </div>
      {digits !== null && <Fits key={digits} session={session.id} read={read} />}
    </>
  );
}

/** *It fits* pins the customer's key: it counts only where the browser says that a person sees number and buttons. */
function Fits({ session, read }: { session: string; read: RefObject<HTMLDivElement | null> }) {
  const { number } = useReader().texts;
  const buttons = useRef<HTMLDivElement>(null);
  const sight = useSeen(read, buttons, null);
  const act = useAct("fits");
  const not = useSeenAct("fits", session);
  const confirm = useAct("confirm-fits");
  const [refusal, setRefusal] = useRefusal();
  const [sent, setSent] = useState(false);
  const [looking, setLooking] = useState(false);
  const busy = looking || act.busy || not.busy || confirm.busy;

  async function fits(): Promise<void> {
    if (busy) return;
    setLooking(true);
    setRefusal(null);
    setSent(false);
    const seen = await sight.ask();
    setLooking(false);
    setRefusal(refusalOf(seen));
    if (seen === "yes") await act.run({ session, fits: true });
    else if (seen === "unknown" && (await confirm.run({ session })).ok) setSent(true);
  }

  return (
    <div class="foot">
      <p class="small">{number.says}</p>
      <Problem failure={refusal ?? act.failure ?? not.failure ?? confirm.failure} />
      {sent && (
        <p class="small" role="status">
          {number.sayThere}
        </p>
      )}
      <div class="btns even" ref={buttons}>
        <Button kind="act" big pressable off={busy || !sight.ready} onPress={() => void fits()}>
          {number.fits}
        </Button>
        <Button big place={not.place} off={busy} onPress={() => void not.run({ session, fits: false })}>
          {number.fitsNot}
        </Button>
      </div>
    </div>
  );
}

/** Who joined, and the way out if it isn't the customer. */
function JoinedFrom({ session }: { session: TechnicianSession }) {
  const reader = useReader();
  const { number, session: texts, system } = reader.texts;
  const work = useWork();
  const renewal = useSeenAct("new-code", session.id);
  const { computer, joinedAt } = session;
  async function renew(): Promise<void> {
    const none = work.begin();
    if (!(await renewal.run({ session: session.id })).ok) none();
  }
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
        <Button kind="link" place={renewal.place} off={renewal.busy} onPress={() => void renew()}>
          {texts.newCode}
        </Button>
      </div>
      <Problem failure={renewal.failure} />
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
