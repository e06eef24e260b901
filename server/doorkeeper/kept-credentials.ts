import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, fsyncSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { CompactEncrypt, compactDecrypt } from "jose";
import { blockSize } from "../../shared/credentials.ts";
import { isMissing, keptIn, syncDirectory, writeDurably } from "./data-directory.ts";
import { Sentence } from "./sentence.ts";

/** Credentials that customers gave on setup, at rest: one file for each grant, sealed under `storage.key`. */
export type KeptCredentials = {
  /** on the disk when it settles; throws where that can't be, and then leaves nothing */
  put(grant: string, block: Uint8Array): Promise<void>;
  /** null where there are none, or not for this grant; the caller zeroes the block */
  get(grant: string): Promise<Uint8Array | null>;
  /** overwritten and gone when this returns; again is nothing */
  wipe(grant: string): void;
  /** for which grants there are some */
  all(): string[];
};

const typ = "whileaway-kept-credentials+jwe";
const ending = ".jwe";

/**
 * The key that the operating system keeps for us (systemd credentials), else a file of our own. One that isn't 32 bytes is
 * refused with a sentence: a new one would open nothing that was kept under the old.
 */
export async function storageKey(
  directory: string,
  environment: Record<string, string | undefined>,
): Promise<CryptoKey> {
  const bytes = Uint8Array.from(given(environment) ?? keptIn(directory, "storage.key", () => randomBytes(32)));
  if (bytes.length !== 32) throw new Sentence(`storage.key should hold 32 bytes, not ${bytes.length}.`);
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  bytes.fill(0);
  return key;
}

function given(environment: Record<string, string | undefined>): Uint8Array | null {
  if (!environment.CREDENTIALS_DIRECTORY) return null;
  try {
    return readFileSync(join(environment.CREDENTIALS_DIRECTORY, "storage.key"));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export function createKeptCredentials(directory: string, key: CryptoKey): KeptCredentials {
  const folder = join(directory, "credentials");
  const pathOf = (grant: string): string => join(folder, `${grant}${ending}`);

  function wipe(grant: string): void {
    const path = pathOf(grant);
    try {
      overwrite(path);
    } catch (error) {
      if (isMissing(error)) return;
      // It can't be written over, on a full or broken disk: gone is better than there.
    }
    rmSync(path, { force: true });
    syncDirectory(folder);
  }

  return {
    wipe,
    async put(grant, block) {
      const sealed = await new CompactEncrypt(block)
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", typ, grant })
        .encrypt(key);
      try {
        writeDurably(pathOf(grant), Buffer.from(sealed));
        syncDirectory(folder);
      } catch (error) {
        wipe(grant);
        throw error;
      }
    },
    async get(grant) {
      try {
        const { plaintext, protectedHeader } = await compactDecrypt(readFileSync(pathOf(grant), "utf8"), key, {
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: ["A256GCM"],
        });
        const isThis = protectedHeader.typ === typ && protectedHeader.grant === grant && plaintext.length === blockSize;
        if (!isThis) plaintext.fill(0);
        return isThis ? plaintext : null;
      } catch {
        return null;
      }
    },
    all: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .map((name) => name.slice(0, -ending.length)),
  };
}

function overwrite(path: string): void {
  const file = openSync(path, "r+");
  try {
    const noise = randomBytes(fstatSync(file).size);
    for (let at = 0; at < noise.length; ) at += writeSync(file, noise, at, noise.length - at, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
