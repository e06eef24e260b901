// Match patterns as browsers read them, in the part that names consoles: `https://console.example/*`,
// `https://*.example.com/desk/*`, `http://localhost:8080/*`. Small, because it travels into every console's page.

type MatchPattern = { scheme: "http" | "https" | "*"; host: string; port: string | null; path: string };

const form = /^(https?|\*):\/\/((?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::([1-9][0-9]{0,4}))?(\/.*)$/;

/** Reads a pattern; null for anything else, and for one that names no host (`*`, `<all_urls>`). */
export function readMatchPattern(pattern: string): MatchPattern | null {
  const [, scheme, host, port, path] = form.exec(pattern) ?? [];
  if ((scheme !== "http" && scheme !== "https" && scheme !== "*") || host === undefined || path === undefined)
    return null;
  return { scheme, host, port: port ?? null, path };
}

/** Whether a page's address is one that the pattern names. A pattern without a port admits every port. */
export function admits(pattern: string, address: string): boolean {
  const wanted = readMatchPattern(pattern);
  if (wanted === null || !URL.canParse(address)) return false;
  const { protocol, hostname, port, pathname, search } = new URL(address);
  const scheme = protocol === "http:" ? "http" : protocol === "https:" ? "https" : null;
  if (scheme === null || (wanted.scheme !== "*" && wanted.scheme !== scheme)) return false;
  const ownPort = port || (scheme === "http" ? "80" : "443");
  if (wanted.port !== null && wanted.port !== ownPort) return false;
  const domain = wanted.host.startsWith("*.") ? wanted.host.slice(2) : null;
  if (domain === null ? hostname !== wanted.host : hostname !== domain && !hostname.endsWith(`.${domain}`))
    return false;
  const parts = wanted.path.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(pathname + search);
}

/**
 * Whether this is the origin of a page that the panel can be added to: `https://desk.example`, `http://10.0.0.5:8080`. Not
 * one at a host such as `*.example`: a page may have that address, yet as a pattern it would name the pages of others too.
 */
export const isConsoleOrigin = (origin: string): boolean =>
  /^https?:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:]+\])(?::[0-9]+)?$/.test(origin) &&
  URL.canParse(origin) &&
  new URL(origin).origin === origin;

/** What is asked of the browser for an origin. `own`: an address of the extension's; Firefox knows no ports in patterns. */
export function patternFor(origin: string, own: string): string {
  const { protocol, hostname } = new URL(origin);
  return own.startsWith("moz-extension:") ? `${protocol}//${hostname}/*` : `${origin}/*`;
}
