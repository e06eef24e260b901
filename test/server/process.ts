import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const main = join(import.meta.dirname, "../../server/main.ts");
/** Starts that come after the first one need not compile everything anew. */
const compiled = join(import.meta.dirname, "../../node_modules/.cache/whileaway-node");

/** `server/main.ts` as an operator starts it, and what it said. */
export class ServerProcess {
  readonly #child: ChildProcess;
  output = "";
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  constructor(settings: Record<string, string>) {
    const own = Object.entries(process.env).filter(
      ([name]) => !name.startsWith("WHILEAWAY_") && name !== "NODE_OPTIONS",
    );
    this.#child = spawn(process.execPath, [main], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...Object.fromEntries(own),
        NODE_COMPILE_CACHE: compiled,
        ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`WHILEAWAY_${name}`, value])),
      },
    });
    this.ended = once(this.#child, "close").then(([code, signal]) => ({ code, signal }));
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
      });
  }

  /** Waits until it has said what matches; throws with all that it said when it ends before. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.output);
      if (found !== null) return found[1] ?? found[0];
      const over = await Promise.race([this.ended, once(this.#child.stdout ?? this.#child, "data").then(() => null)]);
      if (over !== null && !pattern.test(this.output)) throw new Error(`the server ended: ${this.output}`);
    }
  }

  /** Waits until it listens, and answers where. */
  url = (): Promise<string> => this.says(/listens on (\S+)\n/);

  async end(signal: "SIGTERM" | "SIGKILL") {
    this.#child.kill(signal);
    return this.ended;
  }
}
