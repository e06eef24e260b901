import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The policy of the extension's own pages, as far as it shapes what they may do (extension/manifest.ts). */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'";
const types: Record<string, string> = { html: "text/html", js: "text/javascript", css: "text/css" };

/** Where the checker of accessibility lies, for the tests that load it into a page. */
export const axe = "/axe.min.js";

/** Builds the preview in memory and serves it on a port of the system's choice, to this machine alone. */
export async function servePreview(): Promise<{ url: string; close: () => void }> {
  const built = await build({
    root: fileURLToPath(new URL(".", import.meta.url)),
    configFile: false,
    logLevel: "error",
    build: { write: false, target: "es2022", modulePreload: false },
  });
  const files = new Map<string, string | Uint8Array>();
  for (const { output } of [built].flat().filter((one) => "output" in one)) {
    for (const file of output) files.set(`/${file.fileName}`, file.type === "chunk" ? file.code : file.source);
  }
  files.set(axe, await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js")));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname === "/" ? "/index.html" : pathname;
    const file = files.get(path);
    if (path === "/favicon.ico") response.writeHead(204).end();
    else if (file === undefined) response.writeHead(404).end();
    else {
      const type = types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
      response
        .writeHead(200, {
          "Content-Type": `${type}; charset=utf-8`,
          "Content-Security-Policy": policy,
          // Nothing changes while it is served: what was read once isn't fetched and compiled again for every scene.
          "Cache-Control": "max-age=86400, immutable",
        })
        .end(file);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
