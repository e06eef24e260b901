/**
 * Does a deed at once, and for each key at most once in `rest` ms after that: of what comes meanwhile the newest is done
 * when the time is over. One at a time for each key; a deed that fails is left for the next one.
 */
export function createCalm<Key, What>(
  rest: number,
  deed: (key: Key, what: What) => Promise<void>,
): (key: Key, what: What) => void {
  const resting = new Map<Key, { newest: What } | null>();
  function begin(key: Key, what: What): void {
    resting.set(key, null);
    void deed(key, what)
      .catch(() => {})
      .then(() => setTimeout(() => next(key), rest));
  }
  function next(key: Key): void {
    const waiting = resting.get(key);
    resting.delete(key);
    if (waiting) begin(key, waiting.newest);
  }
  return (key, what) => {
    if (resting.has(key)) resting.set(key, { newest: what });
    else begin(key, what);
  };
}
