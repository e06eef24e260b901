import { defineConfig } from "vitest/config";

// `npm run test:consoles`: consoles that nobody here wrote, each added for real. One file at a time: they share the
// display on which the browser's own prompt is answered, and that prompt goes to whichever window has the focus.
export default defineConfig({
  test: {
    name: "consoles",
    include: ["test/consoles/*.test.ts"],
    globalSetup: "test/consoles/stage-setup.ts",
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
