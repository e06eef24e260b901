import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { soon } from "./soon.ts";

/** How a program is started at the customer's computer: as that computer sees its accounts and files. */
export type Inside = (program: string, args: string[]) => { program: string; args: string[] };

type Settings = {
  /** the file that the popup saved */
  file: string;
  /** its state */
  data: string;
  /** `unix:/path` of the computer's screen server */
  screen: string;
  inside: Inside;
};

/** The doorkeeper as it runs on the customer's computer: the very file that the popup saved. */
export class DoorkeeperProcess {
  readonly #settings: Settings;
  #process: ChildProcess | null = null;
  #output = "";

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Everything it wrote. */
  get output(): string {
    return this.#output;
  }

  /** Runs the command that the popup shows, word for word, with the computer's own screen and state; answers the six digits. */
  async pair(command: string): Promise<string> {
    const [node, file, ...args] = command.split(" ");
    if (node !== "node" || file !== "doorkeeper.mjs") throw new Error(`an unexpected command: ${command}`);
    this.#spawn(args);
    return soon("the digits that the doorkeeper prints", async () => {
      const printed = /Type (\d{3}) ?(\d{3}) /.exec(this.#output);
      return printed === null ? null : `${printed[1]}${printed[2]}`;
    });
  }

  /** Starts it again on what it kept. */
  start(server: string): void {
    this.#spawn(["--server", server]);
  }

  /** A command at the computer's own terminal; answers what it printed. */
  async command(...args: string[]): Promise<string> {
    const child = this.#run([...args, "--data", this.#settings.data]);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`doorkeeper ${args.join(" ")}: ${code}: ${output}`);
    return output;
  }

  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  #run(args: string[]): ChildProcess {
    const { file, inside } = this.#settings;
    const { program, args: all } = inside(process.execPath, [file, ...args]);
    return spawn(program, all, { cwd: dirname(file), stdio: ["ignore", "pipe", "pipe"] });
  }

  #spawn(args: string[]): void {
    const { screen, data } = this.#settings;
    const child = this.#run([...args, "--screen", screen, "--data", data]);
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
      });
  }
}
