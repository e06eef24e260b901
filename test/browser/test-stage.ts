import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, inject } from "vitest";
import { Stage } from "./stage.ts";

const reports = join(import.meta.dirname, "../../reports/browser");

/**
 * A stage for the tests of one file; browsers that a test opened are closed after it. A failed test leaves a picture of
 * every page in `reports/browser/`.
 */
export function useStage(): () => Stage {
  let stage: Stage | null = null;
  beforeAll(async () => {
    stage = await Stage.open({ extension: inject("extension"), serverPort: inject("serverPort") });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") {
      await mkdir(reports, { recursive: true });
      await stage?.takePictures(join(reports, task.name.replaceAll(/\W+/g, "-").slice(0, 80)));
    }
    await stage?.closeBrowsers();
  });
  afterAll(() => stage?.close());
  return () => {
    if (stage === null) throw new Error("the stage isn't open yet");
    return stage;
  };
}
