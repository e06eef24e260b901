import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, inject } from "vitest";
import { Stage, type StageSettings } from "./stage.ts";

/** Opens the first stage whose port nobody holds: another file may be using one. */
async function openFree(stages: StageSettings[]): Promise<Stage> {
  for (const settings of stages) {
    try {
      return await Stage.open(settings);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    }
  }
  throw new Error("every stage is in use");
}

const reports = join(import.meta.dirname, "../../reports/browser");

/**
 * A stage for the tests of one file; browsers that a test opened are closed after it, or after the last one where they are
 * `kept`. A failed test leaves a picture of every page in `reports/browser/`.
 */
export function useStage(browsers: "fresh" | "kept" = "fresh"): () => Stage {
  let stage: Stage | null = null;
  beforeAll(async () => {
    stage = await openFree(inject("stages"));
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") {
      await mkdir(reports, { recursive: true });
      await stage?.takePictures(join(reports, task.name.replaceAll(/\W+/g, "-").slice(0, 80)));
    }
    if (browsers === "fresh") await stage?.closeBrowsers();
  });
  afterAll(() => stage?.close());
  return () => {
    if (stage === null) throw new Error("the stage isn't open yet");
    return stage;
  };
}
