import "./node-version.ts";
import { homedir } from "node:os";
import { createInterface } from "node:readline/promises";
import { help, readCommand } from "./command.ts";
import { startDoor } from "./door.ts";
import { Sentence } from "./sentence.ts";

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
const complain = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** Whoever sits at the terminal answers `y`; a terminal that nobody sits at says nothing, which is no. */
async function mayAdd(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const nobody = new Promise<string>((resolve) => terminal.once("close", () => resolve("")));
  const asked = terminal.question("This computer obeys a browser already. Obey a further one? [y/N] ");
  const answer = await Promise.race([asked, nobody]);
  terminal.close();
  return answer.trim().toLowerCase() === "y";
}

// Every file that we make is for this account alone.
process.umask(0o077);
try {
  const command = readCommand(process.argv.slice(2), process.env, homedir());
  if (command.kind === "help") say(help);
  else if (command.kind === "serve") {
    const door = await startDoor({
      ...command,
      mayAdd: async () => command.add || (await mayAdd()),
      say,
      failed(because) {
        complain(because);
        void door.stop().then(() => process.exit(1));
      },
    });
    for (const signal of ["SIGTERM", "SIGINT"] as const)
      process.once(signal, () => void door.stop().then(() => process.exit(0)));
  } else throw new Sentence("Not yet.");
} catch (error) {
  if (!(error instanceof Sentence)) throw error;
  complain(error.message);
  process.exitCode = 1;
}
