// @ts-check
// Where this machine keeps the browsers that tests and demo drive. Plain JavaScript without packages: set-up asks it
// before anything is installed.
import { accessSync, constants, existsSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {"chromium" | "firefox"} BrowserName */

// Google Chrome isn't among them: since version 142 it takes no unpacked extension from its command line.
/** @type {Record<BrowserName, { setting: string, commands: string[] }>} */
const known = {
  chromium: { setting: "WHILEAWAY_CHROMIUM", commands: ["chromium", "chromium-browser"] },
  firefox: { setting: "WHILEAWAY_FIREFOX", commands: ["firefox-esr", "firefox"] },
};

const applications = {
  chromium: "/Applications/Chromium.app/Contents/MacOS/Chromium",
  firefox: "/Applications/Firefox.app/Contents/MacOS/firefox",
};

/** Where set-up puts browsers that it had to fetch. */
export const browserCache = join(dirname(fileURLToPath(import.meta.url)), "..", ".cache", "browsers");

/**
 * The path of a browser's program, or null where there is none. A path named by `WHILEAWAY_CHROMIUM` or
 * `WHILEAWAY_FIREFOX` is the only one looked at.
 *
 * @param {BrowserName} name
 * @param {Record<string, string | undefined>} [environment]
 * @returns {string | null}
 */
export function findBrowser(name, environment = process.env) {
  const { setting, commands } = known[name];
  const named = environment[setting];
  if (named) return isProgram(named) ? named : null;
  const onPath = (environment.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => commands.map((command) => join(folder, command)));
  // In the order of commands, not of folders: `firefox-esr` is what the tests are held against.
  const inOrder = commands.flatMap((command) => onPath.filter((path) => path.endsWith(join("/", command))));
  const candidates = [
    ...inOrder,
    applications[name],
    ...(name === "chromium" ? fromPlaywright(environment) : fetched()),
  ];
  return candidates.find((path) => isProgram(path) && !isSnap(path)) ?? null;
}

/** @param {Record<string, string | undefined>} environment */
function fromPlaywright(environment) {
  const roots = [
    environment.PLAYWRIGHT_BROWSERS_PATH,
    browserCache,
    join(homedir(), ".cache", "ms-playwright"),
    join(homedir(), "Library", "Caches", "ms-playwright"),
  ];
  const programs = [
    "chrome-linux64/chrome",
    "chrome-linux/chrome",
    "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
  ];
  return roots.flatMap((root) =>
    foldersIn(root, /^chromium-\d+$/).flatMap((folder) => programs.map((program) => join(folder, program))),
  );
}

function fetched() {
  return foldersIn(join(browserCache, "firefox"), /./).flatMap((folder) => [
    join(folder, "firefox", "firefox"),
    join(folder, "Firefox.app", "Contents", "MacOS", "firefox"),
  ]);
}

/**
 * @param {string | undefined} root
 * @param {RegExp} like
 */
function foldersIn(root, like) {
  if (!root || !existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => like.test(name))
    .sort()
    .reverse()
    .map((name) => join(root, name));
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A browser from a snap sees neither the extension's folder nor a profile outside its own.
 *
 * @param {string} path
 */
function isSnap(path) {
  const real = realpathSync(path);
  return real.startsWith("/snap/") || real === "/usr/bin/snap" || existsSync(`/snap/bin/${path.split("/").at(-1)}`);
}
