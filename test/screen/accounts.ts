import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toBase64url } from "../../shared/base64url.ts";

/** An account of a screen of the tests: real for PAM, and for nobody outside the screen's own mount namespace. */
export type Account = { userName: string; password: string; groups: string[] };

/** An account that isn't as it was: its password is locked, or the account is past its day. */
type Standing = "open" | "locked" | "expired";
type Kept = { account: Account; hash: string; standing: Standing };

/** crypt(3), SHA-512, by Perl: part of every Debian. The password comes by its input, never by its arguments. */
const crypt = (password: string): string =>
  execFileSync(
    "perl",
    ["-e", "print crypt(join('', <STDIN>), shift)", `$6$rounds=1000$${toBase64url(randomBytes(9))}$`],
    {
      input: password,
      encoding: "utf8",
    },
  );

const lines = (path: string): string[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
const nameIn = (line: string): string => line.slice(0, line.indexOf(":"));

/**
 * Own copies of passwd, group and shadow with some accounts more, in a directory. Nobody else in them has a password:
 * the machine's own aren't read.
 */
export class Accounts {
  readonly #directory: string;
  readonly #kept: Kept[];
  readonly #others: string[];

  constructor(directory: string, accounts: readonly Account[]) {
    this.#directory = directory;
    const names = accounts.map(({ userName }) => userName);
    const people = lines("/etc/passwd").filter((line) => !names.includes(nameIn(line)));
    this.#others = people.map(nameIn);
    const own = accounts.map(
      ({ userName }, at) => `${userName}:x:${5001 + at}:${5001 + at}::${directory}/home:/bin/sh`,
    );
    this.#write("passwd", [...people, ...own]);
    const groups = lines("/etc/group").filter((line) => !names.includes(nameIn(line)));
    const known = groups.map(nameIn);
    const added = accounts.flatMap((account) => account.groups).filter((name) => !known.includes(name));
    const all = [...groups, ...[...new Set(added)].map((name, at) => `${name}:x:${5101 + at}:`)];
    const filled = all.map((line) => {
      const members = accounts
        .filter((account) => account.groups.includes(nameIn(line)))
        .map(({ userName }) => userName);
      return members.length === 0 ? line : `${line.slice(0, line.lastIndexOf(":") + 1)}${members.join(",")}`;
    });
    this.#write("group", [...filled, ...names.map((name, at) => `${name}:x:${5001 + at}:`)]);
    this.#kept = accounts.map((account) => ({ account, hash: crypt(account.password), standing: "open" }));
    this.#writeShadow();
  }

  /** What `passwd` does: the old password opens nothing any more. */
  setPassword(userName: string, password: string): void {
    this.#change(userName, { hash: crypt(password), standing: "open" });
  }

  /** What `passwd -l` does. */
  lock(userName: string): void {
    this.#change(userName, { standing: "locked" });
  }

  /** What `chage -E` does with a day that is over. */
  expire(userName: string): void {
    this.#change(userName, { standing: "expired" });
  }

  #change(userName: string, change: Partial<Kept>): void {
    const kept = this.#kept.find(({ account }) => account.userName === userName);
    if (!kept) throw new Error(`this screen has no account ${userName}`);
    Object.assign(kept, change);
    this.#writeShadow();
  }

  #writeShadow(): void {
    const own = this.#kept.map(
      ({ account, hash, standing }) =>
        `${account.userName}:${standing === "locked" ? "!" : ""}${hash}:19000:0:99999:7::${standing === "expired" ? "1" : ""}:`,
    );
    this.#write("shadow", [...this.#others.map((name) => `${name}:*:19000:0:99999:7:::`), ...own]);
  }

  /** In place: what is mounted over the machine's file is this very inode. */
  #write(name: string, content: readonly string[]): void {
    writeFileSync(join(this.#directory, name), `${content.join("\n")}\n`);
  }
}
