import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { listen } from "../listen.ts";

// A stand-in for the web tool that a technician already has: devices in a list, a page for each, navigation without
// loading. It knows nothing of Whileaway and lets nothing into its pages that isn't its own.

const files = new Map([
  ["/console.js", "text/javascript; charset=utf-8"],
  ["/console.css", "text/css; charset=utf-8"],
]);

/** Serves the console on a free port of this machine. Every other path is the one page, as single-page tools do. */
export async function startConsole(): Promise<SampleConsole> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://console.localhost");
    const type = files.get(pathname);
    const body = await readFile(join(import.meta.dirname, type ? pathname : "index.html"));
    response.writeHead(200, {
      "content-type": type ?? "text/html; charset=utf-8",
      "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
    response.end(body);
  });
  return new SampleConsole(server, await listen(server));
}

class SampleConsole {
  readonly origin: string;
  readonly #server: Server;

  constructor(server: Server, port: number) {
    // Browsers read every name under `localhost` as this machine.
    this.origin = `http://console.localhost:${port}`;
    this.#server = server;
  }

  /** The address of a device's page; without a name, of the list. */
  address(device?: string): string {
    return device ? `${this.origin}/devices/${device}` : `${this.origin}/devices`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
