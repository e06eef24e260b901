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
import { SettingError } from "./settings.ts";

/**
 * Makes the directory that holds store and keys, for this account alone; refuses one that others can look into, and one
 * that is another account's, which could let others in at any time. Accounts without a number (Windows) aren't compared.
 */
export function makeDataDirectory(path: string, account = process.getuid?.()): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { mode, uid } = statSync(path);
  if (account !== undefined && uid !== account)
    throw new SettingError(
      `WHILEAWAY_DATA: ${path} belongs to another account (${uid}) than the server runs as (${account}); say: chown ${account} ${path}`,
    );
  if ((mode & 0o077) !== 0)
    throw new SettingError(`WHILEAWAY_DATA: others can look into ${path}; say: chmod 700 ${path}`);
}

/** The 32 bytes in a file of the data directory, made when there is none. */
export function keyIn(directory: string, name: string): Uint8Array {
  const path = join(directory, name);
  try {
    return readKey(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  // Written aside and linked whole: a start that is killed here leaves no half a key.
  const aside = `${path}.${randomBytes(8).toString("hex")}`;
  const file = openSync(aside, "wx", 0o600);
  writeSync(file, randomBytes(32));
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(aside, path);
  } finally {
    rmSync(aside);
  }
  return readKey(path);
}

function readKey(path: string): Uint8Array {
  const key = readFileSync(path);
  if (key.length !== 32) throw new SettingError(`WHILEAWAY_DATA: ${path} should hold 32 bytes`);
  return key;
}
