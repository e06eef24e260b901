import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Inside } from "../browser/doorkeeper-process.ts";

// The built file as a process of its own, as it runs at a customer's.

export type BuiltDoor = {
  process: ChildProcess;
  /** everything that it wrote */
  output(): string;
  /** the first line like this, written already or still to come; throws when it ends without */
  said(like: RegExp): Promise<string>;
  ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<void>;
};

type How = { inside?: Inside; environment?: Record<string, string>; input?: string; cwd?: string };

export function runBuilt(file: string, args: string[], { inside, environment, input, cwd }: How = {}): BuiltDoor {
  const { program, args: all } = inside?.(process.execPath, [file, ...args]) ?? {
    program: process.execPath,
    args: [file, ...args],
  };
  const child = spawn(program, all, { stdio: "pipe", env: { ...process.env, ...environment }, ...(cwd && { cwd }) });
  let output = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const look of waiting) look();
    });
  const ended = once(child, "close").then(() => child.exitCode);
  if (input !== undefined) child.stdin.end(input);
  return {
    process: child,
    output: () => output,
    ended,
    said: (like) =>
      new Promise((found, fail) => {
        const look = (): void => {
          const line = output.split("\n").find((one) => like.test(one));
          if (line === undefined) return;
          waiting.delete(look);
          found(line);
        };
        waiting.add(look);
        look();
        void ended.then((code) => fail(new Error(`it ended with ${code}: ${output}`)));
      }),
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

/** A command in another terminal: what it printed, and how it ended. */
export async function sayTo(
  file: string,
  args: string[],
  how: How = {},
): Promise<{ code: number | null; output: string }> {
  const told = runBuilt(file, args, how);
  return { code: await told.ended, output: told.output() };
}
