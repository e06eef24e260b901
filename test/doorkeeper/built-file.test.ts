import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildWhenStale } from "../../extension/doorkeeper-file.ts";
import { accountText, install, unitText } from "../../server/doorkeeper/install.ts";
import { tooOld } from "../../server/doorkeeper/node-version.ts";
import { sayTo } from "./built-door.ts";

let file: string;
let folder: string;
beforeAll(async () => {
  file = await buildWhenStale();
  folder = mkdtempSync(join(tmpdir(), "doorkeeper-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the doorkeeper as one file", () => {
  it("needs nothing but what Node has built in", () => {
    const text = readFileSync(file, "utf8");
    const imported = [...text.matchAll(/\b(?:from|import)\s*["'`]([\w@./:-]+)["'`]/g)].map(([, name]) => name);
    expect(imported.length).toBeGreaterThan(5);
    expect(imported.filter((name) => !name?.startsWith("node:"))).toEqual([]);
  });

  it("runs where there is no package beside it", async () => {
    const alone = join(folder, "doorkeeper.mjs");
    writeFileSync(alone, readFileSync(file));
    const { code, output } = await sayTo(alone, ["--help"], { cwd: folder });
    expect([code, output]).toEqual([0, expect.stringContaining("clock-accept")]);
  });

  it("says which Node it needs where Node is older", async () => {
    const older = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.18.0"}})`;
    const { code, output } = await sayTo("--import", [older, file, "list"]);
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^The doorkeeper needs Node 22\.13 or newer; this is Node 20\.18\.0\..*\n$/),
    ]);
  });

  it.each([
    ["22.13.0", true],
    ["22.12.9", false],
    ["24.0.0", true],
    ["23.1.0", true],
    ["18.20.4", false],
  ])("runs on Node %s: %s", (version, runs) => {
    expect(tooOld(version) === null).toBe(runs);
  });

  it("ends with a sentence, and not with a trace of the program, when it is asked for what it hasn't", async () => {
    for (const args of [
      ["open"],
      ["--pair", "x"],
      ["--server", "ftp://x"],
      ["list"],
      ["--screen", "example.org:1", "--server", "http://localhost:1"],
    ]) {
      const { code, output } = await sayTo(file, [...args, "--data", join(folder, "none")]);
      expect([args, code, output]).toEqual([args, 78, expect.stringMatching(/^[^\n]+\n$/)]);
      expect(output).not.toMatch(/Error|\bat \//);
    }
  });
});

// `systemd-analyze` comes with Debian's package `systemd`; it needs no systemd that runs.
describe("the systemd unit", () => {
  const verify = (text: string): string => {
    const unit = join(folder, "whileaway-doorkeeper.service");
    writeFileSync(unit, text);
    const quiet = { ...process.env, SYSTEMD_LOG_LEVEL: "warning" };
    const said = execFileSync("sh", ["-c", 'systemd-analyze verify --man=no "$1" 2>&1', "sh", unit], { env: quiet });
    // It reads what is installed besides, and complains of other programs' units too.
    const isOther = (line: string): boolean => /^\/\S+:\d+: /.test(line) && !line.startsWith(`${unit}:`);
    return said
      .toString()
      .split("\n")
      .filter((line) => !isOther(line))
      .join("\n");
  };

  it("has nothing that systemd complains of", () => {
    expect(verify(unitText(process.execPath))).toBe("");
    expect(verify(unitText(process.execPath).replace("UMask", "UMusk"))).toContain("UMusk");
  });

  it("leaves the program no more than it needs", () => {
    verify(unitText(process.execPath));
    const unit = join(folder, "whileaway-doorkeeper.service");
    const said = execFileSync("systemd-analyze", ["security", "--offline=yes", "--no-pager", unit]).toString();
    const exposure = Number(/exposure level for \S+: ([0-9.]+)/.exec(said)?.[1]);
    expect(exposure).toBeLessThan(2.5);
    for (const line of [
      "LimitCORE=0",
      "NoNewPrivileges=yes",
      "ProtectSystem=strict",
      "AmbientCapabilities=",
      "User=whileaway",
    ])
      expect(unitText("/usr/bin/node").split("\n")).toContain(line);
  });

  it("names an account that systemd-sysusers makes", () => {
    const conf = join(folder, "whileaway.conf");
    writeFileSync(conf, accountText);
    execFileSync("systemd-sysusers", ["--dry-run", conf], { stdio: "pipe" });
    writeFileSync(conf, accountText.replace("u whileaway", "u while away"));
    expect(() => execFileSync("systemd-sysusers", ["--dry-run", conf], { stdio: "pipe" })).toThrow();
  });

  it("refuses a Node that systemd couldn't start, and one that the service couldn't read", () => {
    const installed = (node: string, write: boolean) => install({ write, file, node, say: () => {} });
    expect(() => installed('/opt/my "node"/node', false)).toThrow("plainer path");
    expect(() => installed("/opt/100%/node", false)).toThrow("plainer path");
    expect(() => installed("/home/anna/.nvm/node", true)).toThrow("somebody's home");
    expect(() => installed("/usr/bin/node", false)).not.toThrow();
  });
});
