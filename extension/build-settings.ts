import { readMatchPattern } from "./match-pattern.ts";

/** What is fixed when the extension is built (design.md section 8). */
export type BuildSettings = {
  /** origin of the server */
  server: string;
  /** match patterns of the consoles on which the panel is there without asking */
  consoles: string[];
  /** where the built extensions are put, relative to `extension/` or absolute */
  output: string;
};

const loopback = /^(localhost|[a-z0-9-]+\.localhost|127(\.[0-9]{1,3}){3}|\[::1\])$/;

/** Reads the settings from the environment. Throws with a sentence that names the setting and what it should be. */
export function readBuildSettings(environment: Record<string, string | undefined>): BuildSettings {
  const server = environment.WHILEAWAY_SERVER || "http://localhost:8787";
  if (!URL.canParse(server) || new URL(server).origin !== server || !/^https?:/.test(server)) {
    throw new Error(`WHILEAWAY_SERVER must be an origin such as https://access.example, not "${server}"`);
  }
  if (server.startsWith("http:") && !loopback.test(new URL(server).hostname)) {
    throw new Error(`WHILEAWAY_SERVER must use https, unless it is on this very machine: "${server}"`);
  }
  const consoles = (environment.WHILEAWAY_CONSOLES ?? "").split(",").map((pattern) => pattern.trim());
  const named = consoles.filter((pattern) => pattern !== "");
  const unreadable = named.find((pattern) => readMatchPattern(pattern) === null);
  if (unreadable !== undefined) {
    throw new Error(
      `WHILEAWAY_CONSOLES must be match patterns that name a host, such as https://console.example/*, not "${unreadable}"`,
    );
  }
  return { server, consoles: named, output: environment.WHILEAWAY_OUTPUT || ".output" };
}
