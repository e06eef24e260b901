import { WebSocket } from "ws";
import { longestFrame } from "../../shared/stream.ts";
import type { ServerToken } from "./server-token.ts";

const patience = 15_000;

/**
 * Dials the stream of a connection and says who calls; whatever comes over it after that is the viewer's. Rejects where
 * the server can't be reached or gives no token.
 */
export async function dialStream(server: string, token: ServerToken, connection: string): Promise<WebSocket> {
  const said = await token.get();
  const socket = new WebSocket(`${server.replace(/^http/, "ws")}/api/connections/${connection}/stream`, {
    maxPayload: longestFrame,
    perMessageDeflate: false,
    followRedirects: false,
    handshakeTimeout: patience,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  socket.send(JSON.stringify({ token: said }));
  return socket;
}
