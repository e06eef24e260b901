/** One row of the bench: ours against theirs, in a unit; `ratio` is ours divided by theirs. */
export type Row = { name: string; ours: number; theirs: number; unit: string; ratio: number };

/** The value below which this part of all values lies. */
export function share(values: readonly number[], part: number): number {
  const value = values.toSorted((a, b) => a - b)[Math.floor(values.length * part)];
  if (value === undefined) throw new Error("nothing was measured");
  return value;
}

/** The middle of some measurements, so that a disturbed round doesn't count. */
export const median = (values: readonly number[]): number => share(values, 0.5);
