import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort } from "../demo/listen.ts";
import { buildExtension } from "./extension-build.ts";
import type { StageSettings } from "./stage.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** one for each file that runs at the same time: an extension is built for its server's port */
    stages: StageSettings[];
    firefoxExtension: string;
  }
}

/** The preset consoles of every build for tests; without a port a pattern admits every port. */
export const consoles = ["http://console.localhost/*"];

/** Builds of the extension for all browser tests of a run, each with the port that its servers share in turn. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const output = await mkdtemp(join(tmpdir(), "whileaway-built-"));
  const stages: StageSettings[] = [];
  for (const lane of ["one", "two", "three"]) {
    const serverPort = await freePort();
    const build = { server: `http://127.0.0.1:${serverPort}`, consoles, output: join(output, lane) };
    stages.push({ extension: await buildExtension(build), serverPort });
  }
  project.provide("stages", stages);
  const server = "http://127.0.0.1:8787";
  project.provide("firefoxExtension", await buildExtension({ server, consoles, output }, "firefox"));
  return () => rm(output, { recursive: true, force: true });
}
