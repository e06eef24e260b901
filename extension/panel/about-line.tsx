import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Picked } from "../console/page-context.ts";
import type { PageShown } from "../messages.ts";
import { Button } from "../page/button.tsx";
import { Icon } from "../page/icon.tsx";
import { useKeptFocus } from "../page/kept-focus.ts";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import type { Texts } from "../texts/en.ts";
import { plain, type Words } from "../texts/words.ts";
import { pageWords } from "./page-word.ts";
import { useSeenAct } from "./seen-act.ts";

type Props = {
  /** what the page says now */
  page: PageShown | null;
  /** the panel shows something else: what somebody works on there, or has chosen */
  isElsewhere: boolean;
  /** since the page is about something else than before */
  hasGoneOn: boolean;
  onShow: () => void;
  /** `what` is being pointed at on the page; null: nothing */
  pointing: Picked | null;
  onPoint: (what: Picked | null) => void;
  /** stands at the end of the line */
  children: ComponentChildren;
};

/** What the page says it is about, in one line of one height, whatever it says; the ways to correct it are folded away. */
export function AboutLine({ page, isElsewhere, hasGoneOn, onShow, pointing, onPoint, children }: Props) {
  const texts = useTexts();
  const { page: said } = texts;
  const id = useId();
  const toggle = useRef<HTMLButtonElement>(null);
  const [unfolded, setUnfolded] = useState(false);
  const words = page && pageWords(page, texts);
  useKeptFocus(toggle, page?.by);
  return (
    <section class="about" aria-label={said.region}>
      <div class="about-line">
        <button
          ref={toggle}
          type="button"
          class="says"
          aria-expanded={unfolded}
          aria-controls={`${id}-more`}
          title={words !== null && plain(words).length > oneLine ? plain(words) : undefined}
          onClick={() => setUnfolded(!unfolded)}
        >
          <span class="cut">
            {isElsewhere ? (
              <Say words={said.about(words ?? [said.something])} />
            ) : words === null ? (
              said.saysNothing
            ) : (
              <Say words={said.says(words)} />
            )}
          </span>
          <Icon of={unfolded ? "fold" : "unfold"} />
        </button>
        {isElsewhere && (
          <Button
            kind="link"
            name={`${said.show}: ${words === null ? said.something : plain(words)}`}
            onPress={() => {
              onShow();
              // The button goes; what it led to stands in its place.
              requestAnimationFrame(() => toggle.current?.focus());
            }}
          >
            {said.show}
          </Button>
        )}
        {children}
      </div>
      {/* The same words each time: a page that keeps changing isn't announced each time. */}
      <p class="vh" role="status">
        {hasGoneOn && said.changed}
      </p>
      <div id={`${id}-more`}>{unfolded && <Pointing page={page} pointing={pointing} onPoint={onPoint} />}</div>
    </section>
  );
}

/** What has room in the line, in characters, in a narrow panel. */
const oneLine = 24;

/** Whose word it is. */
function byWords(page: PageShown | null, { page: { by } }: Texts): Words | string {
  if (page?.by === "contract" || page?.by === "picked") return by[page.by];
  return page?.console == null ? by.generic : by.description(page.console);
}

type PointingProps = Pick<Props, "page" | "pointing" | "onPoint">;

/** What the page says, in full, and the ways to say it better. */
function Pointing({ page, pointing, onPoint }: PointingProps) {
  const texts = useTexts();
  const { page: said } = texts;
  const pickName = useSeenAct("pick", "name");
  const pickReference = useSeenAct("pick", "reference");
  const picks = { name: pickName, reference: pickReference };
  const isPicking = pickName.busy || pickReference.busy;
  const forget = useSeenAct("forget-picks", "");
  const words = page && pageWords(page, texts);
  useEffect(() => {
    if (pointing === null) return;
    // Whoever is back in the panel points at nothing any more.
    const back = (): void => onPoint(null);
    window.addEventListener("focus", back);
    return () => window.removeEventListener("focus", back);
  }, [pointing, onPoint]);
  async function point(what: Picked): Promise<void> {
    onPoint(what);
    const answer = await picks[what].run({ what });
    if (!answer.ok) onPoint(null);
  }
  return (
    <div class="about-more">
      {words !== null && plain(words).length > oneLine && (
        <p class="small">
          <Say words={words} />
        </p>
      )}
      {words !== null && (
        <p class="small">
          <Say words={byWords(page, texts)} />
        </p>
      )}
      <p class="small">{words === null ? said.howTo : said.why}</p>
      <div class="btns spaced">
        <Button place={pickName.place} off={isPicking} onPress={() => void point("name")}>
          {said.pointName}
        </Button>
        <Button place={pickReference.place} off={isPicking} onPress={() => void point("reference")}>
          {said.pointReference}
        </Button>
        {page?.by === "picked" && (
          <Button kind="link" place={forget.place} off={forget.busy} onPress={() => void forget.run({})}>
            {said.forget}
          </Button>
        )}
      </div>
      <p class="small" role="status">
        {pointing !== null && said.pointing}
      </p>
      <Problem failure={pickName.failure ?? pickReference.failure ?? forget.failure} />
    </div>
  );
}
