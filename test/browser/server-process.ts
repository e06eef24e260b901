import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const main = join(import.meta.dirname, "../../server/main.ts");

/** Who may create the organisation of a demo or test. */
export const firstAdministrator = { email: "admin@contoso.example", password: "correct horse battery" };

/** The real server as an operator would start it, on a data directory of its own. */
export class ServerProcess {
  readonly origin: string;
  readonly #port: number;
  readonly #data: string;
  #process: ChildProcess | null = null;
  #output = "";

  /** @param publicPort the port by which others reach it, where a wire stands before its own */
  constructor(port: number, data: string, publicPort = port) {
    this.#port = port;
    this.#data = data;
    this.origin = `http://127.0.0.1:${publicPort}`;
  }

  /** Starts it and waits until it says that it is ready; throws with what it wrote when it ends before. */
  async start(): Promise<void> {
    const own = Object.entries(process.env).filter(
      ([name]) => !name.startsWith("WHILEAWAY_") && name !== "NODE_OPTIONS",
    );
    const child = spawn(process.execPath, [main], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...Object.fromEntries(own),
        WHILEAWAY_PORT: String(this.#port),
        WHILEAWAY_URL: this.origin,
        WHILEAWAY_DATA: this.#data,
        WHILEAWAY_ADMIN_EMAIL: firstAdministrator.email,
        WHILEAWAY_ADMIN_PASSWORD: firstAdministrator.password,
      },
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.#output = (this.#output + text).slice(-20_000);
      });
    }
    while (!(await this.#ready())) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${this.#output}`);
      await pause(50);
    }
  }

  async #ready(): Promise<boolean> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}/health/ready`).catch(() => null);
    return answer?.ok ?? false;
  }

  /** Everything it wrote, the newest 20,000 characters. */
  get output(): string {
    return this.#output;
  }

  /** Ends it as an operator would, or as a power cut would. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
}
