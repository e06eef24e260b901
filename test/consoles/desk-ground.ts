import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { soon } from "../browser/soon.ts";

/** `nobody` and `nogroup`: what a ticket desk runs as where the tests run as root. */
const nobody = { uid: 65534, gid: 65534 };
const unprivileged = process.getuid?.() === 0 ? nobody : {};

/**
 * A folder of its own for one ticket desk, and the desk's programs, which may write nowhere else. Nothing of the machine's
 * own instance is used.
 */
export class DeskGround {
  readonly folder: string;
  readonly #environment: Record<string, string>;
  #server: ChildProcess | null = null;
  #output = "";

  private constructor(folder: string, environment: Record<string, string>) {
    this.folder = folder;
    this.#environment = environment;
  }

  /** @param environment what the desk's programs are told besides */
  static async make(name: string, environment: (folder: string) => Record<string, string>): Promise<DeskGround> {
    const folder = await mkdtemp(join(tmpdir(), `whileaway-${name}-`));
    await chmod(folder, 0o755);
    await give(folder);
    return new DeskGround(folder, environment(folder));
  }

  /** Writes a file of the desk's, with the folders on the way to it. */
  async write(path: string, text: string): Promise<void> {
    await this.makeFolder(dirname(path));
    const file = join(this.folder, path);
    await writeFile(file, text, { mode: 0o600 });
    await give(file);
  }

  async makeFolder(path: string): Promise<void> {
    const made = join(this.folder, path);
    await mkdir(made, { recursive: true });
    await give(made);
  }

  /** Runs a program to its end; throws with what it wrote when it fails. */
  async run(program: string, args: string[]): Promise<void> {
    const child = this.#start(program, args);
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`${program} ended with ${code}: ${this.#output}`);
  }

  /** Starts the desk's server and waits until the address answers. */
  async serve(program: string, args: string[], address: string): Promise<void> {
    const child = this.#start(program, args);
    this.#server = child;
    const answered = async () => {
      if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${this.#output}`);
      return (await fetch(address).catch(() => null))?.ok ?? false;
    };
    await soon(address, answered, 100_000);
  }

  #start(program: string, args: string[]): ChildProcess {
    const own = { HOME: this.folder, TMPDIR: this.folder, LANG: "C.UTF-8", PATH: process.env.PATH ?? "" };
    const child = spawn(program, args, {
      cwd: this.folder,
      env: { ...own, ...this.#environment },
      stdio: ["ignore", "pipe", "pipe"],
      ...unprivileged,
    });
    this.#output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.#output = (this.#output + text).slice(-20_000);
      });
    }
    return child;
  }

  /** Ends the server and removes all that it kept. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server && server.exitCode === null && server.signalCode === null) {
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function give(path: string): Promise<void> {
  if (process.getuid?.() === 0) await chown(path, nobody.uid, nobody.gid);
}
