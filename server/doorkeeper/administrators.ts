import { bounds } from "../../shared/bounds.ts";
import { type ProgramOutput, programOutput } from "./program-output.ts";

// What the operating system says about an account. Names come from strangers: they go to no shell, and only such names as
// accounts have go anywhere at all.

/** An account as the operating system knows it. */
export type Account = { uid: number; administrator: boolean };
/** Null for a name that isn't an account's. */
export type Accounts = (userName: string) => Promise<Account | null>;

/** Whoever is in one of these may become root by the usual means. */
const administratorGroups = ["sudo", "wheel"];

/**
 * Names of accounts, those of directories included (`CONTOSO\anna`, `anna@contoso.com`, `PC$`). Nothing that PAM, a path, a
 * shell or a list of options would read as something else; and not digits alone, which name a uid.
 */
export function isAccountName(userName: string): boolean {
  return (
    userName.length <= bounds.userNameBytes &&
    Buffer.byteLength(userName) <= bounds.userNameBytes &&
    /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.@\\+-]*\$?$/u.test(userName) &&
    !/^\p{N}+$/u.test(userName)
  );
}

/** Asks `getent` and `id`, which know directories too; for Linux and others that have both. */
export function createAccounts(output: ProgramOutput = programOutput): Accounts {
  return async (userName) => {
    if (!isAccountName(userName)) return null;
    const [name, , digits] = (await output("getent", ["passwd", "--", userName]))?.trimEnd().split(":") ?? [];
    const uid = numberIn(digits);
    if (name !== userName || uid === null) return null;
    return { uid, administrator: uid === 0 || (await isInGroups(output, userName)) };
  };
}

async function isInGroups(output: ProgramOutput, userName: string): Promise<boolean> {
  // One group each: `getent` fails as a whole where one of several doesn't exist.
  const [ids, ...groups] = await Promise.all([
    output("id", ["-G", "--", userName]),
    ...administratorGroups.map((group) => output("getent", ["group", "--", group])),
  ]);
  const own = ids?.trim().split(" ").map(numberIn) ?? [];
  return administratorGroups.some((group, at) => {
    const [name, , digits] = groups[at]?.trimEnd().split(":") ?? [];
    const gid = numberIn(digits);
    return name === group && gid !== null && own.includes(gid);
  });
}

const numberIn = (digits: string | undefined): number | null =>
  digits !== undefined && /^(0|[1-9][0-9]{0,9})$/.test(digits) ? Number(digits) : null;
