import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { crc32, deflateSync } from "node:zlib";
import { soon } from "../browser/soon.ts";

const run = promisify(execFile);
const size = { width: 1280, height: 900 };

export type Part = { x: number; y: number; width: number; height: number };

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

  /** Types a text on the keyboard. */
  async type(text: string): Promise<void> {
    await this.#do("type", "--clearmodifiers", "--delay", "15", text);
  }

  /** Clicks at a place of the screen, in its pixels. */
  async click(x: number, y: number): Promise<void> {
    await this.point(x, y);
    await this.#do("click", "1");
  }

  /** Lays the pointer there. */
  async point(x: number, y: number): Promise<void> {
    await this.#do("mousemove", String(Math.round(x)), String(Math.round(y)));
  }

  async #do(...args: string[]): Promise<void> {
    await run("xdotool", args, { env: { ...process.env, DISPLAY: this.name } });
  }

  /** The pixels of a part of the screen, line by line, as blue, green, red and a byte that means nothing. */
  async #read(x: number, y: number, width: number, height: number): Promise<Buffer> {
    const file = await open(join(this.#folder, "Xvfb_screen0"));
    try {
      // An XWD file: big-endian words, its own length and the number of colours among them, then the lines.
      const header = Buffer.alloc(100);
      await file.read(header, 0, 100, 0);
      const [length, line, colours] = [header.readUInt32BE(0), header.readUInt32BE(48), header.readUInt32BE(76)];
      const lines = Buffer.alloc(height * line);
      await file.read(lines, 0, lines.length, length + colours * 12 + y * line);
      const cut = (row: number): Buffer => lines.subarray(row * line + x * 4, row * line + (x + width) * 4);
      return Buffer.concat(Array.from({ length: height }, (_, row) => cut(row)));
    } finally {
      await file.close();
    }
  }

  /** How bright a pixel of the screen is, 0 to 765. */
  async brightness(x: number, y: number): Promise<number> {
    const [blue = 0, green = 0, red = 0] = await this.#read(x, y, 1, 1);
    return blue + green + red;
  }

  /** A part of the screen as `#read` has it, once nothing has moved there for a moment. */
  async still({ x, y, width, height }: Part): Promise<Buffer> {
    let before: Buffer = Buffer.alloc(0);
    let same = 0;
    return soon("a screen that stands still", async () => {
      const now = await this.#read(x, y, width, height);
      same = now.equals(before) ? same + 1 : 0;
      before = now;
      return same >= 6 ? now : null;
    });
  }

  /** Writes what stands on the screen into a PNG file. */
  async takePicture(path: string): Promise<void> {
    const { width, height } = size;
    const pixels = await this.#read(0, 0, width, height);
    const lines = Buffer.alloc(height * (1 + width * 3));
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const [from, to] = [(y * width + x) * 4, y * (1 + width * 3) + 1 + x * 3];
        for (let colour = 0; colour < 3; colour += 1) lines[to + colour] = pixels[from + 2 - colour] ?? 0;
      }
    }
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.set([8, 2, 0, 0, 0], 8);
    const part = (name: string, data: Buffer): Buffer => {
      const named = Buffer.concat([Buffer.from(name), data]);
      const ends = Buffer.alloc(8);
      ends.writeUInt32BE(data.length, 0);
      ends.writeUInt32BE(crc32(named), 4);
      return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
    };
    const begin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const parts = [part("IHDR", header), part("IDAT", deflateSync(lines)), part("IEND", Buffer.alloc(0))];
    await writeFile(path, Buffer.concat([begin, ...parts]));
  }

  async close(): Promise<void> {
    this.#windows.kill();
    const gone = this.#server.exitCode === null ? once(this.#server, "exit") : null;
    this.#server.kill();
    await gone;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
