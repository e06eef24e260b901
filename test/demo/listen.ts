import { createServer, type Server } from "node:net";

/** Listens on a port of this machine that the system chooses, and says which. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => done());
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a listening server has no port");
  return address.port;
}

/** A port that was free a moment ago, for what has to know its port before it listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((done) => server.close(done));
  return port;
}
