import "./node-version.ts";
import { homedir } from "node:os";
import { createInterface } from "node:readline";
import { type Command, help, readCommand } from "./command.ts";
import { forbidCoreDumps } from "./core-dump.ts";
import { startDoor } from "./door.ts";
import { install } from "./install.ts";
import { anybodysCall, type LocalAnswer, type LocalCall } from "./local-call.ts";
import { anybodysPlaces, callLocally, localPlaces } from "./local-socket.ts";
import { Sentence } from "./sentence.ts";

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
const complain = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
/** What systemd is told not to start again: somebody has to do something first. */
const needsSomebody = 78;

/** Whoever sits at the terminal answers `y`; a terminal that nobody sits at says nothing, which is no. */
function mayAdd(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    terminal.once("close", () => resolve(false));
    terminal.question("This computer obeys a browser already. Obey a further one? [y/N] ", (answer) => {
      resolve(answer.trim().toLowerCase() === "y");
      terminal.close();
    });
  });
}

async function serve(command: Extract<Command, { kind: "serve" }>): Promise<void> {
  await forbidCoreDumps();
  const door = await startDoor({
    ...command,
    places: localPlaces(command.data, process.env),
    environment: process.env,
    mayAdd: async () => command.add || (await mayAdd()),
    say,
    failed(because) {
      complain(because);
      void door.stop().then(() => process.exit(1));
    },
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => void door.stop().then(() => process.exit(0)));
}

/** Says it to one's own doorkeeper; a word that anybody may say is said to whichever runs on this computer. */
async function callDoorkeeper(call: LocalCall, data: string): Promise<LocalAnswer> {
  const own = await callLocally(localPlaces(data, process.env).own, call);
  if (own !== null) return own;
  const places = anybodysCall.safeParse(call).success ? anybodysPlaces(process.env) : [];
  const answers = (await Promise.all(places.map((place) => callLocally(place, call)))).filter((one) => one !== null);
  if (answers.length === 0)
    throw new Sentence(
      "No doorkeeper runs here, or not under this account. Is --data the one that it was started with?",
    );
  return { ok: answers.every(({ ok }) => ok), lines: answers.flatMap(({ lines }) => lines) };
}

async function run(): Promise<void> {
  const command = readCommand(process.argv.slice(2), process.env, homedir());
  switch (command.kind) {
    case "help":
      return say(help);
    case "serve":
      return serve(command);
    case "install":
      return install({ ...command, file: process.argv[1] ?? "", node: process.execPath, say });
    case "local": {
      const { ok, lines } = await callDoorkeeper(command.call, command.data);
      for (const line of lines) (ok ? say : complain)(line);
      if (!ok) process.exitCode = 1;
    }
  }
}

// Every file that we make is for this account alone.
process.umask(0o077);
try {
  await run();
} catch (error) {
  if (!(error instanceof Sentence)) throw error;
  complain(error.message);
  process.exitCode = needsSomebody;
}
