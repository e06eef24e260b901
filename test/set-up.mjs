// @ts-check
// `node test/set-up.mjs WHAT` gets a fresh clone ready for one of the commands below and says on stderr what it does.
// It runs on whatever Node the machine has (18 or newer) and needs no package. What is there already isn't done again.
// Exit code 3: something is missing and couldn't be installed; its name is the last line.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { browserCache, findBrowser } from "./browsers.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** What each command needs besides the packages. @type {Record<string, ("chromium" | "firefox" | "extension" | "screen" | "websockify" | "doorkeeper" | "consoles")[]>} */
const needs = {
  demo: ["chromium", "screen"],
  test: ["chromium", "firefox", "screen"],
  bench: ["chromium", "screen", "websockify"],
  consoles: ["chromium", "firefox", "consoles"],
  mutate: [],
  start: ["extension"],
  doorkeeper: ["doorkeeper"],
};

/** @param {string} text */
const say = (text) => process.stderr.write(`set-up: ${text}\n`);

/** @param {string} text @returns {never} */
function missing(text) {
  say(`missing: ${text}`);
  process.exit(3);
}

/**
 * Runs a program with its output on stderr, so that a command's own output stays its own.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [environment]
 */
function run(program, args, environment = {}) {
  say([program, ...args].join(" "));
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, ...environment },
    shell: process.platform === "win32",
  });
  return status === 0;
}

/** @param {string} program */
const has = (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;

// ---- packages ----

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} */
const packagesIn = (path) => JSON.parse(readFileSync(join(root, path), "utf8")).packages;

/** Why the packages of a folder have to be installed, or null where node_modules is what its lockfile says. @param {string} folder */
function whyInstallIn(folder) {
  if (!existsSync(join(root, folder, "node_modules/.package-lock.json"))) return "no packages yet";
  const installed = packagesIn(join(folder, "node_modules/.package-lock.json"));
  for (const [path, { version, optional, devOptional }] of Object.entries(
    packagesIn(join(folder, "package-lock.json")),
  )) {
    if (path === "" || ((optional || devOptional) && !installed[path])) continue;
    if (installed[path]?.version !== version) return `${path} isn't what the lockfile says`;
  }
  return null;
}

/** The same of the main packages, and of the Node that all of this runs on. */
function whyInstall() {
  const because = whyInstallIn(".");
  if (because !== null) return because;
  const wanted = packagesIn("package-lock.json");
  const node = spawnSync(join(root, "node_modules/.bin/node"), ["--version"], { encoding: "utf8" }).stdout?.trim();
  if (node !== `v${wanted["node_modules/node"]?.version}`) return "the pinned Node isn't there";
  return null;
}

function packages() {
  const because = whyInstall();
  if (because === null) return;
  if (!has("npm")) missing("npm");
  say(`installing packages: ${because}`);
  // `npm run --silent` would hide why an installation failed; warnings are about the Node that npm itself runs on.
  const ok = run("npm", ["ci", "--no-audit", "--no-fund"], { npm_config_loglevel: "error" });
  const left = ok ? whyInstall() : "npm ci failed";
  if (left !== null) missing(`the packages (${left})`);
}

// ---- browsers ----

/** @type {Record<"chromium" | "firefox", { debian: string[], fetch: string[], name: string, setting: string }>} */
const browsers = {
  chromium: {
    debian: ["chromium", "fonts-liberation"],
    fetch: ["node_modules/playwright-core/cli.js", "install", "chromium"],
    name: "a Chromium of version 137 or newer",
    setting: "WHILEAWAY_CHROMIUM",
  },
  firefox: {
    debian: ["firefox-esr"],
    fetch: ["node_modules/@puppeteer/browsers/lib/main-cli.js", "install", "firefox@stable", "--path", browserCache],
    name: "a Firefox of version 130 or newer",
    setting: "WHILEAWAY_FIREFOX",
  },
};

/** Installs Debian packages as root, or through sudo where that asks for no password. @param {string[]} names */
function installDebian(names) {
  if (process.platform !== "linux" || !has("apt-get")) return false;
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  if (asRoot.length > 0 && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status !== 0) return false;
  const apt = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"];
  const [program = "env", ...args] = apt;
  if (!run(program, [...args, "update"])) say("the list of packages may be old");
  return run(program, [...args, "install", "-y", "--no-install-recommends", ...names]);
}

/** @param {("chromium" | "firefox")[]} wanted */
function getBrowsers(wanted) {
  const absent = wanted.filter((which) => !findBrowser(which));
  for (const which of absent) {
    const { name, setting } = browsers[which];
    if (process.env[setting]) missing(`${name}: ${setting} names no program`);
    say(`looking for ${name}: none here`);
  }
  if (absent.length > 0) installDebian(absent.flatMap((which) => browsers[which].debian));
  for (const which of absent) {
    const { fetch, name, setting } = browsers[which];
    const fetched = () => run(join(root, "node_modules/.bin/node"), fetch, { PLAYWRIGHT_BROWSERS_PATH: browserCache });
    if (!findBrowser(which) && !(fetched() && findBrowser(which)))
      missing(`${name}; install one, or name its program in ${setting}`);
  }
}

// ---- the remote screen: its programs, and the right to give it accounts of its own ----

/** @type {Record<"screen" | "websockify", { programs: string[], debian: string[] }>} */
const screens = {
  screen: {
    programs: ["Xtigervnc", "openbox", "xterm", "unshare", "nsenter", "setpriv", "perl"],
    debian: ["tigervnc-standalone-server", "openbox", "xterm", "util-linux", "perl-base"],
  },
  websockify: { programs: ["websockify"], debian: ["websockify"] },
};

