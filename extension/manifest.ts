import type { UserManifest } from "wxt";
import type { BuildSettings } from "./build-settings.ts";
import { readMatchPattern } from "./match-pattern.ts";

/** The one page that a console may frame. */
const panel = "panel.html";
const anyPage = ["https://*/*", "http://*/*"];

/**
 * What the browser is told about the extension, besides its entry points. It may reach its server and the preset
 * consoles, and of the rest of the web what the technician adds.
 */
export function manifestFor(browser: string, settings: BuildSettings, version: string): UserManifest {
  const { server, consoles } = settings;
  const hosts = [...new Set([server, ...consoles].map((address) => wholeHost(address, browser)))];
  const onConsoles: UserManifest = {
    content_scripts: [{ matches: consoles.map((pattern) => asBrowserReads(pattern, browser)), js: ["console-tab.js"] }],
  };
  return {
    name: "__MSG_name__",
    description: "__MSG_description__",
    default_locale: "en",
    version,
    action: { default_title: "__MSG_name__" },
    permissions: ["storage", "notifications", "alarms", "scripting", "activeTab"],
    host_permissions: hosts,
    // Asked for one origin at a time, when the technician adds a console. A page that frames the panel without being one
    // gets an empty page: the background tells it nothing.
    optional_host_permissions: anyPage,
    web_accessible_resources: [
      { resources: [panel], matches: anyPage, ...(browser === "firefox" ? {} : { use_dynamic_url: true }) },
    ],
    commands: {
      // Not Alt+Shift+W: Chromium closes a group of tabs by it and gives it to no extension.
      _execute_action: { suggested_key: { default: "Alt+Shift+Y" } },
      "open-panel": { suggested_key: { default: "Alt+Shift+U" }, description: "__MSG_openPanel__" },
    },
    content_security_policy: { extension_pages: contentSecurityPolicy(server) },
    ...(consoles.length === 0 ? {} : onConsoles),
    ...(browser === "firefox" ? { browser_specific_settings: { gecko } } : { minimum_chrome_version: "137" }),
  };
}

// Ed25519 and X25519 in WebCrypto: Chromium 137, Firefox 130. What is collected: e-mail and password of a technician,
// names of people and computers, and of the console in which a session was started its origin and how its page calls the
// device or the ticket.
const gecko = {
  id: "whileaway@whileaway.example",
  strict_min_version: "130.0",
  data_collection_permissions: {
    required: ["authenticationInfo", "personallyIdentifyingInfo", "browsingActivity", "websiteContent"],
  },
};

// Written out whole, because Firefox's default would turn ws: into wss: for a server on this machine.
const contentSecurityPolicy = (server: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // Pictures and cursors of the screen that the viewer shows (noVNC) are data: addresses.
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${server} ${server.replace(/^http/, "ws")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
  ].join("; ");

/** A pattern for everything at the host that an origin or a pattern names. */
const wholeHost = (address: string, browser: string): string =>
  asBrowserReads(`${address.split("/").slice(0, 3).join("/")}/*`, browser);

/** Firefox knows no ports in match patterns; the content script looks at the port itself. */
function asBrowserReads(pattern: string, browser: string): string {
  const read = readMatchPattern(pattern);
  if (read === null) throw new RangeError("not a match pattern");
  const port = browser === "firefox" || read.port === null ? "" : `:${read.port}`;
  return `${read.scheme}://${read.host}${port}${read.path}`;
}
