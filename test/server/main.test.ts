import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { call, must, signedIn } from "./people.ts";
import { ServerProcess } from "./process.ts";

let data: string;
const running: ServerProcess[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "whileaway-main-"));
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.end("SIGKILL");
  rmSync(data, { recursive: true });
});
const begin = (settings: Record<string, string> = {}) => {
  const one = new ServerProcess({ PORT: "0", DATA: data, ...settings });
  running.push(one);
  return one;
};
const groundAt = (url: string) => ({
  url,
  now: Date.now,
  ask: (path: string, init: RequestInit) => fetch(`${url}${path}`, init),
});

/** A line on which somebody asks to go on as something else; he never ends it himself. */
const foreign = (url: string, protocol = "h2c"): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1", allowHalfOpen: true });
    socket.on("error", (error) => socket.emit("failed", error));
    socket.resume();
    socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: ${protocol}\r\nConnection: Upgrade\r\n\r\n`, () =>
      // What comes after on another line is read after: the server has seen this one by then.
      fetch(`${url}/health/live`).then(() => resolve(socket), reject),
    );
  });

/** What a server answers to these very bytes. */
const raw = (url: string, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    socket.on("end", () => resolve(text)).on("error", reject);
  });

describe("the server as an operator starts it", { timeout: 60_000 }, () => {
  it("prints address, first administrator and extension; its code works once; SIGTERM ends it well", async () => {
    const server = begin();
    const url = await server.url();
    const code = await server.says(/code: (\S+)\n/);
    await server.says(/extension\/\.output\/chrome-mv3/);
    const ground = groundAt(url);
    const body = { code, email: "ada@example.com", name: "Ada Admin", password: "long enough" };
    expect((await call(ground, "POST", "/api/administrators/first", { body })).status).toBe(201);
    expect((await call(ground, "POST", "/api/administrators/first", { body })).status).toBe(410);
    must(
      await call(ground, "POST", "/api/tokens", { body: { email: body.email, password: body.password } }),
      201,
      signedIn,
    );
    for (const name of readdirSync(data)) expect(statSync(join(data, name)).mode & 0o077, name).toBe(0);
    expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
    const again = begin({ ADMIN_EMAIL: "other@example.com", ADMIN_PASSWORD: "long enough" });
    const second = groundAt(await again.url());
    await again.says(/Extension:/);
    expect(again.output).not.toContain("code:");
    expect((await call(second, "POST", "/api/administrators/first", { body })).status).toBe(410);
    const stranger = { email: "other@example.com", password: "long enough" };
    expect((await call(second, "POST", "/api/tokens", { body: stranger })).status).toBe(401);
  });

  it("makes the administrator whom the settings name, and says her password nowhere", async () => {
    const server = begin({ ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "canary password" });
    const ground = groundAt(await server.url());
    const body = { email: "ada@example.com", password: "canary password" };
    must(await call(ground, "POST", "/api/tokens", { body }), 201, signedIn);
    await server.end("SIGTERM");
    expect(server.output).not.toContain("canary");
  });

  it("is alone in its data directory: a second one gets a sentence and ends", async () => {
    const first = begin();
    const url = await first.url();
    const second = begin();
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output).toBe(`WHILEAWAY_DATA: another server is already running on ${data}\n`);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    await first.end("SIGKILL");
    await begin().url();
  });

  it.each([
    [{ PROT: "8787" }, "WHILEAWAY_PROT"],
    [{ PORT: "http" }, "WHILEAWAY_PORT"],
    [{ HOST: "203.0.113.1", URL: "https://whileaway.example" }, "WHILEAWAY_HOST"],
  ])("that is set as %o doesn't start, and says in one sentence why", async (settings, name) => {
    const server = begin(settings);
    expect(await server.ended).toEqual({ code: 1, signal: null });
    expect(server.output).toContain(name);
    expect(server.output.trimEnd().split("\n")).toHaveLength(1);
  });

  it("knows the first administrator's route in one spelling alone", async () => {
    const server = begin();
    const url = await server.url();
    const code = await server.says(/code: (\S+)\n/);
    const body = JSON.stringify({ code, email: "ada@example.com", name: "Ada", password: "long enough" });
    for (const path of [
      "/api/administrators/./first",
      "/api/x/../administrators/first",
      "/api/administrators/%2e/first",
      "/api/administrators/%66irst",
      "//api/administrators/first",
      "/api\\administrators\\first",
      "http://localhost/api/administrators/first",
      "/api/administrators/first#",
      "/api/administrators/first/",
    ]) {
      const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json`;
      const answer = await raw(url, `${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      expect(answer, path).toMatch(/^HTTP\/1\.1 40[04] /);
    }
    const right = { body: JSON.parse(body) };
    expect((await call(groundAt(url), "POST", "/api/administrators/first", right)).status).toBe(201);
  });

  it("answers a call that would go on as something else, and survives when its line breaks", async () => {
    const server = begin();
    const url = await server.url();
    const head = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade";
    expect(await raw(url, `${head}, close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    for (let count = 0; count < 5; count += 1) {
      const socket = await foreign(url);
      const gone = once(socket, "close");
      socket.resetAndDestroy();
      await gone;
    }
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
  });

  it("ends although somebody holds open what he would go on with, or what was refused him", async () => {
    const server = begin();
    const url = await server.url();
    const held = [await foreign(url), await foreign(url, "websocket")];
    expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
    for (const socket of held) socket.destroy();
  });

  it("lets go of who was refused a WebSocket and never ends his side", async () => {
    const socket = await foreign(await begin().url(), "websocket");
    // Only who says something more learns that nobody is there any more.
    const more = setInterval(() => socket.write("x"), 100);
    const [error] = await once(socket, "failed");
    clearInterval(more);
    expect(["ECONNRESET", "EPIPE"]).toContain(error.code);
  });

  it("survives what isn't HTTP, and a body that is longer than it says or than it may be", async () => {
    const server = begin();
    const url = await server.url();
    const head =
      "POST /api/tokens HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n";
    const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
    expect(await raw(url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 413 /,
    );
    expect(await raw(url, `${head}Content-Length: 2\r\n\r\n{}{}{}`)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(url, `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    expect(await raw(url, "nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });
});
