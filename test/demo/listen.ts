import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";

/** Listens on a port of this machine that the system chooses, or on this one, and says which. */
export async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => done());
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a listening server has no port");
  return address.port;
}

/**
 * A port that was free a moment ago, for what has to know its port before it listens. Below those that systems give to
 * whoever asks for any (32768 to 60999 on Linux): nobody gets it by chance in between.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer();
    const port = await listen(server, randomInt(20_000, 32_768)).catch(() => null);
    if (port === null) continue;
    await new Promise((done) => server.close(done));
    return port;
  }
}
