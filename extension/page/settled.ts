import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** How long the decision buttons stand still after any change of what is shown. */
const stillFor = 700;

/** `settled`: what the buttons look like. `holds`: whether a press counts, asked at the press itself. */
export type Settled = { settled: boolean; holds: () => boolean };

/**
 * Not settled for 700 ms after `shown` changed, and after the page came into view or its window to the front: nobody
 * approves what slipped under the finger.
 */
export function useSettled(shown: string): Settled {
  // Beside the state: a press may come before the next painting.
  const stands = useRef({ shown: "", since: Number.POSITIVE_INFINITY });
  const [settled, setSettled] = useState<string | null>(null);
  const [seenAgain, setSeenAgain] = useState(0);
  const key = `${seenAgain} ${shown}`;
  useLayoutEffect(() => {
    stands.current = { shown, since: performance.now() };
    const timer = setTimeout(() => setSettled(key), stillFor + 20);
    return () => {
      clearTimeout(timer);
      // What comes back looks as unsettled as it is.
      setSettled(null);
    };
  }, [key]);
  useEffect(() => {
    const again = (): void => {
      stands.current = { ...stands.current, since: performance.now() };
      setSeenAgain((count) => count + 1);
    };
    document.addEventListener("visibilitychange", again);
    window.addEventListener("focus", again);
    return () => {
      document.removeEventListener("visibilitychange", again);
      window.removeEventListener("focus", again);
    };
  }, []);
  const holds = (): boolean => stands.current.shown === shown && performance.now() - stands.current.since >= stillFor;
  return { settled: settled === key, holds };
}
