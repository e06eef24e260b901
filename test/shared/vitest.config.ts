import { defineConfig } from "vitest/config";

/** The rules alone, for the mutation run (stryker.config.json): without browsers, and without the slow oracle. */
export default defineConfig({
  test: {
    include: ["test/shared/**/*.test.ts"],
    // One worker and one look at each module for all files: half of a mutant's time would go into imports.
    isolate: false,
    exclude: ["test/shared/*.property.test.ts"],
  },
});
