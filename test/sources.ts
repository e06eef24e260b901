import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..");

/** Every file of the repository as git sees it, new ones that aren't ignored included. */
export function repositoryFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root });
  return listed
    .toString()
    .split("\n")
    .filter((path) => path !== "" && existsSync(join(root, path)));
}

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

export type Import = { of: string; from: string; type: boolean };

const statement =
  /\b(?:(import|export)\s+(type\s+)?(?:[\w*$\s{},]+?\s*from\s*)?|(?:import|require)\s*\(\s*|\bnew\s+(URL)\s*\(\s*)["']([^"'\n]+)["']/g;

/** Whatever a file takes from elsewhere: imports and re-exports, of types too, dynamic ones, files named by `new URL`. */
export function importsIn(path: string, source: string): Import[] {
  return [...source.matchAll(statement)]
    .filter(([, , , , from = ""]) => !/^\w+:\/\//.test(from) && !from.startsWith("/"))
    .map(([, , type, url, from = ""]) => ({
      of: path,
      from: url !== undefined && !from.startsWith(".") ? `./${from}` : from,
      type: type !== undefined,
    }));
}
