import { useCallback, useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { placeOf } from "../../shared/zone.ts";
import { Button } from "../page/button.tsx";
import { whyNoVisit } from "../page/may-visit.ts";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { ComputerRow } from "./computer-row.tsx";
import { folded, holds, listComputers } from "./listed-computers.ts";
import { useSeenAct } from "./seen-act.ts";
import type { SignedIn } from "./session-choice.ts";

/** As many rows as are painted at once: nobody reads more, and typing stays instant. */
const page = 30;
const minute = 60_000;

/** The computers that may be visited, to be searched by name; arrow keys go from row to row, Enter connects. */
export function ComputerList({ state, focused }: { state: SignedIn; focused?: boolean }) {
  const { texts, zone, language } = useReader();
  const { computers: said } = texts;
  const now = useNow();
  const id = useId();
  const whole = useRef<HTMLElement>(null);
  const search = useRef<HTMLInputElement | null>(null);
  const [typed, setTyped] = useState("");
  const [most, setMost] = useState(page);
  const open = useSeenAct("open-viewer", "");
  // Enter is pressed in the field, where she has typed what it is about.
  const field = useCallback(
    (input: HTMLInputElement | null) => {
      search.current = input;
      open.place(input);
    },
    [open.place],
  );
  const { grants, computers } = state;
  const listed = useMemo(
    () => listComputers({ grants, computers }, now, language).map((one) => ({ ...one, folded: folded(one.name) })),
    [grants, computers, language, Math.floor(now / minute)],
  );
  const found = listed.filter((one) => holds(one.folded, typed));
  useEffect(() => {
    if (focused) search.current?.focus();
  }, [focused]);

  function onKeyDown(event: KeyboardEvent): void {
    const stops = [
      ...(search.current ? [search.current] : []),
      ...(whole.current?.querySelectorAll<HTMLElement>(".computers .go > button") ?? []),
    ];
    const here = event.target instanceof HTMLElement ? stops.indexOf(event.target) : -1;
    if (here === -1) return;
    const next = { ArrowDown: here + 1, ArrowUp: here - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      stops[Math.min(Math.max(next, 0), stops.length - 1)]?.focus();
    } else if (event.key === "Enter" && here === 0 && event.isTrusted) {
      event.preventDefault();
      const [first] = found;
      if (first === undefined || open.busy) return;
      const given = { grant: first.grant, computer: first.computer, policy: state.me.policy };
      if (whyNoVisit(given, texts, now) === null) void open.run({ grant: first.grant.id });
      else stops[1]?.focus();
    } else if (event.key === "Escape" && typed !== "") {
      event.preventDefault();
      setTyped("");
      search.current?.focus();
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys, besides the Tab key that does the same
    <section class="section" ref={whole} onKeyDown={onKeyDown}>
      <h2>
        {said.title}
        {listed.length > 0 && <span class="small">{texts.access.yourTime(placeOf(zone, language))}</span>}
      </h2>
      {listed.length === 0 ? (
        <p class="quiet">{said.none}</p>
      ) : (
        <>
          <div class="field">
            <label for={id}>{said.search}</label>
            <input
              ref={field}
              class="box"
              type="search"
              id={id}
              maxLength={200}
              autoComplete="off"
              spellcheck={false}
              value={typed}
              onInput={(event) => {
                setTyped(event.currentTarget.value);
                setMost(page);
              }}
            />
          </div>
          <p class="vh" role="status">
            {typed !== "" && found.length > 0 && said.found(found.length)}
          </p>
          {found.length === 0 && (
            <p class="quiet spaced" role="status">
              <Say words={said.nothingFound(typed)} />
            </p>
          )}
          <Problem failure={open.failure} />
          <ul class="rows computers spaced">
            {found.slice(0, most).map((one) => (
              <ComputerRow key={one.id} listed={one} state={state} now={now} />
            ))}
          </ul>
          {found.length > most && (
            <Button kind="link" onPress={() => setMost(most + page)}>
              {said.more(Math.min(found.length - most, page))}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
