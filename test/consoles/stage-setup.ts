import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildExtension } from "../browser/extension-build.ts";
import type { StageSettings } from "../browser/stage.ts";
import { freePort } from "../demo/listen.ts";

declare module "vitest" {
  interface ProvidedContext {
    bare: StageSettings;
  }
}

/** One build of the extension for all real consoles: with none of them built in, so that each has to be added. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const output = await mkdtemp(join(tmpdir(), "whileaway-built-"));
  const serverPort = await freePort();
  const server = `http://127.0.0.1:${serverPort}`;
  project.provide("bare", { extension: await buildExtension({ server, consoles: [], output }), serverPort });
  return () => rm(output, { recursive: true, force: true });
}
