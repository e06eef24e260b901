import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

type Build = { server: string; consoles: string[]; output: string };

/** Builds the extension for one server and its preset consoles; answers with the folder that a browser loads. */
export async function buildExtension(build: Build, browser: "chrome" | "firefox" = "chrome"): Promise<string> {
  const program = join(root, "node_modules/wxt/bin/wxt.mjs");
  const settings = {
    WHILEAWAY_SERVER: build.server,
    WHILEAWAY_CONSOLES: build.consoles.join(","),
    WHILEAWAY_OUTPUT: build.output,
  };
  await run(process.execPath, [program, "build", "extension", "-b", browser], {
    cwd: root,
    // A test runner's own mode would get into what is built.
    env: { ...process.env, NODE_ENV: "production", VITEST: undefined, ...settings },
  });
  return join(build.output, `${browser}-mv3`);
}
