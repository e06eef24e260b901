/** One row of the bench: ours against theirs, in a unit; `ratio` is ours divided by theirs. */
export type Row = { name: string; ours: number; theirs: number; unit: string; ratio: number };
