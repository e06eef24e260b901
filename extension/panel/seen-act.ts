import { useCallback, useContext, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ActName, Acts } from "../messages.ts";
import { type Act, type Refused, useAct } from "../page/background.tsx";
import { createWatch, refusalOf, SightContext, useRefusal } from "./sight.tsx";

/** How long a button must have been seen before it is pressed, ms: a double click and a press under way are over by then. */
const seenFor = 500;

/** An act of the panel's. `place`: the reference of what is pressed for it. */
type SeenAct<Name extends ActName> = Act<Name> & { place: (pressed: HTMLElement | null) => void };

/**
 * An act that needs a person's press on something that she could see: what has just appeared or moved, been uncovered, or
 * come to mean something else (`means`) does nothing, and says why. All that acts in the panel goes this way, but what
 * closes and moves it; what signs asks for more (`useSeen`).
 *
 * These acts give nobody access. So where the browser doesn't know what lies over a page (Firefox), none is asked for once
 * more elsewhere: only what is new, or has just come under the pointer, is held back there.
 */
export function useSeenAct<Name extends ActName>(name: Name, means: string): SeenAct<Name> {
  const act = useAct(name);
  const sight = useContext(SightContext);
  const watch = useMemo(() => createWatch(seenFor), []);
  const [looking, setLooking] = useState(false);
  const [refused, setRefused] = useRefusal();
  const stop = useRef<(() => void) | null>(null);
  const place = useCallback((pressed: HTMLElement | null) => {
    stop.current?.();
    stop.current = (pressed && sight?.follow([pressed], watch)) ?? null;
  }, []);
  useLayoutEffect(() => watch.restart(), [means]);

  async function whyNot(): Promise<Refused | null> {
    if (sight === null) return null;
    const isTooSoon = sight.focusedFor() < seenFor;
    const [vouched, seen] = await Promise.all([!sight.knows || sight.isVouchedFor(), watch.ask()]);
    const refusal = refusalOf(seen === "yes" && isTooSoon ? "soon" : seen);
    return refusal ?? (vouched ? null : { ok: false, code: "not-vouched" });
  }
  async function run(ask: Acts[Name]["ask"]): Promise<Acts[Name]["answer"] | Refused> {
    setLooking(true);
    setRefused(null);
    const refusal = await whyNot();
    setLooking(false);
    setRefused(refusal);
    return refusal ?? act.run(ask);
  }
  return { ...act, run, place, busy: looking || act.busy, failure: refused ?? act.failure };
}
