import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDataDirectory } from "../../server/doorkeeper/data-directory.ts";
import { createHeldGrants, type OwnGrant } from "../../server/doorkeeper/held-grants.ts";
import { createKeptCredentials, type KeptCredentials, storageKey } from "../../server/doorkeeper/kept-credentials.ts";
import { openState } from "../../server/doorkeeper/state.ts";
import { freshId } from "../../shared/base64url.ts";
import { readBlock, writeBlock } from "../../shared/credentials.ts";
import { rightCredentials } from "./approval.ts";

let data: string;
let kept: KeptCredentials;
let grant: string;
const path = (id = grant): string => join(data, "credentials", `${id}.jwe`);

beforeEach(async () => {
  data = join(mkdtempSync(join(tmpdir(), "doorkeeper-")), "data");
  makeDataDirectory(data);
  kept = createKeptCredentials(data, await storageKey(data, {}));
  grant = freshId();
  await kept.put(grant, writeBlock(rightCredentials));
});
afterEach(() => rmSync(join(data, ".."), { recursive: true }));

describe("credentials at rest", () => {
  it("come back for the grant that they are for, after a restart too", async () => {
    const again = createKeptCredentials(data, await storageKey(data, {}));
    expect(readBlock((await again.get(grant)) ?? new Uint8Array())).toEqual(rightCredentials);
    expect(again.all()).toEqual([grant]);
  });

  it("lie in a file of this account's alone, sealed, whose header names the grant", () => {
    expect((statSync(path()).mode & 0o777).toString(8)).toBe("600");
    const [header = ""] = readFileSync(path(), "utf8").split(".");
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toMatchObject({
      alg: "dir",
      enc: "A256GCM",
      grant,
    });
  });

  it("of one grant are none of another's", async () => {
    const other = freshId();
    copyFileSync(path(), path(other));
    expect(await kept.get(other)).toBeNull();
  });

  it.each([
    // Not the last one, whose lower bits mean nothing.
    ["one letter", (text: string) => text.replace(/.(?=.{9}$)/, (letter) => (letter === "A" ? "B" : "A"))],
    ["its end", (text: string) => text.slice(0, -30)],
    ["everything", () => ""],
  ])("that differ in %s are none", async (_, change) => {
    writeFileSync(path(), change(readFileSync(path(), "utf8")));
    expect(await kept.get(grant)).toBeNull();
  });

  it("are none under another storage key", async () => {
    rmSync(join(data, "storage.key"));
    const other = createKeptCredentials(data, await storageKey(data, {}));
    expect(await other.get(grant)).toBeNull();
  });

  it("are written over before they are gone", () => {
    const before = readFileSync(path());
    const link = join(data, "still-here");
    linkSync(path(), link);
    kept.wipe(grant);
    expect(existsSync(path())).toBe(false);
    const after = readFileSync(link);
    expect(after.length).toBe(before.length);
    // Noise has about one byte in 256 in common with anything.
    expect(after.filter((byte, at) => byte === before[at]).length).toBeLessThan(before.length / 10);
    expect(() => kept.wipe(grant)).not.toThrow();
  });

  it("take the key that the operating system keeps, and no broken one", async () => {
    const folder = join(data, "given");
    makeDataDirectory(folder);
    writeFileSync(join(folder, "storage.key"), Buffer.alloc(32, 7));
    const given = createKeptCredentials(data, await storageKey(data, { CREDENTIALS_DIRECTORY: folder }));
    expect(await given.get(grant)).toBeNull();
    writeFileSync(join(folder, "storage.key"), Buffer.alloc(31, 7));
    await expect(storageKey(data, { CREDENTIALS_DIRECTORY: folder })).rejects.toThrow("32 bytes");
  });

  it("are given for no grant that is revoked, even where the file is still there", async () => {
    const state = openState(":memory:");
    const held = await createHeldGrants(state, kept);
    const one = { id: grant, revokedAt: null } as OwnGrant;
    held.hold(one);
    expect(await held.credentials(grant)).not.toBeNull();
    held.hold({ ...one, revokedAt: 1 });
    expect(await held.credentials(grant)).toBeNull();
    expect(await held.credentials(freshId())).toBeNull();
    state.close();
  });
});

describe("the data directory", () => {
  it("that others can look into is refused, with what to do about it", () => {
    chmodSync(data, 0o750);
    expect(() => makeDataDirectory(data)).toThrow(`chmod 700 ${data}`);
    chmodSync(data, 0o700);
    expect(() => makeDataDirectory(data)).not.toThrow();
  });

  it("of another account is refused", () => {
    expect(() => makeDataDirectory(data, 12_345)).toThrow("another account");
  });
});
