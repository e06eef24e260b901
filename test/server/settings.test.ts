import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyIn, makeDataDirectory } from "../../server/data-directory.ts";
import { readSettings, SettingError } from "../../server/settings.ts";

describe("settings", () => {
  it("that aren't set are as the documents say", () => {
    expect(readSettings({ PATH: "/bin" })).toMatchObject({
      port: 8787,
      host: "127.0.0.1",
      url: null,
      data: resolve("data"),
      administrator: null,
    });
  });

  it("that are set are read", () => {
    const read = readSettings({
      WHILEAWAY_PORT: "0",
      WHILEAWAY_HOST: "::1",
      WHILEAWAY_URL: "https://whileaway.example",
      WHILEAWAY_DATA: "/srv/whileaway",
      WHILEAWAY_PROXIES: "10.0.0.0/8, ::1",
      WHILEAWAY_ADMIN_EMAIL: "Admin@Example.com",
      WHILEAWAY_ADMIN_PASSWORD: "long enough",
    });
    expect(read).toMatchObject({
      port: 0,
      host: "::1",
      url: "https://whileaway.example",
      data: "/srv/whileaway",
      administrator: { email: "admin@example.com", password: "long enough" },
    });
    expect([read.proxies.check("10.9.8.7"), read.proxies.check("11.0.0.1"), read.proxies.check("::1", "ipv6")]).toEqual(
      [true, false, true],
    );
  });

  it.each(["localhost", "127.0.0.1", "127.1.2.3", "::1"])("need no address to be called by on %s alone", (host) => {
    expect(readSettings({ WHILEAWAY_HOST: host })).toMatchObject({ host, url: null });
  });

  it("of the extension's build are let be", () => {
    readSettings({ WHILEAWAY_SERVER: "https://whileaway.example", WHILEAWAY_CONSOLES: "https://console.example/*" });
  });

  it.each([
    ["WHILEAWAY_PROT", "8787"],
    ["WHILEAWAY_", "x"],
    ["WHILEAWAY_PORT", "80a"],
    ["WHILEAWAY_PORT", "65536"],
    ["WHILEAWAY_PORT", "-1"],
    ["WHILEAWAY_HOST", "not a host"],
    ["WHILEAWAY_HOST", "0.0.0.0"],
    ["WHILEAWAY_HOST", "::"],
    ["WHILEAWAY_URL", "whileaway.example"],
    ["WHILEAWAY_URL", "ftp://whileaway.example"],
    ["WHILEAWAY_URL", "https://whileaway.example/path"],
    ["WHILEAWAY_URL", "https://whileaway.example?x"],
    ["WHILEAWAY_URL", "https://user:secret@whileaway.example"],
    ["WHILEAWAY_URL", "http://whileaway.example"],
    ["WHILEAWAY_DATABASE", "postgres://localhost/whileaway"],
    ["WHILEAWAY_PROXIES", "10.0.0.300"],
    ["WHILEAWAY_PROXIES", "10.0.0.0/33"],
    ["WHILEAWAY_PROXIES", "10.0.0.0/"],
    ["WHILEAWAY_PROXIES", "10.0.0.1,"],
    ["WHILEAWAY_ADMIN_EMAIL", "admin@example.com"],
    ["WHILEAWAY_ADMIN_PASSWORD", "secret secret"],
  ])("%s=%s stops the start with a sentence that names it and repeats no value", (name, value) => {
    const read = () => readSettings({ [name]: value });
    expect(read).toThrow(SettingError);
    expect(read).toThrow(name);
    if (name.endsWith("PASSWORD") || value.includes("secret")) expect(read).not.toThrow(value);
  });

  it.each([
    ["an address that isn't one", { WHILEAWAY_ADMIN_EMAIL: "admin", WHILEAWAY_ADMIN_PASSWORD: "long enough" }],
    ["a short password", { WHILEAWAY_ADMIN_EMAIL: "admin@example.com", WHILEAWAY_ADMIN_PASSWORD: "short" }],
  ])("of an administrator with %s stop the start", (_, environment) => {
    expect(() => readSettings(environment)).toThrow(SettingError);
  });
});

describe("the data directory", () => {
  let parent: string;
  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), "whileaway-data-"));
  });
  afterAll(() => rmSync(parent, { recursive: true }));
  const mode = (path: string) => statSync(path).mode & 0o777;

  it("is made for this account alone, and may be there already", () => {
    const path = join(parent, "deep", "data");
    makeDataDirectory(path);
    makeDataDirectory(path);
    expect(mode(path)).toBe(0o700);
  });

  it("that others can look into is refused, and left as it is", () => {
    const path = join(parent, "open");
    mkdirSync(path);
    chmodSync(path, 0o755);
    expect(() => makeDataDirectory(path)).toThrow(/WHILEAWAY_DATA.*chmod 700/);
    expect(mode(path)).toBe(0o755);
  });

  it("holds a key of 32 bytes, for this account alone, that stays the same", () => {
    const key = keyIn(parent, "some.key");
    expect(key).toHaveLength(32);
    expect(mode(join(parent, "some.key"))).toBe(0o600);
    expect(keyIn(parent, "some.key")).toEqual(key);
    expect(keyIn(parent, "other.key")).not.toEqual(key);
  });

  it("with half a key in it stops the start and overwrites nothing", () => {
    writeFileSync(join(parent, "half.key"), "half");
    expect(() => keyIn(parent, "half.key")).toThrow(SettingError);
    expect(readFileSync(join(parent, "half.key"), "utf8")).toBe("half");
  });
});
