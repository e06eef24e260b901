import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { soon } from "../browser/soon.ts";

const run = promisify(execFile);
const size = { width: 1280, height: 900 };

/** A screen of its own with a window manager, and the keyboard and the mouse before it. */
export class Display {
  /** as `DISPLAY` names it */
  readonly name: string;
  readonly #folder: string;
  readonly #server: ChildProcess;
  readonly #windows: ChildProcess;

  private constructor(name: string, folder: string, server: ChildProcess, windows: ChildProcess) {
    this.name = name;
    this.#folder = folder;
    this.#server = server;
    this.#windows = windows;
  }

  /** On a number that is free on this machine, as the X server itself chooses it. */
  static async open(): Promise<Display> {
    const folder = await mkdtemp(join(tmpdir(), "whileaway-display-"));
    const { width, height } = size;
    const args = ["-displayfd", "3", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp", "-fbdir", folder];
    const server = spawn("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    const said = server.stdio[3];
    if (!said || !("setEncoding" in said)) throw new Error("Xvfb has nowhere to say its number");
    const number = await Promise.race([once(said, "data"), once(server, "exit")]).then(([first]) =>
      String(first).trim(),
    );
    if (!/^\d+$/.test(number)) throw new Error("Xvfb doesn't start");
    const name = `:${number}`;
    const windows = spawn("openbox", [], { env: { ...process.env, DISPLAY: name }, stdio: "ignore" });
    const display = new Display(name, folder, server, windows);
    await soon("a window manager", () => display.#hasWindowManager());
    return display;
  }

  async #hasWindowManager(): Promise<boolean> {
    // Answered by a window manager alone.
    return this.#do("get_desktop").then(
      () => true,
      () => false,
    );
  }

  /** Presses keys, each by its name (`Tab`) or as a chord (`alt+shift+u`). */
  async press(...keys: string[]): Promise<void> {
    await this.#do("key", "--clearmodifiers", ...keys);
  }

  /** Clicks at a place of the screen, in its pixels. */
  async click(x: number, y: number): Promise<void> {
    await this.#do("mousemove", String(Math.round(x)), String(Math.round(y)), "click", "1");
  }

  async #do(...args: string[]): Promise<void> {
    await run("xdotool", args, { env: { ...process.env, DISPLAY: this.name } });
  }

  /** How bright a pixel of the screen is, 0 to 765. */
  async brightness(x: number, y: number): Promise<number> {
    const file = await open(join(this.#folder, "Xvfb_screen0"));
    try {
      // An XWD file: big-endian words, its own length and the number of colours among them, then the lines.
      const header = Buffer.alloc(100);
      await file.read(header, 0, 100, 0);
      const [length, line, colours] = [header.readUInt32BE(0), header.readUInt32BE(48), header.readUInt32BE(76)];
      const pixel = Buffer.alloc(4);
      await file.read(pixel, 0, 4, length + colours * 12 + y * line + x * 4);
      return pixel.readUInt8(0) + pixel.readUInt8(1) + pixel.readUInt8(2);
    } finally {
      await file.close();
    }
  }

  async close(): Promise<void> {
    this.#windows.kill();
    const gone = this.#server.exitCode === null ? once(this.#server, "exit") : null;
    this.#server.kill();
    await gone;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
