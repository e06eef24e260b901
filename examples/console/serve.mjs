// Serves this folder on this computer alone: node examples/console/serve.mjs [port]
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

const types = { html: "text/html", css: "text/css", js: "text/javascript" };
const files = ["index.html", "console.css", "console.js", "whileaway.js"];

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const file = files.find((name) => pathname === `/${name}`) ?? (pathname === "/" ? "index.html" : null);
  if (file === null) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    "content-type": `${types[file.split(".")[1]]}; charset=utf-8`,
    // A console needs to allow nothing for Whileaway: not its script, not its frame, not its styles.
    "content-security-policy": "default-src 'self'; frame-src 'none'; base-uri 'none'; form-action 'none'",
    "cache-control": "no-store",
  });
  response.end(await readFile(join(import.meta.dirname, file)));
});
server.listen(Number(process.argv[2] ?? 8700), "127.0.0.1", () => {
  console.log(`The example console: http://localhost:${server.address().port}`);
});
