/** Said to whoever sits at the terminal instead of a stack trace: what is wrong, and what to do about it. */
export class Sentence extends Error {}

/** Says one sentence on the terminal. */
export type Say = (sentence: string) => void;
