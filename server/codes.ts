import { createHmac, randomInt } from "node:crypto";
import { bounds } from "../shared/bounds.ts";

/** Session codes: short, so kept under a key that lies outside the store, and longer while many are guessed. */
export type Codes = {
  /** a code that wasn't chosen by anybody: six digits, or eight */
  fresh: (at: number) => string;
  /** what is kept of a code */
  hash: (code: string) => string;
  wrong: (at: number) => void;
};

export function createCodes(key: Uint8Array): Codes {
  let wrong: number[] = [];
  const recent = (at: number) => wrong.filter((guess) => guess > at - bounds.codeLives);
  return {
    fresh(at) {
      const digits = recent(at).length > bounds.wrongCodesOfAll ? 8 : 6;
      return String(randomInt(10 ** digits)).padStart(digits, "0");
    },
    hash: (code) => createHmac("sha256", key).update(`session-code ${code}`).digest("base64url"),
    wrong(at) {
      wrong.push(at);
      if (wrong.length > 2 * bounds.wrongCodesOfAll) wrong = recent(at).slice(-bounds.wrongCodesOfAll - 1);
    },
  };
}