/** @param {string} program */
function isOnPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== "";
    } catch {
      return false;
    }
  });
}

/** @param {("screen" | "websockify")[]} wanted */
function getScreen(wanted) {
  const absent = () => wanted.filter((which) => !screens[which].programs.every(isOnPath));
  if (absent().length > 0) {
    say(`looking for the programs of a remote screen: not all of them are here`);
    installDebian(absent().flatMap((which) => screens[which].debian));
  }
  const left = absent().flatMap((which) => screens[which].programs.filter((program) => !isOnPath(program)));
  if (left.length > 0)
    missing(`${left.join(", ")}; Debian's packages: ${wanted.flatMap((which) => screens[which].debian).join(", ")}`);
  const isRoot = process.getuid?.() === 0 || spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;
  if (wanted.includes("screen") && !isRoot)
    missing("the right to give a screen accounts of its own; run as root, or where sudo asks for no password");
}

// ---- the real consoles, for `npm run test:consoles` ----

/** What their tests run, by what has to be there: programs on the path, or files. */
const consoles = {
  programs: ["Xvfb", "openbox", "xdotool", "websockify", "Xtigervnc", "openssl", "setpriv"],
  files: ["/usr/share/novnc/vnc.html", "/usr/share/request-tracker5/lib/RT.pm", "/usr/share/redmine/config.ru"],
  debian: [
    ...["xvfb", "openbox", "xdotool", "novnc", "websockify", "tigervnc-standalone-server", "openssl", "util-linux"],
    ...["request-tracker5", "rt5-standalone", "rt5-db-sqlite", "redmine", "redmine-sqlite"],
    // A mail program that both desks want, and that listens to nothing.
    "msmtp-mta",
  ],
};

/** Their services don't start, and no database of the machine is set up: the tests bring their own of both. */
const debianOfConsoles = `
set -e
# Redmine's set-up asks for Debian's own bundler: the newer one that an update of Ruby brought finds none of its gems.
export BUNDLER_VERSION=2.3.15
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  printf '#!/bin/sh\nexit 101\n' > $policy
  chmod 755 $policy
fi
apt-get -q -o DPkg::Lock::Timeout=600 update || true
debconf-set-selections <<answers
redmine redmine/instances/default/dbconfig-install boolean false
request-tracker5 request-tracker5/dbconfig-install boolean false
request-tracker5 request-tracker5/handle-siteconfig-permissions boolean false
answers
apt-get -q -o DPkg::Lock::Timeout=600 install -y --no-install-recommends ${consoles.debian.join(" ")}
`;

function getConsoles() {
  const absent = () => [
    ...consoles.programs.filter((program) => !isOnPath(program)),
    ...consoles.files.filter((file) => !existsSync(file)),
  ];
  if (absent().length > 0) {
    say(`looking for ${absent().join(", ")}: not here`);
    const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
    const [program = "env", ...args] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c"];
    if (process.platform === "linux" && has("apt-get")) run(program, [...args, debianOfConsoles]);
  }
  const left = absent();
  if (left.length > 0) missing(`${left.join(", ")}; Debian's packages: ${consoles.debian.join(", ")}`);
  if (process.getuid?.() !== 0) missing("root: a console's programs run as an account of their own");
  const because = whyInstallIn("test/consoles");
  if (because === null) return;
  say(`installing the console that npm has: ${because}`);
  run("npm", ["ci", "--prefix", "test/consoles", "--no-audit", "--no-fund"], { npm_config_loglevel: "error" });
  const still = whyInstallIn("test/consoles");
  if (still !== null) missing(`the packages of test/consoles (${still})`);
}

// ---- the built extension, for `npm start` ----

/** Every file below a folder, in a settled order. @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith("."))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
}

function extension() {
  const address = process.env.WHILEAWAY_URL ?? `http://localhost:${process.env.WHILEAWAY_PORT ?? "8787"}`;
  const server = process.env.WHILEAWAY_SERVER ?? address;
  const state = createHash("sha256").update(JSON.stringify([server, process.env.WHILEAWAY_CONSOLES ?? ""]));
  for (const file of [
    ...filesBelow("extension"),
    ...filesBelow("shared"),
    ...filesBelow("server/doorkeeper"),
    "package-lock.json",
  ])
    state.update(file).update(readFileSync(join(root, file)));
  const stamp = join(root, ".cache/extension-built");
  const digest = state.digest("hex");
  const built = ["chrome-mv3", "firefox-mv3"].every((name) =>
    existsSync(join(root, "extension/.output", name, "manifest.json")),
  );
  if (built && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  say(`building the extension for ${server}`);
  if (!run("npm", ["run", "--silent", "build"], { WHILEAWAY_SERVER: server }))
    missing("the extension: its build failed");
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

// ---- the doorkeeper as one file, for `npm run doorkeeper` ----

function doorkeeper() {
  const { status } = spawnSync(join(root, "node_modules/.bin/node"), ["extension/doorkeeper-file.ts"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) missing("the doorkeeper: its build failed");
}

// ---- all of it ----

const what = process.argv[2] ?? "";
const parts = needs[what];
if (!parts) {
  say(`say what for: ${Object.keys(needs).join(", ")}`);
  process.exit(2);
}
if (Number(process.versions.node.split(".")[0]) < 18) missing("Node 18 or newer");
const from = Date.now();
packages();
getBrowsers(parts.filter((part) => part === "chromium" || part === "firefox"));
getScreen(parts.filter((part) => part === "screen" || part === "websockify"));
if (parts.includes("consoles")) getConsoles();
if (parts.includes("extension")) extension();
if (parts.includes("doorkeeper")) doorkeeper();
say(`ready for ${what}, ${((Date.now() - from) / 1000).toFixed(1)} s`);
