import { describe, expect, it } from "vitest";
import { createAccounts, isAccountName } from "../../server/doorkeeper/administrators.ts";
import { programOutput } from "../../server/doorkeeper/program-output.ts";

/** Accounts of a computer whose `getent` and `id` answer as told; every call is noted. */
function computer(answers: Record<string, string | null>) {
  const asked: string[] = [];
  const accounts = createAccounts(async (program, args) => {
    const call = [program, ...args].join(" ");
    asked.push(call);
    return answers[call] ?? null;
  });
  return { accounts, asked };
}

const anna = "getent passwd -- anna";
const passwd = (uid: string): string => `anna:x:${uid}:1000:Anna:/home/anna:/bin/sh\n`;
const groups = { "getent group -- sudo": "sudo:x:27:\n", "getent group -- wheel": "wheel:x:10:\n" };

describe("an account", () => {
  it.each<[string, Record<string, string | null>, boolean]>([
    ["in sudo", { [anna]: passwd("1000"), "id -G -- anna": "1000 27\n", ...groups }, true],
    ["in wheel", { [anna]: passwd("1000"), "id -G -- anna": "1000 10\n", ...groups }, true],
    ["in neither", { [anna]: passwd("1000"), "id -G -- anna": "1000 270 100\n", ...groups }, false],
    ["whose groups can't be told", { [anna]: passwd("1000"), ...groups }, false],
    ["of a computer without such groups", { [anna]: passwd("1000"), "id -G -- anna": "27\n" }, false],
    [
      "in a group of another name",
      { [anna]: passwd("1000"), "id -G -- anna": "27\n", "getent group -- sudo": "games:x:27:\n" },
      false,
    ],
    [
      "in a group without a number",
      { [anna]: passwd("1000"), "id -G -- anna": "\n", "getent group -- sudo": "sudo:x::\n" },
      false,
    ],
    ["of uid 0, whatever its groups", { [anna]: passwd("0") }, true],
  ])("%s", async (_, answers, administrator) => {
    const found = await computer(answers).accounts("anna");
    expect(found?.administrator).toBe(administrator);
  });

  it.each<[string, string | null]>([
    ["nobody knows", null],
    ["of another name", "annabel:x:1000:1000:::\n"],
    ["without a uid", "anna:x::1000:::\n"],
    ["with a negative uid", "anna:x:-1:1000:::\n"],
    ["with an octal uid", "anna:x:00:1000:::\n"],
    ["with a uid that is text", "anna:x:root:1000:::\n"],
    ["that is empty", ""],
  ])("%s is none", async (_, answer) => {
    expect(await computer({ [anna]: answer }).accounts("anna")).toBeNull();
  });

  it("is asked for with its name as one argument", async () => {
    const { accounts, asked } = computer({});
    await accounts("CONTOSO\\anna.berg");
    expect(asked).toEqual(["getent passwd -- CONTOSO\\anna.berg"]);
  });

  it("is one of this computer's: root is", async () => {
    expect(await createAccounts()("root")).toEqual({ uid: 0, administrator: true });
    expect(await createAccounts()("nobody-of-this-name")).toBeNull();
  });
});

describe("a name that accounts have", () => {
  it.each([
    "anna",
    "_apt",
    "Anna",
    "anna.berg",
    "anna-berg",
    "anna@contoso.example",
    "CONTOSO\\anna",
    "PC$",
    "ängström",
    "a1",
    "1a",
    "日本",
  ])("is %j", (name) => {
    expect(isAccountName(name)).toBe(true);
  });

  it.each([
    "",
    "-a",
    ".a",
    "@a",
    "$",
    "a$b",
    "0",
    "1000",
    "a b",
    "a:b",
    "a/b",
    "a;b",
    "a|b",
    "a&b",
    "a`b",
    "a'b",
    'a"b',
    "a%b",
    "a*b",
    "a?b",
    "a\tb",
    "a\n",
    "\ufeffa",
    "a\u202eb",
    "a".repeat(256),
    "ä".repeat(128),
    "a".repeat(65_536),
  ])("is not %.20j", (name) => {
    expect(isAccountName(name)).toBe(false);
  });
});

describe("a program's output", () => {
  it("is what it writes", async () => {
    expect(await programOutput("getent", ["passwd", "--", "root"])).toMatch(/^root:/);
  });

  it("is nothing where it fails, or isn't there", async () => {
    expect(await programOutput("getent", ["passwd", "--", "nobody-of-this-name"])).toBeNull();
    expect(await programOutput("no-such-program", [])).toBeNull();
  });

  it("is nothing where it is too much", async () => {
    expect(await programOutput("seq", ["1", "20000"])).toBeNull();
  });

  it("comes without a shell: an argument is what it is", async () => {
    expect(await programOutput("echo", ["$(id)", "; id", "`id`"])).toBe("$(id) ; id `id`\n");
  });

  it("comes without the environment of the doorkeeper", async () => {
    expect(await programOutput("env", [])).toBe("PATH=/usr/sbin:/usr/bin:/sbin:/bin\nLC_ALL=C\n");
  });
});
