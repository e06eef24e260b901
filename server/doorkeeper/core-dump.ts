import { programOutput } from "./program-output.ts";

/**
 * No picture of this process's memory, which may hold a password, is ever written when it dies. The systemd unit says so
 * too; this is for who starts the doorkeeper by hand. Where there is no `prlimit` (macOS, Windows) nothing is changed.
 */
export async function forbidCoreDumps(): Promise<void> {
  if (process.platform === "linux") await programOutput("prlimit", ["--core=0:0", "--pid", String(process.pid)]);
}
