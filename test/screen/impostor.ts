import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RealScreen } from "./real-screen.ts";

const script = join(import.meta.dirname, "impostor.pl");

/** Another account of the computer that stands where the screen should be. */
type Impostor = {
  /** the port or the path where it listens */
  where: string;
  /** what the next visitor said when it should have said a password, in hexadecimal digits; empty when nothing */
  told(): Promise<string>;
  stop(): Promise<void>;
};

/** Starts it as one of the screen's accounts: on a port that the system chooses, or at a path. */
export async function startImpostor(
  screen: RealScreen,
  userName: string,
  where: "port" | `/${string}`,
): Promise<Impostor> {
  const asAccount = ["--reuid", userName, "--regid", userName, "--clear-groups"];
  const { program, args } = screen.inside("setpriv", [...asAccount, "perl", script, where]);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the impostor ended");
    return value;
  };
  return {
    where: await next(),
    told: async () => (await next()).replace("told ", ""),
    stop: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}
