import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, inject } from "vitest";
import { Stage } from "../browser/stage.ts";
import { Display } from "./display.ts";
import { Workplace } from "./workplace.ts";

const reports = join(import.meta.dirname, "../../reports/consoles");

type ConsoleStage = {
  readonly stage: Stage;
  readonly display: Display;
  /** a technician with a window of her own, who has no console yet */
  workplace(flags?: string[]): Promise<Workplace>;
};

/** A stage and a display for the tests of one real console; browsers that a test opened are closed after it. */
export function useConsoleStage(): () => ConsoleStage {
  let open: ConsoleStage | null = null;
  beforeAll(async () => {
    const display = await Display.open();
    const stage = await Stage.open(inject("bare"));
    open = { stage, display, workplace: (flags) => Workplace.open(stage, display, flags) };
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") {
      await mkdir(reports, { recursive: true });
      const path = join(reports, task.name.replaceAll(/\W+/g, "-").slice(0, 80));
      await open?.display.takePicture(`${path}-screen.png`);
      await open?.stage.takePictures(path);
    }
    await open?.stage.closeBrowsers();
  });
  afterAll(async () => {
    await open?.stage.close();
    await open?.display.close();
  });
  return () => {
    if (open === null) throw new Error("the stage isn't open yet");
    return open;
  };
}
