import { useState } from "preact/hooks";
import { useAct, usePort } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Digits } from "../page/digits.tsx";
import { Silence } from "../page/notices.tsx";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";
import { useSettled } from "../page/settled.ts";
import { Heading } from "./heading.tsx";
import { PageTop } from "./page-top.tsx";

/** Asks for *It fits* in a window that no console can lie over, where the browser can't say that the panel is seen. */
export function ConfirmFits({ session: id }: { session: string }) {
  const { confirm: texts, number } = useTexts();
  const state = usePort("technician");
  const act = useAct("fits");
  const [said, setSaid] = useState(false);
  const introduction = state?.sessions.find((session) => session.id === id)?.introduction;
  const digits = introduction?.step === "number" ? introduction.number : null;
  const still = useSettled(JSON.stringify([id, digits]));
  if (state === null) return <Silence />;
  const say = async (fits: boolean): Promise<void> => {
    if (still.holds() && (await act.run({ session: id, fits })).ok) setSaid(true);
  };
  const off = !still.settled || act.busy;
  return (
    <main class="page">
      <PageTop title={texts.fitsTitle} />
      <div class="main">
        <section class="section stack">
          <Heading>{digits !== null ? number.title : said ? texts.fitsSaid : texts.fitsNothing}</Heading>
          {digits !== null && <p class="quiet">{number.how}</p>}
          {digits !== null && <Digits label={number.label} digits={digits} />}
        </section>
      </div>
      {digits !== null && (
        <footer class="foot">
          <p class="small">{number.says}</p>
          <Problem failure={act.failure} />
          <div class="btns even">
            <Button kind="act" big off={off} onPress={() => void say(true)}>
              {number.fits}
            </Button>
            <Button big off={off} onPress={() => void say(false)}>
              {number.fitsNot}
            </Button>
          </div>
        </footer>
      )}
    </main>
  );
}
