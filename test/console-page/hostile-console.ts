import { createServer, type Server } from "node:http";
import { listen } from "../demo/listen.ts";

const html = (body: string) => ({
  type: "text/html; charset=utf-8",
  body: `<!doctype html><title>Hostile</title>${body}`,
});
const served = new Map([
  ["/", html("<h1>Office PC</h1><p id=said>from the server</p>")],
  ["/framing", html("<h1>Office PC</h1>")],
  // A service worker that answers every question of its console by itself, and notes what it was asked for.
  [
    "/worker.js",
    {
      type: "text/javascript",
      body: `const asked = [];
        addEventListener("install", () => skipWaiting());
        addEventListener("activate", (event) => event.waitUntil(clients.claim()));
        addEventListener("message", (event) => event.ports[0].postMessage(asked));
        addEventListener("fetch", (event) => {
          asked.push(event.request.url);
          const body = "<!doctype html><title>Hostile</title><h1>Office PC</h1><p id=said>from the worker</p>";
          event.respondWith(new Response(body, { headers: { "content-type": "text/html" } }));
        });`,
    },
  ],
]);

/** A console's pages without any policy of their own, for a page that attacks. */
export class HostileConsole {
  readonly #server: Server;
  readonly #port: number;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.#port = port;
  }

  static async open(): Promise<HostileConsole> {
    const server = createServer((request, response) => {
      const one = served.get(new URL(request.url ?? "/", "http://console.localhost").pathname);
      response.writeHead(one ? 200 : 404, { "content-type": one?.type ?? "text/plain" });
      response.end(one?.body ?? "");
    });
    return new HostileConsole(server, await listen(server));
  }

  /** A page of it where the panel is. */
  at(path: string): string {
    return `http://console.localhost:${this.#port}${path}`;
  }

  /** The same page at a host that nobody added. */
  elsewhere(path: string): string {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
