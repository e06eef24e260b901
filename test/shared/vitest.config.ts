import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes long comes last: nearly every mutant is killed before. */
const slow = ["statements.test.ts", "work.test.ts"];
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification): number => Number(slow.some((name) => moduleId.endsWith(name)));
    return files.toSorted((a, b) => isSlow(a) - isSlow(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

/** The rules alone, for the mutation run (stryker.config.json): without browsers, and without the slow oracle. */
export default defineConfig({
  test: {
    include: ["test/shared/**/*.test.ts"],
    exclude: ["test/shared/*.property.test.ts"],
    // One worker and one look at each module for all files: half of a mutant's time would go into imports.
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
});
