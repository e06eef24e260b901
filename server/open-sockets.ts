import type { Server, Socket } from "node:net";

/** ms that who was told the end may take to end his side too */
const patience = 2_000;

/**
 * Every open socket of a server, also those that HTTP has handed over and counts no more. Who keeps his side open
 * after ours ended, as whoever was refused a WebSocket can, is let go; he would be kept for ever. Answers how to let go
 * of all at once.
 */
export function watchSockets(server: Server): () => void {
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    let ending: NodeJS.Timeout | undefined;
    open.add(socket);
    socket.once("finish", () => {
      ending = setTimeout(() => socket.destroy(), patience);
    });
    socket.once("close", () => {
      clearTimeout(ending);
      open.delete(socket);
    });
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}
