import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { lineOf } from "../../server/line.ts";

const open: { close: () => void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** A line and who is at its other end. */
async function pair(options: { autoPong?: boolean } = {}) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const reader = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
  const [[socket]] = await Promise.all([once(server, "connection"), once(reader, "open")]);
  open.push(server, { close: () => reader.terminate() });
  return { line: lineOf(socket), socket: socket as WebSocket, reader };
}

describe("a line", () => {
  it("whose reader doesn't read is dropped, not kept waiting in our memory", async () => {
    const { line, socket, reader } = await pair();
    reader.pause();
    const closed = once(socket, "close");
    const text = "x".repeat(1024 * 1024);
    for (let count = 0; count < 64 && socket.readyState === WebSocket.OPEN; count += 1) line.send(text);
    await closed;
    expect(socket.bufferedAmount).toBeLessThan(20 * 1024 * 1024);
  });

  it("is asked every half minute whether somebody is there, and dropped when nobody answered", async () => {
    const { line, socket, reader } = await pair({ autoPong: false });
    const asked = once(reader, "ping");
    for (const at of [0, 29_999, 30_000]) line.passTime(at);
    await asked;
    line.passTime(59_999);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    const closed = once(socket, "close");
    line.passTime(60_000);
    await closed;
  });

  it("stays while somebody answers", async () => {
    const { line, socket } = await pair();
    for (const at of [0, 30_000, 60_000, 90_000]) {
      const answered = at === 0 ? null : once(socket, "pong");
      line.passTime(at);
      await answered;
    }
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });
});
