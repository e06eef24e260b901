import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LocalCall } from "../../server/doorkeeper/local-call.ts";
import { anybodysPlaces, callLocally, listenLocally, localPlaces } from "../../server/doorkeeper/local-socket.ts";

let folder: string;
let open: { close(): void } | null;
let heard: LocalCall[];
const run = (): { RUNTIME_DIRECTORY: string } => ({ RUNTIME_DIRECTORY: join(folder, "run") });
const places = () => localPlaces(join(folder, "data"), run());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doorkeeper-"));
  mkdirSync(join(folder, "data"));
  open = null;
  heard = [];
});
afterEach(() => {
  open?.close();
  rmSync(folder, { recursive: true });
});

async function listen(): Promise<void> {
  open = await listenLocally(places(), async (call) => {
    heard.push(call);
    return { ok: true, lines: [call.word] };
  });
}

/** Whatever a stranger writes, and everything that comes back until the line is closed. */
const write = (place: string, text: string): Promise<string> =>
  new Promise((done) => {
    let answer = "";
    const socket = connect(place, () => socket.write(text));
    socket.on("data", (part) => {
      answer += part;
    });
    socket.on("error", () => {});
    socket.on("close", () => done(answer));
  });

describe("the sockets on the computer", () => {
  it("are for one's own account, and for everybody", async () => {
    await listen();
    const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
    expect([mode(places().own), mode(places().anybodys), mode(join(folder, "run"))]).toEqual(["600", "666", "755"]);
  });

  it("know two words for everybody, and all of them for their own account", async () => {
    await listen();
    const calls: LocalCall[] = [
      { word: "pause", about: null },
      { word: "end", about: null },
      { word: "list", about: null },
      { word: "resume", about: null },
      { word: "revoke", about: "x" },
      { word: "unpair", about: null },
      { word: "clock-accept", about: null },
    ];
    for (const call of calls) expect(await callLocally(places().own, call)).toEqual({ ok: true, lines: [call.word] });
    heard = [];
    for (const call of calls) await callLocally(places().anybodys, call);
    expect(heard.map(({ word }) => word)).toEqual(["pause", "end"]);
  });

  it.each([
    ["nonsense", "nonsense\n"],
    ["no object", "null\n"],
    ["a member too many", '{"word":"end","about":null,"as":"root"}\n'],
    ["an unknown word", '{"word":"open","about":null}\n'],
    ["a word about too much", `{"word":"pause","about":"${"x".repeat(65)}"}\n`],
  ])("answer %s with no", async (_, text) => {
    await listen();
    expect(JSON.parse(await write(places().own, text))).toMatchObject({ ok: false });
    expect(heard).toEqual([]);
  });

  it("hang up on a line without an end", async () => {
    await listen();
    expect(await write(places().anybodys, "x".repeat(100_000))).toBe("");
    expect(await callLocally(places().anybodys, { word: "end", about: null })).toMatchObject({ ok: true });
  });

  it("answer whoever speaks, while another account holds as many lines as it can", async () => {
    await listen();
    const sockets = Array.from({ length: 100 }, () => connect(places().anybodys));
    const spoken = Array.from({ length: 100 }, () => connect({ path: places().anybodys, allowHalfOpen: true }));
    for (const socket of [...sockets, ...spoken]) socket.on("error", () => {});
    for (const socket of spoken) socket.write('{"word":"pause","about":null}\n');
    await vi.waitFor(() => expect(heard).toHaveLength(100));
    expect(await callLocally(places().anybodys, { word: "end", about: null })).toMatchObject({ ok: true });
    for (const socket of [...sockets, ...spoken]) socket.destroy();
  });

  it("let go of whoever was answered and leaves his end open", async () => {
    await listen();
    const socket = connect({ path: places().anybodys, allowHalfOpen: true });
    socket.on("error", () => {});
    socket.resume();
    socket.write('{"word":"end","about":null}\n');
    await new Promise((done) => socket.once("end", done));
    await vi.waitFor(
      () =>
        new Promise<void>((done, failed) =>
          socket.write("x", (error) => (error ? done() : failed(new Error("somebody still holds the other end")))),
        ),
    );
    socket.destroy();
  });

  it("bring nothing to the terminal that moves its cursor, whoever answered", async () => {
    open = await listenLocally(places(), async () => ({ ok: true, lines: ["\u001b[2JPaused: 3.\r\u202e"] }));
    const answer = await callLocally(places().anybodys, { word: "pause", about: null });
    expect(answer?.lines).toEqual(["\u{FFFD}[2JPaused: 3.\u{FFFD}\u{FFFD}"]);
  });

  it("take the place of what is left over from before", async () => {
    await listen();
    const before = open;
    await listen();
    expect(await callLocally(places().own, { word: "list", about: null })).toMatchObject({ ok: true });
    before?.close();
  });

  it("aren't opened in a folder that others may write to, or that only points to one", async () => {
    mkdirSync(join(folder, "run"));
    chmodSync(join(folder, "run"), 0o777);
    await expect(listen()).rejects.toThrow("isn't this account's");
    rmSync(join(folder, "run"), { recursive: true });
    mkdirSync(join(folder, "elsewhere"));
    symlinkSync(join(folder, "elsewhere"), join(folder, "run"));
    await expect(listen()).rejects.toThrow();
  });

  it("are looked for by whoever knows no data directory, and never in a folder that others may write to", async () => {
    await listen();
    expect(anybodysPlaces(run())).toEqual([places().anybodys]);
    chmodSync(join(folder, "run"), 0o777);
    expect(anybodysPlaces(run())).toEqual([]);
  });

  it("are looked for in vain no more than a few times, however many another account lays out", async () => {
    mkdirSync(join(folder, "run"));
    for (let count = 0; count < 100; count += 1) writeFileSync(join(folder, "run", `${count}.sock`), "");
    expect(anybodysPlaces(run())).toHaveLength(16);
  });

  it("say nothing where nobody listens", async () => {
    expect(await callLocally(places().own, { word: "list", about: null })).toBeNull();
  });
});
