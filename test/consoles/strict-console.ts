import { createServer, type Server } from "node:http";
import { listen } from "../demo/listen.ts";

// A page as closed as a page can be: it runs no script, loads and frames nothing, may not be framed, and shares its
// process and its window with nobody. It keeps the contract of docs/consoles.md. Below /sandboxed/ the same page is put
// into a sandbox besides.

const forbidden = [
  ...["accelerometer", "autoplay", "camera", "clipboard-read", "clipboard-write", "display-capture", "fullscreen"],
  ...["geolocation", "gyroscope", "hid", "microphone", "midi", "payment", "picture-in-picture", "serial", "usb"],
  ...["publickey-credentials-get", "screen-wake-lock", "web-share", "xr-spatial-tracking"],
];

const headers = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": [
    "default-src 'none'",
    ...["script-src 'none'", "style-src 'none'", "img-src 'none'", "font-src 'none'", "connect-src 'none'"],
    ...["frame-src 'none'", "child-src 'none'", "worker-src 'none'", "object-src 'none'", "media-src 'none'"],
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "manifest-src 'none'"],
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "permissions-policy": forbidden.map((name) => `${name}=()`).join(", "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

const devices: Record<string, { name: string; ticket: string | null }> = {
  "17": { name: "Office PC", ticket: "4711" },
  "18": { name: "<b>Reception</b> & co", ticket: null },
};

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

function pageOf(id: string): string {
  const device = devices[id];
  const links = Object.keys(devices).map((one) => `<li><a href="/devices/${one}">Device ${one}</a></li>`);
  if (device === undefined) return `<!doctype html><title>Devices</title><h1>Devices</h1><ul>${links.join("")}</ul>`;
  const metas = { computer: device.name, device: id, ...(device.ticket === null ? {} : { ticket: device.ticket }) };
  const said = Object.entries({ ...metas, kind: "desktop" }).map(
    ([name, content]) => `<meta name="whileaway:${name}" content="${escaped(content)}">`,
  );
  const name = escaped(device.name);
  return `<!doctype html><html lang="en"><head><title>${name}</title>${said.join("")}</head>
    <body><h1>${name}</h1><p><a href="/">Devices</a></p></body></html>`;
}

export type StrictConsole = { origin: string; stop(): Promise<void> };

export async function startStrictConsole(): Promise<StrictConsole> {
  const server: Server = createServer((request, response) => {
    const [, folder, id = ""] = /^\/(devices|sandboxed)\/(\d+)$/.exec(request.url ?? "") ?? [];
    const policy = headers["content-security-policy"] + (folder === "sandboxed" ? "; sandbox" : "");
    response.writeHead(200, { ...headers, "content-security-policy": policy }).end(pageOf(id));
  });
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
