/** A page that let nothing else run for so long may have moved something over the panel meanwhile, ms. */
const stuck = 200;
/** How long ago that must have been. */
const calm = 1_000;

type Vouching = {
  /** the tab stands where it belongs, in the top layer */
  isRight(): boolean;
  /** to the panel in the tab's own frame, and to nobody else */
  tell(mark: string): void;
  signal: AbortSignal;
};

/**
 * Vouches for the panel that asks by a mark: that it is the one in the tab's own frame, and that the page draws. What
 * lies over a frame the browser looks up only when the page around it draws, yet animations go on while a script of the
 * page's keeps it from doing so. Where that is so, nothing is said.
 */
export function createVouch({ isRight, tell, signal }: Vouching): (mark: string) => void {
  let free = Number.NEGATIVE_INFINITY;
  const note = (tasks: PerformanceEntryList): void => {
    for (const { startTime, duration } of tasks) if (duration >= stuck) free = Math.max(free, startTime + duration);
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: "longtask" });
  signal.addEventListener("abort", () => observer.disconnect());
  return (mark) => {
    // After the next picture was drawn, whose report is then on its way to the panel.
    requestAnimationFrame(() =>
      setTimeout(() => {
        note(observer.takeRecords());
        if (isRight() && performance.now() - free >= calm) tell(mark);
      }),
    );
  };
}
