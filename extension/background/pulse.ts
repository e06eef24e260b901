/**
 * Calls a deed after something changed: soon, one at a time, and once for many changes at once. A deed that fails is
 * left for the next change.
 */
export function createPulse(deed: () => Promise<void>): () => void {
  let due = false;
  let running = false;
  async function run(): Promise<void> {
    running = true;
    while (due) {
      due = false;
      await deed().catch(() => {});
    }
    running = false;
  }
  return () => {
    due = true;
    if (!running) queueMicrotask(() => (running ? undefined : run()));
  };
}
