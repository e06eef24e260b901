import { defineConfig } from "vitest/config";

// `npm run test:consoles`: the panel at home in consoles. First on pages of our own, attacking ones among them; then on
// consoles that nobody here wrote, each added for real.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "console-page",
          include: ["test/console-page/*.test.ts"],
          globalSetup: "test/browser/stage-setup.ts",
          maxWorkers: 2,
          setupFiles: "test/patience.ts",
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: "consoles",
          include: ["test/consoles/*.test.ts"],
          globalSetup: "test/consoles/stage-setup.ts",
          // One file at a time: they share the display on which the browser's own prompt is answered, and that prompt goes
          // to whichever window has the focus.
          maxWorkers: 1,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
