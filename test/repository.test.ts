import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { read, repositoryFiles } from "./sources.ts";

// What this repository promises about itself.

const files = repositoryFiles();
const matching = (paths: string[], pattern: RegExp) =>
  paths.flatMap((path) => (read(path).match(pattern) ?? []).map((found) => `${path}: ${found}`));

describe("the packages", () => {
  it("are named in exact versions", () => {
    const named = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides });
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it.each(["package-lock.json", "test/consoles/package-lock.json"])(
    "are locked in %s without addresses, each with the hash of what it holds",
    (path) => {
      const lock: { packages: Record<string, Record<string, unknown>> } = JSON.parse(read(path));
      const locked = Object.entries(lock.packages).filter(([path]) => path !== "");
      expect(locked.length).toBeGreaterThan(100);
      expect(locked.filter(([, one]) => "resolved" in one).map(([path]) => path)).toEqual([]);
      const bundled = ([, one]: [string, Record<string, unknown>]) => one.inBundle === true;
      expect(locked.filter((one) => !bundled(one) && !("integrity" in one[1])).map(([path]) => path)).toEqual([]);
    },
  );

  it("say the same Node as the lockfile", () => {
    const lock = JSON.parse(read("package-lock.json"));
    expect(lock.packages["node_modules/node"].version).toBe(manifest.dependencies.node);
  });
});

describe("the tests", () => {
  const tests = files.filter((path) => /^test\/.*\.tsx?$/.test(path));

  it("leave nothing out", () => {
    expect(matching(tests, /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|fails|skipIf|runIf)\b/g)).toEqual(
      [],
    );
  });

  it("wait for what happens, not for time to pass", () => {
    expect(
      matching(
        tests.filter((path) => path.endsWith(".test.ts")),
        /\bwaitForTimeout\b|\btimers\/promises\b/g,
      ),
    ).toEqual([]);
  });
});

describe("the sources", () => {
  const own = files.filter((path) => /^(?:shared|server|extension)\/.*\.tsx?$/.test(path));

  it("hold no `any` and export by name", () => {
    const byTool = /^extension\/(?:entrypoints\/|wxt\.config)/;
    expect(matching(own, /: any\b|\bas any\b|<any>/g)).toEqual([]);
    expect(
      matching(
        own.filter((path) => !byTool.test(path)),
        /^export default\b/gm,
      ),
    ).toEqual([]);
  });

  it("stand in folders at most three deep, in files named after one noun", () => {
    expect(own.filter((path) => path.split("/").length > 4)).toEqual([]);
    expect(own.filter((path) => /\b(?:utils?|helpers?|common|manager|service)\b/.test(path))).toEqual([]);
  });
});

describe("the README", () => {
  it("names no command that package.json doesn't have", () => {
    const named = [...read("README.md").matchAll(/\bnpm (?:run )?([a-z][\w-]*)/g)].map(([, name = ""]) => name);
    const own = Object.keys(manifest.scripts);
    expect(named.filter((name) => !own.includes(name) && !["ci", "install", "run"].includes(name))).toEqual([]);
    expect(named).toEqual(expect.arrayContaining(["demo", "test", "start"]));
  });

  it("shows no picture and links to no file that isn't there", () => {
    const named = [...read("README.md").matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path = ""]) => path);
    expect(named.filter((path) => !files.includes(path) && !files.some((file) => file.startsWith(path)))).toEqual([]);
  });
});
