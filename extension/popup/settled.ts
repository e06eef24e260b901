import { useEffect, useState } from "preact/hooks";

/** How long the decision buttons stand still after any change of what is shown. */
export const stillFor = 700;

/**
 * False for 700 ms after `shown` changed, and after the page came into view: nobody approves what slipped under the
 * finger.
 */
export function useSettled(shown: string): boolean {
  const [settled, setSettled] = useState<string | null>(null);
  const [seenAgain, setSeenAgain] = useState(0);
  const key = `${seenAgain} ${shown}`;
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), stillFor);
    return () => clearTimeout(timer);
  }, [key]);
  useEffect(() => {
    const again = (): void => setSeenAgain((count) => count + 1);
    document.addEventListener("visibilitychange", again);
    return () => document.removeEventListener("visibilitychange", again);
  }, []);
  return settled === key;
}
