import { BlockList, isIP, isIPv4 } from "node:net";
import { resolve } from "node:path";
import { email, newPassword } from "../shared/calls.ts";

/** What an operator set (design.md section 8). `url` null: made from host and port. */
export type Settings = {
  port: number;
  host: string;
  url: string | null;
  data: string;
  proxies: BlockList;
  administrator: { email: string; password: string } | null;
};

/** Said to the operator instead of a stack trace: what is wrong with a setting, in a sentence that names it. */
export class SettingError extends Error {}

const known = ["PORT", "HOST", "URL", "DATA", "DATABASE", "PROXIES", "ADMIN_EMAIL", "ADMIN_PASSWORD"];
// The extension's, read when it is built: who exports them for both isn't wrong.
const extensions = ["SERVER", "CONSOLES", "OUTPUT"];
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Reads `WHILEAWAY_…` out of an environment. Throws a `SettingError` on anything that isn't as it should be. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  for (const name of Object.keys(environment)) {
    if (!name.startsWith("WHILEAWAY_")) continue;
    const own = name.slice("WHILEAWAY_".length);
    if (!known.includes(own) && !extensions.includes(own))
      throw new SettingError(
        `${name} is not a setting; there are ${known.map((each) => `WHILEAWAY_${each}`).join(", ")}`,
      );
  }
  const set = (name: string): string | null => environment[`WHILEAWAY_${name}`] || null;
  if (set("DATABASE") !== null)
    throw new SettingError("WHILEAWAY_DATABASE: PostgreSQL isn't supported yet; unset it to use the embedded store");
  const host = readHost(set("HOST") ?? "127.0.0.1");
  const url = readUrl(set("URL"));
  if (url === null && !loopback.test(isIP(host) === 6 ? `[${host}]` : host))
    throw new SettingError(
      "WHILEAWAY_URL must be set, as others call this server, where WHILEAWAY_HOST lets others in",
    );
  return {
    port: readPort(set("PORT") ?? "8787"),
    host,
    url,
    data: resolve(set("DATA") ?? "data"),
    proxies: readProxies(set("PROXIES")),
    administrator: readAdministrator(set("ADMIN_EMAIL"), set("ADMIN_PASSWORD")),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new SettingError("WHILEAWAY_PORT must be a number from 0 to 65535");
  return port;
}

function readHost(text: string): string {
  if (isIP(text) === 0 && !/^[A-Za-z0-9.-]+$/.test(text))
    throw new SettingError("WHILEAWAY_HOST must be an address or a name to listen on");
  return text;
}

function readUrl(text: string | null): string | null {
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`)
    throw new SettingError("WHILEAWAY_URL must be an address like https://whileaway.example, without a path");
  if (url.protocol === "http:" && !loopback.test(url.hostname))
    throw new SettingError("WHILEAWAY_URL must begin with https: anywhere but on this computer");
  return url.origin;
}

function readProxies(text: string | null): BlockList {
  const proxies = new BlockList();
  for (const entry of text?.split(",") ?? []) {
    const [address = "", prefix] = entry.trim().split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    const bits = family === "ipv4" ? 32 : 128;
    const length = prefix === undefined ? bits : Number(prefix);
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(prefix ?? "0") || length > bits)
      throw new SettingError("WHILEAWAY_PROXIES must be addresses or networks like 10.0.0.0/8, separated by commas");
    proxies.addSubnet(address, length, family);
  }
  return proxies;
}

function readAdministrator(emailText: string | null, passwordText: string | null): Settings["administrator"] {
  if (emailText === null && passwordText === null) return null;
  if (emailText === null || passwordText === null)
    throw new SettingError("WHILEAWAY_ADMIN_EMAIL and WHILEAWAY_ADMIN_PASSWORD are set together or not at all");
  const readEmail = email.safeParse(emailText);
  if (!readEmail.success) throw new SettingError("WHILEAWAY_ADMIN_EMAIL must be an e-mail address");
  const readPassword = newPassword.safeParse(passwordText);
  if (!readPassword.success) throw new SettingError("WHILEAWAY_ADMIN_PASSWORD must have 10 to 512 characters");
  return { email: readEmail.data, password: readPassword.data };
}
