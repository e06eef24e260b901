import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { Sentence } from "./sentence.ts";

/** Where the doorkeeper keeps what it knows where nobody says: the state directory of the account that it runs as. */
export function usualDataDirectory(environment: Record<string, string | undefined>, home: string): string {
  // systemd may name several, the first is the unit's own.
  const given = environment.STATE_DIRECTORY?.split(":")[0];
  if (given) return given;
  return join(environment.XDG_STATE_HOME || join(home, ".local", "state"), "whileaway-doorkeeper");
}

/**
 * Makes the directory, for this account alone; refuses one that others can look into and one that is another account's.
 * Accounts without a number (Windows) aren't compared.
 */
export function makeDataDirectory(path: string, account = process.getuid?.()): void {
  mkdirSync(join(path, "credentials"), { recursive: true, mode: 0o700 });
  const { mode, uid } = statSync(path);
  if (account === undefined) return;
  if (uid !== account)
    throw new Sentence(`${path} belongs to another account (${uid}) than the doorkeeper runs as (${account}).`);
  if ((mode & 0o077) !== 0) throw new Sentence(`Others can look into ${path}. Say: chmod 700 ${path}`);
}

/** What a file of the directory holds, made whole by `make` when there is none: a start that is killed leaves no half. */
export function keptIn(directory: string, name: string, make: () => Uint8Array): Uint8Array {
  const path = join(directory, name);
  try {
    return readFileSync(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const aside = `${path}.${randomBytes(8).toString("hex")}`;
  try {
    writeDurably(aside, make());
    linkSync(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
  syncDirectory(directory);
  return readFileSync(path);
}

/** Writes a new file of this account's alone; on the disk when this returns. */
export function writeDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "wx", 0o600);
  try {
    let written = 0;
    while (written < bytes.length) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes what was added to or taken from a directory outlast a power cut. Windows can't open one. */
export function syncDirectory(path: string): void {
  if (process.platform === "win32") return;
  const directory = openSync(path, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";
