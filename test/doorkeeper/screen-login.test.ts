import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { LoggedIn } from "../../server/doorkeeper/parts.ts";
import type { ScreenAddress } from "../../server/doorkeeper/screen-address.ts";
import { createScreenLogin } from "../../server/doorkeeper/screen-login.ts";
import { startImpostor } from "../screen/impostor.ts";
import { RealScreen } from "../screen/real-screen.ts";
import { accountsOf, logInAt, office, officeAdmin } from "./screen-rig.ts";

// Against a real Xtigervnc, real PAM and accounts of its own.

let screen: RealScreen;
beforeAll(async () => {
  screen = await RealScreen.start({ port: true });
});
afterAll(() => screen.stop());

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
  for (const { userName, password } of [office, officeAdmin]) screen.setPassword(userName, password);
});

const anybody = { administrator: false };
const administrator = { administrator: true };
const answerOf = (result: LoggedIn): string => {
  if (!result.ok) return result.because;
  opened.push(result.screen.close);
  return "ok";
};
const tried = async (credentials: typeof office, needs = anybody): Promise<string> =>
  answerOf(await logInAt(screen)(credentials, needs));

describe("the computer's own accounts", () => {
  it("let in whoever knows the password", async () => {
    expect(await tried(office)).toBe("ok");
    expect(await tried(officeAdmin)).toBe("ok");
  });

  it("refuse a wrong password, an unknown account, and root without one", async () => {
    expect(await tried({ ...office, password: "Summer9-window-seats" })).toBe("not-accepted");
    expect(await tried({ ...office, userName: "nobody-here" })).toBe("not-accepted");
    expect(await tried({ userName: "root", password: "x" })).toBe("not-accepted");
  });

  it("refuse a password that was changed, and take the new one", async () => {
    screen.setPassword(office.userName, "Autumn3-attic-stairs");
    expect(await tried(office)).toBe("not-accepted");
    expect(await tried({ ...office, password: "Autumn3-attic-stairs" })).toBe("ok");
  });

  it("refuse a locked account", async () => {
    screen.lock(office.userName);
    expect(await tried(office)).toBe("not-accepted");
  });

  it("refuse an expired account", async () => {
    screen.expire(office.userName);
    expect(await tried(office)).toBe("not-accepted");
  });

  it("refuse the tenth wrong password as they refused the first, and still take the right one", async () => {
    for (let count = 0; count < 10; count += 1)
      expect(await tried({ ...office, password: `wrong ${count}` })).toBe("not-accepted");
    expect(await tried(office)).toBe("ok");
  });

  it.each(["ä", "日本語", "with spaces and 'quotes' \"$(reboot)\" `x` ; | & %n", "\u0001\n\t", "x".repeat(510)])(
    "take %j as a password like any other",
    async (password) => {
      screen.setPassword(office.userName, password);
      // PAM itself takes no more than 511 characters; Xtigervnc asks it with what it was given.
      expect(await tried({ ...office, password })).toBe("ok");
      expect(await tried({ ...office, password: `${password.slice(0, -1)}y` })).toBe("not-accepted");
    },
  );
});

describe("an administrator", () => {
  it("is let in where one is asked for", async () => {
    expect(await tried(officeAdmin, administrator)).toBe("ok");
  });

  it("is asked for in vain with an ordinary account's right password", async () => {
    expect(await tried(office, administrator)).toBe("not-an-administrator");
  });

  it("is not told apart from others by a wrong password", async () => {
    expect(await tried({ ...office, password: "wrong" }, administrator)).toBe("not-accepted");
    expect(await tried({ ...officeAdmin, password: "wrong" }, administrator)).toBe("not-accepted");
  });
});

describe("names that no account has", () => {
  it.each([
    ["a leading dash", "-office"],
    ["an option", "--help"],
    ["a NUL", "office\0admin"],
    ["a colon", "office:x:0"],
    ["a path", "../office"],
    ["a semicolon", "office;reboot"],
    ["a dollar and a bracket", "$(reboot)"],
    ["a backtick", "`reboot`"],
    ["PAM's percent", "%u"],
    ["a line break", "office\nroot"],
    ["a space", "office admin"],
    ["an uid", "0"],
    ["64 KiB", "a".repeat(65_536)],
    ["256 bytes", "a".repeat(256)],
    ["nothing", ""],
  ])("are said to nobody: %s", async (_, userName) => {
    const asked: string[] = [];
    const accounts = async (name: string) => {
      asked.push(name);
      return null;
    };
    const address: ScreenAddress = { kind: "socket", path: "/nowhere" };
    const logIn = createScreenLogin(address, { accounts });
    expect(await logIn({ userName, password: "x" }, anybody)).toEqual({ ok: false, because: "not-accepted" });
    expect(asked).toEqual([]);
  });
});

describe("a loopback port", () => {
  it.each(["127.0.0.1", "::1"] as const)("of a screen that root runs is as good: %s", async (host) => {
    const logIn = createScreenLogin({ kind: "port", host, port: screen.port ?? 0 }, { accounts: accountsOf(screen) });
    expect(answerOf(await logIn(office, anybody))).toBe("ok");
    expect(answerOf(await logIn({ ...office, password: "wrong" }, anybody))).toBe("not-accepted");
  });

  it("where another account listens is told no password", async () => {
    const impostor = await startImpostor(screen, office.userName, "port");
    try {
      const address = { kind: "port", host: "127.0.0.1", port: Number(impostor.where) } as const;
      const logIn = createScreenLogin(address, { accounts: accountsOf(screen) });
      expect(answerOf(await logIn(officeAdmin, administrator))).toBe("not-our-screen");
      expect(await impostor.told()).toBe("");
    } finally {
      await impostor.stop();
    }
  });

  it("where the named account itself listens is told its password: it knows it", async () => {
    const impostor = await startImpostor(screen, office.userName, "port");
    try {
      const address = { kind: "port", host: "127.0.0.1", port: Number(impostor.where) } as const;
      const logIn = createScreenLogin(address, { accounts: accountsOf(screen), patience: 2_000 });
      expect(answerOf(await logIn(office, anybody))).toBe("no-screen");
      expect(await impostor.told()).toContain(Buffer.from(office.password).toString("hex"));
    } finally {
      await impostor.stop();
    }
  });
});

describe("a socket's path", () => {
  it("where another account has put its own is told no password", async () => {
    // Everybody may write to this folder, as to /tmp: a screen server that is down leaves its place to others.
    const path = join(tmpdir(), `whileaway-impostor-${process.pid}`) as `/${string}`;
    const impostor = await startImpostor(screen, office.userName, path);
    try {
      const logIn = createScreenLogin({ kind: "socket", path }, { accounts: accountsOf(screen) });
      expect(answerOf(await logIn(officeAdmin, administrator))).toBe("not-our-screen");
      expect(await impostor.told()).toBe("");
    } finally {
      await impostor.stop();
    }
  });

  it("where nothing is, is no screen", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "whileaway-nothing-")), "socket");
    const logIn = createScreenLogin({ kind: "socket", path }, { accounts: accountsOf(screen) });
    expect(answerOf(await logIn(office, anybody))).toBe("no-screen");
  });
});
