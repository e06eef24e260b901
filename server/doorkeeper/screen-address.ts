/** Where the computer's own screen server listens: `--screen` of the doorkeeper's command line. */
export type ScreenAddress =
  | { kind: "socket"; path: string }
  | { kind: "port"; host: "127.0.0.1" | "::1"; port: number };

/** Used where nothing else was said: where VNC servers listen by themselves. */
export const usualScreen: ScreenAddress = { kind: "port", host: "127.0.0.1", port: 5900 };

/** bytes of a socket's path, as Linux has it */
const longestPath = 107;
const loopback = { "127.0.0.1": "127.0.0.1", localhost: "127.0.0.1", "[::1]": "::1" } as const;

/**
 * Reads `unix:/path`, `127.0.0.1:5900`, `localhost:5900` or `[::1]:5900`; null for everything else. Passwords are said to
 * a screen in clear, so an address that isn't this computer's is none.
 */
export function readScreenAddress(text: string): ScreenAddress | null {
  if (text.startsWith("unix:")) {
    const path = text.slice("unix:".length);
    const fits = Buffer.byteLength(path) <= longestPath;
    return path.startsWith("/") && !path.includes("\0") && fits ? { kind: "socket", path } : null;
  }
  const [, name = "", digits = ""] = /^(127\.0\.0\.1|localhost|\[::1\]):([1-9][0-9]{0,4})$/.exec(text) ?? [];
  const host = Object.entries(loopback).find(([known]) => known === name)?.[1];
  const port = Number(digits);
  return host !== undefined && port <= 65_535 ? { kind: "port", host, port } : null;
}
