import { execFileSync } from "node:child_process";
import { userInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { createIsOwnAccount } from "../../server/doorkeeper/own-account.ts";

const own = { uid: 990, name: "whileaway" };
/** A computer on which an alias means our own account, and another name somebody else. */
const known = new Map([
  ["whileaway", "whileaway:x:990:990::/:/usr/sbin/nologin"],
  ["doorkeeper", "doorkeeper:x:990:990::/:/usr/sbin/nologin"],
  ["office", "office:x:1000:1000::/home/office:/bin/sh"],
  ["WHILEAWAY.LONG", "whileaway:x:990:990::/:/usr/sbin/nologin"],
]);
const asked: (readonly string[])[] = [];
const isOwn = createIsOwnAccount(own, async (program, args) => {
  asked.push([program, ...args]);
  return known.get(args.at(-1) ?? "") ?? null;
});

describe("the doorkeeper's own account", () => {
  it.each([
    ["whileaway", true],
    ["WhileAway", true],
    [" whileaway ", true],
    ["CONTOSO\\whileaway", true],
    ["whileaway@contoso.example", true],
    ["ｗｈｉｌｅａｗａｙ", true],
    ["doorkeeper", true],
    ["WHILEAWAY.LONG", true],
    ["office", false],
    ["whileaway2", false],
    ["nobody-there", false],
  ])("is meant by %j: %s", async (name, is) => {
    expect(await isOwn(name)).toBe(is);
  });

  it("is asked for as one argument that can be no option, and not at all where it can be no name", async () => {
    asked.length = 0;
    await isOwn("office; reboot");
    expect(asked).toEqual([["getent", "passwd", "--", "office; reboot"]]);
    asked.length = 0;
    for (const name of ["--service=x", "office:x", "office\n0", "office\0"]) expect(await isOwn(name)).toBe(false);
    expect(asked).toEqual([]);
  });

  it("is found by its number at the operating system's own", async () => {
    const { uid, username } = userInfo();
    const here = createIsOwnAccount({ uid, name: "another name" });
    expect(await here(username)).toBe(true);
    const other = execFileSync("getent", ["passwd"])
      .toString()
      .split("\n")
      .map((line) => line.split(":"))
      .find(([, , id]) => id !== String(uid));
    expect(await here(other?.[0] ?? "")).toBe(false);
  });
});
