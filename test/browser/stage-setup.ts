import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort } from "../demo/listen.ts";
import { buildExtension } from "./extension-build.ts";

declare module "vitest" {
  interface ProvidedContext {
    extension: string;
    firefoxExtension: string;
    serverPort: number;
  }
}

/** The preset consoles of every build for tests; without a port a pattern admits every port. */
export const consoles = ["http://console.localhost/*"];

/** One build of the extension for all browser tests of a run, and the port that their servers share in turn. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const output = await mkdtemp(join(tmpdir(), "whileaway-built-"));
  const port = await freePort();
  const build = { server: `http://127.0.0.1:${port}`, consoles, output };
  project.provide("extension", await buildExtension(build));
  project.provide("firefoxExtension", await buildExtension(build, "firefox"));
  project.provide("serverPort", port);
  return () => rm(output, { recursive: true, force: true });
}
