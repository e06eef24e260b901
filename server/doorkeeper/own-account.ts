import { type ProgramOutput, programOutput } from "./program-output.ts";

/** Whether a user name means the account that the doorkeeper runs as, whose files a visitor could read. */
export type IsOwnAccount = (userName: string) => Promise<boolean>;

/**
 * Compares by the account's number, which is the same under every alias and spelling that the operating system accepts;
 * and by the name too, should it not be found. Where accounts have no number (Windows) the name alone is compared.
 */
export function createIsOwnAccount(
  { uid, name }: { uid: number | undefined; name: string },
  output: ProgramOutput = programOutput,
): IsOwnAccount {
  const own = spelled(name);
  return async (userName) => {
    if (spelled(userName) === own) return true;
    if (uid === undefined || userName.startsWith("-") || /[\0:\n]/.test(userName)) return false;
    const found = (await output("getent", ["passwd", "--", userName]))?.trimEnd().split(":") ?? [];
    return found[2] === String(uid) || (found[0] !== undefined && spelled(found[0]) === own);
  };
}

/** A domain before or behind a name leaves it the same person's. */
const spelled = (name: string): string =>
  name
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/^.*[\\+]/, "")
    .replace(/@.*$/, "");
