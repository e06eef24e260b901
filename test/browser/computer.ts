import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { officeAccounts, RealScreen } from "../screen/real-screen.ts";
import type { Customer } from "./customer.ts";
import { DoorkeeperProcess } from "./doorkeeper-process.ts";
import { soon } from "./soon.ts";

/**
 * The customer's computer, for real: a screen with a terminal on it, accounts that the operating system checks, and the
 * doorkeeper that the popup saved.
 */
export class Computer {
  readonly accounts = officeAccounts;
  readonly screen: RealScreen;
  readonly #folder: string;
  #doorkeeper: DoorkeeperProcess | null = null;
  #notes = 0;

  private constructor(screen: RealScreen, folder: string) {
    this.screen = screen;
    this.#folder = folder;
  }

  /** @param folder where the popup saves to, and where the doorkeeper keeps its state */
  static async start(folder: string): Promise<Computer> {
    await mkdir(folder, { recursive: true });
    return new Computer(await RealScreen.start({ geometry: "1280x800" }), folder);
  }

  get doorkeeper(): DoorkeeperProcess {
    if (this.#doorkeeper === null) throw new Error("no doorkeeper was saved yet");
    return this.#doorkeeper;
  }

  /** Saves the doorkeeper from the popup, runs the command that stands there, and answers the digits that it prints. */
  async setUp(customer: Customer): Promise<string> {
    const { file, command } = await customer.saveDoorkeeper(this.#folder);
    this.#doorkeeper = new DoorkeeperProcess({
      file,
      data: join(this.#folder, "state"),
      screen: `unix:${this.screen.socketPath}`,
      inside: (program, args) => this.screen.inside(program, args),
    });
    return this.#doorkeeper.pair(command);
  }

  /** The line that, typed into the terminal on this screen, leaves a note; and waiting until it is there. */
  note(text: string): { line: string; isThere: () => Promise<void> } {
    this.#notes += 1;
    const name = `note-${this.#notes}`;
    return {
      line: `echo ${text} > ${name}`,
      isThere: async () => {
        await soon(`"${text}" on the computer's disk`, async () => {
          const written = await readFile(join(this.screen.home, name), "utf8").catch(() => "");
          return written.trim() === text;
        });
      },
    };
  }

  /** Keeps what the doorkeeper wrote, for whoever looks into a failure. */
  async keepOutput(path: string): Promise<void> {
    await writeFile(path, `${this.#doorkeeper?.output ?? ""}\n---\n${this.screen.log}`);
  }

  async stop(): Promise<void> {
    await this.#doorkeeper?.stop();
    await this.screen.stop();
  }
}
