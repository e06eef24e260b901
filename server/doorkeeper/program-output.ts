import { execFile } from "node:child_process";

/** What a program of the computer writes; null where it fails, is missing, says too much or takes longer than 5 s. */
export type ProgramOutput = (program: string, args: readonly string[]) => Promise<string | null>;

/**
 * Starts a program by its path, without a shell: an argument stays one argument whatever is in it. It gets none of the
 * doorkeeper's environment, and speaks English.
 */
export const programOutput: ProgramOutput = (program, args) =>
  new Promise((done) => {
    const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };
    execFile(program, args, { env, timeout: 5_000, maxBuffer: 65_536, encoding: "utf8" }, (error, output) =>
      done(error ? null : output),
    );
  });
