import { once } from "node:events";
import { chmodSync, chownSync, lchownSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectTo, screenOwners } from "../../server/doorkeeper/screen-listener.ts";

const self = process.getuid?.() ?? -1;
const isRoot = self === 0;
let folder: string;
const open: { close?: () => void; destroy?: () => void }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "whileaway-listener-"));
});
afterEach(async () => {
  for (const one of open.splice(0)) {
    one.destroy?.();
    one.close?.();
  }
  await rm(folder, { recursive: true });
});

async function listening(server: Server, ...where: [number, string] | [string]): Promise<number> {
  open.push(server);
  server.listen(...(where as [number, string]));
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const speaking = (): Server => createServer((socket) => socket.on("error", () => {}).write("RFB 003.008\n"));

describe("the owners of a port", () => {
  it.each([
    ["127.0.0.1", "127.0.0.1"],
    ["0.0.0.0", "127.0.0.1"],
    ["::1", "::1"],
    ["::", "127.0.0.1"],
    ["::", "::1"],
  ] as const)("are who took the call and who listens: %s called at %s", async (at, host) => {
    const address = { kind: "port", host, port: await listening(speaking(), 0, at) } as const;
    const socket = connectTo(address);
    open.push(socket);
    await once(socket, "data");
    expect(await screenOwners(address, socket)).toEqual([self, self]);
  });

  it("can't be told of a socket that isn't connected", async () => {
    expect(await screenOwners({ kind: "port", host: "127.0.0.1", port: 1 }, new Socket())).toBeNull();
  });

  it("can't be told of a connection that is over", async () => {
    const server = speaking();
    const address = { kind: "port", host: "127.0.0.1", port: await listening(server, 0, "127.0.0.1") } as const;
    const socket = connectTo(address);
    await once(socket, "data");
    const closed = once(socket, "close");
    socket.destroy();
    await closed;
    expect(await screenOwners(address, socket)).toBeNull();
  });
});

describe("the owners of a socket's path", () => {
  const ownersAt = (path: string): Promise<number[] | null> => screenOwners({ kind: "socket", path }, new Socket());
  const others = async (path: string): Promise<number[] | undefined> =>
    (await ownersAt(path))?.filter((uid) => uid !== 0 && uid !== self);

  it("are its own and those of every folder above", async () => {
    const path = join(folder, "socket");
    await listening(speaking(), path);
    expect(await others(path)).toEqual([]);
    expect((await ownersAt(path))?.length).toBe(path.split("/").length);
  });

  it("can't be told where anybody may write to a folder above", async () => {
    const open = join(folder, "open");
    mkdirSync(join(open, "inner"), { recursive: true });
    const path = join(open, "inner/socket");
    await listening(speaking(), path);
    expect(await ownersAt(path)).not.toBeNull();
    chmodSync(open, 0o777);
    expect(await ownersAt(path)).toBeNull();
    chmodSync(open, 0o775);
    expect(await ownersAt(path)).toBeNull();
    chmodSync(open, 0o1777);
    expect(await ownersAt(path)).not.toBeNull();
  });

  it("can't be told of a file, a link, or nothing", async () => {
    const path = join(folder, "socket");
    await listening(speaking(), path);
    writeFileSync(join(folder, "file"), "");
    symlinkSync(path, join(folder, "link"));
    for (const name of ["file", "link", "nothing"]) expect(await ownersAt(join(folder, name))).toBeNull();
  });

  it("are those of the real folder where the path leads through a link", async () => {
    mkdirSync(join(folder, "real"));
    symlinkSync(join(folder, "real"), join(folder, "link"));
    await listening(speaking(), join(folder, "real/socket"));
    chmodSync(join(folder, "real"), 0o777);
    expect(await ownersAt(join(folder, "link/socket"))).toBeNull();
  });

  it("include whoever laid a link that the path leads through", async () => {
    if (!isRoot) return expect(isRoot).toBe(false);
    mkdirSync(join(folder, "real"));
    symlinkSync(join(folder, "real"), join(folder, "link"));
    await listening(speaking(), join(folder, "real/socket"));
    expect(await others(join(folder, "link/socket"))).toEqual([]);
    lchownSync(join(folder, "link"), 5003, 5003);
    expect(await others(join(folder, "link/socket"))).toEqual([5003]);
    expect(await others(join(folder, "real/socket"))).toEqual([]);
  });

  it("include whoever owns a folder above, or the socket", async () => {
    if (!isRoot) return expect(isRoot).toBe(false);
    mkdirSync(join(folder, "theirs"));
    const path = join(folder, "theirs/socket");
    await listening(speaking(), path);
    chownSync(join(folder, "theirs"), 5001, 5001);
    expect(await others(path)).toEqual([5001]);
    chownSync(join(folder, "theirs"), 0, 0);
    chownSync(path, 5002, 5002);
    expect(await others(path)).toEqual([5002]);
  });
});
