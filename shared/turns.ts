/** Lets one asynchronous deed begin only when the one before it is over, whatever became of that; answers with its own. */
export function createTurns(): <Result>(deed: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (deed) => {
    const mine = last.then(deed);
    last = mine.catch(() => {});
    return mine;
  };
}
