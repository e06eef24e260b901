import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { type Import, importsIn, read, repositoryFiles } from "./sources.ts";

// Who may import what (design.md section 2).

const parts = ["shared", "server/doorkeeper", "server", "extension", "test"] as const;
type Part = (typeof parts)[number] | "top";
const partOf = (path: string): Part => parts.find((part) => path.startsWith(`${part}/`)) ?? "top";

const sources = repositoryFiles().filter((path) => /\.(m?[jt]sx?)$/.test(path));
const imports = sources.flatMap((path) => importsIn(path, read(path)));

/** The file that an import means, from the top of the repository; null for a package. */
const target = ({ of, from }: Import): string | null =>
  from.startsWith(".") ? posix.join(posix.dirname(of), from) : null;
const packageOf = (from: string): string =>
  from.startsWith("node:")
    ? "node:"
    : from
        .split("/")
        .slice(0, from.startsWith("@") ? 2 : 1)
        .join("/");

const relative = imports.flatMap((one) => {
  const to = target(one);
  return to === null ? [] : [{ ...one, to }];
});
const packages = imports.filter((one) => target(one) === null).map((one) => ({ ...one, name: packageOf(one.from) }));

/** Imports of a part that lead into another part than those named. */
const strays = (part: Part, allowed: Part[]) =>
  relative
    .filter(({ of, to }) => partOf(of) === part && partOf(to) !== part && !allowed.includes(partOf(to)))
    .map(({ of, to }) => `${of} imports ${to}`);

describe("the parts", () => {
  it("of the rules import nothing of the project but the rules", () => {
    expect(strays("shared", [])).toEqual([]);
  });

  it("of the rules import no package but luxon, jose and zod", () => {
    const used = new Set(packages.filter(({ of }) => partOf(of) === "shared").map(({ name }) => name));
    expect([...used].filter((name) => !["luxon", "jose", "zod"].includes(name))).toEqual([]);
  });

  it("of the server import the rules alone besides themselves", () => {
    expect(strays("server", ["shared"]).filter((text) => !text.endsWith(" package.json"))).toEqual([]);
  });

  it("of the doorkeeper import the rules alone, and nothing of the rest of the server", () => {
    expect(strays("server/doorkeeper", ["shared"])).toEqual([]);
  });

  it("of the doorkeeper import few packages: all of them are in the file that the customer saves", () => {
    const used = packages.filter(({ of, type }) => partOf(of) === "server/doorkeeper" && !type).map(({ name }) => name);
    expect([...new Set(used)].filter((name) => !["ws", "jose", "zod", "node:"].includes(name))).toEqual([]);
  });

  it("of the extension import the rules, and of the server one type: its routes", () => {
    const elsewhere = strays("extension", ["shared", "server"]).filter((text) => !text.endsWith(" package.json"));
    expect(elsewhere).toEqual([]);
    const ofServer = relative.filter(({ of, to }) => partOf(of) === "extension" && to.startsWith("server"));
    expect(ofServer.filter(({ type }) => !type)).toEqual([]);
    expect(new Set(ofServer.map(({ to }) => to)).size).toBeLessThanOrEqual(1);
  });

  it("of the extension: pages, and what comes into a console's page, hold no key and import no code of those who do", () => {
    const room = (path: string): string => path.split("/")[1] ?? "";
    const seen = ["panel", "popup", "viewer", "page", "week", "texts", "console", "consoles"];
    const kept = ["background", "technician", "customer"];
    const strays = relative.filter(
      ({ of, to, type }) => of.startsWith("extension/") && !type && seen.includes(room(of)) && kept.includes(room(to)),
    );
    expect(strays.map(({ of, to }) => `${of} imports ${to}`)).toEqual([]);
  });

  it("import nothing of the tests", () => {
    const fromTests = relative.filter(({ of, to }) => partOf(to) === "test" && partOf(of) !== "test");
    expect(fromTests.map(({ of, to }) => `${of} imports ${to}`)).toEqual([]);
  });

  it("use no package that package.json doesn't name, and at run time none that it names for development", () => {
    const running = Object.keys(manifest.dependencies);
    const all = [...running, ...Object.keys(manifest.devDependencies), "node:"];
    expect(packages.filter(({ name }) => !all.includes(name)).map(({ of, from }) => `${of} imports ${from}`)).toEqual(
      [],
    );
    const served = packages.filter(
      ({ of, type }) => !type && ["server", "server/doorkeeper", "shared"].includes(partOf(of)),
    );
    expect(served.filter(({ name }) => ![...running, "node:"].includes(name))).toEqual([]);
  });
});

describe("what counts as an import", () => {
  it.each([
    ['import "../test/a.ts";', false],
    ['import { a } from "../test/a.ts";', false],
    ['import a, { type B } from "../test/a.ts";', false],
    ['import * as a from "../test/a.ts";', false],
    ['import {\n  a,\n  b as c,\n} from "../test/a.ts";', false],
    ['import type { A } from "../test/a.ts";', true],
    ['export { a } from "../test/a.ts";', false],
    ['export * from "../test/a.ts";', false],
    ['export type { A } from "../test/a.ts";', true],
    ['const a = await import("../test/a.ts");', false],
    ['type A = import("../test/a.ts").A;', false],
    ["const a = require('../test/a.ts');", false],
    ['new Worker(new URL("../test/a.ts", import.meta.url));', false],
  ])("%s", (source, type) => {
    expect(importsIn("shared/x.ts", source)).toEqual([{ of: "shared/x.ts", from: "../test/a.ts", type }]);
  });
});
